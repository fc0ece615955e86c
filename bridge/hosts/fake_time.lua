-- Ardour's Temporal namespace for the fake host: positions in samples or ticks, floored as Ardour does.
local RATE = ...
local TICKS = 1920
local time = { map = { tempos = { { ticks = 0, bpm = 120.0 } }, meters = { { ticks = 0, top = 4, bottom = 4 } } } }

-- Seconds from a tempo's place to `beats` later; a ramp is exponential in time, linear in beats.
local function seconds_within (here, following, beats)
  if not here.ramps or not following or here.to_bpm == here.bpm then return beats * 60 / here.bpm end
  local slope = (here.to_bpm - here.bpm) / ((following.ticks - here.ticks) / TICKS)
  return 60 / slope * math.log ((here.bpm + slope * beats) / here.bpm)
end

local function seconds_at (ticks)
  local seconds, tempos = 0.0, time.map.tempos
  for i, here in ipairs (tempos) do
    local following = tempos[i + 1]
    if not following or ticks <= following.ticks then return seconds + seconds_within (here, following, (ticks - here.ticks) / TICKS) end
    seconds = seconds + seconds_within (here, following, (following.ticks - here.ticks) / TICKS)
  end
end

local function floor (value) return math.tointeger (math.floor (value + 1e-6)) end

local function samples_of (ticks) return floor (seconds_at (ticks) * RATE) end

local function ticks_of (samples)
  local seconds, passed, tempos = samples / RATE, 0.0, time.map.tempos
  for i, here in ipairs (tempos) do
    local following = tempos[i + 1]
    local span = following and (following.ticks - here.ticks) / TICKS * 60 / here.bpm
    if not following or seconds < passed + span then
      return math.tointeger (math.floor (here.ticks + (seconds - passed) * here.bpm / 60 * TICKS + 0.5))
    end
    passed = passed + span
  end
end

local Beats = {}
Beats.__index = Beats
function Beats:str () return (self.value // TICKS) .. ":" .. (self.value % TICKS) end
Beats.__tostring = Beats.str
function Beats.__eq (one, other) return one.value == other.value end
local function beats (ticks) return setmetatable ({ value = ticks }, Beats) end

-- One class for positions and for distances: `samples` or `ticks`, and for distances where they begin.
local Position = {}
Position.__index = Position
local function position (fields) return setmetatable (fields, Position) end
function Position:is_beats () return self.in_ticks ~= nil end
function Position:ticks () return self.in_ticks or ticks_of (self.in_samples) end
function Position:samples () return self.in_samples or samples_of (self.in_ticks) end
function Position.__add (at, distance)
  if distance.in_ticks then return position ({ in_ticks = at:ticks () + distance.in_ticks }) end
  return position ({ in_samples = at:samples () + distance.in_samples })
end

local Distance = {}
Distance.__index = Distance
local function distance (fields) return setmetatable (fields, Distance) end
function Distance:ticks () return self.in_ticks or ticks_of (self.from + self.in_samples) - ticks_of (self.from) end
function Distance:samples ()
  return self.in_samples or samples_of (ticks_of (self.from) + self.in_ticks) - self.from
end

time.position, time.distance, time.beats = position, distance, beats

local function at_or_before (list, ticks)
  local found = list[1]
  for _, one in ipairs (list) do if one.ticks <= ticks then found = one end end
  return found
end

local function put (list, one)
  for i, old in ipairs (list) do
    if old.ticks == one.ticks then list[i] = one return end
  end
  list[#list + 1] = one
  table.sort (list, function (a, b) return a.ticks < b.ticks end)
end

local function point (one)
  return {
    to_point = function () return { beats = function () return beats (one.ticks) end } end,
    to_tempo = function () return { quarter_notes_per_minute = function () return one.bpm end } end,
    divisions_per_bar = function () return one.top end,
    note_value = function () return one.bottom end,
  }
end

local Map = {}
Map.__index = Map
function Map:set_ramped (one, on) one.ramps = on end
function Map:tempo_at (at) return point (at_or_before (self.tempos, at:ticks ())) end
function Map:meter_at (at) return point (at_or_before (self.meters, at:ticks ())) end
function Map:set_tempo (tempo, at)
  local one = { ticks = (at:ticks () + TICKS // 2) // TICKS * TICKS, bpm = tempo.bpm, to_bpm = tempo.to_bpm }  -- on a beat only
  put (self.tempos, one)
  return one
end
function Map:set_meter (meter, at) put (self.meters, { ticks = at:ticks (), top = meter.top, bottom = meter.bottom }) end

local function copy (list)
  local out = {}
  for i, one in ipairs (list) do out[i] = one end
  return out
end

local function callable (make, fields) return setmetatable (fields or {}, { __call = function (_, ...) return make (...) end }) end

time.Temporal = {
  Beats = callable (function (whole, rest) return beats (whole * TICKS + rest) end),
  timepos_t = callable (function (samples) return position ({ in_samples = samples }) end,
    { from_ticks = function (ticks) return position ({ in_ticks = ticks }) end }),
  timecnt_t = { from_ticks = function (ticks) return distance ({ in_ticks = ticks, from = 0 }) end },
  Tempo = callable (function (bpm, to_bpm) return { bpm = bpm, to_bpm = to_bpm } end),
  Meter = callable (function (top, bottom) return { top = top, bottom = bottom } end),
  TempoMap = {
    read = function () return setmetatable (time.map, Map) end,
    write_copy = function () return setmetatable ({ tempos = copy (time.map.tempos), meters = copy (time.map.meters) }, Map) end,
    update = function (map) time.map = map end,
    abort_update = function () end,
  },
}

return time
