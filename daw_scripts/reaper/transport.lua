-- Transport: play, stop, record, go somewhere, loop, click. The view is not scrolled.
local live = ...
local changes, actions = {}, {}
local RECORD, METRONOME = 1013, 40364  -- REAPER's own actions

local function seconds (sample) return sample / live.rate () end
local function locate (sample) reaper.SetEditCurPos2 (live.project, seconds (sample), false, true) end

function actions.play (wanted)
  if wanted.sample then locate (wanted.sample) end
  reaper.OnPlayButtonEx (live.project)
end

function actions.stop () reaper.OnStopButtonEx (live.project) end

function actions.record (wanted)
  local is_recording = reaper.GetPlayStateEx (live.project) & 4 > 0
  if not wanted.on then return is_recording and reaper.OnStopButtonEx (live.project) end
  if wanted.sample then locate (wanted.sample) end
  if not is_recording then reaper.Main_OnCommandEx (RECORD, 0, live.project) end
end

function actions.locate (wanted) locate (wanted.sample) end

function actions.loop (wanted)
  if wanted.on and wanted.sample then
    reaper.GetSet_LoopTimeRange2 (live.project, true, true, seconds (wanted.sample), seconds (wanted.end_sample), false)
  end
  reaper.GetSetRepeatEx (live.project, wanted.on and 1 or 0)
end

function actions.metronome (wanted)
  if (reaper.GetToggleCommandState (METRONOME) == 1) ~= wanted.on then reaper.Main_OnCommandEx (METRONOME, 0, live.project) end
end

function changes.transport (wanted)
  local action = actions[wanted.action] or error ("The transport has no '" .. tostring (wanted.action) .. "'.", 0)
  action (wanted)
end

return changes
