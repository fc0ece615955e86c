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

-- An item's row; where it holds notes, `places` gets it by their key.
local function item_row (item, track_id, places)
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
    places[row.notes] = { item, take }
    row.looped = of ("B_LOOPSRC") > 0 and (is_in_beats and source_length < row.length_beats - 0.01 or false)
  else
    local file, section = file_of (take)
    row.kind, row.sources = "audio", json.array ({ file })
    row.offset = reaper.GetMediaItemTakeInfo_Value (take, "D_STARTOFFS") + section
    row.looped = of ("B_LOOPSRC") > 0 and length > source_length + 0.001
  end
  return row
end

-- A track (the master is number -1) with all that lies on it: its row and those of its items as text, the notes' places by their keys, ids of items.
local function read_track (track, position)
  local id = position < 0 and "master" or reaper.GetTrackGUID (track)
  local holds, rows, piece = {}, {}, { id = id, places = {}, ids = {} }
  for i = 0, reaper.CountTrackMediaItems (track) - 1 do
    local row = item_row (reaper.GetTrackMediaItem (track, i), id, piece.places)
    if row then
      holds[row.kind] = true
      rows[#rows + 1], piece.ids[#piece.ids + 1] = json.encode (row), row.id
    end
  end
  piece.items, piece.row = table.concat (rows, ","), json.encode (track_row (track, id, math.max (0, position), holds))
  return piece
end

-- All of it in one, as text with a fingerprint; `found` gets the notes' places.
local function joined (pieces, rest)
  local rows, items, found = {}, {}, {}
  for i, piece in ipairs (pieces) do
    rows[i] = piece.row
    if piece.items ~= "" then items[#items + 1] = piece.items end
    for key, place in pairs (piece.places) do found[key] = place end
  end
  local text = ('{"markers":%s,"meters":%s,"rate":%d,"regions":[%s],"tempos":%s,"tracks":[%s]}'):format (rest.markers, rest.meters,
    rest.rate, table.concat (items, ","), rest.tempos, table.concat (rows, ","))
  return { text = text, revision = json.fingerprint (text), found = found, pieces = pieces, rest = rest }
end

local function all_tracks ()
  local list = live.tracks ()
  table.insert (list, 1, reaper.GetMasterTrack (live.project))
  return list
end

-- Everything that a revision is made of.
local function read ()
  local pieces = {}
  for i, track in ipairs (all_tracks ()) do pieces[i] = read_track (track, i - 2) end
  return joined (pieces, { rate = live.rate (), tempos = json.encode (parts.time.tempos ()), meters = json.encode (parts.time.meters ()),
    markers = json.encode (parts.markers.rows ()) })
end

local seen = {}  -- what was told last, and at which of REAPER's changes

--- The state as text, its fingerprint, the notes' places; not looked through again while REAPER counts no change and it
--- is fresh.
function state.fresh ()
  local count, now = reaper.GetProjectStateChangeCount (live.project), reaper.time_precise ()
  if seen.count == count and seen.project == live.key () and now - seen.at < OLDEST_S then return seen end
  seen = read ()
  seen.count, seen.at, seen.project = count, now, live.key ()
  return seen
end

-- Changes of one track and of what lies on it: nothing else of a project is another by them.
local ALONE = {}
for name in ([[set_gain set_pan set_mute set_arm set_monitor set_color rename_track place_audio place_midi set_notes replace_content
  move duplicate trim split remove_region rename_region mute_region region_gain fade_in fade_out]]):gmatch ("%S+") do ALONE[name] = true end

-- The ids of the tracks that changes were of; nil where others may be meant, too.
local function tracks_of (before, changes, results)
  local owners, touched = {}, {}
  for _, piece in ipairs (before.pieces) do
    for _, id in ipairs (piece.ids) do owners[id] = piece.id end
  end
  for i, wanted in ipairs (changes) do
    local row = results[i]
    local track = wanted.track or owners[wanted.region]
    if not (ALONE[wanted.change] and row and row.ok and track) then return nil end
    touched[track] = true
    for _, made in ipairs (type (row.made) == "table" and row.made or { row.made }) do owners[made] = track end
  end
  return touched
end

--- What was told before some changes, with the tracks that they were of as they are now; nil where all must be read anew.
--- Only in the tick in which `before` was read or found to hold still: nobody but us has changed anything since.
function state.again (before, changes, results)
  local touched, pieces, tracks = tracks_of (before, changes, results), {}, all_tracks ()
  if not touched or #tracks ~= #before.pieces then return nil end
  for i, old in ipairs (before.pieces) do
    pieces[i] = old
    if touched[old.id] then
      pieces[i] = read_track (tracks[i], i - 2)
      if pieces[i].id ~= old.id then return nil end
    end
  end
  return joined (pieces, before.rest)
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
