-- Files of Tonmeister's scripts: read, written whole, and a small memory beside the mailbox.
local json, mark = ...  -- `mark` tells this script's half-written files from another's
local files = {}

function files.read (path)
  local file = io.open (path, "rb")
  if not file then return nil end
  local text = file:read ("a")
  file:close ()
  return text
end

function files.write (path, text)
  local fresh = path .. "." .. mark .. ".tmp"
  local file = io.open (fresh, "wb")
  if not file then return false end
  file:write (text)
  file:close ()
  if os.rename (fresh, path) then return true end
  os.remove (path)  -- Windows does not rename over a file
  return os.rename (fresh, path) and true or false
end

--- What a file of data holds; an empty table when it is not there or damaged.
function files.recall (path)
  local ok, found = pcall (json.decode, files.read (path) or "{}")
  return ok and type (found) == "table" and found or {}
end

--- The number of this process, where a script can know it; not inside a Flatpak, which has numbers of its own.
function files.process ()
  if files.read ("/.flatpak-info") then return 0 end
  local file = io.open ("/proc/self/stat", "rb")
  local number = file and file:read ("n")
  if file then file:close () end
  return math.tointeger (number or 0) or 0
end

return files
