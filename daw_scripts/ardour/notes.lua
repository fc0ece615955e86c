-- Notes of MIDI regions: a key that changes with them, and the notes themselves.
local json, live, edits = ...
local notes = {}

local ROW = "[%d,%d,%d,%d,%d]"
local known = {}  -- by source: fingerprint, and the notes that it was taken of

-- Ardour's methods of a note, looked up once: each time costs as much as the call.
local function methods_of_note (list)
  local note = list:front ()
  return note.time, note.length, note.note, note.velocity, note.channel
end

-- Whether these notes are still those of before. A song of 10 000 notes is looked at before every change, and to
-- compare them costs half of writing them down.
local function is_same (list, old)
  if list:size () ~= #old.rest then return false end
  if list:empty () then return true end
  local time, length, pitch, velocity, channel = methods_of_note (list)
  local times, lengths, rest, n = old.times, old.lengths, old.rest, 0
  for note in live.each (list) do
    n = n + 1
    if time (note) ~= times[n] or length (note) ~= lengths[n] then return false end
    if pitch (note) | velocity (note) << 8 | channel (note) << 16 ~= rest[n] then return false end
  end
  return true
end

-- What notes are, in a few letters, in numbers, and what is compared with them later.
local function taken (list)
  local old = { times = {}, lengths = {}, rest = {}, starts = {}, spans = {} }
  local parts, n = {}, 0
  if not list:empty () then
    local time, length, pitch, velocity, channel = methods_of_note (list)
    local str = time (list:front ()).str
    for note in live.each (list) do
      n = n + 1
      local at, lasts, others = time (note), length (note), pitch (note) | velocity (note) << 8 | channel (note) << 16
      local start, span = live.ticks_in (str (at)), live.ticks_in (str (lasts))
      old.times[n], old.lengths[n], old.rest[n], old.starts[n], old.spans[n] = at, lasts, others, start, span
      parts[n] = start .. " " .. span .. " " .. others
    end
  end
  old.text = json.fingerprint (table.concat (parts, " ")) .. "." .. n
  return old
end

--- A pass over the session begins: what was edited since the last one must be compared; all, where that is not known.
function notes.begin_pass ()
  local edited = edits.since ()
  for source, old in pairs (known) do old.is_old = old.is_old or not edited or edited[source] end
end

--- The key of what a region shows of its notes. `methods` are those of regions.
function notes.key (region, midi, methods)
  local source = live.id (methods.source (region, 0))  -- the id of midi_source() is not its own
  local old = known[source]
  if not old or old.is_old then
    local list = ARDOUR.LuaAPI.note_list (midi:model ())
    if not old or not is_same (list, old) then old = taken (list) end
    old.is_old, known[source] = false, old
  end
  return old.text .. "." .. methods.start (region):ticks () .. "." .. methods.length (region):ticks ()
end

--- Notes that begin inside the region, as rows in ticks from its start: those that its key was just made of.
function notes.rows (region)
  local rows, old = json.array (), known[live.id (region:source (0))]
  local first, whole = region:start ():ticks (), region:length ():ticks ()
  for n, start in ipairs (old.starts) do
    local at, others = start - first, old.rest[n]
    if at >= 0 and at < whole then
      rows[#rows + 1] = json.raw (ROW:format (at, old.spans[n], others & 0xff, others >> 8 & 0xff, others >> 16))
    end
  end
  return rows
end

--- All notes that begin in [from, to) ticks of the source, exchanged for new rows (relative to `from`).
function notes.exchange (midi, from, to, rows)
  local model = midi:model ()
  local edit = model:new_note_diff_command ("Tonmeister: notes")
  local old = ARDOUR.LuaAPI.note_list (model)
  for note in live.each (old) do
    local ticks = live.ticks (note:time ())
    if ticks >= from and ticks < to then edit:remove (note) end
  end
  notes.put (edit, from, rows)
  model:apply_command (Session, edit)
end

--- Notes beside those that are there.
function notes.add (midi, rows)
  local model = midi:model ()
  local edit = model:new_note_diff_command ("Tonmeister: notes")
  notes.put (edit, 0, rows)
  model:apply_command (Session, edit)
end

function notes.put (edit, from, rows)
  for _, row in ipairs (rows) do
    local ticks, length, pitch, velocity, channel = row[1], row[2], row[3], row[4], row[5]
    edit:add (ARDOUR.LuaAPI.new_noteptr (math.floor (channel), live.beats (from + ticks), live.beats (length), math.floor (pitch),
      math.floor (velocity)))
  end
end

return notes
