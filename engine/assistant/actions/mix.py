"""mix: levels, pan, mute and solo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.actions.desk import Desk
from engine.daw import daw
from engine.daw.daw import Change, Track
from engine.errors import UserError

LOWEST_DB, HIGHEST_DB = -120.0, 6.0


def act(args: Mapping[str, Any], desk: Desk) -> Sequence[Change]:
    """See the row `mix` of the task table."""
    return [_change(args, track, desk) for track in _tracks(args, desk)]


def _tracks(args: Mapping[str, Any], desk: Desk) -> list[Track]:
    if "tracks" in args:
        return [desk.track(name) for name in args["tracks"]]
    if "track" in args:
        return [desk.track(args["track"])]
    if "clip" in args:
        region = desk.region(args["clip"])
        if region is None:
            raise UserError("That clip lies on no track, so there is no fader to move; place it first.")
        return [desk.track(region.track)]
    chosen = desk.snapshot.selection.tracks
    if not chosen:
        raise UserError("Say which track, or select one.")
    return [desk.track(track) for track in chosen]


def _change(args: Mapping[str, Any], track: Track, desk: Desk) -> Change:
    match args["action"]:
        case "gain":
            return daw.SetGain(track.id, _gain_db(args, track, desk))
        case "pan":
            if "value" not in args:
                raise UserError("Say where to pan: from −1 (left) to 1 (right).")
            return daw.SetPan(track.id, args["value"])
        case "mute" | "unmute":
            return daw.SetMute(track.id, args["action"] == "mute")
        case _:
            return daw.SetSolo(track.id, args["action"] == "solo")


def _gain_db(args: Mapping[str, Any], track: Track, desk: Desk) -> float:
    if "set_db" in args:
        gain_db = args["set_db"]
    elif "value_db" in args:
        gain_db = track.gain_db + args["value_db"]
    elif "loudness_lufs" in args:
        gain_db = args["loudness_lufs"] - _loudness_lufs(track, desk)
    else:
        raise UserError("Say how much louder or quieter, in dB.")
    if gain_db > HIGHEST_DB:
        raise UserError(f"The fader of '{track.name}' ends at +{HIGHEST_DB:g} dB; {gain_db:.1f} dB is above it.")
    return float(max(LOWEST_DB, round(gain_db, 2)))


def _loudness_lufs(track: Track, desk: Desk) -> float:
    import numpy as np
    import pyloudnorm

    from engine.assistant.resolve import region_audio

    regions = [r for r in desk.snapshot.regions_on(track.id) if r.kind == "audio"]
    if not regions:
        raise UserError(f"'{track.name}' has no sound to measure; say the level in dB.")
    longest = region_audio(max(regions, key=lambda r: r.length_s))
    if longest.seconds < 0.4:
        raise UserError(f"The sound on '{track.name}' is too short to measure its loudness; say the level in dB.")
    measured = pyloudnorm.Meter(longest.sample_rate_hz).integrated_loudness(longest.samples[:2].T.astype(np.float64))
    if not np.isfinite(measured):
        raise UserError(f"'{track.name}' is silent; there is no loudness to set.")
    return float(measured)
