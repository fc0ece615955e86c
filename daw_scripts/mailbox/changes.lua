-- Lists of changes: names given to what earlier changes made ("$name"), and ids that became others.
local changes = {}
local FIELDS = { "track", "region", "plugin", "marker", "to" }

--- Something that carries out one change after another, from a table of functions by name.
-- A function takes one table of plain data and returns what it made (an id, or two), and what else is to be told.
function changes.list (run, daw)
  local made, became = {}, {}

  local function resolved (wanted)
    for _, field in ipairs (FIELDS) do
      local name = type (wanted[field]) == "string" and wanted[field]:match ("^%$(.+)$")
      if name then wanted[field] = made[name] or error ("It depends on a change that was not made.", 0) end
      if wanted[field] then wanted[field] = became[wanted[field]] or wanted[field] end
    end
    return wanted
  end

  local function make (wanted)
    local change = run[wanted.change] or error (daw .. " has no '" .. tostring (wanted.change) .. "'.", 0)
    local result, told = change (resolved (wanted))
    local ref = wanted.ref
    if ref and ref ~= "" and result ~= nil then
      if type (result) == "table" then made[ref .. ".1"], made[ref] = result[1], result[2] else made[ref] = result end
    end
    if told and told.became then became[told.became[1]] = told.became[2] end
    return result, told
  end

  --- One change; a row that says what became of it.
  return function (wanted)
    local ok, result, told = pcall (make, wanted)
    return ok and { ok = true, made = result, told = told } or { ok = false, error = tostring (result) }
  end
end

return changes
