-- Where tracks lay among the others of their folder before they left it: so that each comes back to its place.
local live = ...
local order = {}

local KEY = "order"

-- A track in the notes: the first digits of its id; long lists must stay short.
local function short (id) return id:sub (2, 9) end

-- What lay in a folder ("" for none) when it was last noted, from the top down.
local function noted (parent)
  local names = {}
  for name in (parent == "" and live.project_note (KEY) or live.note (live.track (parent), KEY)):gmatch ("%S+") do
    names[#names + 1] = name
  end
  return names
end

local function note (parent, names)
  local text = table.concat (names, " ")
  if parent == "" then live.set_project_note (KEY, text) else live.set_note (live.track (parent), KEY, text) end
end

-- What lies in a folder now, and behind each what lay behind it before and is elsewhere; with the ids of what is there.
local function merged (list, parent, but)
  local now, here, behind, last = {}, {}, {}, ""
  for _, row in ipairs (list) do
    if row.parent == parent and row.id ~= but then
      now[#now + 1] = short (row.id)
      here[short (row.id)] = row.id
    end
  end
  for _, name in ipairs (noted (parent)) do
    if here[name] then last = name
    else
      behind[last] = behind[last] or {}
      table.insert (behind[last], name)
    end
  end
  local names = {}
  for at = 0, #now do
    if at > 0 then names[#names + 1] = now[at] end
    for _, name in ipairs (behind[now[at] or ""] or {}) do names[#names + 1] = name end
  end
  return names, here
end

--- Note the order in a folder, or in none, before something leaves it or moves in it.
function order.remember (list, parent)
  local names = merged (list, parent)
  note (parent, names)
end

--- Between what a track that has lain there before lies: the id above, or else the id below; nothing when it never did.
function order.neighbours (list, id, parent)
  local names, here = merged (list, parent, id)
  local above, is_past = nil, false
  for _, name in ipairs (names) do
    if name == short (id) then
      is_past = true
      if above then return above end
    elseif here[name] then
      if is_past then return nil, here[name] end
      above = here[name]
    end
  end
end

--- A track that was taken away has come back with another id: wherever it was noted, it is meant by that.
function order.renamed (list, was, id)
  local parents = { "" }
  for _, row in ipairs (list) do parents[#parents + 1] = row.id end
  for _, parent in ipairs (parents) do
    local names, is_there = noted (parent), false
    for at, name in ipairs (names) do
      if name == short (was) then names[at], is_there = short (id), true end
    end
    if is_there then note (parent, names) end
  end
end

return order
