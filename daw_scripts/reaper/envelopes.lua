-- Values that change along a track: fader, panner, mute, sends, and knobs of plugins.
local json, live, routing, fx = ...
local envelopes, changes = {}, {}
local LINE, STEP, FAR_S = 0, 1, 1e9

-- REAPER's own name of a built-in envelope, and what its values mean to us. A pan to the left is 1 in an envelope, and a
-- mute envelope is 1 where it sounds.
local OWN = {
  volume = { chunk = "VOLENV2", shape = LINE },
  pan = { chunk = "PANENV2", shape = LINE, to = function (value) return -value end },
  mute = { chunk = "MUTEENV", shape = STEP, to = function (value) return 1 - value end },
}
local SAME = function (value) return value end

local function own_envelope (track, own)
  local is_master = reaper.GetMediaTrackInfo_Value (track, "IP_TRACKNUMBER") < 0
  return reaper.GetTrackEnvelopeByChunkName (track, (is_master and "<MASTER" or "<") .. own.chunk)
end

local function send_envelope (track, bus)
  local index = routing.index (track, bus) or error ("There is no such send.", 0)
  return reaper.GetTrackSendInfo_Value (track, 0, index, "P_ENV:<VOLENV")
end

local function of_plugin (track, id, label, create)
  local index = fx.index (track, id)
  local _, by_label = fx.knobs (track, index)
  local entry = by_label[label] or error ("The plugin has no '" .. label .. "'.", 0)
  return reaper.GetFXEnvelope (track, index, entry.index, create), index, entry
end

-- The envelope that is meant, with the ways to its values and back, and the shape between its points.
local function meant (track, wanted, create)
  local own = OWN[wanted.parameter]
  if own then
    local way = own.to or SAME
    return own_envelope (track, own), way, way, own.shape
  end
  if wanted.parameter == "send" then return send_envelope (track, wanted.to), SAME, SAME, LINE end
  if wanted.parameter == "plugin" then
    local envelope, index, entry = of_plugin (track, wanted.plugin, wanted.label, create)
    local to, back = fx.ways (track, index, entry)
    return envelope, to, back, LINE
  end
  error ("There is no '" .. tostring (wanted.parameter) .. "' to automate.", 0)
end

local function is_active (envelope)
  local ok, text = reaper.GetSetEnvelopeInfo_String (envelope, "ACTIVE", "", false)
  return ok and text == "1"
end

local function add_lane (list, name, envelope, back)
  if not envelope or not is_active (envelope) then return end
  local rows, mode = json.array (), reaper.GetEnvelopeScalingMode (envelope)
  for i = 0, reaper.CountEnvelopePoints (envelope) - 1 do
    local _, at, value = reaper.GetEnvelopePoint (envelope, i)
    rows[#rows + 1] = json.array ({ live.beat (at) * live.TICKS, back (reaper.ScaleFromEnvelopeMode (mode, value)) })
  end
  if #rows > 0 then list[#list + 1] = { parameter = name, points = rows } end
end

--- All lanes of a track that hold points and play.
function envelopes.lanes (track)
  local list = json.array ()
  for _, name in ipairs ({ "volume", "pan", "mute" }) do
    local own = OWN[name]
    add_lane (list, name, own_envelope (track, own), own.to or SAME)
  end
  for _, row in ipairs (routing.sends (track)) do add_lane (list, "send " .. row.to, send_envelope (track, row.to), SAME) end
  for index = 0, reaper.TrackFX_GetCount (track) - 1 do
    local id = reaper.TrackFX_GetFXGUID (track, index)
    local _, by_label = fx.knobs (track, index)
    for label, entry in pairs (by_label) do
      local envelope = reaper.GetFXEnvelope (track, index, entry.index, false)
      if envelope then
        local _, back = fx.ways (track, index, entry)
        add_lane (list, "plugin " .. id .. " " .. label, envelope, back)
      end
    end
  end
  table.sort (list, function (a, b) return a.parameter < b.parameter end)
  return list
end

local function switch (envelope, on)
  reaper.GetSetEnvelopeInfo_String (envelope, "ACTIVE", on and "1" or "0", true)
  reaper.GetSetEnvelopeInfo_String (envelope, "VISIBLE", on and "1" or "0", true)
end

--- Write points; what lies between the first and last place that is meant goes first.
function changes.automation (wanted)
  local track = live.track (wanted.track)
  local envelope, to, _, shape = meant (track, wanted, true)
  if not envelope then error ("REAPER gives no envelope for that.", 0) end
  local from, till = live.at_ticks (wanted.from_ticks), wanted.to_ticks and live.at_ticks (wanted.to_ticks) or FAR_S
  local mode, was_active = reaper.GetEnvelopeScalingMode (envelope), is_active (envelope)
  reaper.DeleteEnvelopePointRange (envelope, was_active and from - 1e-6 or -1e-6, was_active and till + 1e-6 or FAR_S)
  for _, point in ipairs (wanted.points) do
    local value = reaper.ScaleToEnvelopeMode (mode, to (point[2]))
    if not reaper.InsertEnvelopePoint (envelope, live.at_ticks (point[1]), value, shape, 0, false, true) then
      error ("REAPER did not take a point.", 0)
    end
  end
  reaper.Envelope_SortPoints (envelope)
  switch (envelope, reaper.CountEnvelopePoints (envelope) > 0 and (was_active or #wanted.points > 0))
  local trim = wanted.parameter == "volume" and reaper.GetMediaTrackInfo_Value (track, "D_VOL") or 1
  if #wanted.points > 0 and math.abs (trim - 1) > 1e-3 then
    return nil, { note = ("REAPER's fader of %.1f dB is added to it."):format (20 * math.log (math.max (trim, 1e-6), 10)) }
  end
end

envelopes.changes = changes
return envelopes
