-- The whole session as plain data: what a revision is made of, the selection, the transport.
local json, live, time, notes, routing, automation, markers = ...
local state = {}

local FORMATS = { [ARDOUR.PluginType.LV2] = "LV2", [ARDOUR.PluginType.Lua] = "Lua", [ARDOUR.PluginType.VST3] = "VST3",
  [ARDOUR.PluginType.LXVST] = "LXVST", [ARDOUR.PluginType.LADSPA] = "LADSPA" }

-- The rows of a plugin's controls; an automated one shows what it stood at before.
local function control_rows (route, processor, resting)
  local rows, automatable = json.array (), processor:to_automatable ()
  for i, entry in ipairs (live.controls (processor)) do
    local control = automatable:automation_control (Evoral.Parameter (ARDOUR.AutomationType.PluginAutomation, 0, entry.id), false)
    if not control:isnil () and live.is_automated (control) then
      local name = live.resting_name (live.id (route), "plugin", live.id (processor), entry.row[1])
      entry.row[2] = live.value (control, resting[name])
    end
    rows[i] = entry.row
  end
  return rows
end

local function plugins (route, routes, resting)
  local list, index = json.array (), 0
  while true do
    local processor = route:nth_plugin (index)
    if processor:isnil () then return list end
    index = index + 1
    if not processor:to_plugininsert ():isnil () then
      local rows = control_rows (route, processor, resting)
      local insert = processor:to_plugininsert ()
      list[#list + 1] = { id = live.id (processor), name = processor:name (), on = processor:active (), controls = rows,
        uri = insert:plugin (0):unique_id (), format = FORMATS[insert:type ()] or "", sidechain = routing.heard (insert, routes) }
    end
  end
end

local function kind_of (route, buses)
  if route:is_master () then return "master" end
  local track = route:to_track ()
  if track:isnil () then return buses[live.id (route)] and "group" or "bus" end
  return track:to_midi_track ():isnil () and "audio" or "midi"
end

local MONITOR = { [ARDOUR.MonitorChoice.MonitorInput] = "on", [ARDOUR.MonitorChoice.MonitorDisk] = "off" }

local function is_on (control) return not control:isnil () and control:get_value () > 0 end

local function add_track_controls (row, route, resting)
  local pan, solo = route:pan_azimuth_control (), route:solo_control ()
  if not pan:isnil () then row.pan = live.value (pan, resting[live.resting_name (row.id, "pan")]) end
  row.solo = not solo:isnil () and solo:self_soloed () or false
  if live.is_bus (route) then return end
  row.arm = is_on (route:rec_enable_control ())
  local monitor = route:monitoring_control ()
  if not monitor:isnil () then row.monitor = MONITOR[math.tointeger (monitor:get_value ()) or 0] or "auto" end
end

local function track_row (route, position, members, buses, targets, routes, resting)
  local id = live.id (route)
  local row = {
    id = id, name = route:name (), kind = kind_of (route, buses), channels = route:n_inputs ():n_audio (), position = position,
    gain = live.value (route:gain_control (), resting[live.resting_name (id, "volume")]), mute = route:mute_control ():muted (), hidden = route:is_hidden (),
    color = string.format ("#%06x", route:presentation_info_ptr ():color () >> 8),
    plugins = plugins (route, routes, resting), sends = routing.sends (route, resting), automation = automation.lanes (route),
    group = members[id] or "", output = routing.output (route, targets),
  }
  if row.output == row.group then row.output = "" end
  add_track_controls (row, route, resting)
  return row
end

-- The files that a region plays; one that holds all its channels is there once.
local function sources_of (region, audio)
  local list = json.array ()
  for channel = 0, audio:n_channels () - 1 do
    local file = region:source (channel):to_filesource ()
    local path = not file:isnil () and live.plain_path (file:path ()) or nil
    if path and path ~= list[#list] then list[#list + 1] = path end
  end
  return list
end

local function region_row (region, track_id, edited)
  local midi, audio = region:to_midiregion (), region:to_audioregion ()
  local row = { id = live.id (region), track = track_id, name = region:name (), mute = region:muted (),
    sample = region:position ():samples (), samples = region:length ():samples () }
  if not midi:isnil () then
    row.kind, row.notes = "midi", notes.key (region, midi, edited)
    row.ticks, row.length_ticks = region:position ():ticks (), region:length ():ticks ()
  elseif not audio:isnil () then
    row.kind, row.sources, row.offset = "audio", sources_of (region, audio), region:start ():samples ()
    row.gain, row.fade_in, row.fade_out = audio:scale_amplitude (), audio:fade_in_active (), audio:fade_out_active ()
  else
    return nil
  end
  return row
end

local function tracks_and_regions (found)
  local tracks, regions, edited = json.array (), json.array (), notes.edited ()
  local routes, members, buses = live.routes (), routing.groups ()
  local targets, resting = routing.targets (routes), live.recall ("resting")
  for i, route in ipairs (routes) do
    tracks[i] = track_row (route, math.max (0, i - 2), members, buses, targets, routes, resting)
    local track = route:to_track ()
    if not track:isnil () then
      for region in live.each (track:playlist ():region_list ()) do
        local row = region_row (region, live.id (route), edited)
        regions[#regions + 1] = row
        if found and row and row.kind == "midi" then found[row.notes] = region end
      end
    end
  end
  return tracks, regions
end

--- Everything that a revision is made of, as JSON text, and its fingerprint. Notes are there by their key only;
--- `found`, when given, gets a region for each key.
function state.state (found)
  local map = Temporal.TempoMap.read ()
  local tracks, regions = tracks_and_regions (found)
  local text = json.encode ({ rate = Session:nominal_sample_rate (), tempos = time.tempos (map), meters = time.meters (map),
    tracks = tracks, regions = regions, markers = markers.rows () })
  return text, json.fingerprint (text)
end

--- The notes behind keys that the asker does not know yet.
function state.notes (found, known)
  local list, is_known = {}, {}
  for _, key in ipairs (known or {}) do is_known[key] = true end
  for key, region in pairs (found) do
    if not is_known[key] then list[key] = notes.rows (region, region:to_midiregion ()) end
  end
  return list
end

--- What is selected: ids of tracks and regions, and the time range in samples.
function state.selection ()
  local selected = Editor:get_selection ()
  local found = { tracks = json.array (), regions = json.array () }
  for route in live.each (selected.tracks:routelist ()) do
    if not live.is_removed (route) then found.tracks[#found.tracks + 1] = live.id (route) end
  end
  for region in live.each (selected.regions:regionlist ()) do found.regions[#found.regions + 1] = live.id (region) end
  local from, to = selected.time:start_sample (), selected.time:end_sample ()
  if to > from then found.range = json.array ({ from, to }) end
  return found
end

--- What the transport does now.
function state.transport ()
  local loop = Session:locations ():auto_loop_location ()
  local found = { sample = Session:transport_sample (), rolling = Session:transport_rolling (), looping = Session:get_play_loop (),
    record = Session:record_status () ~= ARDOUR.Session.RecordState.Disabled, click = ARDOUR.config ():get_clicking (),
    count_in = Session:cfg ():get_count_in () }
  if loop then found.loop = json.array ({ loop:start ():samples (), loop:_end ():samples () }) end
  return found
end

return state
