-- Values that change along a track: fader, panner, mute, sends, and controls of plugins.
local json, live, routing = ...
local automation, grouped = {}, {}
local AUTO = ARDOUR.AutoState

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

-- The control that is meant: of the track itself, of its send to a bus, of one of its plugins.
local function control (route, wanted)
  if wanted.parameter == "volume" then return route:gain_control () end
  if wanted.parameter == "pan" then return route:pan_azimuth_control () end
  if wanted.parameter == "mute" then return route:mute_control () end
  if wanted.parameter == "send" then
    local _, send = routing.send_to (route, wanted.to)
    return send and send:gain_control () or error ("There is no such send.", 0)
  end
  if wanted.parameter == "plugin" then return control_of_plugin (route, wanted.plugin, wanted.label) end
  error ("There is no '" .. tostring (wanted.parameter) .. "' to automate.", 0)
end

local C, R  -- methods of a control, and of a track or bus

--- Add what is automated of a control, when it holds points: a name, rows of ticks and value, and whether they play.
function automation.add_lane (list, name, found)
  if found:isnil () then return end
  C = C or live.methods (found, "alist")
  local points = C.alist (found)
  if points:isnil () or points:size () == 0 then return end
  local rows = json.array ()
  for event in live.each (points:events ()) do rows[#rows + 1] = json.array ({ event.when:ticks (), event.value }) end
  list[#list + 1] = { parameter = name, points = rows, on = found:automation_state () == AUTO.Play }
end

--- The lanes of a track itself and of its sends, whose rows are given.
function automation.lanes (route, sends)
  local list = json.array ()
  R = R or live.methods (route, "gain_control pan_azimuth_control mute_control")
  automation.add_lane (list, "volume", R.gain_control (route))
  automation.add_lane (list, "pan", R.pan_azimuth_control (route))
  automation.add_lane (list, "mute", R.mute_control (route))
  for _, row in ipairs (sends) do
    local _, send = routing.send_to (route, row.to)
    automation.add_lane (list, "send " .. row.to, send:gain_control ())
  end
  return list
end

-- Ardour's own way to clear a range leaves points at its ends; so all points are written anew.
local function rewrite (list, wanted)
  local from, to, kept = wanted.from_ticks, wanted.to_ticks or live.FAR, {}
  for event in live.each (list:events ()) do
    local ticks = event.when:ticks ()
    if ticks < from or ticks > to then kept[#kept + 1] = { ticks, event.value } end
  end
  for _, point in ipairs (wanted.points) do kept[#kept + 1] = point end
  table.sort (kept, function (a, b) return a[1] < b[1] end)
  list:clear_list ()
  for _, point in ipairs (kept) do list:add (live.at_ticks (point[1]), point[2], false, true) end
end

function grouped.automation (wanted)
  local found = control (live.route (wanted.track), wanted)
  if found:isnil () then error ("That track has no " .. wanted.parameter .. ".", 0) end
  local list = found:alist ()
  local name = live.resting_name (wanted.track, wanted.parameter, wanted.to or wanted.plugin, wanted.label)
  if list:isnil () then error ("Ardour cannot automate that.", 0) end
  local was_empty, before = list:size () == 0, list:get_state ()
  if was_empty and #wanted.points > 0 then live.rest (name, found:get_value ()) end
  rewrite (list, wanted)
  Session:add_command (list:memento_command (before, list:get_state ()))
  found:set_automation_state (list:size () > 0 and AUTO.Play or AUTO.Off)
  local value = list:size () == 0 and not was_empty and live.rest (name, nil)
  if value then found:set_value (value, PBD.GroupControlDisposition.NoGroup) end
end

automation.grouped = grouped
return automation
