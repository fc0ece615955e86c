-- Tonmeister inside Ardour: takes commands from a folder, carries them out, answers in the folder.
-- Called with "action" (by a trigger) or "hook" (every 100 ms); returns the function to call each time.
local mode, box, folder = ...
local VERSION = 2
local HELLO_EVERY_S, RECENT = 2, 64

local function part (name)
  local chunk, problem = loadfile (folder .. "/" .. name .. ".lua")
  if not chunk then error (problem, 0) end
  return chunk
end

local json = part ("json") ()
local function read_file (path)
  local file = io.open (path, "rb")
  if not file then return nil end
  local text = file:read ("a")
  file:close ()
  return text
end

local function write_file (path, text)
  local fresh = path .. "." .. mode .. ".tmp"
  local file = io.open (fresh, "wb")
  if not file then return false end
  file:write (text)
  file:close ()
  if os.rename (fresh, path) then return true end
  os.remove (path)  -- Windows does not rename over a file
  return os.rename (fresh, path) and true or false
end

local place, key = nil, nil
local function session_key ()
  local here = Session:path () .. "/" .. Session:snap_name ()
  if here ~= place then place, key = here, json.fingerprint (here) end
  return key
end

local live = part ("session") (json)

-- What must be known by the trigger and by the timer alike, and after a restart: each has a Lua of its own.
local function memory_path () return box .. "/memory-" .. session_key () .. ".json" end

function live.recall (name)
  local ok, all = pcall (json.decode, read_file (memory_path ()) or "{}")
  return ok and type (all) == "table" and type (all[name]) == "table" and all[name] or {}
end

function live.remember (name, value)
  local ok, all = pcall (json.decode, read_file (memory_path ()) or "{}")
  all = ok and type (all) == "table" and all or {}
  all[name] = value
  write_file (memory_path (), json.encode (all))
end

local time, notes, routing = part ("time") (json, live), part ("notes") (json, live), part ("routing") (json, live)
local automation, markers = part ("automation") (json, live, routing), part ("markers") (json, live)
local state = part ("state") (json, live, time, notes, routing, automation, markers)
local regions = part ("regions") (json, live, notes)
local ops = part ("ops") (json, live, state, {
  alone = { part ("tracks") (json, live, routing), regions.alone, routing.changes, markers.changes, time.changes,
    part ("transport") (json, live) },
  grouped = { regions.grouped, automation.grouped },
})

-- The number of Ardour's process, where a script can know it; not inside a Flatpak, which has numbers of its own.
local function process ()
  if read_file ("/.flatpak-info") then return 0 end
  local file = io.open ("/proc/self/stat", "rb")
  local number = file and file:read ("n")
  if file then file:close () end
  return math.tointeger (number or 0) or 0
end
local pid = process ()

local hello_at = 0
local function announce (now)
  if now - hello_at < HELLO_EVERY_S and now >= hello_at then return end
  hello_at = now
  write_file (box .. "/hello-" .. session_key () .. ".json", json.encode ({
    key = session_key (), time = now, version = VERSION, mode = mode, session = Session:name (), snapshot = Session:snap_name (),
    path = Session:path (), rate = Session:nominal_sample_rate (), ops = ops.names, changes = ops.changes,
    removes_tracks = Session.remove_route ~= nil, pid = pid,
  }))
end

local function notify (port, id)
  port = math.type (port) == "integer" and port or 0
  if port < 1 or port > 65535 then return end
  pcall (function ()
    ARDOUR.LuaOSC.Address ("osc.udp://127.0.0.1:" .. port):send ("/tonmeister/reply", "s", id)
  end)
end

local function reply_path (id) return box .. "/reply-" .. session_key () .. "-" .. id .. ".json" end

-- The ids of commands that change something, newest last: one that comes again is answered, not done again.
local function ledger_path () return box .. "/ledger-" .. session_key () .. ".json" end

