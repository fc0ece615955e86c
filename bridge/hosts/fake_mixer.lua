-- The fake host's mixer: controls with their automation, ports, sends and groups, as Ardour 7.3 gives them to scripts.
local time, basics = ...
local object, iterable, NIL = basics.object, basics.iterable, basics.NIL
local mixer = {}

------------------------------------------------------------------ automation
local List = {}
function List:size () return #self.points end
function List:events () return iterable (self.points) end
function List:get_state () return { name = function () return "AutomationList" end } end
function List:memento_command () return { is_command = true } end
function List:add (at, value)
  self.points[#self.points + 1] = { when = time.position ({ in_ticks = at:ticks () }), value = value }
  table.sort (self.points, function (a, b) return a.when:ticks () < b.when:ticks () end)
end
function List:clear_list () self.points = {} end
function List:clear (from, to)
  local kept = {}
  for _, point in ipairs (self.points) do
    if point.when:ticks () < from:ticks () or point.when:ticks () > to:ticks () then kept[#kept + 1] = point end
  end
  self.points = kept
end
function List:eval (at)
  local before, after
  for _, point in ipairs (self.points) do
    if point.when:ticks () <= at:ticks () then before = point else after = after or point end
  end
  if not before or not after then return (before or after).value end
  local share = (at:ticks () - before.when:ticks ()) / (after.when:ticks () - before.when:ticks ())
  return before.value + share * (after.value - before.value)
end

local Control = {}
function Control:get_value () return self.value end
function Control:set_value (new) self.value = new end
function Control:muted () return self.value > 0 end
function Control:self_soloed () return self.value > 0 end
function Control:alist () return self.list end
function Control:automation_state () return self.state end
function Control:set_automation_state (state) self.state = state end

function mixer.control (value)
  return object ({ value = value, state = 0, list = object ({ points = {} }, List) }, Control)
end

------------------------------------------------------------------ ports
local Port = {}
function Port:name () return self.title end
function Port:connect (name) self.goes_to[name] = true return 0 end
function Port:connected_to (name) return self.goes_to[name] or false end

local IO = {}
function IO:n_ports () return { n_audio = function () return #self.ports end } end
function IO:audio (index) return self.ports[index + 1] or NIL end
function IO:disconnect_all () for _, port in ipairs (self.ports) do port.goes_to = {} end return 0 end

function mixer.io (name, count)
  local ports = {}
  for i = 1, count do ports[i] = object ({ title = name .. " " .. i, goes_to = {} }, Port) end
  return object ({ title = name, ports = ports }, IO)
end

------------------------------------------------------------------ sends
local Send = {}
function Send:display_to_user () return true end
function Send:to_plugininsert () return NIL end
function Send:to_send () return self end
function Send:to_internalsend () return self.target and self or NIL end
function Send:target_route () return self.target end
function Send:gain_control () return self.gain end
function Send:output () return self.out end
function Send:set_remove_on_disconnect () end

function mixer.send (target)
  return object ({ title = target and target:name () or "send", target = target, gain = mixer.control (1.0),
    out = mixer.io ("send", 2) }, Send)
end

------------------------------------------------------------------ groups
local Group = {}
function Group:add (route) self:remove (route) self.routes[#self.routes + 1] = route return 0 end
function Group:remove (route)
  for i, one in ipairs (self.routes) do if one == route then table.remove (self.routes, i) return 0 end end
  return -1
end
function Group:route_list () return iterable (self.routes) end
for _, share in ipairs ({ "gain", "mute", "solo", "recenable", "select", "route_active", "color", "monitoring" }) do
  Group["set_" .. share] = function () end
end

function mixer.group (name) return object ({ title = name, routes = {} }, Group) end

------------------------------------------------------------------ markers
local Location = {}
function Location:name () return self.title end
function Location:start () return self.at end
function Location:_end () return self.to or self.at end
function Location:set_name (name) self.title = name end
function Location:move_to (at) self.at = time.position ({ in_ticks = at:ticks () }) return 0 end
function Location:is_mark () return true end
for _, kind in ipairs ({ "is_session_range", "is_auto_loop", "is_auto_punch", "is_hidden" }) do
  Location[kind] = function () return false end
end

function mixer.location (name, at) return setmetatable ({ title = name, at = time.position ({ in_ticks = at:ticks () }) }, { __index = Location }) end

return mixer
