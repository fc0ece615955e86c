-- Order and folders of tracks. REAPER keeps a folder as steps in and out along the list: here every track has a parent.
local live, order = ...
local tree, changes = {}, {}

--- All tracks from the top down: track, id, and the id of the folder it lies in ("" for none).
function tree.read ()
  local list = {}
  for _, track in ipairs (live.tracks ()) do
    local parent = reaper.GetParentTrack (track)
    list[#list + 1] = { track = track, id = reaper.GetTrackGUID (track), parent = parent and reaper.GetTrackGUID (parent) or "" }
  end
  return list
end

local function levels (list)
  local parent_of, level = {}, {}
  for _, row in ipairs (list) do parent_of[row.id] = row.parent end
  for i, row in ipairs (list) do
    local depth, at = 0, row.parent
    while at ~= "" and depth < 64 do depth, at = depth + 1, parent_of[at] or "" end
    level[i] = depth
  end
  return level
end

-- Write the steps in and out that make these parents, along the order in which the tracks lie.
local function write (list)
  local level = levels (list)
  for i, row in ipairs (list) do
    local step = (level[i + 1] or 0) - level[i]
    if reaper.GetMediaTrackInfo_Value (row.track, "I_FOLDERDEPTH") ~= step then
      reaper.SetMediaTrackInfo_Value (row.track, "I_FOLDERDEPTH", step)
    end
  end
end

-- The same rows in the order in which REAPER has the tracks now.
local function in_order (list)
  local row_of, ordered = {}, {}
  for _, row in ipairs (list) do row_of[row.id] = row end
  for _, track in ipairs (live.tracks ()) do
    local row = row_of[reaper.GetTrackGUID (track)]
    row.track = track
    ordered[#ordered + 1] = row
  end
  return ordered
end

local function is_inside (list, id, folder)
  local parent_of, depth = {}, 0
  for _, row in ipairs (list) do parent_of[row.id] = row.parent end
  while id and id ~= "" and depth < 64 do
    if id == folder then return true end
    id, depth = parent_of[id], depth + 1
  end
  return false
end

-- REAPER moves the tracks that are selected: so for a moment others are than the user's.
local function move (list, id, before)
  local chosen = {}
  for i, row in ipairs (list) do
    chosen[i] = reaper.IsTrackSelected (row.track)
    reaper.SetTrackSelected (row.track, is_inside (list, row.id, id))
  end
  local moved = reaper.ReorderSelectedTracks (before, 0)
  for i, row in ipairs (list) do reaper.SetTrackSelected (row.track, chosen[i]) end
  if not moved then error ("REAPER did not move the track.", 0) end
end

local function index_of (list, id)
  for i, row in ipairs (list) do if row.id == id then return i end end
  error ("That track is not there any more.", 0)
end

-- The index (from 0) behind a track and all that lies in it.
local function behind (list, id)
  local at = index_of (list, id)
  while list[at + 1] and is_inside (list, list[at + 1].id, id) do at = at + 1 end
  return at
end

local function top_of (list, id)
  local row = list[index_of (list, id)]
  while row.parent ~= "" do row = list[index_of (list, row.parent)] end
  return row.id
end

-- The index (from 0) at which a track lies as it lay before in a folder, or in none; nil when it has no such place.
local function place_of (list, id, parent)
  local above, below = order.neighbours (list, id, parent)
  if above then return behind (list, above) end
  return below and index_of (list, below) - 1
end

--- Put a track into a folder, or with "" out of all: to where it lay before, else behind those in it or behind the folder.
function changes.set_group (wanted)
  live.own_track (wanted.track)
  local list = tree.read ()
  local row = list[index_of (list, wanted.track)]
  if row.parent == wanted.to then return end
  if wanted.to ~= "" and is_inside (list, wanted.to, wanted.track) then error ("A group cannot lie in itself.", 0) end
  order.remember (list, row.parent)
  local last = wanted.to ~= "" and wanted.to or top_of (list, wanted.track)
  move (list, wanted.track, place_of (list, wanted.track, wanted.to) or behind (list, last))
  row.parent = wanted.to
  write (in_order (list))
end

-- The folder that a track between these two would lie in: the innermost that reaches across.
local function folder_between (list, above, below)
  return below and above and is_inside (list, below.id, below.parent ~= "" and below.parent or "none") and below.parent or ""
end

local function lies_in (list, parent, above, below)
  return folder_between (list, above, below) == parent or parent ~= "" and above and is_inside (list, above.id, parent)
end

-- The number of tracks above a place in this folder: the one that is wanted, or, when it need not be just there, the nearest.
local function nearest (list, rest, parent, wanted, is_about)
  for away = 0, is_about and #rest or 0 do
    for _, at in ipairs ({ wanted - away, wanted + away }) do
      if at >= 0 and at <= #rest and lies_in (list, parent, rest[at], rest[at + 1]) then return at end
    end
  end
  return error ("That place lies in another group; put the track into that group, or out of its own, first.", 0)
end

--- Move a track to a place among all tracks, counted from 0; its folder stays what it was.
function changes.set_position (wanted)
  live.own_track (wanted.track)
  local list, rest = tree.read (), {}
  local row = list[index_of (list, wanted.track)]
  local before = wanted.about and place_of (list, wanted.track, row.parent)
  if not before then
    for _, other in ipairs (list) do if not is_inside (list, other.id, wanted.track) then rest[#rest + 1] = other end end
    local at = math.max (0, math.min (#rest, math.floor (wanted.position)))
    at = nearest (list, rest, row.parent, at, wanted.about)
    before = rest[at + 1] and index_of (list, rest[at + 1].id) - 1 or #list
  end
  order.remember (list, row.parent)
  move (list, wanted.track, before)
  write (in_order (list))
end

--- Take a track away; what lay in it comes one folder further out.
function tree.remove (track)
  local id, list, kept = reaper.GetTrackGUID (track), tree.read (), {}
  local outer = list[index_of (list, id)].parent
  order.remember (list, outer)
  for _, row in ipairs (list) do
    if row.parent == id then row.parent = outer end
    if row.id ~= id then kept[#kept + 1] = row end
  end
  reaper.DeleteTrack (track)
  write (in_order (kept))
end

tree.changes = changes
return tree
