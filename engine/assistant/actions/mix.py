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
        ridden = _ridden(change, track, access) if can(access, "automation") else []
        is_so = isinstance(change, daw.SetMute | daw.SetSolo) and change.now(access.snapshot) == change.on
        if is_so and not ridden:
            said.append(f"'{track.name}' is {_STATES[args['action']]}.")
        changes += [*([] if is_so else [change]), *ridden]
    return Deed(changes, said) if changes else " ".join(said)


def _ridden(change: Change, track: Track, access: SessionAccess) -> list[Change]:
    """Its automation along with it: a fader or a mute is not heard where points say how loud a track is, and whether.

    What is as good as silent in a line of its volume stays so.
    """
    if isinstance(change, daw.SetGain):
        by_db = change.gain_db - track.gain_db
        points = track.points("volume") if abs(by_db) >= 0.005 else ()
        moved = tuple((beat, _moved_db(value, by_db)) for beat, value in points)
        return [daw.SetAutomation(track.id, "volume", moved, moved[0][0], moved[-1][0])] if moved else []
    points = track.points("mute")
    if not points or not isinstance(change, daw.SetMute):
        return []
    is_silent = all(value >= 0.5 for _, value in points)
    if change.on and not is_silent:
        silent = tuple((beat, 1.0) for beat, _ in points)
        return [daw.SetAutomation(track.id, "mute", silent, silent[0][0], silent[-1][0])]
    return [daw.SetAutomation(track.id, "mute", ())] if is_silent and not change.on else []


def _moved_db(value_db: float, by_db: float) -> float:
    return value_db if value_db <= SILENT_DB else max(SILENT_DB, min(HIGHEST_DB, round(value_db + by_db, 3)))


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
