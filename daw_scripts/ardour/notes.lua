-- Notes of MIDI regions: a key that changes with them, and the notes themselves.
local json, live = ...
local notes = {}

-- What a model's notes are, in a few letters. Cheap: a song of 10 000 notes is looked at before every change.
local function fingerprint (model)
  local parts = {}
  for note in live.each (ARDOUR.LuaAPI.note_list (model)) do
    parts[#parts + 1] = note:time ():str () .. " " .. note:length ():str () .. " " ..
      (note:note () | note:velocity () << 8 | note:channel () << 16)
  end
  return json.fingerprint (table.concat (parts, "\n")) .. "." .. #parts
end

--- The key of what a region shows of its notes. `seen` holds what was computed in this pass, by source.
function notes.key (region, midi, seen)
  local source = live.id (region:source (0))  -- the id of midi_source() is not its own
  seen[source] = seen[source] or fingerprint (midi:model ())
  return seen[source] .. "." .. region:start ():ticks () .. "." .. region:length ():ticks ()
end

--- Notes that begin inside the region, as rows in ticks from its start.
function notes.rows (region, midi)
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
