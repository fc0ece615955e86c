-- The project in front: its things by id, its time in beats (quarter notes from the start) and seconds.
local json = ...
local live = { TICKS = 960 }
local MARK = "tonmeister"

local known = {}  -- keys of the projects that were in front, by their handle and path

--- A short name of the project in front for the mailbox; nil when there is none.
function live.key ()
  local handle, path = reaper.EnumProjects (-1)
  if not handle then return nil end
  live.project, live.path = handle, path
  local place = tostring (handle) .. path
  known[place] = known[place] or json.fingerprint (path ~= "" and path or live.id ())
  return known[place]
end

--- The id that lies in the project itself, and is saved with it.
function live.id ()
  local _, id = reaper.GetProjExtState (live.project, MARK, "id")
  if id ~= "" then return id end
  id = reaper.genGuid (""):gsub ("[{}-]", ""):lower ()
  reaper.SetProjExtState (live.project, MARK, "id", id)
  return id
end

--- The name of the project's file without its ending; "Untitled" while it has none.
function live.name ()
  return live.path:match ("([^/\\]+)%.[Rr][Pp][Pp]$") or live.path:match ("([^/\\]+)$") or "Untitled"
end

--- Samples a second: the project's own, or what the sound card runs at.
function live.rate ()
  local own = reaper.GetSetProjectInfo (live.project, "PROJECT_SRATE_USE", 0, false) > 0
    and reaper.GetSetProjectInfo (live.project, "PROJECT_SRATE", 0, false)
  local is_open, card = reaper.GetAudioDeviceInfo ("SRATE")
  return math.floor (own or is_open and tonumber (card) or 48000)
end

function live.seconds (beat) return reaper.TimeMap_QNToTime_abs (live.project, beat) end
function live.beat (seconds) return reaper.TimeMap_timeToQN_abs (live.project, seconds) end
function live.at_ticks (ticks) return live.seconds (ticks / live.TICKS) end

function live.track_id (track)
  return reaper.GetMediaTrackInfo_Value (track, "IP_TRACKNUMBER") < 0 and "master" or reaper.GetTrackGUID (track)
end

--- All tracks from the top down, without the master.
function live.tracks ()
  local list = {}
  for i = 0, reaper.CountTracks (live.project) - 1 do list[#list + 1] = reaper.GetTrack (live.project, i) end
  return list
end

--- A track by id; error when it is gone.
function live.track (id)
  if id == "master" then return reaper.GetMasterTrack (live.project) end
  for _, track in ipairs (live.tracks ()) do if reaper.GetTrackGUID (track) == id then return track end end
  error ("That track is not there any more.", 0)
end

--- The same, but not the master.
function live.own_track (id)
  if id == "master" then error ("The master stays as it is.", 0) end
  return live.track (id)
end

function live.track_name (track)
  local _, name = reaper.GetSetMediaTrackInfo_String (track, "P_NAME", "", false)
  return name
end

function live.item_id (item)
  local _, id = reaper.GetSetMediaItemInfo_String (item, "GUID", "", false)
  return id
end

--- An item by id, with its active take; error when it is gone.
function live.item (id)
  for i = 0, reaper.CountMediaItems (live.project) - 1 do
    local item = reaper.GetMediaItem (live.project, i)
    if live.item_id (item) == id then
      return item, reaper.GetActiveTake (item) or error ("That item is empty.", 0)
    end
  end
  error ("That region is not there any more.", 0)
end

function live.is_midi (take) return reaper.TakeIsMIDI (take) end

--- What we noted on a track, kept in the project; "" when nothing.
function live.note (track, name)
  local _, text = reaper.GetSetMediaTrackInfo_String (track, "P_EXT:" .. MARK .. "_" .. name, "", false)
  return text
end

function live.set_note (track, name, text)
  reaper.GetSetMediaTrackInfo_String (track, "P_EXT:" .. MARK .. "_" .. name, text, true)
end

--- The same of the whole project.
function live.project_note (name)
  local _, text = reaper.GetProjExtState (live.project, MARK, name)
  return text
end

function live.set_project_note (name, text) reaper.SetProjExtState (live.project, MARK, name, text) end

return live
