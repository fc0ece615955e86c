"""What a question about a place is answered: its bar and its time, and how long it is from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.assistant.actions.playing_told import length_told
from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import bar_beats
from engine.daw.words import where

_NEAR = 1e-3


def places_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """A line on the stretch or the place; the playhead where none is told."""
    if args.get("at_s") is not None:
        start = access.snapshot.tempo_map.beats_at(float(args["at_s"]))
    else:
        bar = args.get("start_bar")
        start = access.snapshot.playhead_beats if bar is None else bar_beats(bar, access)
    if args.get("end_bar") is None:
        marker = next((one for one in access.snapshot.markers if abs(one.at_beats - start) < _NEAR), None)
        at = where(start, access.snapshot)
        return (
            f"'{marker.name}' is at {at}, at {_clock(start, access)}." if marker else _that(at, _clock(start, access))
        )
    return length_told(args, access)


def _that(at: str, clock: str) -> str:
    return f"That is {at}, at {clock}."


def _clock(beats: float, access: SessionAccess) -> str:
    seconds = round(access.snapshot.tempo_map.seconds_at(beats), 1)
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"
