-- The ops of the protocol: what a command may ask for.
local json, live, tracks, regions, transport = ...
local ops = { run = {}, mutates = { apply = true, save = true, set_meter = true }, names = json.array (), changes = json.array () }
local run = ops.run

local alone, grouped = {}, regions.grouped
for _, family in ipairs ({ tracks, regions.alone, transport }) do
  for name, change in pairs (family) do alone[name] = change end
end

function run.ping () return { session = Session:name (), path = Session:path (), rate = Session:nominal_sample_rate () } end

function run.snapshot ()
  local text, revision = live.state ()
  return { state = json.raw (text), revision = revision, selection = live.selection (), transport = live.transport (),
    session = Session:name (), snapshot = Session:snap_name (), path = Session:path () }
end

function run.transport () return live.transport () end

function run.save ()
  local result = Session:save_state ("", false, false, false, false, false)
  if result ~= 0 and result ~= nil and result ~= false then error ("Ardour could not save the session.", 0) end
  return true
end

-- Names of things made earlier in the same list stand as "$name".
local function resolved (wanted, made)
  for _, field in ipairs ({ "track", "region", "plugin" }) do
    local name = type (wanted[field]) == "string" and wanted[field]:match ("^%$(.+)$")
    if name then wanted[field] = made[name] or error ("It depends on a change that was not made.", 0) end
  end
  return wanted
end

local function remember (wanted, result, made)
  if not wanted.ref or wanted.ref == "" or result == nil then return end
  if type (result) == "table" then made[wanted.ref .. ".1"], made[wanted.ref] = result[1], result[2] else made[wanted.ref] = result end
end

local function make (wanted, made)
  local change = grouped[wanted.change] or alone[wanted.change] or error ("Ardour has no '" .. tostring (wanted.change) .. "'.", 0)
  local result = change (resolved (wanted, made))
  remember (wanted, result, made)
  return result
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
  local before = live.selection ()
  local result = work ()
  local now = live.selection ()
  if json.encode (now) == json.encode (before) then return result end
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
  for i, wanted in ipairs (args.changes) do
    local is_grouped = grouped[wanted.change] ~= nil
    if is_open and not is_grouped then close_group (true) is_open = false end
    if is_grouped and not is_open then Session:begin_reversible_command (tostring (args.label or "Tonmeister")) is_open = true end
    local ok, result = pcall (make, wanted, made)
    results[i] = ok and { ok = true, made = result } or { ok = false, error = tostring (result) }
  end
  close_group (is_open)
  return { results = results }
end

--- Make a list of changes, when the session is still at the revision that they were planned for.
function run.apply (args)
  if type (args.changes) ~= "table" then error ("There are no changes.", 0) end
  if args.expected_revision then
    local _, revision = live.state ()
    if revision ~= args.expected_revision then return { changed_since = true } end
  end
  return keep_selection (function () return change_all (args) end)
end

--- The meter from a place on (bars of a new session).
function run.set_meter (args)
  local map = Temporal.TempoMap.write_copy ()
  map:set_meter (Temporal.Meter (args.numerator, args.denominator), live.at_ticks (args.ticks or 0))
  Temporal.TempoMap.update (map)
  return true
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
  return live.selection ()
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
