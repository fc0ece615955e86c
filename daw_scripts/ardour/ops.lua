-- The ops of the protocol: what a command may ask for.
local json, live, state, families = ...
local ops = { run = {}, mutates = { apply = true, save = true, save_copy = true }, names = json.array (), changes = json.array () }
local run = ops.run

local alone, grouped = {}, {}
for _, family in ipairs (families.alone) do
  for name, change in pairs (family) do alone[name] = change end
end
for _, family in ipairs (families.grouped) do
  for name, change in pairs (family) do grouped[name] = change end
end

function run.ping () return { session = Session:name (), path = Session:path (), rate = Session:nominal_sample_rate () } end

--- The session; of the notes, those behind keys that are not among `known`. The state that the asker has is not told again.
function run.snapshot (args)
  local found = {}
  local text, revision = state.state (found)
  local told = { revision = revision, selection = state.selection (), transport = state.transport (),
    session = Session:name (), snapshot = Session:snap_name (), path = Session:path () }
  if args.have ~= revision then told.state, told.notes = json.raw (text), state.notes (found, args.known) end
  return told
end

function run.transport () return state.transport () end

--- Write the session beside its file, as it stands, and say where; whoever asked takes the copy away.
function run.save_copy ()
  Session:save_state ("", true, false, false, false, false)
  return Session:path () .. "/" .. Session:snap_name () .. ".pending"
end

function run.save ()
  local result = Session:save_state ("", false, false, false, false, false)
  if result ~= 0 and result ~= nil and result ~= false then error ("Ardour could not save the session.", 0) end
  return true
end

local became = {}  -- ids of regions that a change of this list put another one in place of

-- Names of things made earlier in the same list stand as "$name".
local function resolved (wanted, made)
  for _, field in ipairs ({ "track", "region", "plugin", "marker", "to" }) do
    local name = type (wanted[field]) == "string" and wanted[field]:match ("^%$(.+)$")
    if name then wanted[field] = made[name] or error ("It depends on a change that was not made.", 0) end
    if wanted[field] then wanted[field] = became[wanted[field]] or wanted[field] end
  end
  return wanted
end

local function remember (wanted, result, made)
  if not wanted.ref or wanted.ref == "" or result == nil then return end
  if type (result) == "table" then made[wanted.ref .. ".1"], made[wanted.ref] = result[1], result[2] else made[wanted.ref] = result end
end

local function make (wanted, made)
  local change = grouped[wanted.change] or alone[wanted.change] or error ("Ardour has no '" .. tostring (wanted.change) .. "'.", 0)
  local result, told = change (resolved (wanted, made))
  remember (wanted, result, made)
  if told and told.became then became[told.became[1]] = told.became[2] end
  return result, told
end

local function close_group (is_open)
  if is_open and not Session:abort_empty_reversible_command () then Session:commit_reversible_command (nil) end
end

local function region_views (ids)
  local list = ArdourUI.SelectionList ()
  for _, id in ipairs (ids) do
    local view = Editor:regionview_from_region ((live.region (id)))
    if not view then error ("not drawn yet", 0) end
    list:push_back (view)
  end
  return list
end

-- Ardour has no call that selects a track, and ends with "Fatal Error" when one stands in a list to select: so walk there.
local function select_track (id)
  local wanted = live.route (id)
  for _ in live.each (Session:get_routes ()) do
    Editor:access_action ("Editor", "select-next-stripable")
    if wanted:is_selected () then return end
  end
  error ("That track cannot be selected.", 0)
end

-- New tracks select themselves in Ardour; what the user had selected is put back.
local function keep_selection (work)
  local before = state.selection ()
  local result = work ()
  local ok, now = pcall (state.selection)  -- what goes wrong from here on takes nothing back of what was done
  if not ok or json.encode (now) == json.encode (before) then return result end
  pcall (function ()
    if #before.regions > 0 then
      Editor:set_selection (region_views (before.regions), ArdourUI.SelectionOp.Set)
    elseif #before.tracks == 1 and not before.range then
      select_track (before.tracks[1])
    end
  end)
  return result
end

-- Change after change, each on its own feet; neighbouring changes of regions are one undo step.
local function change_all (args)
  local results, made, is_open = json.array (), {}, false
  became = {}
  for i, wanted in ipairs (args.changes) do
    local is_grouped = grouped[wanted.change] ~= nil
    if is_open and not is_grouped then pcall (close_group, true) is_open = false end
    local ok, result, told = pcall (function ()
      if is_grouped and not is_open then Session:begin_reversible_command (tostring (args.label or "Tonmeister")) is_open = true end
      return make (wanted, made)
    end)
    results[i] = ok and { ok = true, made = result, told = told } or { ok = false, error = tostring (result) }
  end
  pcall (close_group, is_open)
  return { results = results }
end

--- Make a list of changes, when the session is still at the revision that they were planned for.
function run.apply (args)
  if type (args.changes) ~= "table" then error ("There are no changes.", 0) end
  if args.expected_revision then
    local _, revision = state.state ()
    if revision ~= args.expected_revision then return { changed_since = true } end
  end
  local done = keep_selection (function () return change_all (args) end)
  if args.look then  -- nobody then waits for another tick to look at what is there now
    local can_look, seen = pcall (run.snapshot, args)
    done.seen = can_look and seen or nil
  end
  return done
end

--- Select as a user would: regions, or a track and a time range on it.
function run.select (args)
  if args.regions and #args.regions > 0 then
    Editor:set_selection (region_views (args.regions), ArdourUI.SelectionOp.Set)
  elseif args.tracks and #args.tracks > 0 then
    if #args.tracks > 1 then error ("Only one track at a time can be selected.", 0) end
    select_track (args.tracks[1])
  end
  if args.range then
    Editor:set_loop_range (live.at_sample (args.range[1]), live.at_sample (args.range[2]), "Tonmeister: range")
    Editor:access_action ("Editor", "select-loop-range")
  end
  return state.selection ()
end

--- Show the whole session in the window, and let an export run from bar 1 to `end_sample`.
function run.show (args)
  local range = Session:locations ():session_range_location ()
  if range and args.end_sample then range:set (live.at_sample (0), live.at_sample (args.end_sample)) end
  Editor:access_action ("Editor", "zoom-to-session")
  return true
end

for name in pairs (run) do ops.names[#ops.names + 1] = name end
for _, family in ipairs ({ alone, grouped }) do
  for name in pairs (family) do ops.changes[#ops.changes + 1] = name end
end
table.sort (ops.names)
table.sort (ops.changes)
return ops
