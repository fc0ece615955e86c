"""What a question about places is answered: how long it is from one to another, and who plays there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import bar_beats, visible
from engine.daw.words import where

_MOST_NAMES = 16
_NEAR = 1e-3


def places_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """A line on the stretch or the place, and one on the tracks that play in it; the playhead where none is told."""
    if args.get("at_s") is not None:
        start = access.snapshot.tempo_map.beats_at(float(args["at_s"]))
    else:
        bar = args.get("start_bar")
        start = access.snapshot.playhead_beats if bar is None else bar_beats(bar, access)
    if args.get("end_bar") is None:
        return f"That is {where(start, access.snapshot)}, at {_clock(start, access)}."
    end = bar_beats(args["end_bar"], access)
    start, end = min(start, end), max(start, end)
    tempo_map = access.snapshot.tempo_map
    seconds = tempo_map.seconds_at(end) - tempo_map.seconds_at(start)
    ends = f"From {where(start, access.snapshot)} to {where(end, access.snapshot)}"
    return f"{ends}: {_length(start, end, access)}, {seconds:.1f} s.\n{_playing(start, end, access)}"


def _length(start: float, end: float, access: SessionAccess) -> str:
    """In bars where it begins and ends with one, else in beats."""
    (first, first_beat), (last, last_beat) = (access.snapshot.tempo_map.bar_at(one) for one in (start, end))
    is_whole = first_beat < _NEAR and last_beat < _NEAR
    count, unit = (last - first, "bar") if is_whole else (round(end - start, 2), "beat")
    return f"{count:g} {unit}{'' if count == 1 else 's'}"


def _clock(beats: float, access: SessionAccess) -> str:
    seconds = round(access.snapshot.tempo_map.seconds_at(beats), 1)
    return f"{int(seconds // 60)}:{seconds % 60:04.1f}"


def _playing(start: float, end: float, access: SessionAccess) -> str:
    snapshot = access.snapshot
    there = {one.track for one in snapshot.regions if one.start_beats < end - _NEAR and one.end_beats > start + _NEAR}
    names = [track.name for track in visible(access) if track.id in there]
    if not names:
        return "Nothing plays there."
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"There plays: {', '.join(names[:_MOST_NAMES])}{more}."
