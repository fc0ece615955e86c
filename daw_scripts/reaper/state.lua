-- The whole project as plain data: what a revision is made of, the selection, the transport.
local json, live, parts = ...
local state = {}
local OLDEST_S = 1  -- changes that REAPER does not count are seen after this

local MONITOR = { [0] = "off", [1] = "on", [2] = "auto" }
local METRONOME = 40364

local function color_of (track)
  local color = math.floor (reaper.GetMediaTrackInfo_Value (track, "I_CUSTOMCOLOR"))
  if color & 0x1000000 == 0 then return "" end
  return ("#%02x%02x%02x"):format (reaper.ColorFromNative (color & 0xffffff))
end

-- What a track is for. REAPER's tracks are all alike: as we made it, else by what lies on it and what it hears.
local function kind_of (track, holds)
  if reaper.GetMediaTrackInfo_Value (track, "I_FOLDERDEPTH") == 1 then return "group" end
  local noted = live.note (track, "kind")
  if noted ~= "" then return noted end
  if holds.audio then return "audio" end
  local input = math.floor (reaper.GetMediaTrackInfo_Value (track, "I_RECINPUT"))
  if holds.midi or (input >= 0 and input & 4096 > 0) or reaper.TrackFX_GetInstrument (track) >= 0 then return "midi" end
  return reaper.GetTrackNumSends (track, -1) > 0 and "bus" or "audio"
end

local function value (track, name) return reaper.GetMediaTrackInfo_Value (track, name) end

local function track_row (track, id, position, holds)
  local parent = id ~= "master" and reaper.GetParentTrack (track)
  local row = { id = id, position = position, gain = value (track, "D_VOL"), pan = value (track, "D_PAN"),
    mute = value (track, "B_MUTE") > 0, solo = value (track, "I_SOLO") > 0, plugins = parts.fx.rows (track),
    automation = parts.envelopes.lanes (track), group = parent and reaper.GetTrackGUID (parent) or "" }
  if id == "master" then
    row.name, row.kind, row.sends, row.output, row.color = "Master", "master", json.array (), "", ""
    return row
  end
  row.name, row.kind, row.color = live.track_name (track), kind_of (track, holds), color_of (track)
  row.arm, row.monitor = value (track, "I_RECARM") > 0, MONITOR[math.floor (value (track, "I_RECMON"))] or "auto"
  row.sends, row.output, row.frozen = parts.routing.sends (track), parts.routing.output (track), value (track, "I_FREEZECOUNT") > 0
  if row.name == "" then row.name = "Track " .. position + 1 end
  return row
end

-- The file a take plays from: of a section, that of the whole.
local function file_of (take)
  local source, offset = reaper.GetMediaItemTake_Source (take), 0
  local parent = reaper.GetMediaSourceParent (source)
  if parent then
    local is_part, from = reaper.PCM_Source_GetSectionInfo (source)
    offset = is_part and from or 0
    source = parent
  end
  return reaper.GetMediaSourceFileName (source), offset
end

local function item_row (item, track_id, found)
  local take = reaper.GetActiveTake (item)
  if not take then return nil end
  local function of (name) return reaper.GetMediaItemInfo_Value (item, name) end
  local start, length = of ("D_POSITION"), of ("D_LENGTH")
  local _, name = reaper.GetSetMediaItemTakeInfo_String (take, "P_NAME", "", false)
  local _, text = reaper.GetSetMediaItemInfo_String (item, "P_NOTES", "", false)
  local beat = live.beat (start)
  local row = { id = live.item_id (item), track = track_id, name = name, text = text, seconds = start, length_s = length, beat = beat,
    length_beats = live.beat (start + length) - beat, mute = of ("B_MUTE") > 0, gain = of ("D_VOL"),
    fade_in = of ("D_FADEINLEN"), fade_out = of ("D_FADEOUTLEN"), takes = reaper.CountTakes (item) }
  local source_length, is_in_beats = reaper.GetMediaSourceLength (reaper.GetMediaItemTake_Source (take))
  if live.is_midi (take) then
    row.kind, row.notes = "midi", parts.midi.key (item, take)
    if found then found[row.notes] = { item, take } end
    row.looped = of ("B_LOOPSRC") > 0 and (is_in_beats and source_length < row.length_beats - 0.01 or false)
  else
    local file, section = file_of (take)
    row.kind, row.sources = "audio", json.array ({ file })
    row.offset = reaper.GetMediaItemTakeInfo_Value (take, "D_STARTOFFS") + section
    row.looped = of ("B_LOOPSRC") > 0 and length > source_length + 0.001
  end
  return row
