-- Tonmeister inside Ardour: takes commands from a folder, carries them out, answers in the folder.
-- Called with "action" (by a trigger) or "hook" (every 100 ms); returns the function to call each time, in the hook with
-- Ardour's signal and, where that is of regions, a list of them.
local mode, box, folder = ...

local function part (name)
  local chunk, problem = loadfile (folder .. "/" .. name .. ".lua")
  if not chunk then error (problem, 0) end
  return chunk
end

local json = part ("json") ()
local files = part ("files") (json, mode)

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
  local found = files.recall (memory_path ())[name]
  return type (found) == "table" and found or {}
end

function live.remember (name, value)
  local all = files.recall (memory_path ())
  all[name] = value
  files.write (memory_path (), json.encode (all))
end

local edits = part ("edits") (live, files, function () return box .. "/edits-" .. session_key () .. ".txt" end)
local time, notes, routing = part ("time") (json, live), part ("notes") (json, live, edits), part ("routing") (json, live)
local automation, markers = part ("automation") (json, live, routing), part ("markers") (json, live)
local state = part ("state") (json, live, time, notes, routing, automation, markers)
local regions = part ("regions") (json, live, notes)
local ops = part ("ops") (json, live, state, {
  alone = { part ("tracks") (json, live, routing), regions.alone, routing.changes, markers.changes, time.changes,
    part ("transport") (json, live) },
  grouped = { regions.grouped, automation.grouped },
})

local function hello ()
  return { session = Session:name (), snapshot = Session:snap_name (), path = Session:path (), rate = Session:nominal_sample_rate (),
    removes_tracks = Session.remove_route ~= nil }
end

local function notify (port, id)
  ARDOUR.LuaOSC.Address ("osc.udp://127.0.0.1:" .. port):send ("/tonmeister/reply", "s", id)
end

local look = part ("mailbox") (json, files, ops, box, {
  name = "Ardour", mode = mode, hello = hello, notify = notify, say = print,
  key = function () return Session and session_key () or nil end,
  ms = function () return ARDOUR.LuaAPI.monotonic_time () / 1000 end,
})

return function (signal, regions)
  if mode ~= "hook" then return look () end
  if signal ~= nil and signal == LuaSignal.RegionsPropertyChanged then
    local ok, problem = pcall (edits.tell, regions)
    if not ok then
      pcall (edits.forget)
      print ("Tonmeister: " .. tostring (problem))
    end
    return
  end
  pcall (edits.beat)
  return look ()
end
