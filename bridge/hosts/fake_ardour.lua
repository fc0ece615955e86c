-- A small, faithful stand-in for what Ardour 7.3 gives to scripts: only what Tonmeister's script uses, with the
-- same surprises (imports that say nothing when they fail, pictures of regions that come late).
local host, time, parts = ...
local position, distance = time.position, time.distance
local Session, transport, iterable, NIL = parts.Session, parts.transport, parts.iterable, parts.NIL

------------------------------------------------------------------ editor
local selected = { tracks = {}, regions = {}, from = 0, to = 0 }
local Editor = {}

local function import_midi (path, at)
  local notes, ticks = {}, 0
  local bar = 4 * 1920
  for _, row in ipairs (host.read_midi (path)) do
    notes[#notes + 1] = Session.note (row[5], time.beats (row[1]), time.beats (row[2]), row[3], row[4])
    ticks = math.max (ticks, row[1] + row[2])
  end
  if #notes == 0 then return nil end
  local whole = math.max (bar, (ticks + bar - 1) // bar * bar)
  return { model_notes = notes, at = position ({ in_ticks = at:ticks () }), first = position ({ in_ticks = 0 }),
    long = distance ({ in_ticks = whole, from = 0 }), source_length = math.maxinteger }
end

local function import_audio (path, at)
  local frames, files = host.import_audio (path)
  local list = {}
  for file in files:gmatch ("[^\n]+") do list[#list + 1] = file end
  return { files = list, at = position ({ in_samples = at:samples () }), first = position ({ in_samples = 0 }),
    long = distance ({ in_samples = frames, from = 0 }), source_length = frames }
end

function Editor:do_import (files, _, _, _, _, _, at, _, track)
  local path = files.list[1]
  if not host.exists (path) then return end  -- Ardour says nothing either
  local fields = path:match ("%.mid$") and import_midi (path, at) or import_audio (path, at)
  if not fields then return end
  fields.title = path:match ("([^/\\]+)%.%w+$")
  table.insert (track.regions.regions, Session.region (fields))
  if fields.model_notes then Session.tell_edited (fields.model_notes) end
end

function Editor:do_embed (files, _, _, at, _, track)
  local path = files.list[1]
  if not host.exists (path) then return end
  local frames, channels, place = host.embed_audio (path)
  local list = {}
  for n = 1, channels do list[n] = place end  -- one source a channel, all of the same file
  table.insert (track.regions.regions, Session.region ({ files = list, at = position ({ in_samples = at:samples () }),
    first = position ({ in_samples = 0 }), long = distance ({ in_samples = frames, from = 0 }), source_length = frames,
    title = path:match ("([^/\\]+)%.%w+$") }))
end

function Editor:rtav_from_route (one) return { to_timeaxisview = function () return one end, route = one } end
function Editor:hide_track_in_display (one) one.hidden = true end
function Editor:regionview_from_region (region)
  region.views = region.views + 1
  return region.views > 1 and { region = region } or nil
end
function Editor:set_selection (list)
  selected.tracks, selected.regions = {}, {}
  for _, view in ipairs (list.list) do
    if not view.region then error ("Fatal Error: unknown selectable type passed to Selection::add()") end
    table.insert (selected.regions, view.region)
  end
end
function Editor:set_loop_range (from, to)
  transport.loop = { start = function () return from end, _end = function () return to end }
end
local function select_next ()
  local order, at = Session.routes, 0
  for i, one in ipairs (order) do if one == selected.tracks[1] then at = i end end
  selected.tracks, selected.regions = { order[at % #order + 1] }, {}
  for _, one in ipairs (order) do one.is_chosen = one == selected.tracks[1] end
end
function Editor:add_location_mark (at)
  for _, one in ipairs (Session.places) do if one.at:ticks () == at:ticks () then return end end  -- Ardour says nothing either
  Session.places[#Session.places + 1] = parts.mixer.location ("mark" .. #Session.places + 1, at)
end
function Editor:access_action (_, name)
  if name == "select-next-stripable" then select_next () end
  if name == "select-loop-range" then selected.from, selected.to = transport.loop.start ():samples (), transport.loop._end ():samples () end
end
function Editor:get_selection ()
  return { tracks = { routelist = function () return iterable (selected.tracks) end },
    regions = { regionlist = function () return iterable (selected.regions) end },
    time = { start_sample = function () return selected.from end, end_sample = function () return selected.to end } }
end

------------------------------------------------------------------ ARDOUR
local Note = {}
Note.__index = Note
function Note:time () return self.fields.at end
function Note:length () return self.fields.length end
function Note:note () return self.fields.pitch end
function Note:velocity () return self.fields.velocity end
function Note:channel () return self.fields.channel end
function Session.note (channel, at, length, pitch, velocity)
  return setmetatable ({ fields = { channel = channel, at = at, length = length, pitch = pitch, velocity = velocity } }, Note)
end

-- Only what Ardour 7.3 has: any other name is a mistake in the script.
local function strict (what, fields, optional)
  return setmetatable (fields, { __index = function (_, name)
    if optional and optional[name] then return nil end
    error ("Ardour 7.3 has no " .. what .. "." .. tostring (name), 2)
  end })
end
-- The same where a host with trouble in it is asked before each call.
local function troubled (fields)
  if not host.trouble then return fields end
  return setmetatable ({}, { __newindex = fields, __index = function (_, name)
    local found = fields[name]
    local why = type (found) == "function" and host.trouble (name) or ""
    if why ~= "" then error (why, 0) end
    return found
  end })
end
local function enum (what, ...)
  local fields = {}
  for i, name in ipairs ({ ... }) do fields[name] = i - 1 end
  return strict (what, fields)
end
local function constructor (make) return setmetatable ({}, { __call = function (_, ...) return make (...) end }) end
local function plugin_info (name, format) return parts.find_plugin (name, format) or NIL end

local ARDOUR = {
  PluginType = strict ("PluginType", { LV2 = "LV2", Lua = "Lua", VST3 = "VST3", LXVST = "LXVST", LADSPA = "LADSPA" }), TrackMode = enum ("TrackMode", "Normal"),
  SrcQuality = enum ("SrcQuality", "SrcBest"), MidiTrackNameSource = enum ("MidiTrackNameSource", "SMFTrackNumber", "SMFTrackName"),
  MidiTempoMapDisposition = enum ("MidiTempoMapDisposition", "SMFTempoIgnore", "SMFTempoUse"),
  TransportRequestSource = enum ("TransportRequestSource", "TRS_Engine", "TRS_UI"),
  LocateTransportDisposition = enum ("LocateTransportDisposition", "MustRoll", "MustStop", "RollIfAppropriate"),
  PresentationInfo = strict ("PresentationInfo", { max_order = 2 ^ 32 - 1, Flag = enum ("Flag", "AudioTrack", "MidiTrack", "AudioBus") }),
  MonitorChoice = enum ("MonitorChoice", "MonitorAuto", "MonitorInput", "MonitorDisk", "MonitorCue"),
  AutoState = strict ("AutoState", { Off = 0, Write = 1, Touch = 2, Play = 4, Latch = 8 }),
  AutomationType = strict ("AutomationType", { GainAutomation = 0, PluginAutomation = 11 }),
  Session = { RecordState = { Disabled = 0, Enabled = 1, Recording = 2 } },
  ChanCount = constructor (function () return {} end), DataType = constructor (function () return {} end),
  PluginInfo = constructor (function () return {} end), ParameterDescriptor = constructor (function () return {} end),
  RegionFactory = strict ("RegionFactory", { clone_region = function (region, _, forks) return parts.clone (region, forks) end,
    region_by_id = function (id) return parts.every_region[id] or NIL end }),
  config = function () return { get_clicking = function () return transport.click end, set_clicking = function (_, on) transport.click = on end } end,
  LuaOSC = { Address = function (url) return { send = function (_, path, kinds, text) host.send (url, path, text) end } end },
  LuaAPI = {
    FileTest = enum ("FileTest", "IsRegular"), nil_proc = function () return NIL end,
    new_send = function (_, from)
      local made = parts.mixer.send (nil)
      table.insert (from.plugins, made)
      return made
    end,
    monotonic_time = function () return host.microseconds () end,
    file_test = function (path) return host.exists (path) end,
    new_plugin_info = function (name, format)
      local info = plugin_info (name, format)
      if info ~= NIL then info.isnil = function () return false end end
      return info
    end,
    new_plugin = function (_, name, format)
      local info = plugin_info (name, format)
      return info == NIL and NIL or parts.processor (info)
    end,
    get_processor_param = function (one, index) return one.values[index + 1], true end,
    set_processor_param = function (one, index, value)
      one.values[index + 1] = value
      one.lanes[index + 1]:set_value (value)
      return true
    end,
    note_list = function (model) return iterable (model.notes) end,
    new_noteptr = Session.note,
  },
}

ARDOUR.LuaAPI = troubled (strict ("LuaAPI", ARDOUR.LuaAPI))

return {
  Session = troubled (strict ("Session", Session, { remove_route = true })), Editor = troubled (strict ("Editor", Editor)), ARDOUR = strict ("ARDOUR", ARDOUR),
  Temporal = strict ("Temporal", time.Temporal),
  PBD = strict ("PBD", { ID = function (text) return text end, GroupControlDisposition = enum ("GroupControlDisposition", "InverseGroup", "NoGroup", "UseGroup") }),
  Editing = enum ("Editing", "ImportSerializeFiles", "ImportToTrack"),
  Evoral = strict ("Evoral", { Parameter = function (kind, channel, id) return { kind = kind, channel = channel, id = id } end }),
  C = strict ("C", { StringVector = function () return iterable ({}) end }),
  ArdourUI = strict ("ArdourUI", { SelectionList = function () return iterable ({}) end, SelectionOp = enum ("SelectionOp", "Set") }),
  LuaSignal = strict ("LuaSignal", { RegionsPropertyChanged = 45, LuaTimerDS = 47 }),
  transport = transport, listen = function (listener) Session.listener = listener end,
}
