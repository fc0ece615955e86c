-- Tonmeister inside REAPER: takes commands from a folder, carries them out, answers in the folder.
-- Called once by the start file; goes on by itself with REAPER's ticks, until a newer one starts.
local box, folder, edition = ...
local EVERY = 3  -- ticks between two looks into the mailbox; REAPER ticks about 30 times a second
local AWAKE = 60  -- so many ticks after a command it looks at each: most come in twos and threes
local SECTION, INSTANCE = "Tonmeister", "instance"

local function part (name)
  local chunk, problem = loadfile (folder .. "/" .. name .. ".lua")
  if not chunk then error (problem, 0) end
  return chunk
end

local json = part ("json") ()
local files = part ("files") (json, "reaper")
local live = part ("project") (json)
local time, midi, order = part ("time") (json, live), part ("midi") (json, live), part ("order") (live)
local tree = part ("tree") (live, order)
local routing, fx, markers = part ("routing") (json, live), part ("fx") (json, live), part ("markers") (json, live)
local envelopes, items = part ("envelopes") (json, live, routing, fx), part ("items") (json, live, midi)
local state = part ("state") (json, live, { time = time, midi = midi, routing = routing, fx = fx, markers = markers,
  envelopes = envelopes })
local ops = part ("ops") (json, live, state, { part ("tracks") (live, tree, order, fx), items.changes, routing.changes, tree.changes,
  fx.changes, markers.changes, time.changes, envelopes.changes, part ("transport") (live) }, part ("changes") ())

local function hello ()
  return { session = live.name (), snapshot = live.name (), path = live.path, rate = live.rate (), id = live.id (),
    daw = "REAPER " .. reaper.GetAppVersion (), edition = edition, lacks = {} }
end

local look = part ("mailbox") (json, files, ops, box, {
  name = "REAPER", mode = "hook", hello = hello, key = live.key, say = function (text) live.last_problem = text end,
  ms = function () return reaper.time_precise () * 1000 end,
})

-- Two of them would answer each command twice: the one that was started last goes on.
local me = reaper.genGuid ("")
reaper.SetExtState (SECTION, INSTANCE, me, false)

local ticks, asleep_at = 0, 0
local function tick ()
  ticks = ticks + 1
  ops.settle ()
  if ticks % EVERY == 0 or ticks < asleep_at then
    if reaper.GetExtState (SECTION, INSTANCE) ~= me then return end
    if look () then asleep_at = ticks + AWAKE end
  end
  local ok, problem = pcall (items.build_peaks)  -- an item may have gone meanwhile; the script goes on all the same
  if not ok then live.last_problem = problem end
  reaper.defer (tick)
end
tick ()
