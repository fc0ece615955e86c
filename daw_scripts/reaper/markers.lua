-- Named places: REAPER's markers, by their own ids. Its regions (named spans) are left alone.
local json, live = ...
local markers, changes = {}, {}

local function all ()
  local list, index = {}, 0
  while true do
    local more, is_span, at, _, name, number, color = reaper.EnumProjectMarkers3 (live.project, index)
    if more == 0 then return list end
    if not is_span then
      local _, id = reaper.GetSetProjectInfo_String (live.project, "MARKER_GUID:" .. index, "", false)
      list[#list + 1] = { id = id, index = index, at = at, name = name, number = number, color = color }
    end
    index = index + 1
  end
end

local function marker (id)
  for _, row in ipairs (all ()) do if row.id == id then return row end end
  error ("That marker is not there any more.", 0)
end

--- All markers as rows: id, name, ticks.
function markers.rows ()
  local rows = json.array ()
  for _, row in ipairs (all ()) do rows[#rows + 1] = { id = row.id, name = row.name, ticks = live.beat (row.at) * live.TICKS } end
  return rows
end

function changes.add_marker (wanted)
  local before = {}
  for _, row in ipairs (all ()) do before[row.id] = true end
  if reaper.AddProjectMarker2 (live.project, false, live.at_ticks (wanted.ticks), 0, wanted.name, -1, 0) < 0 then
    error ("REAPER set no marker there.", 0)
  end
  for _, row in ipairs (all ()) do if not before[row.id] then return row.id end end
  error ("REAPER set no marker there.", 0)
end

function changes.remove_marker (wanted)
  if not reaper.DeleteProjectMarkerByIndex (live.project, marker (wanted.marker).index) then error ("REAPER kept the marker.", 0) end
end

local function set (row, at, name)
  if not reaper.SetProjectMarkerByIndex2 (live.project, row.index, false, at, 0, row.number, name, row.color, 0) then
    error ("REAPER did not change the marker.", 0)
  end
end

function changes.rename_marker (wanted)
  local row = marker (wanted.marker)
  set (row, row.at, wanted.name)
end

function changes.move_marker (wanted)
  local row = marker (wanted.marker)
  set (row, live.at_ticks (wanted.ticks), row.name)
end

markers.changes = changes
return markers
