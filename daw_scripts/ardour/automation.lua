-- Values that change along a track: fader, panner, mute, sends, and controls of plugins.
local json, live, routing = ...
local automation, grouped = {}, {}
local AUTO = ARDOUR.AutoState
local resting = {}  -- what a control stood at before it was automated by us

local function control_of_plugin (route, id, label)
  local processor = live.plugin (route, id)
  for _, entry in ipairs (live.controls (processor)) do
    if entry.row[1] == label then
      local parameter = Evoral.Parameter (ARDOUR.AutomationType.PluginAutomation, 0, entry.id)
      return processor:to_automatable ():automation_control (parameter, true)
    end
  end
  error ("The plugin has no '" .. label .. "'.", 0)
end

-- The control that a parameter's name stands for.
local function control (route, name)
  if name == "volume" then return route:gain_control () end
  if name == "pan" then return route:pan_azimuth_control () end
  if name == "mute" then return route:mute_control () end
  local bus = name:match ("^send (.+)$")
  if bus then
    local _, send = routing.send_to (route, bus)
    return send and send:gain_control () or error ("There is no such send.", 0)
  end
  local plugin, label = name:match ("^plugin (%S+) (.+)$")
  if plugin then return control_of_plugin (route, plugin, label) end
  error ("There is no '" .. name .. "' to automate.", 0)
end

local function add_lane (list, name, found)
  if found:isnil () then return end
  local points = found:alist ()
  if points:isnil () or points:size () == 0 then return end
  local rows = json.array ()
  for event in live.each (points:events ()) do rows[#rows + 1] = json.array ({ event.when:ticks (), event.value }) end
  list[#list + 1] = { parameter = name, points = rows, on = found:automation_state () == AUTO.Play }
end

local function add_plugins (list, route)
  local index = 0
  while true do
    local processor = route:nth_plugin (index)
    if processor:isnil () then return end
    index = index + 1
    if not processor:to_plugininsert ():isnil () then
      local automatable = processor:to_automatable ()
      for _, entry in ipairs (live.controls (processor)) do
        local parameter = Evoral.Parameter (ARDOUR.AutomationType.PluginAutomation, 0, entry.id)
        add_lane (list, "plugin " .. live.id (processor) .. " " .. entry.row[1], automatable:automation_control (parameter, false))
      end
    end
  end
end

--- All lanes of a track that hold points: name, rows of ticks and value, and whether they play.
function automation.lanes (route)
  local list = json.array ()
  add_lane (list, "volume", route:gain_control ())
  add_lane (list, "pan", route:pan_azimuth_control ())
  add_lane (list, "mute", route:mute_control ())
  for _, row in ipairs (routing.sends (route)) do
    local _, send = routing.send_to (route, row.to)
    add_lane (list, "send " .. row.to, send:gain_control ())
  end
  add_plugins (list, route)
  return list
end

function grouped.automation (wanted)
  local found = control (live.route (wanted.track), wanted.parameter)
  if found:isnil () then error ("That track has no " .. wanted.parameter .. ".", 0) end
  local list, name = found:alist (), wanted.track .. " " .. wanted.parameter
  if list:isnil () then error ("Ardour cannot automate that.", 0) end
  if list:size () == 0 then resting[name] = found:get_value () end
  local before = list:get_state ()
  list:clear (live.at_ticks (wanted.from_ticks), live.at_ticks (wanted.to_ticks or live.FAR))
  for _, point in ipairs (wanted.points) do list:add (live.at_ticks (point[1]), point[2], false, true) end
  Session:add_command (list:memento_command (before, list:get_state ()))
  found:set_automation_state (list:size () > 0 and AUTO.Play or AUTO.Off)
  if list:size () == 0 and resting[name] then found:set_value (resting[name], PBD.GroupControlDisposition.NoGroup) end
end

automation.grouped = grouped
return automation
