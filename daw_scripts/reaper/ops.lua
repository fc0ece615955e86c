-- The ops of the protocol: what a command may ask for.
local json, live, state, families, lists = ...
local ops = { run = {}, mutates = { apply = true, save = true }, names = json.array (), changes = json.array () }
local run = ops.run

local all = {}
for _, family in ipairs (families) do
  for name, change in pairs (family) do all[name] = change end
end

function run.ping () return { session = live.name (), path = live.path, rate = live.rate (), daw = reaper.GetAppVersion () } end

-- What is told of the project; of the notes, those behind keys that are not among `known`. The state that the asker has is
-- not told again.
local function told (now, args)
  local found = { revision = now.revision, selection = state.selection (), transport = state.transport (), session = live.name (),
    path = live.path, id = live.id () }
  if args.have ~= now.revision then found.state, found.notes = json.raw (now.text), state.notes (now.found, args.known) end
  return found
end

--- The project as it is.
function run.snapshot (args)
  local ok, found = pcall (told, state.fresh (), args)
  if ok then return found end
  state.forget ()  -- another script took an item away, and REAPER did not count it
  return told (state.fresh (), args)
end

function run.transport () return state.transport () end

--- Save the project where it lies; one without a place would open a dialog.
function run.save ()
  if live.path == "" then error ("The project has no file yet; save it once in REAPER: File > Save project.", 0) end
  reaper.Main_SaveProject (live.project, false)
  return true
end

local function change_all (args)
  local results, change, is_done = json.array (), lists.list (all, "REAPER"), false
  for i, wanted in ipairs (args.changes) do
    results[i] = change (wanted)
    is_done = is_done or results[i].ok
  end
  return results, is_done
end

local owed = {}  -- what was begun and could not be ended

--- End what was begun; what REAPER does not let be ended now is tried again at its next tick.
function ops.settle ()
  for i = #owed, 1, -1 do
    if pcall (table.unpack (owed[i])) then table.remove (owed, i) end
  end
end

-- The project after changes, all of them made: of it only what they were of is read again.
local function look_after (was, args, results)
  local now = was and state.again (was, args.changes, results)
  return now and told (now, args) or run.snapshot (args)
end

--- Make a list of changes as one undo step, when the project is still at the revision that they were planned for.
function run.apply (args)
  if type (args.changes) ~= "table" then error ("There are no changes.", 0) end
  local was
  if args.expected_revision then
    was = state.fresh ()
    if was.revision ~= args.expected_revision then return { changed_since = true } end
  end
  local before = state.selection ()
  ops.settle ()
  reaper.Undo_BeginBlock2 (live.project)
  reaper.PreventUIRefresh (1)
  local ok, results, is_done = pcall (change_all, args)
  -- What goes wrong from here on takes nothing back of what was done, and is not told as if it did.
  pcall (state.select, before)
  owed[#owed + 1] = { reaper.Undo_EndBlock2, live.project, tostring (args.label or "Tonmeister"), ok and not is_done and 0 or -1 }
  owed[#owed + 1] = { reaper.PreventUIRefresh, -1 }
  ops.settle ()
  state.forget ()
  pcall (reaper.TrackList_AdjustWindows, false)
  pcall (reaper.UpdateArrange)
  if not ok then error (results, 0) end
  -- With the answer goes what is there now, where it is asked for: nobody then waits for another tick to look at it.
  local seen
  if args.look then
    local can_look, found = pcall (look_after, was, args, results)
    seen = can_look and found or nil
  end
  return { results = results, seen = seen }
end

--- Select tracks, items and a range of beats, as a user would.
function run.select (args)
  state.select (args)
  if args.range then
    reaper.GetSet_LoopTimeRange2 (live.project, true, false, live.seconds (args.range[1]), live.seconds (args.range[2]), false)
  end
  return state.selection ()
end

for name in pairs (run) do ops.names[#ops.names + 1] = name end
for name in pairs (all) do ops.changes[#ops.changes + 1] = name end
table.sort (ops.names)
table.sort (ops.changes)
return ops
