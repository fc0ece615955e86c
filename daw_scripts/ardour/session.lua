-- Reads Ardour's session as plain data. Positions are ticks (1920 a quarter note) and samples, both integers.
local json = ...
local live = {}
local TICKS = 1920
local FAR = TICKS * 1000000
local MAX_STEPS = 4096

--- "beats:ticks", as Ardour writes its Beats, in ticks.
function live.ticks (beats)
  local whole, rest = beats:str ():match ("(%-?%d+):(%-?%d+)")
  return math.tointeger (tonumber (whole)) * TICKS + math.tointeger (tonumber (rest))
end

--- Beats of so many ticks.
function live.beats (ticks)
  ticks = math.floor (ticks)
  return Temporal.Beats (ticks // TICKS, ticks % TICKS)
end

function live.at_ticks (ticks) return Temporal.timepos_t.from_ticks (math.floor (ticks)) end
function live.at_sample (sample) return Temporal.timepos_t (math.floor (sample)) end
function live.id (object) return object:to_stateful ():id ():to_s () end

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
  return route:name ():match (" %(removed[ %d]*%)$") ~= nil and not route:active ()
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

local function points (find)
  local found, ticks = json.array (), FAR
  while true do
    local point = find (live.at_ticks (ticks))
    ticks = live.ticks (point:to_point ():beats ())
    table.insert (found, 1, { ticks = ticks, point = point })
    if ticks <= 0 then return found end
    ticks = ticks - 1
  end
end

local function sample_of (ticks) return live.at_ticks (ticks):samples () end

-- A ramp becomes steps of a beat, each of the tempo that meets Ardour's own samples.
local function add_ramp (list, from, to)
  local step = math.max (TICKS, (to - from) // MAX_STEPS // TICKS * TICKS)
  for ticks = from, to - 1, step do
    local stop = math.min (ticks + step, to)
    local seconds = (sample_of (stop) - sample_of (ticks)) / Session:nominal_sample_rate ()
    list[#list + 1] = json.array ({ ticks, (stop - ticks) / TICKS * 60 / seconds })
  end
end

local function tempos (map)
  local list, found = json.array (), points (function (at) return map:tempo_at (at) end)
  for i, here in ipairs (found) do
    local bpm, following = here.point:to_tempo ():quarter_notes_per_minute (), found[i + 1]
    local expected = following and (following.ticks - here.ticks) / TICKS * 60 / bpm * Session:nominal_sample_rate ()
    if following and math.abs (sample_of (following.ticks) - sample_of (here.ticks) - expected) > 3 then
      add_ramp (list, here.ticks, following.ticks)
    else
      list[#list + 1] = json.array ({ here.ticks, bpm })
    end
  end
  return list
end

local function meters (map)
  local list = json.array ()
  for _, here in ipairs (points (function (at) return map:meter_at (at) end)) do
    list[#list + 1] = json.array ({ here.ticks, here.point:divisions_per_bar (), here.point:note_value () })
  end
  return list
end

--- Value of the control at `index`, and its label and range.
local function control (processor, plugin, index, id)
  local descriptor = ARDOUR.ParameterDescriptor ()
  plugin:get_parameter_descriptor (id, descriptor)
  local value = ARDOUR.LuaAPI.get_processor_param (processor, index, true)
  return json.array ({ plugin:parameter_label (id), value, descriptor.lower, descriptor.upper })
end

--- The controls of a plugin that can be set: { index, label, value, low, high } each.
function live.controls (processor)
  local plugin, list, index = processor:to_plugininsert ():plugin (0), json.array (), 0
  for id = 0, plugin:parameter_count () - 1 do
    if plugin:parameter_is_control (id) then
      if plugin:parameter_is_input (id) then
        local row = control (processor, plugin, index, id)
        list[#list + 1] = { index = index, row = row }
      end
      index = index + 1
    end
  end
  return list
end

local function plugins (route)
  local list, index = json.array (), 0
  while true do
    local processor = route:nth_plugin (index)
    if processor:isnil () then return list end
    index = index + 1
    if not processor:to_plugininsert ():isnil () then
      local rows = json.array ()
      for i, entry in ipairs (live.controls (processor)) do rows[i] = entry.row end
      list[#list + 1] = { id = live.id (processor), name = processor:name (), on = processor:active (), controls = rows,
        uri = processor:to_plugininsert ():plugin (0):unique_id () }
    end
  end
end

local function kind_of (route)
  local track = route:to_track ()
  if track:isnil () then return "bus" end
  return track:to_midi_track ():isnil () and "audio" or "midi"
end

local function track_row (route)
  local pan = route:pan_azimuth_control ()
  local solo = route:solo_control ()
  local row = {
    id = live.id (route), name = route:name (), kind = kind_of (route), channels = route:n_inputs ():n_audio (),
    gain = route:gain_control ():get_value (), mute = route:mute_control ():muted (),
    solo = not solo:isnil () and solo:self_soloed () or false, hidden = route:is_hidden (), plugins = plugins (route),
  }
  if not pan:isnil () then row.pan = pan:get_value () end
  return row
end

-- Notes that begin inside the region, in ticks from its start.
local function notes_of (region, midi)
  local list = json.array ()
  local first, length = region:start ():ticks (), region:length ():ticks ()
  for note in live.each (ARDOUR.LuaAPI.note_list (midi:model ())) do
    local ticks = live.ticks (note:time ()) - first
    if ticks >= 0 and ticks < length then
      list[#list + 1] = json.array ({ ticks, live.ticks (note:length ()), note:note (), note:velocity (), note:channel () })
    end
  end
  return list
end

local function sources_of (region, audio)
  local list = json.array ()
  for channel = 0, audio:n_channels () - 1 do
    local file = region:source (channel):to_filesource ()
    if not file:isnil () then list[#list + 1] = file:path () end
  end
  return list
end

function live.region_row (region, track_id)
  local midi, audio = region:to_midiregion (), region:to_audioregion ()
  local row = { id = live.id (region), track = track_id, name = region:name (),
    sample = region:position ():samples (), samples = region:length ():samples () }
  if not midi:isnil () then
    row.kind, row.notes = "midi", notes_of (region, midi)
    row.ticks, row.length_ticks = region:position ():ticks (), region:length ():ticks ()
  elseif not audio:isnil () then
    row.kind, row.sources, row.offset = "audio", sources_of (region, audio), region:start ():samples ()
  else
    return nil
  end
  return row
end

local function tracks_and_regions ()
  local tracks, regions = json.array (), json.array ()
  for route in live.each (Session:get_routes ()) do
    if not (route:is_auditioner () or route:is_monitor () or live.is_removed (route)) then
      tracks[#tracks + 1] = track_row (route)
      local track = route:to_track ()
      if not track:isnil () then
        for region in live.each (track:playlist ():region_list ()) do
          regions[#regions + 1] = live.region_row (region, live.id (route))
        end
      end
    end
  end
  return tracks, regions
end

--- Everything that a revision is made of, as JSON text, and its fingerprint.
function live.state ()
  local map = Temporal.TempoMap.read ()
  local tracks, regions = tracks_and_regions ()
  local text = json.encode ({ rate = Session:nominal_sample_rate (), tempos = tempos (map), meters = meters (map),
    tracks = tracks, regions = regions })
  return text, json.fingerprint (text)
end

--- What is selected: ids of tracks and regions, and the time range in samples.
function live.selection ()
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
function live.transport ()
  local loop = Session:locations ():auto_loop_location ()
  local found = { sample = Session:transport_sample (), rolling = Session:transport_rolling (), looping = Session:get_play_loop (),
    record = Session:record_status () ~= ARDOUR.Session.RecordState.Disabled, click = ARDOUR.config ():get_clicking () }
  if loop then found.loop = json.array ({ loop:start ():samples (), loop:_end ():samples () }) end
  return found
end

return live
