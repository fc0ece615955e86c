-- Named places. Ardour tells scripts no id of a marker: we give ids of our own, and know a marker again by name or place.
local json, live = ...
local markers, changes = {}, {}

local function all ()
  local list = {}
  for place in live.each (Session:locations ():list ()) do
    if place:is_mark () and not place:is_session_range () and not place:is_auto_loop () and not place:is_auto_punch ()
      and not place:is_hidden () then
      list[#list + 1] = { name = place:name (), ticks = place:start ():ticks (), place = place }
    end
  end
  table.sort (list, function (a, b)
    if a.ticks ~= b.ticks then return a.ticks < b.ticks end
    return a.name < b.name
  end)
  return list
end

-- Give the markers that are still without one the id of a known one that `is_same` says they are.
local function recognise (list, free, is_same)
  for _, row in ipairs (list) do
    for i, old in ipairs (free) do
      if not row.id and is_same (row, old) then
        row.id, row.was = old.id, old
        table.remove (free, i)
        break
      end
    end
  end
end

local function fresh_id (row, taken)
  local number, id = 1, nil
  repeat
    id = "marker-" .. json.fingerprint (row.name .. "@" .. row.ticks .. "#" .. number):sub (1, 12)
    number = number + 1
  until not taken[id]
  return id
end

local function keep (list)
  local rows = json.array ()
  for i, row in ipairs (list) do rows[i] = { id = row.id, name = row.name, ticks = row.ticks } end
  live.remember ("markers", rows)
end

-- All markers from first to last, with their ids.
local function found ()
  local list, free, taken = all (), live.recall ("markers"), {}
  local before = #free
  for _, old in ipairs (free) do taken[old.id] = true end
  recognise (list, free, function (row, old) return row.name == old.name and row.ticks == old.ticks end)
  recognise (list, free, function (row, old) return row.name == old.name end)
  recognise (list, free, function (row, old) return row.ticks == old.ticks end)
  local is_new = #list ~= before
  for _, row in ipairs (list) do
    is_new = is_new or not row.was or row.was.name ~= row.name or row.was.ticks ~= row.ticks
    row.id = row.id or fresh_id (row, taken)
    taken[row.id] = true
  end
  if is_new then keep (list) end
  return list
end

local function marker (id)
  for _, row in ipairs (found ()) do if row.id == id then return row end end
  error ("That marker is not there any more.", 0)
end

-- A marker is changed one way at a time, so that it is known again by the other.
local function follow (place, name, ticks)
  if name then place:set_name (name) found () end
  if ticks then place:move_to (live.at_ticks (ticks)) found () end
end

--- All markers as rows: id, name, ticks.
function markers.rows ()
  local rows = json.array ()
  for _, row in ipairs (found ()) do rows[#rows + 1] = { id = row.id, name = row.name, ticks = row.ticks } end
  return rows
end

function changes.add_marker (wanted)
  local before = {}
  for _, row in ipairs (found ()) do
    before[row.id] = true
    if row.ticks == wanted.ticks then error ("There is a marker already at that place, '" .. row.name .. "'.", 0) end
  end
  Editor:add_location_mark (live.at_ticks (wanted.ticks))
  for _, row in ipairs (found ()) do
    if not before[row.id] then
      follow (row.place, wanted.name)
      return row.id
    end
  end
  error ("Ardour set no marker there.", 0)
end

function changes.remove_marker (wanted) Session:locations ():remove (marker (wanted.marker).place) end

function changes.rename_marker (wanted) follow (marker (wanted.marker).place, wanted.name) end
function changes.move_marker (wanted) follow (marker (wanted.marker).place, nil, wanted.ticks) end

markers.changes = changes
return markers
