-- Changes to regions and notes. Those that Ardour can undo are grouped into one step by ops.lua.
local json, live, notes = ...
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

local function one_file (path)
  local files = C.StringVector ()
  files:push_back (path)
  return files
end

-- A file that lies in the session's own folder of sounds is played from there, without a copy of it for each channel.
-- Ardour would note its whole path and look only there once the session has been moved; a path that is not absolute
-- is noted too, but then the file is looked for by its name, in the session's folders, as one that Ardour made.
local function embed (track, path, position, home)
  local place = home .. "/" .. path:match ("[^/]+$")
  if not os.rename (path, place) then return end
  local playlist = track:playlist ()
  local before = known (playlist)
  Editor:do_embed (one_file (live.relative_path (place)), Editing.ImportSerializeFiles, Editing.ImportToTrack, position, ARDOUR.PluginInfo (), track)
  local made = added (playlist, before)
  if #made == 0 then os.rename (place, path) end
  return made[1]
end

-- Put a file on a track; the new region. Imports are an undo step of their own.
local function import (track, path, position, home)
  if not ARDOUR.LuaAPI.file_test (path, ARDOUR.LuaAPI.FileTest.IsRegular) then error ("There is no file " .. path .. ".", 0) end
  if home then
    local region = embed (track, path, position, home)
    if region then return region end
  end
  local playlist = track:playlist ()
  local before = known (playlist)
  Editor:do_import (one_file (path), Editing.ImportSerializeFiles, Editing.ImportToTrack, ARDOUR.SrcQuality.SrcBest,
    ARDOUR.MidiTrackNameSource.SMFTrackName, ARDOUR.MidiTempoMapDisposition.SMFTempoIgnore, position, ARDOUR.PluginInfo (), track, false)
  local made = added (playlist, before)
  if #made == 0 then error ("Ardour imported nothing from " .. path .. ".", 0) end
  return made[1]
end

-- Let a region that plays all of its file show the samples that are asked for; the rest stays behind its edges.
local function narrow (region, wanted)
  local at, first, frames = region:position ():samples (), math.floor (wanted.first or 0), wanted.frames
  if not frames or (first == 0 and region:length ():samples () == frames) then return end
  region:trim_end (live.at_sample (at + first + frames))
  region:trim_front (live.at_sample (at + first))
  region:set_position (live.at_sample (at))
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

-- Ardour refuses some names of regions; then the name with other characters in those places.
local function rename (region, name)
  if region:name () == name then return end
  region:set_name (name)
  if region:name () == name then return end
  region:set_name ((name:gsub ("[/\\:;%c]", "-")))
end

local function exchange (name, playlist, change)
  Session:begin_reversible_command (name)
  record_playlist (playlist, change)
  Session:commit_reversible_command (nil)
end

-- What a step makes on a track; when it goes wrong, whatever it has laid there goes again.
local function whole (track, as_step, step)
  local playlist = track:playlist ()
  local before = known (playlist)
  local ok, made = pcall (step, playlist)
  if ok then return made end
  pcall (function ()
    local halves = added (playlist, before)
    if #halves == 0 then return end
    as_step ("Tonmeister: not kept", playlist, function ()
      for _, half in ipairs (halves) do playlist:remove_region (half) end
    end)
  end)
  error (made, 0)
end

local function within_step (_, playlist, change) record_playlist (playlist, change) end

-- What plays its sources still: Ardour keeps a region that was taken away, and saves it with the session.
local function kept_region (wanted)
  if not wanted.was then return nil end
  local region = ARDOUR.RegionFactory.region_by_id (PBD.ID (wanted.was))
  if region:isnil () or region:to_audioregion ():isnil () then return nil end
  if region:start ():samples () ~= wanted.first or region:length ():samples () ~= wanted.frames then return nil end
  for channel = 0, region:to_audioregion ():n_channels () - 1 do
    local file = region:source (channel):to_filesource ()
    if file:isnil () or not ARDOUR.LuaAPI.file_test (file:path (), ARDOUR.LuaAPI.FileTest.IsRegular) then return nil end
  end
  return region
end

-- A region that comes back plays the files that it played, when Ardour has it still; else a copy of what was kept.
local function come_back (track, wanted, at)
  local kept, playlist = kept_region (wanted), track:playlist ()
  if not kept then return nil end
  local copy, before = ARDOUR.RegionFactory.clone_region (kept, true, false), known (playlist)
  exchange ("Tonmeister: back again", playlist, function () playlist:add_region (copy, at, 1, false) end)
  return added (playlist, before)[1]
end

local function import_audio (track, wanted, at)
  local region = come_back (track, wanted, at)
  if region then return region end
  region = import (track, wanted.path, at, wanted.home)
  narrow (region, wanted)
  return region
end

function changes.place_audio (wanted)
  local track = live.track (wanted.track)
  if track:to_audio_track ():isnil () then error ("That is not an audio track.", 0) end
  return whole (track, exchange, function ()
    local region = import_audio (track, wanted, live.at_sample (wanted.sample))
    rename (region, wanted.name)
    return live.id (region)
  end)
end

