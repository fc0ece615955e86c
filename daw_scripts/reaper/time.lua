-- Tempo and meter. Rows are ticks (960 a quarter note) from the start; tempos are quarter notes a minute, as measured on
-- REAPER's own map, since the number on a marker counts the beats of its meter.
local json, live = ...
local time, changes = {}, {}
local TICKS = live.TICKS
local STEP_S = 1e-3

-- Quarter notes a minute from a moment on; a ramp is a line over time, so two steps tell where it begins.
local function bpm_at (seconds)
  local a, b, c = live.beat (seconds), live.beat (seconds + STEP_S), live.beat (seconds + 2 * STEP_S)
  return (1.5 * (b - a) - 0.5 * (c - b)) / STEP_S * 60
end

-- The markers as REAPER has them: beat, bpm, meter (0 where it stays), whether a ramp begins.
local function points ()
  local list = {}
  for i = 0, reaper.CountTempoTimeSigMarkers (live.project) - 1 do
    local _, at, _, _, bpm, numerator, denominator, is_ramp = reaper.GetTempoTimeSigMarker (live.project, i)
    list[#list + 1] = { at = at, beat = live.beat (at), bpm = bpm_at (at), numerator = numerator, denominator = denominator,
      is_ramp = is_ramp }
  end
  return list
end

-- Beats from one step of a glide to the next: REAPER's ramps are lines over time, ours over beats, and where the tempo
-- changes by no more than this in a step nobody hears (or measures) the difference.
local MOST_IN_A_STEP = 0.03

local function step_of (bpm, to_bpm, beats)
  local change = math.abs (to_bpm - bpm) / math.max (beats, 1e-6) / math.min (bpm, to_bpm)
  local step = 1
  while change * step > MOST_IN_A_STEP and step > 0.125 do step = step / 2 end
  return step
end

