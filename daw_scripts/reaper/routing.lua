-- Where sound goes besides the folder above: sends, and an output that is a bus instead of the folder or the master.
local json, live = ...
local routing, changes = {}, {}
local SENDS, OUTPUT = 0, "output"

local function each (track)
  local index = -1
  return function ()
    index = index + 1
    if index >= reaper.GetTrackNumSends (track, SENDS) then return nil end
    return index, live.track_id (reaper.GetTrackSendInfo_Value (track, SENDS, index, "P_DESTTRACK"))
  end
end

--- The index of a track's send to a bus; nil when there is none.
function routing.index (track, bus)
  for index, to in each (track) do if to == bus then return index end end
  return nil
end

--- Id of the bus that a track's output goes to; "" for its folder or the master.
function routing.output (track)
  if reaper.GetMediaTrackInfo_Value (track, "B_MAINSEND") > 0 then return "" end
  local noted = live.note (track, OUTPUT)
  if noted ~= "" and routing.index (track, noted) then return noted end
  if reaper.GetTrackNumSends (track, SENDS) ~= 1 then return "" end
  for index, to in each (track) do  -- as a user routes it by hand: no parent send, one send at 0 dB
    if math.abs (reaper.GetTrackSendInfo_Value (track, SENDS, index, "D_VOL") - 1) < 1e-6 then return to end
  end
  return ""
end

--- All sends of a track but its output: id of the bus and gain.
function routing.sends (track)
  local list, output = json.array (), routing.output (track)
  for index, to in each (track) do
    if to ~= output then list[#list + 1] = { to = to, gain = reaper.GetTrackSendInfo_Value (track, SENDS, index, "D_VOL") } end
  end
  return list
end

-- Whether what enters one track arrives at another, by folders and sends.
local function arrives (from, to, depth)
  if from == to then return true end
  if from == "master" or depth > 32 then return false end
  local track = live.track (from)
  for _, bus in each (track) do if arrives (bus, to, depth + 1) then return true end end
  local parent = reaper.GetMediaTrackInfo_Value (track, "B_MAINSEND") > 0 and reaper.GetParentTrack (track)
  return parent and arrives (reaper.GetTrackGUID (parent), to, depth + 1) or false
end

local function connect (track, bus, gain)
  if arrives (bus, live.track_id (track), 0) then error ("The sound would go round in a circle.", 0) end
  local index = reaper.CreateTrackSend (track, live.own_track (bus))
  if index < 0 then error ("REAPER made no send.", 0) end
  reaper.SetTrackSendInfo_Value (track, SENDS, index, "D_VOL", gain)
end

local function disconnect (track, bus)
  local index = routing.index (track, bus)
  if index then reaper.RemoveTrackSend (track, SENDS, index) end
end

function changes.send (wanted)
  local track = live.own_track (wanted.track)
  if routing.output (track) == wanted.to then error ("That bus is the track's output already.", 0) end
  if not wanted.gain then
    if not routing.index (track, wanted.to) then error ("There is no such send.", 0) end
    return disconnect (track, wanted.to)
  end
  local index = routing.index (track, wanted.to)
  if not index then return connect (track, wanted.to, wanted.gain) end
  reaper.SetTrackSendInfo_Value (track, SENDS, index, "D_VOL", wanted.gain)
end

function changes.set_output (wanted)
  local track = live.own_track (wanted.track)
  local before = routing.output (track)
  if wanted.to ~= "" and wanted.to ~= before then
    if routing.index (track, wanted.to) then error ("The track sends to that bus already; take that send away first.", 0) end
    connect (track, wanted.to, 1)
  end
  if before ~= "" and before ~= wanted.to then disconnect (track, before) end
  live.set_note (track, OUTPUT, wanted.to)
  reaper.SetMediaTrackInfo_Value (track, "B_MAINSEND", wanted.to == "" and 1 or 0)
end

routing.changes = changes
return routing
