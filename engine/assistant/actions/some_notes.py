"""Some notes of many, by what they are: above a pitch, on a beat, every second, the loud ones, the third of a chord."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from statistics import median

from engine.errors import UserError
from engine.media.note import Note, TempoMap
from engine.media.pitch_class import pitch_class

_TOGETHER = 0.02
"""Beats: what begins so close is one chord, and so close to a beat is on it."""
_ON_BEAT = 0.125
_EARLY = 0.06
"""Beats that a note of the next bar may come too early."""
_BEYOND = re.compile(r"(?P<way>above|below|from|up to) (?P<pitch>\S+)")
_EVERY = re.compile(r"every (?P<count>\d+)(?:st|nd|rd|th)?")
_BEATS = re.compile(r"beats? (?P<beats>\d+(?:\.\d+)?(?: and \d+(?:\.\d+)?)*)")
_NTH = re.compile(r"(?P<place>last|\d+\.) (?P<name>\S+)")
_ENDS = re.compile(r"(?P<edge>first|last) (?P<count>[1-9]\d?)")
_OF_BAR = re.compile(r"(?P<place>first|last|\d+\.) of bar")
_THERE = re.compile(r"(?P<name>\S+) on (?P<beat>beat \S+)")
_TONES = {"root": (0,), "third": (3, 4), "fifth": (7, 6, 8), "seventh": (10, 11)}
_VOICES = {"top": -1, "bottom": 0}
_BY_WORD: dict[str, Callable[[Note], float]] = {
    "high": lambda one: one.pitch,
    "low": lambda one: -one.pitch,
    "loud": lambda one: one.velocity,
    "quiet": lambda one: -one.velocity,
    "long": lambda one: one.length_beats,
    "short": lambda one: -one.length_beats,
}


def some(notes: Sequence[Note], said: str, tempo_map: TempoMap) -> list[Note] | None:
    """The notes that are meant; None where the words name a note, and are read by its name. UserError for no pitch."""
    said = said.strip().lower()
    if there := _THERE.fullmatch(said):
        on_it = some(notes, there["beat"], tempo_map) or ()
        return [one for one in on_it if is_called(one, there["name"])]
    if ends := _ENDS.fullmatch(said):
        groups, count = chords(notes), int(ends["count"])
        return [one for group in (groups[:count] if ends["edge"] == "first" else groups[-count:]) for one in group]
    if of_bar := _OF_BAR.fullmatch(said):
        place = {"first": 0, "last": -1}.get(of_bar["place"])
        return _of_each_bar(notes, int(of_bar["place"].rstrip(".")) - 1 if place is None else place, tempo_map)
    if nth := _NTH.fullmatch(said):
        named = some(notes, nth["name"], tempo_map)
        groups = chords([one for one in notes if is_called(one, nth["name"])] if named is None else named)
        place = -1 if nth["place"] == "last" else int(nth["place"].rstrip(".")) - 1
        return groups[place] if -1 <= place < len(groups) and groups else []
    if beyond := _BEYOND.fullmatch(said):
        return _beyond(notes, beyond["way"], beyond["pitch"])
    if every := _EVERY.fullmatch(said):
        count = int(every["count"])
        return [one for place, group in enumerate(chords(notes), 1) for one in group if place % count == 0]
    if match := _BEATS.fullmatch(said):
        beats = [float(one) for one in match["beats"].split(" and ")]
        return [one for one in notes if any(abs(beat_of(one, tempo_map) - beat) < _ON_BEAT for beat in beats)]
    if said == "offbeats":
        return [one for one in notes if abs(beat_of(one, tempo_map) % 1 - 0.5) < _ON_BEAT]
    if said == "note":
        return list(notes)
    if said in _VOICES:
        return _voice(notes, said)
    if said in _TONES:
        return [one for group in chords(notes) for one in _tones(group, _TONES[said])]
    if said in _BY_WORD:
        measure = _BY_WORD[said]
        middle = median(map(measure, notes)) if notes else 0
        return [one for one in notes if measure(one) > middle + 1e-9]
    for word, measure in _BY_WORD.items():
        if said == f"{word}est":
            most = max(map(measure, notes), default=0)
            return [one for one in notes if measure(one) >= most - 1e-9]
    return None


def _of_each_bar(notes: Sequence[Note], place: int, tempo_map: TempoMap) -> list[Note]:
    """So many-th of each bar; what begins a hair before a bar is in it, and chords count as one."""
    bars: dict[int, list[Note]] = {}
    for one in notes:
        bars.setdefault(tempo_map.bar_at(max(0.0, one.start_beats + _EARLY))[0], []).append(one)
    groups = [chords(those) for those in bars.values()]
    return [one for those in groups if -len(those) <= place < len(those) for one in those[place]]


def _voice(notes: Sequence[Note], said: str) -> list[Note]:
    """The highest or lowest note of each chord; of a line without chords its high or low notes."""
    groups = [sorted(group, key=lambda one: one.pitch) for group in chords(notes)]
    if not any(len(group) > 1 for group in groups):
        return some(notes, "high" if said == "top" else "low", TempoMap()) or []
    return [group[_VOICES[said]] for group in groups if len(group) > 1]


def chords(notes: Sequence[Note]) -> list[list[Note]]:
    """The notes in groups that begin together, in order."""
    groups: list[list[Note]] = []
    for one in sorted(notes, key=lambda note: (note.start_beats, note.pitch)):
        if groups and one.start_beats - groups[-1][0].start_beats < _TOGETHER:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _beyond(notes: Sequence[Note], way: str, name: str) -> list[Note]:
    _, edge = pitch_class(name)
    if edge is None:
        raise UserError(f"Say which {name.upper()}, such as {name.upper()}4 (middle C is C4).")
    inside: dict[str, Callable[[int], bool]] = {
        "above": lambda pitch: pitch > edge,
        "below": lambda pitch: pitch < edge,
        "from": lambda pitch: pitch >= edge,
        "up to": lambda pitch: pitch <= edge,
    }
    return [one for one in notes if inside[way](one.pitch)]


def is_called(note: Note, name: str) -> bool:
    """Is it an E, or the E4? UserError for no pitch."""
    step, pitch = pitch_class(name)
    return note.pitch == pitch if pitch is not None else note.pitch % 12 == step


def beat_of(note: Note, tempo_map: TempoMap) -> float:
    """Its beat in the bar, from 1."""
    bar, _ = tempo_map.bar_at(max(0.0, note.start_beats + 1e-6))
    return note.start_beats - tempo_map.bar_start(bar) + 1


def _tones(group: Sequence[Note], steps: tuple[int, ...]) -> list[Note]:
    """The notes of a chord that lie so many semitones above its root, in any octave; none where it has no root."""
    classes = {one.pitch % 12 for one in group}
    lowest = min(group, key=lambda one: one.pitch).pitch % 12
    roots = sorted(classes, key=lambda one: (not _is_root(one, classes), (one + 7) % 12 not in classes, one != lowest))
    root = roots[0]
    if not _is_root(root, classes) and steps != (0,):
        return []
    step = next((step for step in steps if (root + step) % 12 in classes), None)
    return [one for one in group if step is not None and one.pitch % 12 == (root + step) % 12]


def is_rooted_low(group: Sequence[Note]) -> bool:
    """Is the lowest note of a chord its root?"""
    classes = {one.pitch % 12 for one in group}
    lowest = min(group, key=lambda one: one.pitch).pitch % 12
    has = {(one - lowest) % 12 for one in classes}
    return _is_root(lowest, classes) or bool(has & {7} and has & {2, 5})


def _is_root(root: int, classes: set[int]) -> bool:
    has = {(one - root) % 12 for one in classes}
    return bool(has & {3, 4}) and bool(has & {6, 7, 8} or len(classes) == 2)
