-- Where sound goes: outputs, groups, sends, and what a plugin listens to.
local json, live = ...
local routing, changes = {}, {}
local NO_GROUP = PBD.GroupControlDisposition.NoGroup

--- A group is a bus that lies in a group of Ardour's with the tracks that sound through it: id of a member -> id of
--- its bus, and the ids of all such buses.
function routing.groups ()
  local members, buses = {}, {}
  for group in live.each (Session:route_groups ()) do
    local ids, bus, count = {}, nil, 0
    for route in live.each (group:route_list ()) do
      if live.is_bus (route) then bus, count = live.id (route), count + 1 else ids[#ids + 1] = live.id (route) end
    end
    if count == 1 then
      buses[bus] = group
      for _, id in ipairs (ids) do members[id] = bus end
    end
  end
  return members, buses
end

--- The buses that can be an output: id and the name of their first input.
function routing.targets (routes)
  local list = {}
  for _, route in ipairs (routes) do
    if live.is_bus (route) and route:n_inputs ():n_audio () > 0 then
      list[#list + 1] = { id = live.id (route), master = route:is_master (), port = route:input ():audio (0):name () }
    end
  end
  return list
end

local R, P  -- methods of a track or bus, and of a port

local function methods_of_route (route)
  R = R or live.methods (route, "is_master n_outputs output nth_send")
  return R
end

--- Id of the bus that a track's output goes to; "" for the master or none.
function routing.output (route, targets)
  local of = methods_of_route (route)
  if of.is_master (route) or of.n_outputs (route):n_audio () == 0 then return "" end
  local port = of.output (route):audio (0)
  P = P or live.methods (port, "connected_to")
  for _, target in ipairs (targets) do
    if P.connected_to (port, target.port) then return target.master and "" or target.id end
  end
  return ""
end

local function each_send (route)
  local index, nth_send = -1, methods_of_route (route).nth_send
  return function ()
    index = index + 1
    local send = nth_send (route, index)
    if not send:isnil () then return send end
  end
end

--- The send of a track to a bus: its processor and itself; nil when there is none.
function routing.send_to (route, bus)
  for processor in each_send (route) do
    local send = processor:to_internalsend ()
    if not send:isnil () and live.id (send:target_route ()) == bus then return processor, send end
  end
  return nil
end

--- All sends of a track to buses: id of the bus and gain. `resting` is what automated ones stood at before.
function routing.sends (route, resting)
  local list = json.array ()
  for processor in each_send (route) do
    local send = processor:to_internalsend ()
    if not send:isnil () and not live.is_removed (send:target_route ()) then
      local bus = live.id (send:target_route ())
      local before = resting and resting[live.resting_name (live.id (route), "send", bus)]
      list[#list + 1] = { to = bus, gain = live.value (send:gain_control (), before) }
    end
  end
  return list
end

local function connect (route, target)
  local outs, ins = route:n_outputs ():n_audio (), target:n_inputs ():n_audio ()
  if outs == 0 then error ("That track has no sound to send.", 0) end
  if ins == 0 then error ("That bus takes no sound.", 0) end
  route:output ():disconnect_all (nil)
  for i = 0, math.max (outs, ins) - 1 do
    route:output ():audio (i % outs):connect (target:input ():audio (i % ins):name ())
  end
end

-- Whether what enters `from` arrives at `to`, by outputs and sends.
local function arrives (from, to, targets, depth)
  if from == to then return true end
  if from == "" or depth > 32 then return false end
  local route = live.route (from)
  for _, row in ipairs (routing.sends (route)) do
    if arrives (row.to, to, targets, depth + 1) then return true end
  end
  return arrives (routing.output (route, targets), to, targets, depth + 1)
end

local function refuse_circle (from, to)
  if arrives (to, from, routing.targets (live.routes ()), 0) then error ("The sound would go round in a circle.", 0) end
end

local function bus (id)
  local route = live.route (id)
  if not live.is_bus (route) then error ("'" .. route:name () .. "' is a track, not a bus.", 0) end
  return route
end

function changes.set_output (wanted)
  local route = live.route (wanted.track)
  if route:is_master () then error ("The master's output cannot be changed.", 0) end
  local members = routing.groups ()
  local to = wanted.to ~= "" and wanted.to or members[wanted.track] or live.id (Session:master_out ())
  refuse_circle (wanted.track, to)
  connect (route, bus (to))
end

local function leave (id)
  local members, buses = routing.groups ()
  if members[id] then buses[members[id]]:remove (live.route (id)) end
end

-- Nothing but the tracks' belonging together: faders and buttons stay each their own.
local function new_group (bus_route)
  local group = Session:new_route_group (bus_route:name ())
  for _, share in ipairs ({ "set_gain", "set_mute", "set_solo", "set_recenable", "set_select", "set_route_active", "set_color",
    "set_monitoring" }) do
    group[share] (group, false)
  end
  group:add (bus_route)
  return group
end

--- Make a bus the head of a group.
function routing.make_group (bus_route) new_group (bus_route) end

function changes.set_group (wanted)
  local route = live.route (wanted.track)
  if route:is_master () then error ("The master lies in no group.", 0) end
  if wanted.to == "" then
    leave (wanted.track)
    return connect (route, Session:master_out ())
  end
  local target = bus (wanted.to)
  refuse_circle (wanted.track, wanted.to)
  leave (wanted.track)
  local _, buses = routing.groups ()
  local group = buses[wanted.to] or new_group (target)
  group:add (route)
  connect (route, target)
end

function changes.send (wanted)
  local route = live.route (wanted.track)
  local processor, send = routing.send_to (route, wanted.to)
  if not wanted.gain then
    if processor and route:remove_processor (processor, nil, true) ~= 0 then error ("Ardour kept the send.", 0) end
    return
  end
  if not send then
    refuse_circle (wanted.track, wanted.to)
    Session:add_internal_send (bus (wanted.to), ARDOUR.LuaAPI.nil_proc (), route)
    processor, send = routing.send_to (route, wanted.to)
    if not send then error ("Ardour made no send.", 0) end
  end
  send:gain_control ():set_value (wanted.gain, NO_GROUP)
end

-- A compressor that can listen to another track has a switch for it.
local function listen (processor, on)
  for _, entry in ipairs (live.controls (processor)) do
    if entry.row[1]:lower ():match ("side%s*chain") or entry.row[1]:lower ():match ("sidechain") then
      return ARDOUR.LuaAPI.set_processor_param (processor, entry.index, on and 1 or 0)
    end
  end
  error ("'" .. processor:name () .. "' cannot listen to another track.", 0)
end

-- The sends of a track that end at a port, which is a plugin's side chain input.
local function sends_into (route, port)
  local found = {}
  for processor in each_send (route) do
    local send = processor:to_send ()
    if processor:to_internalsend ():isnil () and not send:isnil () and send:output ():n_ports ():n_audio () > 0
      and send:output ():audio (0):connected_to (port) then found[#found + 1] = processor end
  end
  return found
end

--- Id of the track that a plugin listens to; "" for its own.
function routing.heard (insert, routes)
  if not insert:has_sidechain () or insert:sidechain_input ():isnil () then return "" end
  local port = insert:sidechain_input ():audio (0):name ()
  for _, route in ipairs (routes) do
    if #sends_into (route, port) > 0 then return live.id (route) end
  end
  return ""
end

local function stop_listening (input)
  local port = input:audio (0):name ()
  for _, route in ipairs (live.routes ()) do
    for _, processor in ipairs (sends_into (route, port)) do route:remove_processor (processor, nil, true) end
  end
end

function changes.sidechain (wanted)
  local route = live.route (wanted.track)
  local processor = live.plugin (route, wanted.plugin)
  local insert = processor:to_plugininsert ()
  listen (processor, wanted.to ~= "")
  if not insert:has_sidechain () and wanted.to ~= "" and not route:add_sidechain (processor) then
    error ("Ardour gave that plugin no side chain.", 0)
  end
  if insert:sidechain_input ():isnil () then return end
  stop_listening (insert:sidechain_input ())
  if wanted.to == "" then return end
  local source = live.route (wanted.to)
  if live.id (source) == wanted.track then error ("A plugin hears its own track anyway.", 0) end
  local send = ARDOUR.LuaAPI.new_send (Session, source, source:amp ())
  if send:isnil () then error ("Ardour made no send.", 0) end
  send:to_send ():set_remove_on_disconnect (true)
  local out, input = send:to_send ():output (), insert:sidechain_input ()
  out:audio (0):connect (input:audio (0):name ())
  if not out:audio (0):connected_to (input:audio (0):name ()) then error ("Ardour did not connect the side chain.", 0) end
end

--- A bus goes: what it was fed by sounds at the master from now on.
function routing.release (gone)
  local id = live.id (gone)
  local _, buses = routing.groups ()
  local targets = routing.targets (live.routes ())
  for _, route in ipairs (live.routes ()) do
    local processor = routing.send_to (route, id)
    if processor then route:remove_processor (processor, nil, true) end
    if live.id (route) ~= id and routing.output (route, targets) == id then connect (route, Session:master_out ()) end
  end
  if buses[id] then Session:remove_route_group (buses[id]) end
end

routing.changes = changes
return routing