-- A ramp as glides from step to step, each with the tempo that REAPER has there.
local function add_ramp (rows, from, to)
  rows[#rows + 1] = json.array ({ from.beat * TICKS, from.bpm, true })
  local step = step_of (from.bpm, to.bpm, to.beat - from.beat)
  for number = math.floor (from.beat / step + 1 + 1e-6), math.ceil (to.beat / step - 1e-6) - 1 do
    rows[#rows + 1] = json.array ({ number * step * TICKS, bpm_at (live.seconds (number * step)), true })
  end
end

--- Rows of ticks, bpm, and whether it glides to the next.
function time.tempos ()
  local rows, list = json.array (), points ()
  if #list == 0 or list[1].beat > 1e-6 then rows[1] = json.array ({ 0, bpm_at (0), false }) end
  for i, point in ipairs (list) do
    local following = list[i + 1]
    if point.is_ramp and following then add_ramp (rows, point, following)
    else rows[#rows + 1] = json.array ({ point.beat * TICKS, point.bpm, false }) end
  end
  return rows
end

--- Rows of ticks, numerator, denominator.
function time.meters ()
  local numerator, denominator = reaper.TimeMap_GetTimeSigAtTime (live.project, 0)
  local rows = json.array ({ json.array ({ 0, numerator, denominator }) })
  for _, point in ipairs (points ()) do
    if point.numerator > 0 and point.beat > 1e-6 then
      rows[#rows + 1] = json.array ({ point.beat * TICKS, point.numerator, point.denominator })
    end
  end
  return rows
end

local function clear ()
  for i = reaper.CountTempoTimeSigMarkers (live.project) - 1, 0, -1 do reaper.DeleteTempoTimeSigMarker (live.project, i) end
end

local function put (points, factor)
  local at = 0
  for i, point in ipairs (points) do
    local last = points[i - 1]
    if last then at = at + (point.beat - last.beat) * 60 / (last.is_ramp and (last.bpm + point.bpm) / 2 or last.bpm) end
    point.at = at
    if not reaper.SetTempoTimeSigMarker (live.project, -1, at, -1, -1, point.bpm * (factor[point] or 1), point.numerator,
      point.denominator, point.is_ramp) then
      error ("REAPER did not take the tempo.", 0)
    end
  end
end

-- All markers anew, from first to last. Where the meter's beat is no quarter note, the first try shows which note REAPER
-- counts in.
local function write (points)
  clear ()
  put (points, {})
  local factor, denominator, is_off = {}, 4, false
  for _, point in ipairs (points) do
    if point.denominator > 0 then denominator = point.denominator end
    if denominator ~= 4 and math.abs (bpm_at (point.at) - point.bpm) > 0.01 * point.bpm then
      factor[point], is_off = denominator / 4, true
    end
  end
  if not is_off then return end
  clear ()
  put (points, factor)
end

local function is_plain (points) return #points == 1 and points[1].numerator == 0 end

-- A whole map: one tempo without markers is the project's own, as a user sets it; else markers. One that REAPER does not
-- take leaves the map of before.
local function set_map (wanted)
  local before = points ()
  if is_plain (wanted) then
    clear ()
    reaper.SetCurrentBPM (live.project, wanted[1].bpm, false)
  else
    local is_taken, why = pcall (write, wanted)
    if not is_taken then
      if #before == 0 then clear () else write (before) end
      reaper.UpdateTimeline ()
      error (why, 0)
    end
  end
  reaper.UpdateTimeline ()
end

local function sorted (by_beat)
  local list = {}
  for _, point in pairs (by_beat) do list[#list + 1] = point end
  table.sort (list, function (a, b) return a.beat < b.beat end)
  return list
end

-- The markers of now, and one at the start, by their places.
local function now ()
  local by_beat = {}
  for _, point in ipairs (points ()) do by_beat[math.floor (point.beat * TICKS + 0.5)] = point end
  by_beat[0] = by_beat[0] or { beat = 0, bpm = bpm_at (0), numerator = 0, denominator = 0, is_ramp = false }
  return by_beat
end

local function at (by_beat, ticks)
  local found = by_beat[ticks]
  if not found then
    found = { beat = ticks / TICKS, bpm = bpm_at (live.at_ticks (ticks)), numerator = 0, denominator = 0, is_ramp = false }
    by_beat[ticks] = found
  end
  return found
end

-- A glide over beats, as straight ramps from step to step.
local function glide (by_beat, wanted)
  local from, to = wanted.ticks, wanted.end_ticks
  local function bpm_of (ticks) return wanted.bpm + (wanted.to_bpm - wanted.bpm) * (ticks - from) / (to - from) end
  for ticks, point in pairs (by_beat) do
    if ticks > from and ticks < to then point.bpm, point.is_ramp = bpm_of (ticks), true end
  end
  for ticks = from, to - 1, math.floor (TICKS * step_of (wanted.bpm, wanted.to_bpm, (to - from) / TICKS)) do
    local point = at (by_beat, ticks)
    point.bpm, point.is_ramp = bpm_of (ticks), true
  end
  local last = at (by_beat, to)
  last.bpm, last.is_ramp = wanted.to_bpm, false
end

function changes.set_tempo (wanted)
  local by_beat, ticks = now (), math.floor (wanted.ticks + 0.5)
  if wanted.to_bpm then
    glide (by_beat, { ticks = ticks, end_ticks = math.floor (wanted.end_ticks + 0.5), bpm = wanted.bpm, to_bpm = wanted.to_bpm })
  else
    local point = at (by_beat, ticks)
    point.bpm, point.is_ramp = wanted.bpm, false
  end
  set_map (sorted (by_beat))
end

function changes.set_meter (wanted)
  local by_beat = now ()
  local point = at (by_beat, math.floor (wanted.ticks + 0.5))
  point.numerator, point.denominator = wanted.numerator, wanted.denominator
  set_map (sorted (by_beat))
end

-- Whether the project has that meter from its start on without a marker.
local function is_own_meter (row)
  clear ()
  local numerator, denominator = reaper.TimeMap_GetTimeSigAtTime (live.project, 0)
  return numerator == row[2] and denominator == row[3]
end

function changes.set_tempo_map (wanted)
  local by_beat, needs_first = {}, not is_own_meter (wanted.meters[1])
  for i, row in ipairs (wanted.tempos) do
    local following = wanted.tempos[i + 1]
    local ticks = math.floor (row[1] + 0.5)
    by_beat[ticks] = by_beat[ticks] or { beat = ticks / TICKS, numerator = 0, denominator = 0 }
    by_beat[ticks].bpm, by_beat[ticks].is_ramp = row[2], false
    if row[3] and following then
      glide (by_beat, { ticks = ticks, end_ticks = math.floor (following[1] + 0.5), bpm = row[2], to_bpm = following[2] })
    end
  end
  local list = sorted (by_beat)
  local function bpm_of (ticks)
    local found = list[1]
    for i, point in ipairs (list) do
      if point.beat * TICKS > ticks + 1e-6 then
        if not found.is_ramp then return found.bpm, false end
        return found.bpm + (point.bpm - found.bpm) * (ticks / TICKS - found.beat) / (point.beat - found.beat), true
      end
      found = list[i]
    end
    return found.bpm, false
  end
  for i, row in ipairs (wanted.meters) do
    local ticks = math.floor (row[1] + 0.5)
    if i > 1 or needs_first then
      if not by_beat[ticks] then
        local bpm, is_ramp = bpm_of (ticks)
        by_beat[ticks] = { beat = ticks / TICKS, bpm = bpm, is_ramp = is_ramp }
      end
      by_beat[ticks].numerator, by_beat[ticks].denominator = row[2], row[3]
    end
  end
  set_map (sorted (by_beat))
end

time.changes = changes
return time
