-- Effects and instruments on tracks. A knob is told and turned by what it shows (-18.0 dB), where REAPER can say what it
-- would show; else by its own number.
local json, live = ...
local fx, changes = {}, {}
local MOST_KNOBS, STEPS, SILENCE = 48, 40, -150

-- The number in what a knob shows, and how many decimals it has.
local function shown (text)
  if text:find ("inf") then return SILENCE, 1 end
  local number, rest = text:match ("^%s*([-+]?%d*%.?%d+)%s*(.*)$")
  if not number then return nil end
  local decimals = #(number:match ("%.(%d+)$") or "")
  local value = tonumber (number)
  if rest:match ("^[kK]") then return value * 1000, math.max (0, decimals - 3) end
  return value, decimals
end

local function shown_at (track, index, knob, where)
  local ok, text = reaper.TrackFX_FormatParamValueNormalized (track, index, knob, where, "")
  if not ok then return nil end
  return shown (text)
end

local ranges = {}  -- by plugin and knob: the ends of what it shows; false where it shows no numbers

local function range (track, index, name, knob)
  local key = name .. "\0" .. knob
  if ranges[key] == nil then
    local low, high = shown_at (track, index, knob, 0), shown_at (track, index, knob, 1)
    ranges[key] = low and high and low ~= high and { low, high } or false
  end
  return ranges[key]
end

local function fx_name (track, index)
  local _, name = reaper.TrackFX_GetFXName (track, index)
  return name
end

-- One knob: label, value, its two ends, and the decimals that it shows.
local function knob_row (track, index, name, knob)
  local _, label = reaper.TrackFX_GetParamName (track, index, knob)
  if label == "" then return nil end
  local ends = range (track, index, name, knob)
  if ends then
    local _, text = reaper.TrackFX_GetFormattedParamValue (track, index, knob)
    local value, decimals = shown (text)
    if value then return json.array ({ label, value, math.min (ends[1], ends[2]), math.max (ends[1], ends[2]), decimals }) end
  end
  local value, low, high = reaper.TrackFX_GetParam (track, index, knob)
  return json.array ({ label, value, low, high, 6 })
end

