-- Changes to tracks and their knobs.
local live, tree, order, fx = ...
local changes = {}
local ALL_MIDI = 4096 | 63 << 5  -- record input: every MIDI device, every channel
local SYNTH = "ReaSynth"
local TRIES = 4  -- REAPER may not do a thing the first time

local function set (track, name, value)
  if not reaper.SetMediaTrackInfo_Value (track, name, value) then error ("REAPER did not take " .. name .. ".", 0) end
end

local function set_color (track, color)
  if color == "" then return set (track, "I_CUSTOMCOLOR", 0) end
  local red, green, blue = color:match ("^#(%x%x)(%x%x)(%x%x)$")
  if not red then error ("'" .. color .. "' is no colour.", 0) end
  local native = reaper.ColorToNative (tonumber (red, 16), tonumber (green, 16), tonumber (blue, 16))
  set (track, "I_CUSTOMCOLOR", native | 0x1000000)
end

local function insert (at)
  if reaper.InsertTrackInProject then reaper.InsertTrackInProject (live.project, at, 0)  -- since 7.0; none of the user's defaults
  else reaper.InsertTrackAtIndex (at, false) end
  local ok, track
  for _ = 1, TRIES do  -- it is there: one that nobody holds would stay
    ok, track = pcall (reaper.GetTrack, live.project, at)
    if ok then break end
  end
  return ok and track or error (ok and "REAPER made no track." or track, 0)
end

function changes.new_track (wanted)
  local track = insert (reaper.CountTracks (live.project))
  local ok, made = pcall (function ()
    reaper.GetSetMediaTrackInfo_String (track, "P_NAME", wanted.name, true)
    live.set_note (track, "kind", wanted.kind)
    if wanted.kind == "midi" then
      set (track, "I_RECINPUT", ALL_MIDI)
      if wanted.instrument then fx.add (track, SYNTH) end
    end
    if wanted.color then set_color (track, wanted.color) end
    if wanted.was then order.renamed (tree.read (), wanted.was, reaper.GetTrackGUID (track)) end
    if wanted.to then tree.changes.set_group ({ track = reaper.GetTrackGUID (track), to = wanted.to }) end
    return reaper.GetTrackGUID (track)
  end)
  if ok then return made end
  for _ = 1, TRIES do  -- half a track is none
    if pcall (reaper.DeleteTrack, track) then break end
  end
  error (made, 0)
end

function changes.remove_track (wanted) tree.remove (live.own_track (wanted.track)) end

function changes.rename_track (wanted)
  reaper.GetSetMediaTrackInfo_String (live.own_track (wanted.track), "P_NAME", wanted.name, true)
end

function changes.set_color (wanted) set_color (live.own_track (wanted.track), wanted.color) end
function changes.set_gain (wanted) set (live.track (wanted.track), "D_VOL", wanted.gain) end
function changes.set_pan (wanted) set (live.track (wanted.track), "D_PAN", wanted.pan) end
function changes.set_mute (wanted) set (live.track (wanted.track), "B_MUTE", wanted.on and 1 or 0) end
function changes.set_solo (wanted) set (live.track (wanted.track), "I_SOLO", wanted.on and 2 or 0) end
function changes.set_arm (wanted) set (live.own_track (wanted.track), "I_RECARM", wanted.on and 1 or 0) end

local MONITOR = { off = 0, on = 1, auto = 2 }

function changes.set_monitor (wanted) set (live.own_track (wanted.track), "I_RECMON", MONITOR[wanted.monitor]) end

return changes
