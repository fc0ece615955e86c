-- Changes to tracks, mixer and plugins. Each takes one table of plain data and returns what it made.
local json, live, routing = ...
local changes = {}
local NO_GROUP = PBD.GroupControlDisposition.NoGroup
local SYNTH = "https://community.ardour.org/node/7596"

local function instrument ()
  local info = ARDOUR.LuaAPI.new_plugin_info (SYNTH, ARDOUR.PluginType.LV2)
  return info:isnil () and ARDOUR.PluginInfo () or info
end

-- "#rrggbb", kept as a number with the opacity last.
local function set_color (route, color)
  local number = math.tointeger (tonumber (color:sub (2), 16)) or error ("'" .. color .. "' is no colour.", 0)
  route:presentation_info_ptr ():set_color (number << 8 | 0xff)
end

function changes.rename_track (wanted)
  live.route (wanted.track):set_name (wanted.name)
end

function changes.set_color (wanted) set_color (live.route (wanted.track), wanted.color) end

local function free_name (name)
  local number, wanted = 1, name .. " (removed)"
  while not Session:route_by_name (wanted):isnil () do
    number = number + 1
    wanted = name .. " (removed " .. number .. ")"
  end
  return wanted
end

local function empty (track)
  local playlist, gone = track:playlist (), {}
  for region in live.each (playlist:region_list ()) do gone[#gone + 1] = region end
  Session:begin_reversible_command ("Tonmeister: empty track")
  playlist:to_stateful ():clear_changes ()
  for _, region in ipairs (gone) do playlist:remove_region (region) end
  Session:add_stateful_diff_command (playlist:to_statefuldestructible ())
  Session:commit_reversible_command (nil)
end

-- Ardour 7 can delete a track by a dialog only: there it is emptied, renamed so that its name is free, and hidden.
function changes.remove_track (wanted)
  local route = live.route (wanted.track)
  if route:is_master () then error ("The master bus cannot be removed.", 0) end
  if Session.remove_route then
    Session:remove_route (route)
    return nil
  end
  if live.is_bus (route) then
    routing.release (route)
  else
    empty (route:to_track ())
    if not route:rec_enable_control ():isnil () then route:rec_enable_control ():set_value (0, NO_GROUP) end
  end
  route:solo_control ():set_value (0, NO_GROUP)
  route:set_name (free_name (route:name ()))
  route:set_active (false, nil)
  local view = Editor:rtav_from_route (route)
  if view then Editor:hide_track_in_display (view:to_timeaxisview (), false) end
end

-- New routes of a kind: a list of one.
local function new_routes (wanted)
  local last, normal = ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal
  if wanted.kind == "bus" or wanted.kind == "group" then
    return Session:new_audio_route (wanted.channels, 2, nil, 1, wanted.name, ARDOUR.PresentationInfo.Flag.AudioBus, last)
  elseif wanted.kind == "midi" then
    local info = wanted.instrument and instrument () or ARDOUR.PluginInfo ()
    return Session:new_midi_track (ARDOUR.ChanCount (ARDOUR.DataType ("midi"), 1), ARDOUR.ChanCount (ARDOUR.DataType ("audio"), 2),
      true, info, nil, nil, 1, wanted.name, last, normal, true)
  end
  return Session:new_audio_track (wanted.channels, 2, nil, 1, wanted.name, last, normal, true)
end

local function furnish (id, wanted)
  local track = live.route (id)
  if track:name () ~= wanted.name then track:set_name (wanted.name) end
  if wanted.kind == "group" then routing.make_group (track) end
  if wanted.color then set_color (track, wanted.color) end
  if wanted.to then routing.changes.set_group ({ track = id, to = wanted.to }) end
end

-- A new track with all that was asked of it, or none.
function changes.new_track (wanted)
  local list, id = new_routes (wanted), nil
  if list:empty () then error ("Ardour made no track.", 0) end
  local ok, problem = pcall (function ()
    id = live.id (list:front ())  -- the list keeps what front() gives; by its id it is ours
    furnish (id, wanted)
  end)
  if ok then return id end
  pcall (function () changes.remove_track ({ track = id or live.id (list:front ()) }) end)
  error (problem, 0)
end

local function set (control, value, what)
  if control:isnil () then error ("That track has no " .. what .. ".", 0) end
  control:set_value (value, NO_GROUP)
end

-- An automated control is moved by its automation while the session plays: then only what it goes back to is set.
local function set_under_automation (track, control, parameter, value, what)
  set (control, value, what)
  if not live.is_automated (control) then return nil end
  live.rest (live.resting_name (track, parameter), value)
  return nil, { note = "While the session plays, its automation moves the " .. what .. "." }
end

function changes.set_gain (wanted)
  return set_under_automation (wanted.track, live.route (wanted.track):gain_control (), "volume", wanted.gain, "fader")
end

function changes.set_pan (wanted)
  return set_under_automation (wanted.track, live.route (wanted.track):pan_azimuth_control (), "pan", wanted.position, "panner")
end

function changes.set_mute (wanted)
  return set_under_automation (wanted.track, live.route (wanted.track):mute_control (), "mute", wanted.on and 1 or 0, "mute button")
end

function changes.set_solo (wanted) set (live.route (wanted.track):solo_control (), wanted.on and 1 or 0, "solo button") end

local function track_control (wanted, name, what)
  local route = live.route (wanted.track)
  if live.is_bus (route) then error ("'" .. route:name () .. "' is a bus; it has no " .. what .. ".", 0) end
  return route[name] (route)
end

function changes.set_arm (wanted)
  set (track_control (wanted, "rec_enable_control", "record button"), wanted.on and 1 or 0, "record button")
end

local MONITOR = { auto = ARDOUR.MonitorChoice.MonitorAuto, on = ARDOUR.MonitorChoice.MonitorInput, off = ARDOUR.MonitorChoice.MonitorDisk }

function changes.set_monitor (wanted)
  set (track_control (wanted, "monitoring_control", "monitoring"), MONITOR[wanted.monitor], "monitoring")
end

local LAST = 100000  -- a place behind all others

-- At each new place Ardour's window sorts all tracks and numbers them anew, and what shares a place falls anywhere: so the
-- track, and after it each one that shall stand below it, goes to the very end.
function changes.set_position (wanted)
  local moved, below, index = live.route (wanted.track), {}, 0
  if moved:is_master () then error ("The master stays where it is.", 0) end
  for _, route in ipairs (live.routes ()) do
    if not route:is_master () and live.id (route) ~= wanted.track then
      if index >= wanted.position then below[#below + 1] = route end
      index = index + 1
    end
  end
  moved:set_presentation_order (LAST)
  for i, route in ipairs (below) do route:set_presentation_order (LAST + i) end
end

-- How many visible processors stand before the fader: a new plugin goes there.
local function before_fader (route)
  local index, visible, fader = 0, 0, live.id (route:amp ())
  while true do
    local processor = route:nth_processor (index)
    if processor:isnil () or live.id (processor) == fader then return visible end
    if processor:display_to_user () then visible = visible + 1 end
    index = index + 1
  end
end

-- Turn knobs as far as they go; what each was set to.
local function set_controls (processor, parameters)
  local by_label, found = {}, {}
  for _, entry in ipairs (live.controls (processor)) do by_label[entry.row[1]] = entry end
  for label, value in pairs (parameters or {}) do
    local entry = by_label[label] or error ("The plugin has no '" .. label .. "'.", 0)
    value = math.max (entry.row[3], math.min (entry.row[4], value))
    if not ARDOUR.LuaAPI.set_processor_param (processor, entry.index, value) then error ("'" .. label .. "' could not be set.", 0) end
    found[label] = value
  end
  return { set = found }
end

local TYPES = { lv2 = "LV2", lua = "Lua" }

-- Where a plugin goes that shall be number `position` of the track's plugins: how many processors are shown before that.
local function place_of (route, position)
  if not position then return before_fader (route) end
  local wanted = route:nth_plugin (math.floor (position))
  if wanted:isnil () then return before_fader (route) end
  local index, visible, id = 0, 0, live.id (wanted)
  while true do
    local processor = route:nth_processor (index)
    if processor:isnil () or live.id (processor) == id then return visible end
    if processor:display_to_user () then visible = visible + 1 end
    index = index + 1
  end
end

function changes.add_plugin (wanted)
  local route = live.route (wanted.track)
  local is_stereo = route:amp ():input_streams ():n_audio () == 2
  local uri, format = is_stereo and wanted.stereo_uri or wanted.uri, TYPES[wanted.format]
  if not format then format, uri = uri:match ("^(%w+) (.+)$") end  -- one that comes back: as the state tells it
  local processor = format and ARDOUR.LuaAPI.new_plugin (Session, uri, ARDOUR.PluginType[format], "")
  if not processor or processor:isnil () then error ("The plugin '" .. tostring (uri) .. "' is not installed.", 0) end
  if route:add_processor_by_index (processor, place_of (route, wanted.position), nil, true) ~= 0 then
    error ("The plugin does not fit into that track's channels.", 0)
  end
  local id = live.id (processor)
  local ok, told = pcall (set_controls, processor, wanted.parameters)
  if not ok then
    route:remove_processor (processor, nil, true)
    error (told, 0)
  end
  if wanted.on == false then processor:deactivate () end
  return id, told
end

function changes.set_plugin (wanted)
  local route = live.route (wanted.track)
  local processor = live.plugin (route, wanted.plugin)
  if wanted.removed then
    if route:remove_processor (processor, nil, true) ~= 0 then error ("Ardour kept the plugin.", 0) end
    return nil
  end
  local told = set_controls (processor, wanted.parameters)
  if wanted.on == true then processor:activate () elseif wanted.on == false then processor:deactivate () end
  return nil, told
end

return changes
