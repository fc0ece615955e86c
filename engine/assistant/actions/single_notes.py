"""Single notes of a clip: which are meant (the last, the third, every E, all above C5), and what is done to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.assistant.actions.chord_notes import chord_told, progression
from engine.assistant.actions.some_notes import beat_of, chords, is_called, some
from engine.daw.daw import Region, Snapshot
from engine.errors import UserError
from engine.media.note import Note, TempoMap, pitch_name
from engine.media.pitch_class import pitch_class

THE_ONLY = "the "
"""Before the name of a note of which there is to be one and no more."""
_ALL_BUT = "not "
_NUMBERED = re.compile(r"note (?P<number>-?\d+)")
SINGLE = ("pitch", "length", "delete", "chord")
"""Actions that change notes one by one."""
_SHORTEST_BEATS = 1 / 64


def chosen(notes: Sequence[Note], args: Mapping[str, Any], region: Region, tempo_map: TempoMap) -> list[Note]:
    """The notes that `note` counts and `only` names; chords count as one."""
    found = sorted(notes, key=lambda one: (one.start_beats, one.pitch))
    if (number := args.get("note")) is not None:
        found = _counted(found, int(number), region, is_chord=args.get("action") == "chord")
    only = str(args.get("only") or "")
    if only.startswith(_ALL_BUT):
        spared = _spared(found, only.removeprefix(_ALL_BUT), region, tempo_map)
        return [one for one in found if one not in spared]
    if only := only.removeprefix(THE_ONLY):
        some_of_them = some(found, only, tempo_map)
        named = [one for one in found if is_called(one, only)] if some_of_them is None else some_of_them
        if not named and some_of_them is not None:
            raise UserError(f"There is no such note in '{region.name}' ({only}); nothing was changed.")
        if not named and number is not None:
            there = ", ".join(pitch_name(one.pitch) for one in found)
            raise UserError(f"That note of '{region.name}' is {there}, not {only}; nothing was changed.")
        if not named:
            raise UserError(f"There is no {only} in '{region.name}'.")
        found = named
    if args.get("action") == "pitch" and number is not None and len(found) > 1:
        there = ", ".join(pitch_name(one.pitch) for one in found)
        raise UserError(f"Several notes of '{region.name}' sound there ({there}); say which of them should change.")
    return found


def _counted(found: list[Note], number: int, region: Region, *, is_chord: bool = False) -> list[Note]:
    groups = progression(found) if is_chord else chords(found)
    place = number - 1 if number > 0 else len(groups) + number
    if number == 0 or not 0 <= place < len(groups):
        raise UserError(f"'{region.name}' has only {len(groups)} notes there.")
    return groups[place]


def _spared(found: Sequence[Note], said: str, region: Region, tempo_map: TempoMap) -> list[Note]:
    if counted := _NUMBERED.fullmatch(said):
        return _counted(list(found), int(counted["number"]), region)
    some_of_them = some(found, said, tempo_map)
    return [one for one in found if is_called(one, said)] if some_of_them is None else some_of_them


def with_the_only(notes: Sequence[tuple[Region, Sequence[Note]]], name: str, tempo_map: TempoMap) -> Region:
    """The clip that has the one note of a name; UserError where there is none, or several."""
    found = [(region, one) for region, its in notes for one in its if name == "note" or is_called(one, name)]
    if not found:
        names = [f"'{region.name}'" for region, _ in notes]
        raise UserError(f"There is no {name} there in {', '.join(dict.fromkeys(names))}.")
    if len(found) > 1:
        places = dict.fromkeys(f"{place_of(one, tempo_map)} of '{region.name}'" for region, one in found)
        raise UserError(
            f"There are {len(found)} notes {name}: in {', '.join(places)}. Say in which bar, or all of them."
        )
    return found[0][0]


def place_of(note: Note, tempo_map: TempoMap) -> str:
    """ "bar 3 beat 2.5"; of what begins a bar only that."""
    bar, _ = tempo_map.bar_at(max(0.0, note.start_beats + 1e-6))
    beat = beat_of(note, tempo_map)
    return f"bar {bar} beat {beat:.4g}" if beat > 1.01 else f"bar {bar}"


def edited(notes: Sequence[Note], args: Mapping[str, Any]) -> list[Note]:
    """The notes with another pitch or length; none of those that are deleted."""
    if args["action"] == "delete":
        return []
    if args["action"] == "length":
        return [replace(one, length_beats=max(_SHORTEST_BEATS, _length(one.length_beats, args))) for one in notes]
    return [replace(one, pitch=checked(_pitch(one.pitch, args))) for one in notes]


def _length(beats: float, args: Mapping[str, Any]) -> float:
    if args.get("beats") is not None:
        return float(args["beats"])
    if args.get("change") is not None:
        return beats + float(args["change"])
    if args.get("times") is None:
        raise UserError("Say how long the notes should be: half as long, two beats, a beat longer.")
    return beats * float(args["times"])


def _pitch(pitch: int, args: Mapping[str, Any]) -> int:
    if args.get("to"):
        step, exact = pitch_class(str(args["to"]))
        return exact if exact is not None else pitch + (step - pitch + 5) % 12 - 5  # the nearest of that name
    if args.get("change") is None:
        raise UserError("Say which note it should be, such as G or F#4, or by how many semitones it should move.")
    return pitch + round(float(args["change"]))


def checked(pitch: int) -> int:
    """The pitch; UserError where there is none so high or low."""
    if not 0 <= pitch <= 127:
        raise UserError("A note would leave the range of MIDI (0 to 127); move it by less.")
    return pitch


def _beats(note: Note) -> str:
    return f"{note.length_beats:.3g} beat{'' if abs(note.length_beats - 1) < 1e-3 else 's'}"


def told(args: Mapping[str, Any], region: Region, was: Sequence[Note], made: Sequence[Note], snapshot: Snapshot) -> str:
    """What became of the notes, in words."""
    if args["action"] == "chord":
        return chord_told(str(args["to"]), region.name, was, made, snapshot.tempo_map)
    if len(was) == 1:
        place = place_of(was[0], snapshot.tempo_map)
        name = f"The {pitch_name(was[0].pitch)} in {place} of '{region.name}'"
        if args["action"] == "delete":
            return f"{name} is gone."
        if args["action"] == "length":
            return f"{name} is {_beats(made[0])} long now."
        if args["action"] == "velocity":
            return f"{name} has velocity {made[0].velocity} now."
        return f"{name} is {pitch_name(made[0].pitch)} now."
    if args["action"] == "velocity" and len({one.velocity for one in made}) == 1:
        return f"{len(was)} notes of '{region.name}' have velocity {made[0].velocity} now."
    if args["action"] == "pitch" and len(pitches := {pitch_name(one.pitch) for one in made}) == 1:
        return f"{len(was)} notes of '{region.name}' are {pitches.pop()} now."
    became = {"delete": "are gone", "length": "have another length", "pitch": "have another pitch",
              "velocity": "have another velocity"}[args["action"]]  # fmt: skip
    return f"{len(was)} notes of '{region.name}' {became}."