local function read_ledger ()
  local ok, ids = pcall (json.decode, read_file (ledger_path ()) or "[]")
  return ok and type (ids) == "table" and ids or json.array ()
end

local function is_known (id)
  for _, known in ipairs (read_ledger ()) do if known == id then return true end end
  return false
end

local function remember (id)
  local ids = read_ledger ()
  ids[#ids + 1] = id
  while #ids > RECENT do os.remove (reply_path (table.remove (ids, 1))) end
  write_file (ledger_path (), json.encode (json.array (ids)))
end

local function refusal (why, state) return { ok = false, error = why, state = state or "not_done" } end

local function refused (command, now)
  local token = (read_file (box .. "/token") or ""):match ("^%s*(.-)%s*$")
  if token == "" or command.token ~= token then return refusal ("The token is wrong.") end
  if type (command.deadline) ~= "number" then return refusal ("The command has no deadline.") end
  if now > command.deadline then return refusal ("The command came too late.") end
  if command.version ~= VERSION then
    return refusal ("The script in Ardour is version " .. VERSION .. "; install it again and restart Ardour.")
  end
  if type (command.op) ~= "string" or not ops.run[command.op] then return refusal ("There is no op '" .. tostring (command.op) .. "'.") end
  return nil
end

local function perform (command)
  local args = type (command.args) == "table" and command.args or {}
  local started = ARDOUR.LuaAPI.monotonic_time ()
  local ok, result = pcall (ops.run[command.op], args)
  local reply = ok and { ok = true, result = result } or refusal (tostring (result))
  reply.ms = (ARDOUR.LuaAPI.monotonic_time () - started) / 1000
  return reply
end

local function answer (command, reply)
  reply.id = command.id
  local ok, text = pcall (json.encode, reply)
  if not ok then text = json.encode ({ id = command.id, ok = false, error = tostring (text), state = "unknown" }) end
  write_file (reply_path (command.id), text)
  notify (command.notice_port, command.id)
end

local function handle (command, now)
  if type (command.id) ~= "string" or #command.id > 64 or not command.id:match ("^[%w-]+$") then return end
  local reply = refused (command, now)
  if reply then
    if not is_known (command.id) then answer (command, reply) end
    return
  end
  if not ops.mutates[command.op] then return answer (command, perform (command)) end
  if is_known (command.id) then
    if read_file (reply_path (command.id)) then return notify (command.notice_port, command.id) end
    return answer (command, refusal ("This command was begun before and never finished.", "unknown"))
  end
  remember (command.id)
  answer (command, perform (command))
end

-- A claimed file that is still there belongs to a command that runs now (imports let timers run), or to a crash.
local function is_busy (claimed, now)
  local text = read_file (claimed)
  if not text then return false end
  local ok, command = pcall (json.decode, text)
  local deadline = ok and type (command) == "table" and command.deadline
  if type (deadline) == "number" and now <= deadline + 60 then return true end
  os.remove (claimed)
  return false
end

local is_first = true
local function tick ()
  if not Session then return end
  local now = os.time ()
  announce (now)
  local claimed = box .. "/claimed-" .. session_key () .. ".json"
  if is_first and mode == "hook" then os.remove (claimed) end
  is_first = false
  local waiting = box .. "/cmd-" .. session_key () .. ".json"
  local probe = io.open (waiting, "rb")
  if not probe then return end
  probe:close ()
  if is_busy (claimed, now) or not os.rename (waiting, claimed) then return end
  local ok, command = pcall (json.decode, read_file (claimed) or "")
  if ok and type (command) == "table" then
    local handled, problem = pcall (handle, command, now)
    if not handled then print ("Tonmeister:", problem) end
  else
    print ("Tonmeister: a command could not be read:", command)
  end
  os.remove (claimed)
end

return function ()
  local ok, problem = pcall (tick)
  if not ok then print ("Tonmeister:", problem) end
end
