-- The fake host's session: tracks, plugins, regions and notes, with the surprises of Ardour 7.3 (shared pointers that
-- are nil, names made unique, trims that stop at the end of the source).
local host, time, load_part = ...
local position, distance = time.position, time.distance
local next_id = 20

local function new_id () next_id = next_id + 1 return tostring (next_id) end

local function iterable (list)
  return {
    -- As in Ardour, an iterator does not keep its list alive: there it crashes when the list is collected on the way.
    iter = function (self)
      local i, held = 0, setmetatable ({ self }, { __mode = "v" })
      return function ()
        if i == 1 then collectgarbage () end
        if not held[1] then error ("crash: the list was freed while it was walked") end
        i = i + 1
        return list[i]
      end
    end,
    empty = function () return #list == 0 end,
    size = function () return #list end,
    front = function () return list[1] end,
    push_back = function (_, one) list[#list + 1] = one end,
    list = list,
  }
end

-- A nil shared_ptr: isnil() is true, anything else is an error.
local NIL = {}
setmetatable (NIL, { __index = function (_, name)
  if name == "isnil" then return function (self) return rawequal (self, NIL) end end
  return function () error ("shared_ptr is nil") end
end })

-- Methods as a script finds them; a stand-in with trouble in it is asked before each call.
local function troubled (methods)
  if not host.trouble then return methods end
  local asked = {}
  for name, method in pairs (methods) do
    asked[name] = type (method) ~= "function" and method or function (...)
      local why = host.trouble (name)
      if why ~= "" then error (why, 0) end
      return method (...)
    end
  end
  return asked
end

-- What every object of Ardour has; a method is its class's, for whichever object it is called.
local ID, Stateful, Base = {}, {}, {}
ID.__index, Stateful.__index = ID, Stateful
function ID:to_s () return self.text end
function Stateful:id () return setmetatable ({ text = self.of.id_text }, ID) end
function Stateful:clear_changes () end
function Base:isnil () return rawequal (self, NIL) end
function Base:to_stateful () return setmetatable ({ of = self }, Stateful) end
Base.to_statefuldestructible = Base.to_stateful
function Base:name () return self.title end

local classes = {}
local function class (methods)
  if not classes[methods] then
    local all = {}
    for name, method in pairs (Base) do all[name] = method end
    for name, method in pairs (troubled (methods)) do all[name] = method end
    classes[methods] = { __index = all }
  end
  return classes[methods]
end

local PLAIN = {}
local function object (fields, methods)
  fields.id_text = fields.id_text or new_id ()
  return setmetatable (fields, class (methods or PLAIN))
end

local mixer = load_part ("fake_mixer.lua", time, { object = object, iterable = iterable, NIL = NIL })
local control = mixer.control

local Session = { open = 0 }

------------------------------------------------------------------ plugins
local function lv2 (name, uri, ...) return { name = name, uri = uri, format = "LV2", controls = { ... } } end
local INSTALLED = {
  lv2 ("ACE Reverb", "urn:ardour:a-reverb", { "Blend", 0.3, 0, 1 }, { "Room Size", 0.5, 0.5, 1 }, { "Enable", 1, 0, 1 }),
  lv2 ("ACE Compressor (stereo)", "urn:ardour:a-comp#stereo", { "Threshold", -20, -60, 0 }, { "Ratio", 4, 1, 20 },
    { "Sidechain", 0, 0, 1 }, { "Enable", 1, 0, 1 }),
  lv2 ("ACE Reasonable Synth", "https://community.ardour.org/node/7596"),
}

local function find_plugin (name, format)
  for _, info in ipairs (INSTALLED) do
    if (info.uri == name or info.name == name) and info.format == format then return info end
  end
  return nil
end

local function processor (info)
  local made = object ({ title = info.name, values = {}, lanes = {}, is_on = true })
  for i, row in ipairs (info.controls) do made.values[i], made.lanes[i] = row[2], control (row[2]) end
  local plugin = { parameter_count = function () return #info.controls end, parameter_is_control = function () return true end,
    parameter_is_input = function () return true end, parameter_label = function (_, i) return info.controls[i + 1][1] end,
    unique_id = function () return info.uri end,
    get_parameter_descriptor = function (_, i, into) into.lower, into.upper = info.controls[i + 1][3], info.controls[i + 1][4] end }
  made.to_plugininsert = function () return { isnil = function () return false end, plugin = function () return plugin end,
    type = function () return info.format end, has_sidechain = function () return made.side ~= nil end, sidechain_input = function () return made.side or NIL end } end
  made.to_automatable = function () return { automation_control = function (_, parameter) return made.lanes[parameter.id + 1] end } end
  made.to_send = function () return NIL end
  made.to_internalsend = function () return NIL end
  made.active = function (self) return self.is_on end
  made.activate = function (self) self.is_on = true end
  made.deactivate = function (self) self.is_on = false end
  made.display_to_user = function () return true end
  return made
end

------------------------------------------------------------------ regions
local function clone (region, forks)
  local copy = {}
  for key, value in pairs (region) do copy[key] = value end
  copy.id_text, copy.views = nil, 0
  if forks then copy.origin = nil end
  if forks and region.model_notes then copy.model_notes = { table.unpack (region.model_notes) } end
  return Session.region (copy)
end

local Region = {}
function Region:position () return self.at end
function Region:length ()
  self.long.from = self.at:samples ()
  return self.long
end
function Region:start () return self.first end
function Region:set_position (at) self.at = self.model_notes and position ({ in_ticks = at:ticks () }) or position ({ in_samples = at:samples () }) end
function Region:set_length (long) self.long = long end
function Region:set_name (name)
  if not (self.model_notes and name:match ("[/\\\\:;%c]")) then self.title = name end  -- a name of notes becomes a file's
  return false
end
function Region:muted () return self.is_muted or false end
function Region:set_muted (on) self.is_muted = on end
function Region:scale_amplitude () return self.amplitude or 1.0 end
function Region:set_scale_amplitude (gain) self.amplitude = gain end
for _, side in ipairs ({ "in", "out" }) do
  Region["fade_" .. side .. "_active"] = function (self) return self["no_fade_" .. side] ~= true end
  Region["set_fade_" .. side .. "_active"] = function (self, on) self["no_fade_" .. side] = not on end
  Region["set_fade_" .. side .. "_length"] = function (self, samples)
    self["fade_" .. side] = math.max (64, math.min (samples, self:length ():samples () - 1))
  end
end
function Region:source (channel)
  self.origin = self.origin or object ({})
  return { id_text = self.origin.id_text, to_stateful = Base.to_stateful, to_filesource = function () return { isnil = function () return false end,
  path = function () return self.files[channel + 1] end } end }
end
function Region:to_midiregion () return self.model_notes and self or NIL end
function Region:to_audioregion () return self.model_notes and NIL or self end
function Region:n_channels () return #self.files end
function Region:model () return { notes = self.model_notes, new_note_diff_command = function () return Session.diff () end,
  apply_command = function (_, _, edit)
    edit:apply (self.model_notes)
    Session.tell_edited (self.model_notes)
  end } end

local every_region = {}  -- also those that were taken away: Ardour knows them until it is closed, and saves them

-- Whoever hears Ardour's signals is told at once, as in Ardour, of all regions that show these notes.
function Session.tell_edited (notes)
  local list = {}
  for _, region in pairs (every_region) do if region.model_notes == notes then list[#list + 1] = region end end
  if Session.listener then Session.listener (45, iterable (list)) end
end

local function measure (region) return region.model_notes and "ticks" or "samples" end

function Region:trim_end (to)
  local unit = measure (self)
  local value = math.min (to[unit] (to) - self.at[unit] (self.at), self.source_length - self.first[unit] (self.first))
  if value > 0 then self.long = distance ({ ["in_" .. unit] = value, from = 0 }) end
end

function Region:trim_front (to)
  local unit = measure (self)
  local at, first, long = self.at[unit] (self.at), self.first[unit] (self.first), self:length ()
  local length = long[unit] (long)
  local by = math.max (to[unit] (to) - at, -first)
  if by >= length then return end
  self.at = position ({ ["in_" .. unit] = at + by })
  self.first = position ({ ["in_" .. unit] = first + by })
  self.long = distance ({ ["in_" .. unit] = length - by, from = 0 })
end

function Session.region (fields)
  fields.views = 0
  local made = object (fields, Region)
  every_region[made.id_text] = made
  return made
end

function Session.diff ()
  local adding, removing = {}, {}
  return { add = function (_, note) adding[#adding + 1] = note end, remove = function (_, note) removing[note] = true end,
    apply = function (_, notes)
      local kept = {}
      for _, note in ipairs (notes) do if not removing[note] then kept[#kept + 1] = note end end
      for i = #notes, 1, -1 do notes[i] = nil end
      for _, note in ipairs (kept) do notes[#notes + 1] = note end
      for _, note in ipairs (adding) do notes[#notes + 1] = note end
    end }
end

------------------------------------------------------------------ tracks
local Playlist = {}
function Playlist:region_list () return iterable (self.regions) end
function Playlist:remove_region (gone)
  for i, region in ipairs (self.regions) do if region == gone then table.remove (self.regions, i) return end end
end
function Playlist:add_region (region, at)
  region:set_position (at)
  self.regions[#self.regions + 1] = region
end
function Playlist:split_region (region, at)
  local unit = measure (region)
  local start, cut, long = region.at[unit] (region.at), at[unit] (at), region:length ()
  if cut <= start or cut >= start + long[unit] (long) then return end
  self:remove_region (region)
  for _, side in ipairs ({ "trim_end", "trim_front" }) do
    local part = clone (region, false)
    part[side] (part, at)
    self.regions[#self.regions + 1] = part
  end
end

local function taken (name, but)
  for _, route in ipairs (Session.routes) do if route ~= but and route.title == name then return true end end
  return false
end

local function unique (name, but)
  local wanted, number = name, 1
  while taken (wanted, but) do number = number + 1 wanted = name .. " " .. number end
  return wanted
end

local Route = {}
function Route:presentation_info_ptr () return self.shown end
-- As Ardour's window does it: all tracks are sorted, and numbered anew.
function Route:set_presentation_order (order)
  local list = { table.unpack (Session.routes) }
  table.sort (list, function (a, b) return a.shown.place < b.shown.place end)
  local stood = {}
  for i, one in ipairs (list) do stood[one] = i end
  self.shown.place = order
  table.sort (list, function (a, b)
    if a.shown.place ~= b.shown.place then return a.shown.place < b.shown.place end
    return stood[a] < stood[b]
  end)
  for i, one in ipairs (list) do one.shown.place = i - 1 end
end
function Route:rec_enable_control () return self.arm or NIL end
function Route:monitoring_control () return self.monitor or NIL end
function Route:n_outputs () return { n_audio = function () return #self.out.ports end } end
function Route:output () return self.out end
function Route:input () return self.into end
function Route:nth_send (index)
  for _, one in ipairs (self.plugins) do
    if one.to_send () ~= NIL then
      if index == 0 then return one end
      index = index - 1
    end
  end
  return NIL
end
function Route:add_sidechain (processor) processor.side = mixer.io (processor.title .. "/sidechain", 1) return true end
function Route:set_name (name) self.title = unique (name, self) return true end
function Route:to_track () return self.kind == "bus" and NIL or self end
function Route:to_audio_track () return self.kind == "audio" and self or NIL end
function Route:to_midi_track () return self.kind == "midi" and self or NIL end
function Route:playlist () return self.regions end
function Route:n_inputs () return { n_audio = function () return self.channels end } end
function Route:gain_control () return self.gain end
function Route:mute_control () return self.mute end
function Route:solo_control () return self.solo end
function Route:pan_azimuth_control () return self.pan end
function Route:is_selected () return self.is_chosen or false end
function Route:is_hidden () return self.hidden end
function Route:is_auditioner () return false end
function Route:is_monitor () return false end
function Route:is_master () return self.is_main or false end
function Route:active () return self.is_active end
function Route:set_active (on) self.is_active = on end
function Route:amp () return self.fader end
function Route:nth_plugin (index)
  for _, one in ipairs (self.plugins) do
    if not one.to_plugininsert ():isnil () then
      if index == 0 then return one end
      index = index - 1
    end
  end
  return NIL
end
function Route:nth_processor (index) return self.plugins[index + 1] or (index == #self.plugins and self.fader or NIL) end
function Route:add_processor_by_index (new, index) table.insert (self.plugins, index + 1, new) return 0 end
function Route:remove_processor (gone)
  for i, one in ipairs (self.plugins) do if one == gone then table.remove (self.plugins, i) return 0 end end
  return 1
end

local function route (name, kind, channels)
  local fader = object ({ title = "Fader", input_streams = function () return { n_audio = function () return 2 end } end })
  fader.display_to_user = function () return true end
  local made = object ({ title = unique (name), kind = kind, channels = channels, gain = control (1.0), mute = control (0), solo = control (0),
    pan = control (0.5), hidden = false, is_active = true, plugins = {}, fader = fader, regions = object ({ title = name, regions = {} }, Playlist),
    out = mixer.io (name .. "/audio_out", 2), into = mixer.io (name .. "/audio_in", kind == "midi" and 0 or channels) }, Route)
  made.shown = { place = #(Session.routes or {}), rgba = 0x808080ff, color = function (self) return self.rgba end,
    set_color = function (self, rgba) self.rgba = rgba end, order = function (self) return self.place end }
  if kind ~= "bus" then made.arm, made.monitor = control (0), control (0) end
  local main = (Session.routes or {})[1]
  if main then for i, port in ipairs (made.out.ports) do port:connect (main.into.ports[i].title) end end
  return made
end

Session.routes = {}
Session.routes[1] = route ("Master", "bus", 2)
Session.routes[1].is_main = true
Session.groups, Session.places = {}, {}

function Session:new_audio_route (inputs, _, _, _, name)
  local made = route (name, "bus", inputs)
  self.routes[#self.routes + 1] = made
  return iterable ({ made })
end

function Session:master_out () return self.routes[1] end
function Session:route_groups () return iterable (self.groups) end
function Session:new_route_group (name)
  self.groups[#self.groups + 1] = mixer.group (name)
  return self.groups[#self.groups]
end
function Session:remove_route_group (gone)
  for i, one in ipairs (self.groups) do if one == gone then table.remove (self.groups, i) return end end
end
function Session:add_internal_send (target, _, from) table.insert (from.plugins, mixer.send (target)) end
function Session:add_command (command) if not command.is_command or self.open < 1 then error ("no reversible command is open") end end
local config = { counts_in = false }
function Session:cfg ()
  return { get_count_in = function () return config.counts_in end, set_count_in = function (_, on) config.counts_in = on end }
end

function Session:new_audio_track (inputs, _, _, _, name)
  local made = route (name, "audio", inputs)
  self.routes[#self.routes + 1] = made
  return iterable ({ made })
end

function Session:new_midi_track (_, _, _, info, _, _, _, name)
  local made = route (name, "midi", 0)
  if info.uri then made.plugins[1] = processor (info) end
  self.routes[#self.routes + 1] = made
  return iterable ({ made })
end

------------------------------------------------------------------ session
function Session:path () return host.path end
function Session:name () return host.name end
function Session:snap_name () return host.name end
function Session:nominal_sample_rate () return host.rate end
function Session:get_routes () return iterable (self.routes) end
function Session:route_by_name (name)
  for _, one in ipairs (self.routes) do if one.title == name then return one end end
  return NIL
end
function Session:begin_reversible_command () self.open = self.open + 1 end
function Session:commit_reversible_command () self.open = self.open - 1 end
function Session:abort_empty_reversible_command () return false end
function Session:add_stateful_diff_command () if self.open < 1 then error ("no reversible command is open") end end
-- The XML of the regions' fades, as Ardour writes them: positions on its own clock.
local function fades_xml ()
  local text = {}
  for _, one in ipairs (Session.routes) do
    for _, region in ipairs (one.regions.regions) do
      text[#text + 1] = '<Region id="' .. region.id_text .. '">'
      for name, samples in pairs ({ FadeIn = region.fade_in, FadeOut = region.fade_out }) do
        text[#text + 1] = "<" .. name .. "><AutomationList><events>a0 0\na" .. samples * (282240000 // host.rate) .. " 1\n</events></AutomationList></" .. name .. ">"
      end
      text[#text + 1] = "</Region>"
    end
  end
  return table.concat (text)
end
function Session:save_state (_, is_pending) return host.save (is_pending or false, fades_xml ()) and 0 or -1 end

local transport = { at = 0, rolling = false, looping = false, record = 0, click = false, loop = nil }
function Session:transport_sample () return transport.at end
function Session:transport_rolling () return transport.rolling end
function Session:get_play_loop () return transport.looping end
function Session:record_status () return transport.record end
function Session:request_roll () transport.rolling = true end
function Session:request_stop () transport.rolling = false end
function Session:request_locate (sample) transport.at = sample end
function Session:request_play_loop (on) transport.looping = on end
function Session:maybe_enable_record () transport.record = 1 end
function Session:disable_record () transport.record = 0 end
function Session:locations ()
  return { auto_loop_location = function () return transport.loop end, session_range_location = function () return nil end,
    list = function () return iterable (Session.places) end,
    remove = function (_, gone)
      for i, one in ipairs (Session.places) do if one == gone then table.remove (Session.places, i) return end end
    end }
end

return { Session = Session, transport = transport, iterable = iterable, find_plugin = find_plugin, processor = processor,
  clone = clone, every_region = every_region, NIL = NIL, mixer = mixer }
