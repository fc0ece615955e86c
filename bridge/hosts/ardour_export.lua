-- Mixes a session down, for `ardour7-lua`, and reports which MIDI tracks must be heard in it.
-- Arguments: session folder, snapshot, folder of the mix, file of the report, wait in ms.
-- Report, one row a line, split by tabs: range start end | track name peak_db | note name start end | done.

local folder, snapshot, out, report_path, wait_ms = arg[1], arg[2], arg[3], arg[4], tonumber (arg[5])
local PRESET = "6f1d2a52-7b0c-4c7e-9a53-2f4d6b8e1c01"
local AUDIBLE = 0.001 -- a fader at -60 dB

AudioEngine:set_backend ("None (Dummy)", "", "")
local session = load_session (folder, snapshot)
local report = assert (io.open (report_path, "w"))

local function row (...) report:write (table.concat ({ ... }, "\t"), "\n") end

local function plain (name) return (name:gsub ("%c", " ")) end

local function ticks (beats)
  local whole, rest = tostring (beats):match ("(%-?%d+):(%-?%d+)")
  return tonumber (whole) * 1920 + tonumber (rest)
end

local function soloed (route)
  local solo = route:solo_control ()
  return not solo:isnil () and solo:self_soloed ()
end

local function open_fader (route)
  local gain = route:gain_control ()
  return gain:automation_state () == ARDOUR.AutoState.Off and gain:get_value () > AUDIBLE and not route:muted ()
end

local function instrument_on (route)
  local number = 0
  while not route:nth_plugin (number):isnil () do
    local plugin = route:nth_plugin (number)
    if plugin:to_insert ():is_instrument () then return plugin:active () end
    number = number + 1
  end
  return false
end

-- A region under another one may be hidden by it.
local function alone (region, list)
  local first, last = region:position ():samples (), region:position ():samples () + region:length ():samples ()
  for other in list:iter () do
    local start = other:position ():samples ()
    if other:name () ~= region:name () or start ~= first then
      if start < last and start + other:length ():samples () > first then return false end
    end
  end
  return true
end

local function write_notes (name, region)
  local first, length, place = region:start ():ticks (), region:length ():ticks (), region:position ():ticks ()
  for note in ARDOUR.LuaAPI.note_list (region:to_midiregion ():model ()):iter () do
    local inside = ticks (note:time ()) - first
    if inside >= 0 and inside < length and note:velocity () > 0 then
      local ending = math.min (inside + ticks (note:length ()), length)
      row ("note", name, Temporal.timepos_t.from_ticks (place + inside):samples (),
        Temporal.timepos_t.from_ticks (place + ending):samples ())
    end
  end
end

local function midi_routes ()
  local any_solo, list = false, {}
  for route in session:get_routes ():iter () do any_solo = any_solo or soloed (route) end
  if not open_fader (session:master_out ()) then return list end
  for route in session:get_routes ():iter () do
    local track = route:to_track ()
    local is_midi = not track:isnil () and not track:to_midi_track ():isnil ()
    if is_midi and route:active () and open_fader (route) and (soloed (route) or not any_solo) and instrument_on (route) then
      list[#list + 1] = route
    end
  end
  return list
end

local function peak_db (route)
  local peak = -1000
  for channel = 0, 7 do
    local level = route:peak_meter ():meter_level (channel, ARDOUR.MeterType.MeterMaxPeak)
    if level > peak then peak = level end
  end
  return string.format ("%.1f", peak)
end

local routes = midi_routes ()
row ("range", session:current_start_sample (), session:current_end_sample ())
for _, route in ipairs (routes) do
  local list = route:to_track ():playlist ():region_list ()
  for region in list:iter () do
    if not region:to_midiregion ():isnil () and not region:muted () and alone (region, list) then
      write_notes (plain (route:name ()), region)
    end
  end
end

-- Notes stay out of a mix as long as the tracks' readers still wait for the thread that fills them.
ARDOUR.LuaAPI.usleep (wait_ms * 1000)
local export = session:simple_export ()
assert (export:set_preset (PRESET), "the mix's format is not known")
export:set_name ("mix")
export:set_folder (out)
assert (export:run_export (), "the export did not run")
for _, route in ipairs (routes) do row ("track", plain (route:name ()), peak_db (route)) end
row ("done")
report:close ()
os.exit (0) -- closing the session may crash, and the mix is written
