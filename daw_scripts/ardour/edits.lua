-- Which sources of notes were edited. Ardour tells the timer's Lua at the moment of each edit, whoever makes it; a file
-- hands it on, as the trigger's Lua is not told. Its first line is a number of its own; each further one is the id of a
-- source, or a time at which the timer's Lua was still there.
local live, files, path = ...
local edits = {}
local HEARD_S, MOST_BYTES = 5, 65536

local number, size, beat_at = nil, 0, 0  -- of what this Lua writes
local read_number, read_to, heard = nil, 0, 0  -- of what this Lua has read

-- A session that is opened, even the same one again, is not what was known: its notes are those that were saved.
local session
local function meet_session ()
  if rawequal (session, Session) then return end
  session, number, read_number = Session, nil, nil
  return true
end

local function append (text)
  local file = io.open (path (), "ab")
  if not file then number = nil return end  -- nobody shall rely on it
  file:write (text)
  file:close ()
  size = size + #text
end

-- A new number tells the readers that whatever they know is old.
local function begin ()
  number, size, beat_at = tostring (ARDOUR.LuaAPI.monotonic_time ()), 0, os.time ()
  files.write (path (), number .. "\n@" .. beat_at .. "\n")
end

--- Nothing is to be relied on that was written there.
function edits.forget ()
  number = nil
  os.remove (path ())
end

--- Regions were changed just now.
function edits.tell (regions)
  if not Session then return end
  meet_session ()
  local list = {}
  for region in live.each (regions) do
    if not region:to_midiregion ():isnil () then list[#list + 1] = live.id (region:source (0)) .. "\n" end
  end
  if #list == 0 then return end
  if not number or size > MOST_BYTES then return begin () end
  append (table.concat (list))
end

--- The timer's Lua is there. Until it was told of a first edit, it does not know that it is told of them at all.
function edits.beat ()
  if not Session then return end
  if meet_session () then edits.forget () end
  local now = os.time ()
  if number and now ~= beat_at then
    beat_at = now
    append ("@" .. now .. "\n")
  end
end

--- The ids of the sources that were edited since the last call; nil where that is not known.
function edits.since ()
  meet_session ()
  local file = io.open (path (), "rb")
  if not file then read_number = nil return nil end
  local now_number, found = file:read ("l"), {}
  local is_known = now_number == read_number
  if is_known then file:seek ("set", read_to) else read_number = now_number end
  for line in file:lines () do
    local at = line:match ("^@(%d+)$")
    if at then heard = tonumber (at) else found[line] = true end
  end
  read_to = file:seek ("cur")
  file:close ()
  return is_known and math.abs (os.time () - heard) <= HEARD_S and found or nil
end

return edits
