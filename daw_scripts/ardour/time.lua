-- Tempo and meter of the session: read, and changed.
local json, live = ...
local time, changes = {}, {}
local TICKS, FAR, MAX_STEPS = live.TICKS, live.FAR, 4096

local function points (find)
  local found, ticks = json.array (), FAR
  while true do
    local point = find (live.at_ticks (ticks))
    ticks = live.ticks (point:to_point ():beats ())
    table.insert (found, 1, { ticks = ticks, point = point })
    if ticks <= 0 then return found end
    ticks = ticks - 1
  end
end

local function sample_of (ticks) return live.at_ticks (ticks):samples () end

-- A ramp becomes steps of a beat, each of the tempo that meets Ardour's own samples.
local function add_ramp (list, from, to)
  local step = math.max (TICKS, (to - from) // MAX_STEPS // TICKS * TICKS)
  for ticks = from, to - 1, step do
    local stop = math.min (ticks + step, to)
    local seconds = (sample_of (stop) - sample_of (ticks)) / Session:nominal_sample_rate ()
    list[#list + 1] = json.array ({ ticks, (stop - ticks) / TICKS * 60 / seconds, false })
  end
end

-- Samples that so many beats last from one tempo to another, in a line over beats.
local function glide_samples (beats, from, to)
  return 60 * Session:nominal_sample_rate () * beats / (to - from) * math.log (to / from)
end

--- Rows of ticks, bpm, and whether it glides to the next.
function time.tempos (map)
  local list, found = json.array (), points (function (at) return map:tempo_at (at) end)
  for i, here in ipairs (found) do
    local bpm, following = here.point:to_tempo ():quarter_notes_per_minute (), found[i + 1]
    local beats = following and (following.ticks - here.ticks) / TICKS
    local lasts = following and sample_of (following.ticks) - sample_of (here.ticks)
    local next_bpm = following and following.point:to_tempo ():quarter_notes_per_minute ()
    if following and math.abs (lasts - beats * 60 / bpm * Session:nominal_sample_rate ()) > 3 then
      if math.abs (next_bpm - bpm) > 1e-6 and math.abs (lasts - glide_samples (beats, bpm, next_bpm)) <= 3 then
        list[#list + 1] = json.array ({ here.ticks, bpm, true })
      else
        add_ramp (list, here.ticks, following.ticks)
      end
    else
      list[#list + 1] = json.array ({ here.ticks, bpm, false })
    end
  end
  return list
end

function time.meters (map)
  local list = json.array ()
  for _, here in ipairs (points (function (at) return map:meter_at (at) end)) do
    list[#list + 1] = json.array ({ here.ticks, here.point:divisions_per_bar (), here.point:note_value () })
  end
  return list
end

local function steady (bpm) return Temporal.Tempo (bpm, bpm, 4) end

local function edit (work)
  local map = Temporal.TempoMap.write_copy ()
  local ok, problem = pcall (work, map)
  if not ok then
    Temporal.TempoMap.abort_update ()
    error (problem, 0)
  end
  Temporal.TempoMap.update (map)
end

-- The places, in ticks, at which the map has a tempo or a meter of its own.
local function places (find)
  local found = {}
  for _, here in ipairs (points (find)) do found[#found + 1] = here.ticks end
  return found
end

local function tempo_places (map) return places (function (at) return map:tempo_at (at) end) end
local function meter_places (map) return places (function (at) return map:meter_at (at) end) end

-- Ardour 7 takes no tempo away again: what lies inside a ramp becomes a part of it.
local function set_ramp (map, wanted)
  local stops = { wanted.ticks }
  for _, ticks in ipairs (tempo_places (map)) do
    if ticks > wanted.ticks and ticks < wanted.end_ticks then stops[#stops + 1] = ticks end
  end
  stops[#stops + 1] = wanted.end_ticks
  local function bpm_at (ticks)
    return wanted.bpm + (wanted.to_bpm - wanted.bpm) * (ticks - wanted.ticks) / (wanted.end_ticks - wanted.ticks)
  end
  map:set_tempo (steady (wanted.to_bpm), live.at_ticks (wanted.end_ticks))
  for i = #stops - 1, 1, -1 do
    local from, to = stops[i], stops[i + 1]
    local point = map:set_tempo (Temporal.Tempo (bpm_at (from), bpm_at (to), 4), live.at_ticks (from))
    map:set_ramped (point, true)
  end
end

-- Ardour 7 takes no tempo away again: what was undone repeats the one before, nobody sees it, and it must follow when that
-- one changes. The places, in ticks, that only repeat what holds at a place.
local function repeats (map, ticks)
  local found, held = {}, nil
  for _, row in ipairs (time.tempos (map)) do
    if row[1] <= ticks then
      held = row
    elseif held and not held[3] and not row[3] and math.abs (row[2] - held[2]) < 1e-6 then
      found[#found + 1] = row[1]
    else
      break
    end
  end
  return found
end

function changes.set_tempo (wanted)
  edit (function (map)
    if wanted.to_bpm then return set_ramp (map, wanted) end
    local also = repeats (map, wanted.ticks)
    map:set_tempo (steady (wanted.bpm), live.at_ticks (wanted.ticks))
    for _, ticks in ipairs (also) do map:set_tempo (steady (wanted.bpm), live.at_ticks (ticks)) end
  end)
end

function changes.set_meter (wanted)
  edit (function (map) map:set_meter (Temporal.Meter (wanted.numerator, wanted.denominator), live.at_ticks (wanted.ticks)) end)
end

-- What holds at a place, in rows that begin with their ticks.
local function holding (rows, ticks)
  local found = rows[1]
  for _, row in ipairs (rows) do if row[1] <= ticks then found = row end end
  return found
end

-- All places that the map has or shall have, first to last; those that are too many repeat what holds there.
local function all_places (found, rows)
  local seen, list = {}, {}
  for _, ticks in ipairs (found) do seen[ticks] = true end
  for _, row in ipairs (rows) do seen[row[1]] = true end
  for ticks in pairs (seen) do list[#list + 1] = ticks end
  table.sort (list)
  return list
end

-- The tempo of wanted rows at a place: on a glide, one on its line.
local function bpm_of (rows, ticks)
  for i, row in ipairs (rows) do
    local following = rows[i + 1]
    if not following or ticks < following[1] then
      if not (row[3] and following) then return row[2], false end
      return row[2] + (following[2] - row[2]) * (ticks - row[1]) / (following[1] - row[1]), true
    end
  end
end

local function set_tempos (map, rows)
  local stops = all_places (tempo_places (map), rows)
  for i = #stops, 1, -1 do
    local bpm, glides = bpm_of (rows, stops[i])
    local to = glides and stops[i + 1] and bpm_of (rows, stops[i + 1]) or bpm
    local point = map:set_tempo (Temporal.Tempo (bpm, to, 4), live.at_ticks (stops[i]))
    if to ~= bpm then map:set_ramped (point, true) end
  end
end

function changes.set_tempo_map (wanted)
  edit (function (map)
    for _, ticks in ipairs (all_places (meter_places (map), wanted.meters)) do
      local row = holding (wanted.meters, ticks)
      map:set_meter (Temporal.Meter (row[2], row[3]), live.at_ticks (ticks))
    end
    set_tempos (map, wanted.tempos)
  end)
end

time.changes = changes
return time
