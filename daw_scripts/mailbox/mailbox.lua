-- The mailbox: takes commands from a folder, carries them out, answers in the folder. One look costs one failed open.
-- `host` is what a DAW gives: name, mode ("hook": the timer; "action": a trigger beside it), key () of the open project or nil,
-- hello () with what is told of it, ms () a clock, say (text) into its log, and notify (port, id) where it can.
local json, files, ops, box, host = ...
local VERSION = 2
local HELLO_EVERY_S, RECENT = 2, 64
local pid = files.process ()

local hello_at, hello_of = 0, nil
local function announce (now, key)
  if key == hello_of and now - hello_at < HELLO_EVERY_S and now >= hello_at then return end
  hello_at, hello_of = now, key
  local hello = host.hello ()
  hello.key, hello.time, hello.version, hello.mode, hello.pid = key, now, VERSION, host.mode, pid
  hello.ops, hello.changes = ops.names, ops.changes
  files.write (box .. "/hello-" .. key .. ".json", json.encode (hello))
end

local function notify (port, id)
  port = math.type (port) == "integer" and port or 0
  if host.notify and port >= 1 and port <= 65535 then pcall (host.notify, port, id) end
end

local function reply_path (key, id) return box .. "/reply-" .. key .. "-" .. id .. ".json" end

-- The ids of commands that change something, newest last: one that comes again is answered, not done again.
local function ledger_path (key) return box .. "/ledger-" .. key .. ".json" end

local function is_known (key, id)
  for _, known in ipairs (files.recall (ledger_path (key))) do if known == id then return true end end
  return false
end

local function remember (key, id)
  local ids = files.recall (ledger_path (key))
  ids[#ids + 1] = id
  while #ids > RECENT do os.remove (reply_path (key, table.remove (ids, 1))) end
  files.write (ledger_path (key), json.encode (json.array (ids)))
end

local function refusal (why, state) return { ok = false, error = why, state = state or "not_done" } end

local function refused (command, now)
  local token = (files.read (box .. "/token") or ""):match ("^%s*(.-)%s*$")
  if token == "" or command.token ~= token then
    return refusal ("The token is not the one of this computer; run: tonmeister daw install " .. host.name:lower () .. ".")
  end
  if type (command.deadline) ~= "number" then return refusal ("The command has no deadline.") end
  if now > command.deadline then return refusal ("The command came too late.") end
  if command.version ~= VERSION then
    return refusal ("The script in " .. host.name .. " is version " .. VERSION .. "; install it again and restart " .. host.name .. ".")
  end
  if type (command.op) ~= "string" or not ops.run[command.op] then return refusal ("There is no op '" .. tostring (command.op) .. "'.") end
  return nil
end

local function perform (command)
  local args = type (command.args) == "table" and command.args or {}
  local has_clock, started = pcall (host.ms)
  local ok, result = pcall (ops.run[command.op], args)
  local reply = ok and { ok = true, result = result } or refusal (tostring (result))
  local knows, ended = pcall (host.ms)
  reply.ms = has_clock and knows and ended - started or 0  -- a clock that fails spoils no answer
  return reply
end

local function answer (key, command, reply)
  reply.id = command.id
  local ok, text = pcall (json.encode, reply)
  if not ok then text = json.encode ({ id = command.id, ok = false, error = tostring (text), state = "unknown" }) end
  files.write (reply_path (key, command.id), text)
  notify (command.notice_port, command.id)
end

local function handle (key, command, now)
  if type (command.id) ~= "string" or #command.id > 64 or not command.id:match ("^[%w-]+$") then return end
  local reply = refused (command, now)
  if reply then
    if not is_known (key, command.id) then answer (key, command, reply) end
    return
  end
  if not ops.mutates[command.op] then return answer (key, command, perform (command)) end
  if is_known (key, command.id) then
    if files.read (reply_path (key, command.id)) then return notify (command.notice_port, command.id) end
    return answer (key, command, refusal ("This command was begun before and never finished.", "unknown"))
  end
  remember (key, command.id)
  answer (key, command, perform (command))
end

-- A claimed file that is still there belongs to a command that runs now (imports let timers run), or to a crash.
local function is_busy (claimed, now)
  local text = files.read (claimed)
  if not text then return false end
  local ok, command = pcall (json.decode, text)
  local deadline = ok and type (command) == "table" and command.deadline
  if type (deadline) == "number" and now <= deadline + 60 then return true end
  os.remove (claimed)
  return false
end

local is_first = true
local function tick ()
  local key = host.key ()
  if not key then return end
  local now = os.time ()
  announce (now, key)
  local claimed = box .. "/claimed-" .. key .. ".json"
  if is_first and host.mode == "hook" then os.remove (claimed) end
  is_first = false
  local waiting = box .. "/cmd-" .. key .. ".json"
  local probe = io.open (waiting, "rb")
  if not probe then return end
  probe:close ()
  if is_busy (claimed, now) or not os.rename (waiting, claimed) then return end
  local ok, command = pcall (json.decode, files.read (claimed) or "")
  if ok and type (command) == "table" then
    local handled, problem = pcall (handle, key, command, now)
    if not handled then  -- nobody shall wait for an answer that does not come
      host.say ("Tonmeister: " .. tostring (problem))
      pcall (answer, key, command, refusal (tostring (problem), "unknown"))
    end
  else
    host.say ("Tonmeister: a command could not be read: " .. tostring (command))
  end
  os.remove (claimed)
  return true
end

--- One look; whether there was a command.
return function ()
  local ok, found = pcall (tick)
  if not ok then host.say ("Tonmeister: " .. tostring (found)) end
  return ok and found == true
end
