-- JSON for Tonmeister's script: plain data in and out, bounded in depth and size.
local json = {}
local MAX_DEPTH, MAX_BYTES = 64, 32 * 1024 * 1024
local ARRAY, RAW = {}, {}

--- Mark a table as a list, so that an empty one is written as [].
function json.array (list) return setmetatable (list or {}, ARRAY) end

--- Text that is JSON already.
function json.raw (text) return setmetatable ({ text = text }, RAW) end

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

-- Keeps what a function makes of a value: names, texts and fractions are the same from look to look.
local function kept (limit, make)
  local known, count = {}, 0
  return function (value)
    local text = known[value]
    if text then return text end
    if count >= limit then known, count = {}, 0 end
    text = make (value)
    known[value], count = text, count + 1
    return text
  end
end

local quoted = kept (5000, function (text)
  if not utf8.len (text) then text = text:gsub ("[\128-\255]", "?") end
  return '"' .. text:gsub ('[%c"\\\127]', function (c) return ESCAPES[c] or string.format ("\\u%04x", c:byte ()) end) .. '"'
end)

local fraction = kept (5000, function (value)
  return (string.format ("%.14g", value):gsub (",", "."))  -- some locales write a decimal comma
end)

local function number (value)
  if math.type (value) == "integer" then return tostring (value) end
  if value ~= value or value == math.huge or value == -math.huge then return "null" end
  return value == 0 and "0" or fraction (value)
end

local encode
local function encode_list (list, depth)
  local out = {}
  for i = 1, #list do out[i] = encode (list[i], depth + 1) end
  return "[" .. table.concat (out, ",") .. "]"
end

-- The same data always gives the same text, as revisions are hashes of it: so fields are sorted. `fields` is their names
-- in any order, as one text.
local order = kept (500, function (fields)
  local names, texts = {}, {}
  for name in (fields .. "\0"):gmatch ("([^\0]*)\0") do names[#names + 1] = name end
  table.sort (names)
  for i, name in ipairs (names) do texts[i] = quoted (name) .. ":" end
  return { names = names, texts = texts }
end)

local function encode_object (object, depth)
  local fields, out = {}, {}
  for name in pairs (object) do fields[#fields + 1] = name end
  if #fields == 0 then return "{}" end
  local sorted = order (table.concat (fields, "\0"))
  local texts = sorted.texts
  for i, name in ipairs (sorted.names) do out[i] = texts[i] .. encode (object[name], depth + 1) end
  return "{" .. table.concat (out, ",") .. "}"
end

function encode (value, depth)
  if depth > MAX_DEPTH then error ("the data is nested too deeply", 0) end
  local kind = type (value)
  if kind == "nil" then return "null" end
  if kind == "boolean" then return tostring (value) end
  if kind == "number" then return number (value) end
  if kind ~= "table" then return quoted (tostring (value)) end
  local mark = getmetatable (value)
  if mark == RAW then return value.text end
  if mark == ARRAY or #value > 0 then return encode_list (value, depth) end
  return encode_object (value, depth)
end

--- Write data as JSON text; object keys are sorted.
function json.encode (value) return encode (value, 0) end

local UNESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }
local CONSTANTS = { { "true", true }, { "false", false }, { "null", nil } }

local function fail (at) error ("not valid JSON at byte " .. at, 0) end

local function code_point (text, at)
  local digits = text:match ("^%x%x%x%x", at) or fail (at)
  return tonumber (digits, 16)
end

local function read_escape (text, at)
  local letter = text:sub (at, at)
  if letter ~= "u" then return UNESCAPES[letter] or fail (at), at + 1 end
  local code, after = code_point (text, at + 1), at + 5
  if code >= 0xD800 and code < 0xDC00 and text:sub (after, after + 1) == "\\u" then
    local low = code_point (text, after + 2)
    if low >= 0xDC00 and low < 0xE000 then code, after = 0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00, after + 6 end
  end
  return utf8.char (code), after
end

local function read_string (text, at)
  local parts = {}
  at = at + 1
  while true do
    local stop = text:find ('["\\]', at) or fail (at)
    parts[#parts + 1] = text:sub (at, stop - 1)
    if text:sub (stop, stop) == '"' then return table.concat (parts), stop + 1 end
    parts[#parts + 1], at = read_escape (text, stop + 1)
  end
end

local function skip (text, at) return text:find ("[^ \n\r\t]", at) or #text + 1 end

local read
local function read_list (text, at, depth)
  local list = json.array ()
  at = skip (text, at + 1)
  if text:sub (at, at) == "]" then return list, at + 1 end
  local count = 0
  while true do
    count = count + 1
    list[count], at = read (text, at, depth + 1)
    at = skip (text, at)
    local mark = text:sub (at, at)
    at = at + 1
    if mark == "]" then return list, at end
    if mark ~= "," then fail (at - 1) end
  end
end

local function read_object (text, at, depth)
  local object = {}
  at = skip (text, at + 1)
  if text:sub (at, at) == "}" then return object, at + 1 end
  while true do
    at = skip (text, at)
    if text:sub (at, at) ~= '"' then fail (at) end
    local key
    key, at = read_string (text, at)
    at = skip (text, at)
    if text:sub (at, at) ~= ":" then fail (at) end
    object[key], at = read (text, at + 1, depth + 1)
    at = skip (text, at)
    local mark = text:sub (at, at)
    at = at + 1
    if mark == "}" then return object, at end
    if mark ~= "," then fail (at - 1) end
  end
end

function read (text, at, depth)
  if depth > MAX_DEPTH then error ("the data is nested too deeply", 0) end
  at = skip (text, at)
  local first = text:sub (at, at)
  if first == '"' then return read_string (text, at) end
  if first == "{" then return read_object (text, at, depth) end
  if first == "[" then return read_list (text, at, depth) end
  for _, constant in ipairs (CONSTANTS) do
    if text:sub (at, at + #constant[1] - 1) == constant[1] then return constant[2], at + #constant[1] end
  end
  local digits = text:match ("^-?%d+%.?%d*[eE]?[+-]?%d*", at) or fail (at)
  return tonumber (digits) or fail (at), at + #digits
end

--- Read JSON text; an error says where it is not valid.
function json.decode (text)
  if #text > MAX_BYTES then error ("the data is too large", 0) end
  local value, at = read (text, 1, 0)
  if skip (text, at) <= #text then fail (at) end
  return value
end

--- A short fingerprint of a text (FNV-1a over eight bytes at a time).
function json.fingerprint (text)
  local hash, at, last = 0xcbf29ce484222325, 1, #text - 31
  while at <= last do
    local a, b, c, d = string.unpack ("<i8i8i8i8", text, at)
    hash = (hash ~ a) * 0x100000001b3 hash = (hash ~ (hash >> 29) ~ b) * 0x100000001b3 hash = (hash ~ (hash >> 29) ~ c) * 0x100000001b3
    hash = (hash ~ (hash >> 29) ~ d) * 0x100000001b3 hash = hash ~ (hash >> 29)
    at = at + 32
  end
  for rest = at, #text do hash = (hash ~ text:byte (rest)) * 0x100000001b3 end
  return string.format ("%016x", hash)
end

return json
