-- Changes to tracks, mixer and plugins. Each takes one table of plain data and returns what it made.
local json, live = ...
local changes = {}
local NO_GROUP = PBD.GroupControlDisposition.NoGroup
local SYNTH = "https://community.ardour.org/node/7596"

local function instrument ()
  local info = ARDOUR.LuaAPI.new_plugin_info (SYNTH, ARDOUR.PluginType.LV2)
  return info:isnil () and ARDOUR.PluginInfo () or info
end

function changes.new_track (wanted)
  local last, normal, list = ARDOUR.PresentationInfo.max_order, ARDOUR.TrackMode.Normal, nil
  if wanted.kind == "midi" then
    local info = wanted.instrument and instrument () or ARDOUR.PluginInfo ()
    list = Session:new_midi_track (ARDOUR.ChanCount (ARDOUR.DataType ("midi"), 1), ARDOUR.ChanCount (ARDOUR.DataType ("audio"), 2),
      true, info, nil, nil, 1, wanted.name, last, normal, true)
  else
    list = Session:new_audio_track (wanted.channels, 2, nil, 1, wanted.name, last, normal, true)
  end
  if list:empty () then error ("Ardour made no track.", 0) end
  local track = list:front ()
  if track:name () ~= wanted.name then track:set_name (wanted.name) end
  return live.id (track)
end

function changes.rename_track (wanted)
  live.route (wanted.track):set_name (wanted.name)
end

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
  if not route:to_track ():isnil () then empty (route:to_track ()) end
  route:solo_control ():set_value (0, NO_GROUP)
  route:set_name (free_name (route:name ()))
  route:set_active (false, nil)
  local view = Editor:rtav_from_route (route)
  if view then Editor:hide_track_in_display (view:to_timeaxisview (), false) end
end

local function set (control, value, what)
  if control:isnil () then error ("That track has no " .. what .. ".", 0) end
  control:set_value (value, NO_GROUP)
end

function changes.set_gain (wanted) set (live.route (wanted.track):gain_control (), wanted.gain, "fader") end
function changes.set_pan (wanted) set (live.route (wanted.track):pan_azimuth_control (), wanted.position, "panner") end
function changes.set_mute (wanted) set (live.route (wanted.track):mute_control (), wanted.on and 1 or 0, "mute button") end
function changes.set_solo (wanted) set (live.route (wanted.track):solo_control (), wanted.on and 1 or 0, "solo button") end

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

local function set_controls (processor, parameters)
  local by_label = {}
  for _, entry in ipairs (live.controls (processor)) do by_label[entry.row[1]] = entry end
  for label, value in pairs (parameters or {}) do
    local entry = by_label[label] or error ("The plugin has no '" .. label .. "'.", 0)
    value = math.max (entry.row[3], math.min (entry.row[4], value))
    if not ARDOUR.LuaAPI.set_processor_param (processor, entry.index, value) then error ("'" .. label .. "' could not be set.", 0) end
  end
end

local TYPES = { lv2 = "LV2", lua = "Lua" }

function changes.add_plugin (wanted)
  local route = live.route (wanted.track)
  local format = ARDOUR.PluginType[TYPES[wanted.format] or "LV2"]
  local is_stereo = route:amp ():input_streams ():n_audio () == 2
  local uri = is_stereo and wanted.stereo_uri or wanted.uri
  local processor = ARDOUR.LuaAPI.new_plugin (Session, uri, format, "")
  if processor:isnil () then error ("The plugin '" .. uri .. "' is not installed.", 0) end
  if route:add_processor_by_index (processor, before_fader (route), nil, true) ~= 0 then
    error ("The plugin does not fit into that track's channels.", 0)
  end
  set_controls (processor, wanted.parameters)
  return live.id (processor)
end

local function plugin_on (route, id)
  local index = 0
  while true do
    local processor = route:nth_plugin (index)
    if processor:isnil () then error ("That plugin is not there any more.", 0) end
    if live.id (processor) == id then return processor end
    index = index + 1
  end
end

function changes.set_plugin (wanted)
  local route = live.route (wanted.track)
  local processor = plugin_on (route, wanted.plugin)
  if wanted.removed then
    if route:remove_processor (processor, nil, true) ~= 0 then error ("Ardour kept the plugin.", 0) end
    return nil
  end
  set_controls (processor, wanted.parameters)
  if wanted.on == true then processor:activate () elseif wanted.on == false then processor:deactivate () end
end

return changes