-- Import notes; the file holds one note where there are none, because Ardour imports nothing from an empty file.
local function import_notes (track, wanted, at)
  if track:to_midi_track ():isnil () then error ("That is not a MIDI track.", 0) end
  local region = import (track, wanted.path, at)
  local midi = region:to_midiregion ()
  if wanted.is_empty then notes.exchange (midi, 0, math.maxinteger, {}) end
  if #wanted.notes > 0 then notes.add (midi, wanted.notes) end
  local length = math.floor (wanted.length_ticks)
  if region:length ():ticks () ~= length then  -- each change of a region draws all of its notes anew
    region:set_length (Temporal.timecnt_t.from_ticks (length), 0)
  end
  return region
end

function changes.place_midi (wanted)
  local track = live.track (wanted.track)
  return whole (track, exchange, function ()
    local region = import_notes (track, wanted, live.at_ticks (wanted.ticks))
    rename (region, wanted.name)
    return live.id (region)
  end)
end

local function audio_of (region)
  local audio = region:to_audioregion ()
  if audio:isnil () then error ("Ardour 7 keeps no gain and no fades for a region of notes; change their velocities.", 0) end
  return audio
end

local function set_fade (audio, side, samples)
  audio["set_fade_" .. side .. "_length"] (audio, math.max (64, math.floor (samples)))
  audio["set_fade_" .. side .. "_active"] (audio, samples > 0)
end

-- The new region gets what the musician gave to the old one.
local function inherit (region, old, wanted)
  rename (region, old:name ())
  region:set_muted (old:muted ())
  local audio, before = region:to_audioregion (), old:to_audioregion ()
  if audio:isnil () or before:isnil () then return end
  audio:set_scale_amplitude (before:scale_amplitude ())
  local length = region:length ():samples ()
  for _, side in ipairs ({ "in", "out" }) do
    local samples = wanted["fade_" .. side] or 0
    if samples > 64 then set_fade (audio, side, math.min (samples, length)) end
    if not before["fade_" .. side .. "_active"] (before) then audio["set_fade_" .. side .. "_active"] (audio, false) end
  end
end

local function import_content (track, wanted, is_midi, at)
  if is_midi then return import_notes (track, wanted, wanted.ticks and live.at_ticks (wanted.ticks) or at) end
  return import_audio (track, wanted, wanted.sample and live.at_sample (wanted.sample) or at)
end

--- A region with other content in its place. Ardour cannot give a region another file: so a new region takes its place.
-- The old one goes first: while two regions with many notes lie on each other, Ardour 7.3 works long, and has crashed.
function changes.replace_content (wanted)
  local old, playlist, track = live.region (wanted.region)
  local is_midi = not old:to_midiregion ():isnil ()
  if is_midi ~= (wanted.notes ~= nil) then error (is_midi and "That region holds notes, not sound." or "That region holds sound, not notes.", 0) end
  local at = old:position ()
  exchange ("Tonmeister: other content", playlist, function () playlist:remove_region (old) end)
  local ok, id = pcall (whole, track, exchange, function ()
    local region = import_content (track, wanted, is_midi, at)
    inherit (region, old, wanted)
    return live.id (region)
  end)
  if not ok then
    exchange ("Tonmeister: as before", playlist, function () playlist:add_region (old, at, 1, false) end)
    error (id, 0)
  end
  return id, { became = json.array ({ wanted.region, id }) }
end

function grouped.mute_region (wanted)
  local region = live.region (wanted.region)
  record (region, function () region:set_muted (wanted.on) end)
end

function grouped.region_gain (wanted)
  local region = live.region (wanted.region)
  local audio = audio_of (region)
  record (region, function () audio:set_scale_amplitude (wanted.gain) end)
end

function changes.fade_in (wanted) set_fade (audio_of (live.region (wanted.region)), "in", wanted.samples) end
function changes.fade_out (wanted) set_fade (audio_of (live.region (wanted.region)), "out", wanted.samples) end

function grouped.set_notes (wanted)
  local region = live.region (wanted.region)
  local midi = region:to_midiregion ()
  if midi:isnil () then error ("That region holds sound, not notes.", 0) end
  local from = region:start ():ticks ()
  notes.exchange (midi, from, from + region:length ():ticks (), wanted.notes)
end

function grouped.move (wanted)
  local region = live.region (wanted.region)
  record (region, function () region:set_position (position (region, wanted)) end)
end

function grouped.duplicate (wanted)
  local region, _, track = live.region (wanted.region)
  local is_midi = not region:to_midiregion ():isnil ()
  local copy = ARDOUR.RegionFactory.clone_region (region, true, is_midi)  -- notes get a source of their own
  return whole (track, within_step, function (playlist)
    local before = known (playlist)
    record_playlist (playlist, function () playlist:add_region (copy, position (region, wanted), 1, false) end)
    local made = added (playlist, before)[1] or error ("Ardour made no copy.", 0)
    made:set_name (region:name ())
    return live.id (made)
  end)
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
  local first = live.id (parts[1])  -- both parts are new: what was asked of the whole before is of the first
  return json.array ({ first, live.id (parts[2]) }), { became = json.array ({ wanted.region, first }) }
end

function grouped.remove_region (wanted)
  local region, playlist = live.region (wanted.region)
  record_playlist (playlist, function () playlist:remove_region (region) end)
end

function grouped.rename_region (wanted)
  rename (live.region (wanted.region), wanted.name)
end

return { alone = changes, grouped = grouped }
