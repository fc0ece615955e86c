"""Single notes of a clip: which are meant (the last, the third, every E, all above C5), and what is done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.assistant.actions.some_notes import chords, some
from engine.daw.daw import Region, Snapshot
from engine.errors import UserError
from engine.media.note import Note, TempoMap, pitch_name
from engine.media.pitch_class import pitch_class

SINGLE = ("pitch", "length", "delete")
"""Actions that change notes one by one."""
_SHORTEST_BEATS = 1 / 64


def chosen(notes: Sequence[Note], args: Mapping[str, Any], region: Region, tempo_map: TempoMap) -> list[Note]:
    """The notes that `note` counts and `only` names; chords count as one."""
    found = sorted(notes, key=lambda one: (one.start_beats, one.pitch))
    if (number := args.get("note")) is not None:
        found = _counted(found, int(number), region)
    if only := args.get("only"):
        some_of_them = some(found, str(only), tempo_map)
        named = [one for one in found if _is_called(one, str(only))] if some_of_them is None else some_of_them
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


def _counted(found: list[Note], number: int, region: Region) -> list[Note]:
    groups = chords(found)
    place = number - 1 if number > 0 else len(groups) + number
    if number == 0 or not 0 <= place < len(groups):
        raise UserError(f"'{region.name}' has only {len(groups)} notes there.")
    return groups[place]


def _is_called(note: Note, name: str) -> bool:
    step, pitch = pitch_class(name)
    return note.pitch == pitch if pitch is not None else note.pitch % 12 == step


def edited(notes: Sequence[Note], args: Mapping[str, Any]) -> list[Note]:
    """The notes with another pitch or length; none of those that are deleted."""
    if args["action"] == "delete":
        return []
    if args["action"] == "length":
        if args.get("times") is None:
            raise UserError("Say how long the notes should be: half as long, twice as long.")
        times = float(args["times"])
        return [replace(one, length_beats=max(_SHORTEST_BEATS, one.length_beats * times)) for one in notes]
    return [replace(one, pitch=_checked(_pitch(one.pitch, args))) for one in notes]


def _pitch(pitch: int, args: Mapping[str, Any]) -> int:
    if args.get("to"):
        step, exact = pitch_class(str(args["to"]))
        return exact if exact is not None else pitch + (step - pitch + 5) % 12 - 5  # the nearest of that name
    if args.get("change") is None:
        raise UserError("Say which note it should be, such as G or F#4, or by how many semitones it should move.")
    return pitch + round(float(args["change"]))


def _checked(pitch: int) -> int:
    if not 0 <= pitch <= 127:
        raise UserError("A note would leave the range of MIDI (0 to 127); move it by less.")
    return pitch


def told(args: Mapping[str, Any], region: Region, was: Sequence[Note], made: Sequence[Note], snapshot: Snapshot) -> str:
    """What became of the notes, in words."""
    if len(was) == 1:
        bar = snapshot.tempo_map.bar_at(max(0.0, was[0].start_beats))[0]
        name = f"The {pitch_name(was[0].pitch)} in bar {bar} of '{region.name}'"
        if args["action"] == "delete":
            return f"{name} is gone."
        if args["action"] == "length":
            return f"{name} is {made[0].length_beats:.3g} beats long now."
        return f"{name} is {pitch_name(made[0].pitch)} now."
    became = {"delete": "are gone", "length": "have another length", "pitch": "have another pitch"}[args["action"]]
    return f"{len(was)} notes of '{region.name}' {became}."
