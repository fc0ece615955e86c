-- Changes to regions and notes. Those that Ardour can undo are grouped into one step by ops.lua.
local json, live = ...
local changes, grouped = {}, {}

local function known (playlist)
  local ids = {}
  for region in live.each (playlist:region_list ()) do ids[live.id (region)] = true end
  return ids
end

local function added (playlist, before)
  local found = {}
  for region in live.each (playlist:region_list ()) do
    if not before[live.id (region)] then found[#found + 1] = region end
  end
  return found
end

-- Put a file on a track; the new region. Imports are an undo step of their own.
local function import (track, path, position)
  if not ARDOUR.LuaAPI.file_test (path, ARDOUR.LuaAPI.FileTest.IsRegular) then error ("There is no file " .. path .. ".", 0) end
  local playlist = track:playlist ()
  local before, files = known (playlist), C.StringVector ()
  files:push_back (path)
  Editor:do_import (files, Editing.ImportSerializeFiles, Editing.ImportToTrack, ARDOUR.SrcQuality.SrcBest,
    ARDOUR.MidiTrackNameSource.SMFTrackName, ARDOUR.MidiTempoMapDisposition.SMFTempoIgnore, position, ARDOUR.PluginInfo (), track, false)
  local made = added (playlist, before)
  if #made == 0 then error ("Ardour imported nothing from " .. path .. ".", 0) end
  return made[1], playlist
end

local function record (region, change)
  region:to_stateful ():clear_changes ()
  change ()
  Session:add_stateful_diff_command (region:to_statefuldestructible ())
end

local function record_playlist (playlist, change)
  playlist:to_stateful ():clear_changes ()
  change ()
  Session:add_stateful_diff_command (playlist:to_statefuldestructible ())
end

local function position (region, wanted, prefix)
  prefix = prefix or ""
  if region:to_midiregion ():isnil () then return live.at_sample (wanted[prefix .. "sample"]) end
  return live.at_ticks (wanted[prefix .. "ticks"])
end

function changes.place_audio (wanted)
  local track = live.track (wanted.track)
  if track:to_audio_track ():isnil () then error ("That is not an audio track.", 0) end
  local region = import (track, wanted.path, live.at_sample (wanted.sample))
  region:set_name (wanted.name)
  return live.id (region)
end

-- All notes that begin in [from, to) ticks of the source, exchanged for new ones (relative to `from`).
local function exchange_notes (midi, from, to, notes)
  local model = midi:model ()
  local edit = model:new_note_diff_command ("Tonmeister: notes")
  for note in live.each (ARDOUR.LuaAPI.note_list (model)) do
    local ticks = live.ticks (note:time ())
    if ticks >= from and ticks < to then edit:remove (note) end
  end
  for _, note in ipairs (notes) do
    local ticks, length, pitch, velocity, channel = note[1], note[2], note[3], note[4], note[5]
    edit:add (ARDOUR.LuaAPI.new_noteptr (math.floor (channel), live.beats (from + ticks), live.beats (length), math.floor (pitch),
      math.floor (velocity)))
  end
  model:apply_command (Session, edit)
end

-- The file holds one note as long as the region, so that Ardour makes a region of at least that length.
function changes.place_midi (wanted)
  local track = live.track (wanted.track)
  if track:to_midi_track ():isnil () then error ("That is not a MIDI track.", 0) end
  local region = import (track, wanted.path, live.at_ticks (wanted.ticks))
  local midi = region:to_midiregion ()
  exchange_notes (midi, 0, math.maxinteger, wanted.notes)
  region:set_length (Temporal.timecnt_t.from_ticks (math.floor (wanted.length_ticks)), 0)
  region:set_name (wanted.name)
  return live.id (region)
end

function grouped.set_notes (wanted)
  local region = live.region (wanted.region)
  local midi = region:to_midiregion ()
  if midi:isnil () then error ("That region holds sound, not notes.", 0) end
  local from = region:start ():ticks ()
  exchange_notes (midi, from, from + region:length ():ticks (), wanted.notes)
end

function grouped.move (wanted)
  local region = live.region (wanted.region)
  record (region, function () region:set_position (position (region, wanted)) end)
end

function grouped.duplicate (wanted)
  local region, playlist = live.region (wanted.region)
  local is_midi = not region:to_midiregion ():isnil ()
  local copy = ARDOUR.RegionFactory.clone_region (region, true, is_midi)  -- notes get a source of their own
  local before = known (playlist)
  record_playlist (playlist, function () playlist:add_region (copy, position (region, wanted), 1, false) end)
  local made = added (playlist, before)[1] or error ("Ardour made no copy.", 0)
  made:set_name (region:name ())
  return live.id (made)
end

local function trim_to (region, from, to)
  region:trim_end (to)
  region:trim_front (from)
  region:trim_end (to)  -- again: the end may have lain before the old start
end

-- Ardour trims as far as the source goes and says nothing; what was not asked for is taken back.
function grouped.trim (wanted)
  local region = live.region (wanted.region)
  local from, to = position (region, wanted, "start_"), position (region, wanted, "end_")
  local old_from, old_to = region:position (), region:position () + region:length ()
  record (region, function ()
    trim_to (region, from, to)
    local start, stop = region:position (), region:position () + region:length ()
    if start:samples () == from:samples () and stop:samples () == to:samples () then return end
    trim_to (region, old_from, old_to)
    error ("There is no more sound or no more notes in its file to reach that far.", 0)
  end)
end

function grouped.split (wanted)
  local region, playlist = live.region (wanted.region)
  local before, name = known (playlist), region:name ()
  before[wanted.region] = nil
  local cut = position (region, wanted)
  record_playlist (playlist, function () playlist:split_region (region, cut) end)
  local parts = added (playlist, before)
  table.sort (parts, function (a, b) return a:position ():samples () < b:position ():samples () end)
  if #parts ~= 2 then error ("The region does not reach across that place.", 0) end
  for _, part in ipairs (parts) do part:set_name (name) end
  return json.array ({ live.id (parts[1]), live.id (parts[2]) })
end

function grouped.remove_region (wanted)
  local region, playlist = live.region (wanted.region)
  record_playlist (playlist, function () playlist:remove_region (region) end)
end

function grouped.rename_region (wanted)
  live.region (wanted.region):set_name (wanted.name)
end

return { alone = changes, grouped = grouped }
