-- Transport: play, stop, record, go somewhere, loop, click.
local json, live = ...
local changes = {}

local UI = ARDOUR.TransportRequestSource.TRS_UI
local actions = {}

local function locate (sample)
  Session:request_locate (math.floor (sample), false, ARDOUR.LocateTransportDisposition.RollIfAppropriate, UI)
end

function actions.play (wanted)
  if wanted.sample then locate (wanted.sample) end
  Session:request_roll (UI)
end

function actions.stop () Session:request_stop (false, false, UI) end

function actions.record (wanted)
  if not wanted.on then return Session:disable_record (false, false) end
  if wanted.sample then locate (wanted.sample) end
  if wanted.count_in then Session:cfg ():set_count_in (true) end
  Session:maybe_enable_record (false)
  Session:request_roll (UI)
end

function actions.locate (wanted) locate (wanted.sample) end

function actions.loop (wanted)
  if wanted.on and wanted.sample then
    Editor:set_loop_range (live.at_sample (wanted.sample), live.at_sample (wanted.end_sample), "Tonmeister: loop")
  end
  Session:request_play_loop (wanted.on, false)
end

function actions.metronome (wanted) ARDOUR.config ():set_clicking (wanted.on) end

function changes.transport (wanted)
  local action = actions[wanted.action] or error ("The transport has no '" .. tostring (wanted.action) .. "'.", 0)
  action (wanted)
end

return changes
