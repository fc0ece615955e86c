"""mix: levels, pan, mute and solo."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from engine.assistant.actions.deed import Deed
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import can, tracks_of, visible
from engine.daw import daw
from engine.daw.daw import Change, Track
from engine.errors import UserError

LOWEST_DB, HIGHEST_DB = -120.0, 6.0
SILENT_DB = -60.0
_STATES = {"mute": "muted already", "unmute": "not muted", "solo": "soloed already", "unsolo": "not soloed"}


def act(args: Mapping[str, Any], access: SessionAccess) -> Deed | str:
    """See the row `mix` of the task table."""
    changes: list[Change] = []
    said: list[str] = []
    for track in _tracks(args, access):
        change = _change(args, track, access, said)
        if isinstance(change, daw.SetMute | daw.SetSolo) and change.now(access.snapshot) == change.on:
            said.append(f"'{track.name}' is {_STATES[args['action']]}.")
        else:
            changes.append(change)
            changes += _ridden(change, track, access)
    return Deed(changes, said) if changes else " ".join(said)


def _ridden(change: Change, track: Track, access: SessionAccess) -> list[Change]:
    """Its volume automation by as much louder or quieter: a fader is not heard where points say how loud it is.

    What is as good as silent there stays so.
    """
    lane = next((one for one in track.automation if one.parameter == "volume" and one.points), None)
    by_db = change.gain_db - track.gain_db if isinstance(change, daw.SetGain) else 0.0
    if lane is None or abs(by_db) < 0.005 or not can(access, "automation"):
        return []
    points = tuple(
        (beat, value if value <= SILENT_DB else max(SILENT_DB, min(HIGHEST_DB, round(value + by_db, 3))))
        for beat, value in lane.points
    )
    return [daw.SetAutomation(track.id, "volume", points, points[0][0], points[-1][0])]


def _tracks(args: Mapping[str, Any], access: SessionAccess) -> list[Track]:
    """The tracks that are meant; of "everything" those that the wish can change."""
    every = list(visible(access))
    match args["action"]:
        case "unsolo":
            every = [track for track in every if track.solo] or every[:1]
        case "unmute":
            every = [track for track in every if track.mute] or every[:1]
    return tracks_of(args, access, among=every)


def _change(args: Mapping[str, Any], track: Track, access: SessionAccess, said: list[str]) -> Change:
    match args["action"]:
        case "gain":
            return daw.SetGain(track.id, _gain_db(args, track, access, said))
        case "pan":
            if "value" not in args:
                raise UserError("Say where to pan: from −1 (left) to 1 (right).")
            return daw.SetPan(track.id, args["value"])
        case "mute" | "unmute":
            return daw.SetMute(track.id, args["action"] == "mute")
        case _:
            return daw.SetSolo(track.id, args["action"] == "solo")


def _gain_db(args: Mapping[str, Any], track: Track, access: SessionAccess, said: list[str]) -> float:
    if "set_db" in args:
        gain_db = args["set_db"]
    elif "value_db" in args:
        gain_db = track.gain_db + args["value_db"]
    elif "loudness_lufs" in args:
        gain_db = args["loudness_lufs"] - _loudness_lufs(track, access)
    else:
        raise UserError("Say how much louder or quieter, in dB.")
    if gain_db > HIGHEST_DB:
        said.append(
            f"The fader of '{track.name}' ends at +{HIGHEST_DB:g} dB; {gain_db:.1f} dB is above it, so it is there."
        )
        gain_db = HIGHEST_DB
    return float(max(LOWEST_DB, round(gain_db, 2)))


def _loudness_lufs(track: Track, access: SessionAccess) -> float:
    from engine.assistant.resolve import region_audio
    from engine.media.loudness import SHORTEST_S, loudness_of

    regions = [r for r in access.snapshot.regions_on(track.id) if r.kind == "audio"]
    if not regions:
        raise UserError(f"'{track.name}' has no sound to measure; say the level in dB.")
    longest = region_audio(max(regions, key=lambda r: r.length_s))
    if longest.seconds < SHORTEST_S:
        raise UserError(f"The sound on '{track.name}' is too short to measure its loudness; say the level in dB.")
    measured = loudness_of(longest.samples, longest.sample_rate_hz)
    if not math.isfinite(measured):
        raise UserError(f"'{track.name}' is silent; there is no loudness to set.")
    return measured
