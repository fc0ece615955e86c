"""What Audacity lists, by place and in seconds, and what of it is known already: ids, exact places, names, files."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from bridge.scripted.units import gain_db
from engine.daw.daw import Marker, Region, Snapshot, Track
from engine.daw.selection import Selection
from engine.media.note import TempoMap

DIGITS = 1e-5
"""Audacity writes numbers with six digits."""


@dataclass
class Listing:
    """What Audacity says lies where."""

    rows: list[dict[str, Any]]
    """All tracks, those of labels too."""
    clips: list[dict[str, Any]]
    labels: list[tuple[int, float, float, str]]
    """Row of the label's track, begin, end, text."""

    @property
    def print(self) -> str:
        """Another one when anything but the selection is another."""
        kept = ("name", "kind", "pan", "gain", "channels", "solo", "mute")
        told = [[row.get(one) for one in kept] for row in self.rows]
        return json.dumps([told, [[one["track"], one["start"], one["end"]] for one in self.clips], self.labels])


def recognized(listing: Listing, known: Snapshot) -> Snapshot:
    """What is listed, with the ids, exact places, names and files of what is known of it."""
    rows = [(number, row) for number, row in enumerate(listing.rows) if row["kind"] == "wave"]
    again = _aligned([one.name for one in known.tracks], [row["name"] for _, row in rows])
    tracks, regions = [], list[Region]()
    for place, (number, row) in enumerate(rows):
        old = known.tracks[again[place]] if place in again else Track(new_id(), row["name"])
        gain, pan = gain_db(row["gain"]), round(row["pan"], 4)
        tracks.append(
            replace(
                old, name=row["name"], position=number, mute=bool(row["mute"]), solo=bool(row["solo"]),
                gain_db=old.gain_db if abs(old.gain_db - gain) < 1e-3 else gain,
                pan=old.pan if abs(old.pan - pan) < 1e-3 else pan,
            )
        )  # fmt: skip
        clips = [(one["start"], one["end"]) for one in listing.clips if one["track"] == number]
        regions += _clips(clips, known.regions_on(old.id), tracks[-1])
    selected = tuple(one.id for one, (_, row) in zip(tracks, rows, strict=True) if row["selected"])
    tempo_map = known.tempo_map
    return Snapshot(
        known.project, "", tempo_map, tuple(tracks), all_timed(regions, tempo_map), Selection(tracks=selected),
        markers=_labels(listing, known),
    )  # fmt: skip


def _clips(spans: Sequence[tuple[float, float]], known: Sequence[Region], track: Track) -> Iterator[Region]:
    """The clips of a track: those that lie where they lay, then those as long as one that went."""
    left = list(known)
    found: dict[int, Region] = {}
    for is_same in (lambda one, start, end: is_at(one.start_s, start) and is_at(one.start_s + one.length_s, end),
                    lambda one, start, end: is_at(one.length_s, end - start)):  # fmt: skip
        for number, (start, end) in enumerate(spans):
            old = next((one for one in left if is_same(one, start, end)), None) if number not in found else None
            if old:
                left.remove(old)
                found[number] = old if is_at(old.start_s, start) else replace(old, start_s=start)
    for number, (start, end) in enumerate(spans):
        yield found.get(number) or Region(
            new_id(), track.id, track.name, "audio", 0, 0, start_s=start, length_s=round(end - start, 9)
        )


def _labels(listing: Listing, known: Snapshot) -> tuple[Marker, ...]:
    left, found = list(known.markers), []
    for _, start, _, text in listing.labels:
        near = sorted(left, key=lambda one: abs(known.tempo_map.seconds_at(one.at_beats) - start))
        old = next((one for one in near if one.name == text), None) or next(
            (one for one in near if is_at(known.tempo_map.seconds_at(one.at_beats), start)), None
        )
        at = known.tempo_map.beats_at(start)
        is_there = old and is_at(known.tempo_map.seconds_at(old.at_beats), start)
        found.append(Marker(old.id if old else new_id(), text, old.at_beats if old and is_there else round(at, 6)))
        left = [one for one in left if one != old]
    return tuple(found)


def _aligned(known: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Which of the known ones each found one is, by their order and names."""
    again: dict[int, int] = {}
    for kind, a, b, c, d in SequenceMatcher(None, known, found, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and b - a == d - c):
            again |= dict(zip(range(c, d), range(a, b), strict=True))
    return again


def is_as(seen: Snapshot, wanted: Snapshot) -> bool:
    """Whether what is seen is just what was wanted: nothing more, nothing less, nothing else."""

    def told(one: Snapshot) -> object:
        tracks = [(t.id, t.name, round(t.gain_db, 2), round(t.pan, 2), t.mute, t.solo) for t in one.tracks]
        regions = sorted((r.id, r.track, round(r.start_s, 3), round(r.length_s, 3)) for r in one.regions)
        return tracks, regions, sorted((m.id, m.name, round(m.at_beats, 3)) for m in one.markers)

    return told(seen) == told(wanted)


def is_at(known: float, told: float) -> bool:
    """Whether a time that is known is the one that Audacity tells, as far as its digits go."""
    return math.isclose(known, told, rel_tol=DIGITS, abs_tol=1e-4)


def timed(region: Region, tempo_map: TempoMap) -> Region:
    """With its beats, by its seconds."""
    start = tempo_map.beats_at(region.start_s)
    length = tempo_map.beats_at(region.start_s + region.length_s) - start
    return replace(region, start_beats=round(start, 6), length_beats=round(length, 6))


def all_timed(regions: Sequence[Region], tempo_map: TempoMap) -> tuple[Region, ...]:
    """The same of all."""
    return tuple(timed(one, tempo_map) for one in regions)


def new_id() -> str:
    """An id that nothing has."""
    return uuid.uuid4().hex[:12]
