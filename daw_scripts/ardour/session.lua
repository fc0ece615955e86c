-- Reads Ardour's session as plain data. Positions are ticks (1920 a quarter note) and samples, both integers.
local json = ...
local live = {}
local TICKS = 1920
live.TICKS = TICKS
live.FAR = TICKS * 1000000  -- later than any session ends

--- "beats:ticks", as Ardour writes its Beats, in ticks.
function live.ticks_in (text)
  local whole, rest = text:match ("(%-?%d+):(%-?%d+)")
  return math.tointeger (whole * TICKS + rest)
end

--- Beats in ticks.
function live.ticks (beats) return live.ticks_in (beats:str ()) end

--- Beats of so many ticks.
function live.beats (ticks)
  ticks = math.floor (ticks)
  return Temporal.Beats (ticks // TICKS, ticks % TICKS)
end

function live.at_ticks (ticks) return Temporal.timepos_t.from_ticks (math.floor (ticks)) end
function live.at_sample (sample) return Temporal.timepos_t (math.floor (sample)) end
local REMOVED = " %(removed[ %d]*%)$"
-- From wherever a program runs, so many steps up lead to the root.
local CLIMB = ("../"):rep (32)

--- The same file by a path that does not begin at the root, and that leads there from every folder.
function live.relative_path (path) return CLIMB .. path:sub (2) end

--- A file's path without such steps.
function live.plain_path (path)
  local _, at = path:find (CLIMB, 1, true)
  return at and path:sub (at) or path
end

--- Methods of a class by their names, looked up once on one of its objects: in Ardour that costs as much as the call.
function live.methods (object, names)
  local found = {}
  for name in names:gmatch ("%S+") do found[name] = object[name] end
  return found
end

local id_of, text_of

--- The id of an object, as text.
function live.id (object)
  local stateful = object:to_stateful ()
  id_of = id_of or stateful.id
  local id = id_of (stateful)
  text_of = text_of or id.to_s
  return text_of (id)
end

--- Walk along one of Ardour's lists. Its own iterators do not keep the list alive: when Lua's garbage collection takes
--- the list in the middle of a long loop, Ardour crashes.
function live.each (list)
  local step = list:iter ()
  return function () return step (list) end
end

--- A track or bus by id; error when it is gone.
function live.route (id)
  for route in live.each (Session:get_routes ()) do
    if live.id (route) == id and not live.is_removed (route) then return route end
  end
  error ("That track is not there any more.", 0)
end

function live.track (id)
  local track = live.route (id):to_track ()
  if track:isnil () then error ("That is a bus; it holds no regions.", 0) end
  return track
end

--- A track that was taken away in an Ardour that cannot delete tracks: emptied, renamed and hidden.
function live.is_removed (route)
  return route:name ():match (REMOVED) ~= nil and not route:active ()
end

--- A region by id, with its track and playlist; error when it is gone.
function live.region (id)
  for route in live.each (Session:get_routes ()) do
    local track = route:to_track ()
    if not track:isnil () and not live.is_removed (route) then
      local playlist = track:playlist ()
      for region in live.each (playlist:region_list ()) do
        if live.id (region) == id then return region, playlist, track end
      end
    end
  end
  error ("That region is not there any more.", 0)
end

-- The controls of a plugin that can be set: index, id, label and range each.
local function read_shape (plugin)
  local shape, index = {}, 0
  for id = 0, plugin:parameter_count () - 1 do
    if plugin:parameter_is_control (id) then
      if plugin:parameter_is_input (id) then
        local descriptor = ARDOUR.ParameterDescriptor ()
        plugin:get_parameter_descriptor (id, descriptor)
        shape[#shape + 1] = { index = index, id = id, label = plugin:parameter_label (id), low = descriptor.lower, high = descriptor.upper }
      end
      index = index + 1
    end
  end
  return shape
end

local shapes = {}  -- of kinds of plugins, whose controls are always the same; a VST may rename its own meanwhile

local function shape_of (insert)
  local plugin, format = insert:plugin (0), insert:type ()
  if format ~= ARDOUR.PluginType.LV2 and format ~= ARDOUR.PluginType.LADSPA then return read_shape (plugin) end
  local kind = table.concat ({ plugin:unique_id (), plugin:parameter_count (), Session:nominal_sample_rate () }, " ")
  shapes[kind] = shapes[kind] or read_shape (plugin)
  return shapes[kind]
end

--- The controls of a plugin that can be set: { index, id, row of label, value, low, high } each.
function live.controls (processor)
  local list, value = json.array (), ARDOUR.LuaAPI.get_processor_param
  for i, one in ipairs (shape_of (processor:to_plugininsert ())) do
    list[i] = { index = one.index, id = one.id, row = json.array ({ one.label, (value (processor, one.index, true)), one.low, one.high }) }
  end
  return list
end

--- A plugin of a track by id; error when it is gone.
function live.plugin (route, id)
  local index = 0
  while true do
    local processor = route:nth_plugin (index)
    if processor:isnil () then error ("That plugin is not there any more.", 0) end
    if live.id (processor) == id then return processor end
    index = index + 1
  end
end

-- Of a control.
local state_of, value_of

--- Whether a control's own automation moves it while the session plays.
function live.is_automated (control)
  state_of = state_of or control.automation_state
  if state_of (control) ~= ARDOUR.AutoState.Play then return false end
  local list = control:alist ()
  return not list:isnil () and list:size () > 0
end

--- The name under which is kept what a control stood at before it was automated.
function live.resting_name (track, parameter, owner, label)
  return table.concat ({ track, parameter, owner or "", label or "" }, " ")
end

--- Keep what a control stands at when nothing automates it (nil forgets it); what was kept before.
function live.rest (name, value)
  local resting = live.recall ("resting")
  local was = resting[name]
  resting[name] = value
  live.remember ("resting", resting)
  return was
end

--- The value of a control that does not depend on where the playhead is: of an automated one, what it stood at before.
function live.value (control, resting)
  if not live.is_automated (control) then
    value_of = value_of or control.get_value
    return value_of (control)
  end
  return resting or control:alist ():eval (live.at_ticks (0))
end

local shows  -- methods of tracks and buses that tell whether and where they are shown

--- The tracks and buses that a user sees, master first, then from top to bottom.
function live.routes ()
  local shown, order = {}, {}
  for route in live.each (Session:get_routes ()) do
    shows = shows or live.methods (route, "is_auditioner is_monitor is_master name active presentation_info_ptr")
    local is_removed = shows.name (route):match (REMOVED) and not shows.active (route)
    if not (is_removed or shows.is_auditioner (route) or shows.is_monitor (route)) then
      shown[#shown + 1] = route
      order[route] = { shows.is_master (route) and -1 or shows.presentation_info_ptr (route):order (), #shown }
    end
  end
  table.sort (shown, function (a, b)
    if order[a][1] ~= order[b][1] then return order[a][1] < order[b][1] end
    return order[a][2] < order[b][2]
  end)
  return shown
end

--- True for a bus: it has no regions of its own.
function live.is_bus (route) return route:to_track ():isnil () end

return live