end

local function holds (track)
  local found = {}
  for i = 0, reaper.CountTrackMediaItems (track) - 1 do
    local take = reaper.GetActiveTake (reaper.GetTrackMediaItem (track, i))
    if take then found[live.is_midi (take) and "midi" or "audio"] = true end
  end
  return found
end

--- Everything that a revision is made of, as JSON text, and its fingerprint; `found`, when given, gets the notes' places.
function state.state (found)
  local tracks, items = json.array (), json.array ()
  tracks[1] = track_row (reaper.GetMasterTrack (live.project), "master", 0, {})
  for position, track in ipairs (live.tracks ()) do
    local id = reaper.GetTrackGUID (track)
    tracks[#tracks + 1] = track_row (track, id, position - 1, holds (track))
    for i = 0, reaper.CountTrackMediaItems (track) - 1 do
      items[#items + 1] = item_row (reaper.GetTrackMediaItem (track, i), id, found)
    end
  end
  local text = json.encode ({ rate = live.rate (), tempos = parts.time.tempos (), meters = parts.time.meters (), tracks = tracks,
    regions = items, markers = parts.markers.rows () })
  return text, json.fingerprint (text)
end

local seen = {}  -- what was told last, and at which of REAPER's changes

--- The same, not looked through again while REAPER counts no change and it is fresh.
function state.fresh ()
  local count, now = reaper.GetProjectStateChangeCount (live.project), reaper.time_precise ()
  if seen.count == count and seen.project == live.key () and now - seen.at < OLDEST_S then return seen end
  local found = {}
  local text, revision = state.state (found)
  seen = { text = text, revision = revision, found = found, count = count, at = now, project = live.key () }
  return seen
end

--- What was told before is old.
function state.forget () seen = {} end

--- The notes behind keys that the asker does not know yet.
function state.notes (found, known)
  local list, is_known = {}, {}
  for _, key in ipairs (known or {}) do is_known[key] = true end
  for key, place in pairs (found) do
    if not is_known[key] then list[key] = parts.midi.rows (place[1], place[2]) end
  end
  return list
end

--- What is selected: ids of tracks and items, and the time range in seconds.
function state.selection ()
  local found = { tracks = json.array (), regions = json.array () }
  for i = 0, reaper.CountSelectedTracks (live.project) - 1 do
    found.tracks[#found.tracks + 1] = reaper.GetTrackGUID (reaper.GetSelectedTrack (live.project, i))
  end
  for i = 0, reaper.CountSelectedMediaItems (live.project) - 1 do
    local item = reaper.GetSelectedMediaItem (live.project, i)
    if reaper.GetActiveTake (item) then found.regions[#found.regions + 1] = live.item_id (item) end
  end
  local from, to = reaper.GetSet_LoopTimeRange2 (live.project, false, false, 0, 0, false)
  if to > from then found.range = json.array ({ live.beat (from), live.beat (to) }) end
  return found
end

--- Select what was selected before, as far as it is still there.
function state.select (before)
  if json.encode (state.selection ()) == json.encode (before) then return end
  local function set_of (list)
    local set = {}
    for _, id in ipairs (list or {}) do set[id] = true end
    return set
  end
  local tracks, items = set_of (before.tracks), set_of (before.regions)
  for _, track in ipairs (live.tracks ()) do
    local wanted = tracks[reaper.GetTrackGUID (track)] or false
    if reaper.IsTrackSelected (track) ~= wanted then reaper.SetTrackSelected (track, wanted) end
  end
  for i = 0, reaper.CountMediaItems (live.project) - 1 do
    local item = reaper.GetMediaItem (live.project, i)
    local wanted = items[live.item_id (item)] or false
    if reaper.IsMediaItemSelected (item) ~= wanted then reaper.SetMediaItemSelected (item, wanted) end
  end
end

--- What the transport does now; places in samples.
function state.transport ()
  local rate, play = live.rate (), reaper.GetPlayStateEx (live.project)
  local at = play & 1 > 0 and reaper.GetPlayPositionEx (live.project) or reaper.GetCursorPositionEx (live.project)
  local from, to = reaper.GetSet_LoopTimeRange2 (live.project, false, true, 0, 0, false)
  local function sample (seconds) return math.floor (seconds * rate + 0.5) end
  return { sample = sample (at), beat = live.beat (at), rolling = play & 1 > 0, record = play & 4 > 0,
    looping = reaper.GetSetRepeatEx (live.project, -1) > 0, click = reaper.GetToggleCommandState (METRONOME) == 1,
    loop = json.array ({ sample (from), sample (to) }) }
end

return state