--- The knobs of a plugin by label: index and row.
function fx.knobs (track, index)
  local list, by_label, name = json.array (), {}, fx_name (track, index)
  for knob = 0, math.min (MOST_KNOBS, reaper.TrackFX_GetNumParams (track, index)) - 1 do
    local row = knob_row (track, index, name, knob)
    if row and not by_label[row[1]] then
      list[#list + 1] = row
      by_label[row[1]] = { index = knob, row = row }
    end
  end
  return list, by_label
end

--- All plugins of a track.
function fx.rows (track)
  local list = json.array ()
  for index = 0, reaper.TrackFX_GetCount (track) - 1 do
    list[#list + 1] = { id = reaper.TrackFX_GetFXGUID (track, index), name = fx_name (track, index),
      on = reaper.TrackFX_GetEnabled (track, index), controls = (fx.knobs (track, index)) }
  end
  return list
end

--- Where a plugin lies on a track; error when it is gone.
function fx.index (track, id)
  for index = 0, reaper.TrackFX_GetCount (track) - 1 do
    if reaper.TrackFX_GetFXGUID (track, index) == id then return index end
  end
  error ("That plugin is not there any more.", 0)
end

-- Where along its way a knob shows a number: what it shows rises or falls, so halves are tried.
local function place_of (track, index, knob, ends, value)
  local low, high, rises = 0, 1, ends[2] > ends[1]
  local best, best_off = 0, math.huge
  local function try (where)
    local found = shown_at (track, index, knob, where) or SILENCE
    if math.abs (found - value) < best_off then best, best_off = where, math.abs (found - value) end
    return found
  end
  try (0)
  try (1)
  for _ = 1, STEPS do
    local middle = (low + high) / 2
    if (try (middle) < value) == rises then low = middle else high = middle end
  end
  return best
end

--- The ways from what a knob shows to the number that REAPER automates, and back.
function fx.ways (track, index, entry)
  local knob, ends = entry.index, range (track, index, fx_name (track, index), entry.index)
  local function same (value) return value end
  if not ends then return same, same end
  local _, least, most = reaper.TrackFX_GetParam (track, index, knob)
  return function (value) return least + place_of (track, index, knob, ends, value) * (most - least) end,
    function (raw) return shown_at (track, index, knob, (raw - least) / (most - least)) or raw end
end

-- Turn a knob until it shows a number, or as far as it goes; what it shows then.
local function turn (track, index, name, entry, value)
  local knob, ends, is_set = entry.index, range (track, index, name, entry.index), nil
  if ends then
    is_set = reaper.TrackFX_SetParamNormalized (track, index, knob, place_of (track, index, knob, ends, value))
  else
    value = math.max (entry.row[3], math.min (entry.row[4], value))
    is_set = reaper.TrackFX_SetParam (track, index, knob, value)
  end
  if not is_set then error ("'" .. entry.row[1] .. "' could not be set.", 0) end
  if not ends then return value end
  local _, text = reaper.TrackFX_GetFormattedParamValue (track, index, knob)
  return (shown (text))
end

local function set_knobs (track, index, wanted)
  local _, by_label = fx.knobs (track, index)
  local told, name = {}, fx_name (track, index)
  for label, value in pairs (wanted or {}) do
    local entry = by_label[label] or error ("The plugin has no '" .. label .. "'.", 0)
    told[label] = turn (track, index, name, entry, value)
  end
  return told
end

-- Knobs named by how their labels begin, as those of plugins differ from version to version; those without one stay out.
local function turn_by_meaning (track, index, meanings)
  local list, by_label = fx.knobs (track, index)
  local told, absent, name = {}, json.array (), fx_name (track, index)
  for _, meaning in ipairs (meanings or {}) do
    local entry
    for _, start in ipairs (meaning.labels) do
      for _, row in ipairs (list) do
        if not entry and row[1]:lower ():sub (1, #start) == start:lower () then entry = by_label[row[1]] end
      end
    end
    if entry then told[entry.row[1]] = turn (track, index, name, entry, meaning.value) else absent[#absent + 1] = meaning.argument end
  end
  return told, absent
end

--- Put a plugin at the end of a track, or at a place counted from 0; its index. Error when it is not installed.
function fx.add (track, name, position)
  local index = reaper.TrackFX_AddByName (track, name, false, position and -1000 - math.floor (position) or -1)
  if index < 0 then error ("The plugin '" .. name .. "' is not installed.", 0) end
  return index
end

-- Which of the equaliser's parameters is the frequency (0), gain (1) or width (2) of a kind of band; nil without such a band.
local function band_knob (track, index, band, kind)
  for knob = 0, reaper.TrackFX_GetNumParams (track, index) - 1 do
    local ok, of_band, number, of_kind = reaper.TrackFX_GetEQParam (track, index, knob)
    if ok and of_band == band and number == 0 and of_kind == kind then return knob end
  end
  return nil
end

-- REAPER's equaliser by what its bands do: the band is switched on, and its knobs are turned until they show the values.
local function set_bands (track, index, bands)
  local told, name = {}, fx_name (track, index)
  for _, band in ipairs (bands or {}) do
    reaper.TrackFX_SetEQBandEnabled (track, index, band.type, 0, true)
    for kind, value in pairs ({ [0] = band.freq_hz, [1] = band.gain_db, [2] = band.octaves }) do
      local knob = band_knob (track, index, band.type, kind)
      local row = knob and knob_row (track, index, name .. band.type, knob)
      if not row then error ("This version of REAPER's equaliser has no such band; put the effect on the clip instead.", 0) end
      told[row[1]] = turn (track, index, name .. band.type, { index = knob, row = row }, value)
    end
  end
  return told
end

function changes.add_plugin (wanted)
  local track = live.track (wanted.track)
  local index = fx.add (track, wanted.name, wanted.position)
  local id = reaper.TrackFX_GetFXGUID (track, index)
  local ok, told, absent = pcall (function ()
    local turned, lacks = turn_by_meaning (track, index, wanted.meanings)
    for label, value in pairs (set_bands (track, index, wanted.bands)) do turned[label] = value end
    for label, value in pairs (set_knobs (track, index, wanted.parameters)) do turned[label] = value end
    return turned, lacks
  end)
  if not ok then
    reaper.TrackFX_Delete (track, index)
    error (told, 0)
  end
  if wanted.on == false then reaper.TrackFX_SetEnabled (track, index, false) end
  return id, { set = told, absent = absent }
end

function changes.set_plugin (wanted)
  local track = live.track (wanted.track)
  local index = fx.index (track, wanted.plugin)
  if wanted.removed then
    if not reaper.TrackFX_Delete (track, index) then error ("REAPER kept the plugin.", 0) end
    return nil
  end
  local told = set_knobs (track, index, wanted.parameters)
  if wanted.on ~= nil then reaper.TrackFX_SetEnabled (track, index, wanted.on) end
  return nil, { set = told }
end

fx.changes = changes
return fx
