-- Notes of MIDI regions: a key that changes with them, and the notes themselves.
local json, live = ...
local notes = {}

local ROW = "[%d,%d,%d,%d,%d]"
local FRESH_US = 500000  -- nobody edits notes and asks for something within half a second
local known = {}  -- by source: fingerprint, when it was taken, and the notes that it was taken of

-- Ardour's methods of a note, looked up once: each time costs as much as the call.
local function methods (list)
  local note = list:front ()
  return note.time, note.length, note.note, note.velocity, note.channel
end

-- Whether these notes are still those of before. A song of 10 000 notes is looked at before every change, and to
-- compare them costs half of writing them down.
local function is_same (list, old)
  if list:size () ~= #old.rest then return false end
  if list:empty () then return true end
  local time, length, pitch, velocity, channel = methods (list)
  local times, lengths, rest, n = old.times, old.lengths, old.rest, 0
  for note in live.each (list) do
    n = n + 1
    if time (note) ~= times[n] or length (note) ~= lengths[n] then return false end
    if pitch (note) | velocity (note) << 8 | channel (note) << 16 ~= rest[n] then return false end
  end
  return true
end

-- What notes are, in a few letters, and what is compared with them later.
local function taken (list)
  local times, lengths, rest, parts, n = {}, {}, {}, {}, 0
  if not list:empty () then
    local time, length, pitch, velocity, channel = methods (list)
    local str = time (list:front ()).str
    for note in live.each (list) do
      n = n + 1
      times[n], lengths[n], rest[n] = time (note), length (note), pitch (note) | velocity (note) << 8 | channel (note) << 16
      parts[n] = str (times[n]) .. " " .. str (lengths[n]) .. " " .. rest[n]
    end
  end
  return { times = times, lengths = lengths, rest = rest, text = json.fingerprint (table.concat (parts, " ")) .. "." .. n }
end

-- Notes were changed by us: in the trigger's Lua and in the timer's, what is known of them is old.
local function touch () live.remember ("notes", { edited = ARDOUR.LuaAPI.monotonic_time () }) end

--- When notes were last changed by us, for a whole pass over the session.
function notes.edited () return live.recall ("notes").edited or 0 end

--- The key of what a region shows of its notes.
function notes.key (region, midi, edited)
  local source, now = live.id (region:source (0)), ARDOUR.LuaAPI.monotonic_time ()  -- the id of midi_source() is not its own
  local old = known[source]
  if not old or old.at <= edited or now - old.at > FRESH_US then
    local list = ARDOUR.LuaAPI.note_list (midi:model ())
    if not old or not is_same (list, old) then old = taken (list) end
    old.at, known[source] = now, old
  end
  return old.text .. "." .. region:start ():ticks () .. "." .. region:length ():ticks ()
end

--- Notes that begin inside the region, as rows in ticks from its start.
function notes.rows (region, midi)
  local rows, found, n = json.array (), ARDOUR.LuaAPI.note_list (midi:model ()), 0
  if found:empty () then return rows end
  local first, whole = region:start ():ticks (), region:length ():ticks ()
  local time, length, pitch, velocity, channel = methods (found)
  for note in live.each (found) do
    local ticks = live.ticks (time (note)) - first
    if ticks >= 0 and ticks < whole then
      n = n + 1
      rows[n] = json.raw (ROW:format (ticks, live.ticks (length (note)), pitch (note), velocity (note), channel (note)))
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
  touch ()
end

--- Notes beside those that are there.
function notes.add (midi, rows)
  local model = midi:model ()
  local edit = model:new_note_diff_command ("Tonmeister: notes")
  notes.put (edit, 0, rows)
  model:apply_command (Session, edit)
  touch ()
end

function notes.put (edit, from, rows)
  for _, row in ipairs (rows) do
    local ticks, length, pitch, velocity, channel = row[1], row[2], row[3], row[4], row[5]
    edit:add (ARDOUR.LuaAPI.new_noteptr (math.floor (channel), live.beats (from + ticks), live.beats (length), math.floor (pitch),
      math.floor (velocity)))
  end
end

return notes
