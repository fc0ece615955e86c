-- Notes of MIDI takes: a key that changes with them, and all of them at once, in one call whatever their number.
local json, live = ...
local midi = {}
local TICKS = live.TICKS
local NOTE_OFF, NOTE_ON, CONTROL, ALL_OFF = 0x80, 0x90, 0xB0, 123

-- How many of the take's own ticks there are in a beat, and which of them the item begins at.
local function clock (item, take)
  local start = reaper.GetMediaItemInfo_Value (item, "D_POSITION")
  local beat = reaper.MIDI_GetProjQNFromPPQPos (take, 0)
  local per_beat = reaper.MIDI_GetPPQPosFromProjQN (take, beat + 1) - reaper.MIDI_GetPPQPosFromProjQN (take, beat)
  return per_beat, reaper.MIDI_GetPPQPosFromProjTime (take, start)
end

local function length_beats (item)
  local start = reaper.GetMediaItemInfo_Value (item, "D_POSITION")
  return live.beat (start + reaper.GetMediaItemInfo_Value (item, "D_LENGTH")) - live.beat (start)
end

-- The events of a take: at, flag, message, in the take's own ticks.
local function events (take)
  local ok, data = reaper.MIDI_GetAllEvts (take)
  if not ok then error ("REAPER does not give the notes of that item.", 0) end
  local list, from, at = {}, 1, 0
  while from <= #data do
    local offset, flag, message
    offset, flag, message, from = string.unpack ("<i4Bs4", data, from)
    at = at + offset
    list[#list + 1] = { at = at, flag = flag, message = message }
  end
  return list
end

local function kind_of (message)
  if #message < 3 then return nil end
  local status, pitch, velocity = message:byte (1, 3)
  local kind = status & 0xF0
  if kind == NOTE_ON and velocity == 0 then kind = NOTE_OFF end
  if kind ~= NOTE_ON and kind ~= NOTE_OFF then return kind, status & 0x0F, pitch end
  return kind, status & 0x0F, pitch, velocity
end

--- The key of what an item shows of its notes.
function midi.key (item, take)
  local _, hash = reaper.MIDI_GetHash (take, true)
  local per_beat, first = clock (item, take)
  return ("%s.%.9g.%.3f.%.6f"):format (hash, per_beat, first, length_beats (item))
end

--- Notes that begin inside the item, as rows in ticks from its start.
function midi.rows (item, take)
  local per_beat, first = clock (item, take)
  local scale, last = TICKS / per_beat, length_beats (item) * TICKS
  local rows, open = json.array (), {}
  for _, event in ipairs (events (take)) do
    local kind, channel, pitch, velocity = kind_of (event.message)
    if kind == NOTE_ON or kind == NOTE_OFF then
      local queue = open[channel * 128 + pitch] or {}
      open[channel * 128 + pitch] = queue
      if kind == NOTE_ON then
        queue[#queue + 1] = { event.at, velocity }
      elseif #queue > 0 then
        local on = table.remove (queue, 1)
        local start = (on[1] - first) * scale
        if start > -0.5 and start < last - 0.5 then
          rows[#rows + 1] = json.array ({ start, (event.at - on[1]) * scale, pitch, on[2], channel })
        end
      end
    end
  end
  return rows
end

--- Give an item other notes (rows in ticks from its start); what else lies in the take stays.
function midi.write (item, take, rows)
  local per_beat, first = clock (item, take)
  local later = 0
  if first < 0 then  -- no event lies before a take's start: an item that was drawn out to the left of it begins with it now
    if not reaper.SetMediaItemTakeInfo_Value (take, "D_STARTOFFS", 0) then error ("REAPER did not take D_STARTOFFS.", 0) end
    later, first = math.floor (0.5 - first), 0
  end
  local scale, all, last = per_beat / TICKS, {}, first + length_beats (item) * per_beat
  for _, event in ipairs (events (take)) do
    local kind, _, number = kind_of (event.message)
    local is_end = kind == CONTROL and number == ALL_OFF
    if kind ~= NOTE_ON and kind ~= NOTE_OFF and not is_end then
      all[#all + 1] = { event.at + later, 1, event.flag, event.message }
      last = math.max (last, event.at + later)
    end
  end
  for _, row in ipairs (rows) do
    local start, pitch, velocity, channel = first + row[1] * scale, math.floor (row[3]), math.floor (row[4]), math.floor (row[5])
    local from, to = math.floor (start + 0.5), math.floor (start + row[2] * scale + 0.5)
    all[#all + 1] = { from, 2, 0, string.char (NOTE_ON | channel, pitch, velocity) }
    all[#all + 1] = { math.max (to, from + 1), 0, 0, string.char (NOTE_OFF | channel, pitch, 0) }
    last = math.max (last, to)
  end
  all[#all + 1] = { math.floor (last + 0.5), 3, 0, string.char (CONTROL, ALL_OFF, 0) }
  for i, event in ipairs (all) do event[5] = i end
  table.sort (all, function (a, b)
    if a[1] ~= b[1] then return a[1] < b[1] end
    if a[2] ~= b[2] then return a[2] < b[2] end
    return a[5] < b[5]
  end)
  local parts, at = {}, 0
  for i, event in ipairs (all) do
    parts[i] = string.pack ("<i4Bs4", math.floor (event[1] - at), event[3], event[4])
    at = math.floor (event[1])
  end
  if not reaper.MIDI_SetAllEvts (take, table.concat (parts)) then error ("REAPER did not take the notes.", 0) end
end

return midi
