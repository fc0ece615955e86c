-- The whole session as plain data: what a revision is made of, the selection, the transport.
local json, live, time, notes, routing, automation, markers = ...
local state = {}

local FORMATS = { [ARDOUR.PluginType.LV2] = "LV2", [ARDOUR.PluginType.Lua] = "Lua", [ARDOUR.PluginType.VST3] = "VST3",
  [ARDOUR.PluginType.LXVST] = "LXVST", [ARDOUR.PluginType.LADSPA] = "LADSPA" }

-- Methods of tracks and buses, of tracks alone, and of regions.
local R, T, G
-- Rows are written straight as text, their fields in the order of the alphabet as everywhere: in a look there are thousands.
local PLUGIN = '{"controls":%s,"format":"%s","id":"%s","name":%s,"on":%s,"sidechain":"%s","uri":%s}'
local TRACK = '{%s"automation":%s,"channels":%d,"color":"#%06x","gain":%s,"group":"%s","hidden":%s,"id":"%s","kind":"%s",%s"mute":%s,'
  .. '"name":%s,"output":"%s",%s"plugins":%s,"position":%d,"sends":%s,"solo":%s}'
local MIDI = '{"id":"%s","kind":"midi","length_ticks":%d,"mute":%s,"name":%s,"notes":"%s","sample":%d,"samples":%d,"ticks":%d,"track":"%s"}'

-- The rows of a plugin's controls; an automated one shows what it stood at before. Lanes that hold points are added.
local function control_rows (id, processor, owner, resting, lanes)
  local rows, automatable = json.array (), nil
  for i, entry in ipairs (live.controls (processor)) do
    automatable = automatable or processor:to_automatable ()
    local label = entry.row[1]
    local control = automatable:automation_control (Evoral.Parameter (ARDOUR.AutomationType.PluginAutomation, 0, entry.id), false)
    if not control:isnil () then
      if live.is_automated (control) then
        entry.row[2] = live.value (control, resting[live.resting_name (id, "plugin", owner, label)])
      end
      automation.add_lane (lanes, "plugin " .. owner .. " " .. label, control)
    end
    rows[i] = entry.row
  end
  return rows
end

local function plugins (route, id, whole, lanes)
  local list, index = json.array (), 0
  while true do
    local processor = R.nth_plugin (route, index)
    if processor:isnil () then return list end
    index = index + 1
    local insert = processor:to_plugininsert ()
    if not insert:isnil () then
      local owner = live.id (processor)
      local rows = control_rows (id, processor, owner, whole.resting, lanes)
      list[#list + 1] = json.raw (PLUGIN:format (json.encode (rows), FORMATS[insert:type ()] or "", owner, json.encode (processor:name ()),
        processor:active (), routing.heard (insert, whole.routes), json.encode (insert:plugin (0):unique_id ())))
    end
  end
end

local function kind_of (id, track, is_master, buses)
  if is_master then return "master" end
  if not track then return buses[id] and "group" or "bus" end
  T = T or live.methods (track, "to_midi_track playlist")
  return T.to_midi_track (track):isnil () and "audio" or "midi"
end

local MONITOR = { [ARDOUR.MonitorChoice.MonitorInput] = "on", [ARDOUR.MonitorChoice.MonitorDisk] = "off" }

-- What only a track has, as fields of its row: whether it is armed, and what is heard of it.
local function arm_and_monitor (route)
  local arm, monitor = R.rec_enable_control (route), R.monitoring_control (route)
  local is_armed = not arm:isnil () and arm:get_value () > 0
  local heard = not monitor:isnil () and (MONITOR[math.tointeger (monitor:get_value ()) or 0] or "auto")
  return is_armed and '"arm":true,' or '"arm":false,', heard and '"monitor":"' .. heard .. '",' or ""
end

local function pan_of (route, id, resting)
  local pan = R.pan_azimuth_control (route)
  if pan:isnil () then return "" end
  return '"pan":' .. json.encode (live.value (pan, resting[live.resting_name (id, "pan")])) .. ","
end

local function is_muted (route, id, resting)
  local mute = R.mute_control (route)
  if not live.is_automated (mute) then return mute:muted () end
  return live.value (mute, resting[live.resting_name (id, "mute")]) >= 0.5
end

local function track_row (route, id, track, position, whole)
  local is_master, resting, members = R.is_master (route), whole.resting, whole.members
  local sends = routing.sends (route, resting)
  local lanes = automation.lanes (route, sends)
  local effects = plugins (route, id, whole, lanes)
  local group, output, solo = members[id] or "", routing.output (route, whole.targets), R.solo_control (route)
  local arm, monitor = "", ""
  if track then arm, monitor = arm_and_monitor (route) end
  return json.raw (TRACK:format (arm, json.encode (lanes), R.n_inputs (route):n_audio (), R.presentation_info_ptr (route):color () >> 8,
    json.encode (live.value (R.gain_control (route), resting[live.resting_name (id, "volume")])), group, R.is_hidden (route), id,
    kind_of (id, track, is_master, whole.buses), monitor, is_muted (route, id, resting), json.encode (R.name (route)),
    output == group and "" or output, pan_of (route, id, resting), json.encode (effects), position, json.encode (sends),
    not solo:isnil () and solo:self_soloed () or false))
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

local function sound_row (region, audio, id, track_id)
  return { id = id, kind = "audio", track = track_id, name = G.name (region), mute = G.muted (region),
    sample = G.position (region):samples (), samples = G.length (region):samples (), sources = sources_of (region, audio),
    offset = G.start (region):samples (), gain = audio:scale_amplitude (), fade_in = audio:fade_in_active (),
    fade_out = audio:fade_out_active () }
end

-- A region's row, and the key of its notes where it has some.
local function region_row (region, track_id)
  G = G or live.methods (region, "to_midiregion to_audioregion name muted position length start source")
  local midi, id = G.to_midiregion (region), live.id (region)
  if not midi:isnil () then
    local at, length, key = G.position (region), G.length (region), notes.key (region, midi, G)
    return json.raw (MIDI:format (id, length:ticks (), G.muted (region), json.encode (G.name (region)), key, at:samples (),
      length:samples (), at:ticks (), track_id)), key
  end
  local audio = G.to_audioregion (region)
  if not audio:isnil () then return sound_row (region, audio, id, track_id) end
end

local function add_regions (regions, track, track_id, found)
  for region in live.each (T.playlist (track):region_list ()) do
    local row, key = region_row (region, track_id)
    regions[#regions + 1] = row
    if found and key then found[key] = region end
  end
end

-- What holds for all tracks together.
local function read_whole ()
  local routes, members, buses = live.routes (), routing.groups ()
  return { routes = routes, members = members, buses = buses, targets = routing.targets (routes), resting = live.recall ("resting") }
end

local function tracks_and_regions (found)
  local tracks, regions, whole = json.array (), json.array (), read_whole ()
  notes.begin_pass ()
  for i, route in ipairs (whole.routes) do
    R = R or live.methods (route, [[name to_track is_master is_hidden presentation_info_ptr n_inputs nth_plugin
      gain_control mute_control solo_control pan_azimuth_control rec_enable_control monitoring_control]])
    local track = R.to_track (route)
    if track:isnil () then track = nil end
    local id = live.id (route)
    tracks[i] = track_row (route, id, track, math.max (0, i - 2), whole)
    if track then add_regions (regions, track, id, found) end
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
    if not is_known[key] then list[key] = notes.rows (region) end
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
