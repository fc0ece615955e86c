-- Changes to items: sound and notes on tracks. Items are built directly, so that nothing depends on cursor or selection.
local json, live, midi = ...
local items, changes = {}, {}
local TIME_POSITION, TIME_ALL = 2, 1  -- an item keeps its bar when the tempo changes; notes stretch with it, sound does not
local EDGE_S = 0.005
local TRIES = 4  -- REAPER may not do a thing the first time
local building = {}  -- sources whose peaks are not drawn yet

local function get (item, name) return reaper.GetMediaItemInfo_Value (item, name) end

local function set (item, name, value)
  if not reaper.SetMediaItemInfo_Value (item, name, value) then error ("REAPER did not take " .. name .. ".", 0) end
end

local function source_of (path)
  local probe = io.open (path, "rb")
  if not probe then error ("There is no file " .. path .. ".", 0) end
  probe:close ()
  local source = reaper.PCM_Source_CreateFromFile (path) or error ("REAPER cannot read " .. path .. ".", 0)
  local length, is_in_beats = reaper.GetMediaSourceLength (source)
  if is_in_beats or length <= 0 then error ("REAPER finds no sound in " .. path .. ".", 0) end
  return source, length
end

local function draw (source)
  if reaper.PCM_Source_BuildPeaks (source, 0) ~= 0 then building[#building + 1] = source end
end

--- Draw a little of the waveforms that are still missing; called at every tick.
function items.build_peaks ()
  local source = building[1]
  if not source then return end
  local ok, left = pcall (reaper.PCM_Source_BuildPeaks, source, 1)
  if ok and left ~= 0 then return end
  if ok then reaper.PCM_Source_BuildPeaks (source, 2) end
  table.remove (building, 1)
end

-- Where sound of a file begins, and how much of it there is: what would lie before the start is cut.
local function part_of (wanted, at, length)
  local offset = wanted.offset or 0
  local lasts = math.min (wanted.length or length, length - offset)
  if at < 0 then offset, lasts, at = offset - at, lasts + at, 0 end
  if lasts <= 0 then error ("All of that sound would lie before the session's start.", 0) end
  return at, offset, lasts
end

local function name_take (take, name) reaper.GetSetMediaItemTakeInfo_String (take, "P_NAME", name, true) end

local function take_name (take)
  local _, name = reaper.GetSetMediaItemTakeInfo_String (take, "P_NAME", "", false)
  return name
end

-- A change that fails half-way leaves no half item behind.
local function whole (item, work)
  local ok, made = pcall (function ()
    work ()
    return live.item_id (item)
  end)
  if ok then return made end
  for _ = 1, TRIES do
    if pcall (function () reaper.DeleteTrackMediaItem (reaper.GetMediaItem_Track (item), item) end) then break end
  end
  error (made, 0)
end

local function fill (item, take, source, wanted, at, length)
  local from, offset, lasts = part_of (wanted, at, length)
  if not reaper.SetMediaItemTake_Source (take, source) then error ("REAPER did not take the sound.", 0) end
  reaper.SetMediaItemTakeInfo_Value (take, "D_STARTOFFS", offset)
  set (item, "D_POSITION", from)
  set (item, "D_LENGTH", lasts)
  set (item, "B_LOOPSRC", 0)
  draw (source)
  return from > at
end

function changes.place_audio (wanted)
  local track = live.own_track (wanted.track)
  local source, length = source_of (wanted.path)
  local item = reaper.AddMediaItemToTrack (track) or error ("REAPER made no item.", 0)
  return whole (item, function ()
    local take = reaper.AddTakeToMediaItem (item)
    set (item, "C_BEATATTACHMODE", TIME_POSITION)
    local is_cut = fill (item, take, source, wanted, live.seconds (wanted.beat) - (wanted.lead_in or 0), length)
    set (item, "D_FADEINLEN", is_cut and EDGE_S or 0)
    set (item, "D_FADEOUTLEN", 0)
    name_take (take, wanted.name)
    reaper.UpdateItemInProject (item)
  end)
end

local function set_beats (item, beat, length_beats)
  local start = live.seconds (beat)
  set (item, "D_POSITION", start)
  set (item, "D_LENGTH", live.seconds (beat + length_beats) - start)
end

function changes.place_midi (wanted)
  local track = live.own_track (wanted.track)
  local from, to = live.seconds (wanted.beat), live.seconds (wanted.beat + wanted.length_beats)
  local item = reaper.CreateNewMIDIItemInProj (track, from, to, false) or error ("REAPER made no MIDI item.", 0)
  return whole (item, function ()
    local take = reaper.GetActiveTake (item)
    set (item, "C_BEATATTACHMODE", TIME_ALL)
    set (item, "B_LOOPSRC", 0)
    set_beats (item, wanted.beat, wanted.length_beats)
    midi.write (item, take, wanted.notes)
    name_take (take, wanted.name)
    reaper.UpdateItemInProject (item)
  end)
end

local function must_be_midi (take, wants_midi)
  if live.is_midi (take) == wants_midi then return end
  error (wants_midi and "That region holds sound, not notes." or "That region holds notes, not sound.", 0)
end

local function beats_of (item)
  local start = get (item, "D_POSITION")
  local beat = live.beat (start)
  return beat, live.beat (start + get (item, "D_LENGTH")) - beat
end

function changes.set_notes (wanted)
  local item, take = live.item (wanted.region)
  must_be_midi (take, true)
  midi.write (item, take, wanted.notes)
  reaper.UpdateItemInProject (item)
end

--- Another content in an item: it keeps its id, name, gain, mute, and its fades as far as they fit.
function changes.replace_content (wanted)
  local item, take = live.item (wanted.region)
  must_be_midi (take, wanted.notes ~= nil)
  if wanted.notes then
    local beat, lasts = beats_of (item)
    local ok, problem = pcall (function ()
      set_beats (item, wanted.beat or beat, wanted.length_beats)
      midi.write (item, take, wanted.notes)
    end)
    if not ok then
      set_beats (item, beat, lasts)
      error (problem, 0)
    end
  else
    local source, length = source_of (wanted.path)
    local at = wanted.beat and live.seconds (wanted.beat) - (wanted.lead_in or 0) or get (item, "D_POSITION")
    reaper.SetMediaItemTakeInfo_Value (take, "D_PLAYRATE", 1)
    reaper.SetMediaItemTakeInfo_Value (take, "D_PITCH", 0)
    fill (item, take, source, wanted, at, length)
    for _, fade in ipairs ({ "D_FADEINLEN", "D_FADEOUTLEN" }) do set (item, fade, math.min (get (item, fade), get (item, "D_LENGTH"))) end
  end
  reaper.UpdateItemInProject (item)
  return wanted.region
end

function changes.move (wanted)
  local item, take = live.item (wanted.region)
  local _, lasts = beats_of (item)
  if live.is_midi (take) then return set_beats (item, wanted.beat, lasts) end
  set (item, "D_POSITION", live.seconds (wanted.beat))
end

-- The same item once more, with ids of its own; its notes are not pooled with those of the first.
local function copy_of (item)
  local ok, chunk = reaper.GetItemStateChunk (item, "", false)
  if not ok then error ("REAPER made no copy.", 0) end
  local fresh = {}
  chunk = chunk:gsub ("{%x+%-%x+%-%x+%-%x+%-%x+}", function (id)
    fresh[id] = fresh[id] or reaper.genGuid ("")
    return fresh[id]
  end)
  local copy = reaper.AddMediaItemToTrack (reaper.GetMediaItem_Track (item))
  if not reaper.SetItemStateChunk (copy, chunk, false) then
    reaper.DeleteTrackMediaItem (reaper.GetMediaItem_Track (item), copy)
    error ("REAPER made no copy.", 0)
  end
  set (copy, "B_UISEL", 0)
  return copy
end

function changes.duplicate (wanted)
  local item, take = live.item (wanted.region)
  local _, lasts = beats_of (item)
  local copy = copy_of (item)
  return whole (copy, function ()
    if live.is_midi (take) then set_beats (copy, wanted.beat, lasts) else set (copy, "D_POSITION", live.seconds (wanted.beat)) end
    reaper.UpdateItemInProject (copy)
  end)
end

local function trim_sound (item, take, from, to)
  local rate = reaper.GetMediaItemTakeInfo_Value (take, "D_PLAYRATE")
  local offset = reaper.GetMediaItemTakeInfo_Value (take, "D_STARTOFFS") + (from - get (item, "D_POSITION")) * rate
  local length = reaper.GetMediaSourceLength (reaper.GetMediaItemTake_Source (take))
  local is_looped = get (item, "B_LOOPSRC") > 0
  if not is_looped and (offset < -1e-6 or offset + (to - from) * rate > length + 1e-4) then
    error ("There is no more sound in its file to reach that far.", 0)
  end
  reaper.SetMediaItemTakeInfo_Value (take, "D_STARTOFFS", math.max (0, offset))
  set (item, "D_POSITION", from)
  set (item, "D_LENGTH", to - from)
end

function changes.trim (wanted)
  local item, take = live.item (wanted.region)
  if live.is_midi (take) then
    local first = reaper.TimeMap2_timeToQN (live.project, live.seconds (wanted.start_beat))
    local last = reaper.TimeMap2_timeToQN (live.project, live.seconds (wanted.end_beat))
    if not reaper.MIDI_SetItemExtents (item, first, last) then error ("REAPER did not move the item's ends.", 0) end
  else
    trim_sound (item, take, live.seconds (wanted.start_beat), live.seconds (wanted.end_beat))
  end
  reaper.UpdateItemInProject (item)
end

function changes.split (wanted)
  local item, take = live.item (wanted.region)
  local name, was_selected = take_name (take), get (item, "B_UISEL")
  local second = reaper.SplitMediaItem (item, live.seconds (wanted.beat)) or error ("The region does not reach across that place.", 0)
  set (item, "B_UISEL", was_selected)
  set (second, "B_UISEL", 0)
  name_take (reaper.GetActiveTake (second), name)
  return json.array ({ wanted.region, live.item_id (second) })
end

function changes.remove_region (wanted)
  local item = live.item (wanted.region)
  if not reaper.DeleteTrackMediaItem (reaper.GetMediaItem_Track (item), item) then error ("REAPER kept the item.", 0) end
end

function changes.rename_region (wanted)
  local _, take = live.item (wanted.region)
  name_take (take, wanted.name)
end

function changes.mute_region (wanted) set (live.item (wanted.region), "B_MUTE", wanted.on and 1 or 0) end
function changes.region_gain (wanted) set (live.item (wanted.region), "D_VOL", wanted.gain) end
function changes.fade_in (wanted) set (live.item (wanted.region), "D_FADEINLEN", wanted.seconds) end
function changes.fade_out (wanted) set (live.item (wanted.region), "D_FADEOUTLEN", wanted.seconds) end

items.changes = changes
return items
