"""What is selected, told from outside: for DAWs that cannot say it, such as a session file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.daw.daw import Change, DawSession, Outcome, Region, Snapshot, Track
from engine.daw.selection import Selection
from engine.errors import UserError, WrongUse

_KEYS = ("track", "clip", "bars", "playhead_bar")
EXAMPLES = '{"track": "Melody", "bars": [1, 5]}, {"clip": "chords"} or {"playhead_bar": 9}'
"""For whoever tells it otherwise."""


def checked(told: Any) -> dict[str, Any]:
    """A selection as it may be told, {} for nothing; WrongUse for anything else."""
    if not isinstance(told, Mapping) or set(told) - set(_KEYS):
        raise WrongUse(f"A selection looks like {EXAMPLES}.")
    for key in ("track", "clip"):
        if key in told and not isinstance(told[key], str):
            raise WrongUse(f"The selection's {key} is a name; it looks like {EXAMPLES}.")
    bars = told.get("bars")
    is_range = isinstance(bars, Sequence) and len(bars) == 2 and all(map(_is_bar, bars)) and bars[0] < bars[1]
    if bars is not None and not is_range:
        raise WrongUse("The selection's bars are two numbers, the second the bar it ends at: [1, 5] is bars 1 to 4.")
    if "playhead_bar" in told and not _is_bar(told["playhead_bar"]):
        raise WrongUse("The playhead's bar is a number from 1.")
    return dict(told)


def pointed(snapshot: Snapshot, told: Mapping[str, Any]) -> Snapshot:
    """The session with this selected. UserError when what is named is not there."""
    if not told:
        return replace(snapshot, selection=Selection())
    if "playhead_bar" in told:
        snapshot = replace(snapshot, playhead_beats=_beat(snapshot, told["playhead_bar"]))
    if not {"track", "clip", "bars"} & set(told):
        return snapshot
    track = _track(snapshot, told["track"]) if "track" in told else None
    clip = _clip(snapshot, told["clip"], track) if "clip" in told else None
    start: float | None = None
    end: float | None = None
    if "bars" in told:
        start, end = (_beat(snapshot, bar) for bar in told["bars"])
    if clip:
        return replace(snapshot, selection=_of_regions([clip], clip.track, start, end))
    if start is None or end is None:
        return replace(snapshot, selection=Selection((track.id,) if track else ()))
    on_track = snapshot.regions_on(track.id) if track else ()
    over = [one for one in on_track if one.start_beats < end - 1e-6 and one.end_beats > start + 1e-6]
    return replace(snapshot, selection=_of_regions(over, track.id if track else "", start, end))


class Pointed(DawSession):
    """A session in which something is selected that the DAW does not know of."""

    def __init__(self, session: DawSession, told: Mapping[str, Any]) -> None:
        self._session, self._told = session, told
        self._is_first = True

    def snapshot(self) -> Snapshot:
        """As the DAW shows it, with the selection; what has gone meanwhile is no longer selected."""
        return self._selected(self._session.snapshot())

    def after_changes(self) -> Snapshot:
        """See DawSession."""
        return self._selected(self._session.after_changes())

    def _selected(self, snapshot: Snapshot) -> Snapshot:
        try:
            return pointed(snapshot, self._told)
        except UserError:
            if self._is_first:
                raise
            return snapshot
        finally:
            self._is_first = False

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """See DawSession."""
        return self._session.apply(changes, expected_revision=expected_revision, label=label)

    def save(self) -> None:
        """See DawSession."""
        self._session.save()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)


def _of_regions(regions: Sequence[Region], track: str, start: float | None, end: float | None) -> Selection:
    """Regions and the notes of them; a MIDI region that reaches over the range is selected by its notes alone."""
    first = min((one.start_beats for one in regions), default=0.0) if start is None else start
    last = max((one.end_beats for one in regions), default=0.0) if end is None else end
    notes = tuple(
        replace(note, start_beats=note.start_beats + one.start_beats)
        for one in regions
        if one.kind == "midi"
        for note in one.notes
        if first - 1e-6 <= note.start_beats + one.start_beats < last - 1e-6
    )
    whole = [
        one
        for one in regions
        if one.kind == "audio" or (one.start_beats > first - 1e-6 and one.end_beats < last + 1e-6)
    ]
    return Selection((track,) if track else (), tuple(one.id for one in whole), first, last, notes)


def _track(snapshot: Snapshot, name: str) -> Track:
    wanted = name.strip().casefold()
    named = [one for one in snapshot.tracks if one.name.casefold() == wanted]
    named = named or [one for one in snapshot.tracks if wanted and wanted in one.name.casefold()]
    if not named:
        raise UserError(f"There is no track '{name}' in the session.")
    return named[0]


def _clip(snapshot: Snapshot, name: str, track: Track | None) -> Region:
    wanted = name.strip().casefold()
    among = snapshot.regions_on(track.id) if track else snapshot.regions
    named = [one for one in among if one.name.casefold() == wanted]
    named = named or [one for one in among if wanted and wanted in one.name.casefold()]
    if not named:
        raise UserError(f"There is no clip '{name}' in the session.")
    return next((one for one in named if not one.mute), named[0])


def _beat(snapshot: Snapshot, bar: float) -> float:
    whole = int(bar)
    start = snapshot.tempo_map.bar_start(whole)
    return start + (bar - whole) * snapshot.tempo_map.meter_at(start).bar_beats


def _is_bar(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value < 1_000_000
