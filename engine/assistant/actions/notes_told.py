"""What a question about notes is answered: how many there are, the highest and lowest, which ones in some bars."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import bar_beats, region_of, track_named
from engine.daw.daw import Region
from engine.daw.words import where
from engine.errors import UserError
from engine.media.note import NAMES, Note, pitch_name

_MOST_CLIPS = 16
_MOST_NAMES = 32
_PITCH = re.compile(r"(?P<name>[A-Ga-g][#b]?)(?P<octave>-?\d+)?")


def notes_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """A line or two for each clip of notes that is meant."""
    regions = _regions(args, access)
    if not regions:
        raise UserError("There are no notes in this session; write a recording down as notes first (audio to MIDI).")
    if args.get("note") is not None:
        return "\n".join(_one_note(region, args, access) for region in regions[:4])
    lines = [line for region in regions[:_MOST_CLIPS] for line in _of_clip(region, args, access)]
    return "\n".join([*_of_all(regions, args, access), *lines])


def _of_all(regions: Sequence[Region], args: Mapping[str, Any], access: SessionAccess) -> list[str]:
    """Who has the highest and the lowest of several clips' notes."""
    notes = [(note, region) for region in regions for note in _inside(region, args, access)]
    if len({region.id for _, region in notes}) < 2:
        return []
    (low, low_of), (high, high_of) = (pick(notes, key=lambda one: one[0].pitch) for pick in (min, max))
    return [
        f"Of all, '{high_of.name}' has the highest: {pitch_name(high.pitch)} in bar {_bar(high, high_of, access)};"
        f" '{low_of.name}' the lowest: {pitch_name(low.pitch)} in bar {_bar(low, low_of, access)}."
    ]


def _regions(args: Mapping[str, Any], access: SessionAccess) -> list[Region]:
    if args.get("clip"):
        found = [region_of(str(args["clip"]), access)]
    elif args.get("track"):
        found = list(access.snapshot.regions_on(track_named(access, str(args["track"])).id))
    else:
        return [region for region in access.snapshot.regions if region.kind == "midi"]
    notes = [region for region in found if region.kind == "midi"]
    if found and not notes:
        raise UserError(f"'{found[0].name}' is sound, not notes; write it down as notes first (audio to MIDI).")
    return notes


def _inside(region: Region, args: Mapping[str, Any], access: SessionAccess) -> list[Note]:
    """The notes in the bars that are asked about."""
    first, last = args.get("start_bar"), args.get("end_bar")
    start = region.start_beats if first is None else bar_beats(first, access)
    end = region.end_beats if last is None else bar_beats(last, access)
    inside = (start - 1e-6 - region.start_beats, end - 1e-6 - region.start_beats)
    return sorted(
        (one for one in region.notes if inside[0] <= one.start_beats < inside[1]),
        key=lambda one: (one.start_beats, one.pitch),
    )


def _of_clip(region: Region, args: Mapping[str, Any], access: SessionAccess) -> list[str]:
    first, last = args.get("start_bar"), args.get("end_bar")
    notes = _inside(region, args, access)
    if not notes:
        return [f"'{region.name}' has no notes there."]
    count = "1 note" if len(notes) == 1 else f"{len(notes)} notes"
    part = "" if first is None and last is None else " there"
    low, high = (pick(notes, key=lambda one: one.pitch) for pick in (min, max))
    lines = [f"'{region.name}' has {count}{part}, from {pitch_name(low.pitch)} to {pitch_name(high.pitch)}."]
    if low.pitch != high.pitch:
        lines.append(
            f"The highest is {pitch_name(high.pitch)} in bar {_bar(high, region, access)}, the lowest"
            f" {pitch_name(low.pitch)} in bar {_bar(low, region, access)}."
        )
    if len(notes) <= _MOST_NAMES:
        lines.append(f"In order: {_in_order(notes)}.")
    return lines


def _one_note(region: Region, args: Mapping[str, Any], access: SessionAccess) -> str:
    """A note by its number or its name, or the one that comes after or before it."""
    notes, said = _inside(region, args, access), str(args["note"])
    at = _place(notes, said)
    if at is None:
        return f"'{region.name}' has no note '{said}'."
    step = {"after": 1, "before": -1}.get(str(args.get("when") or ""), 0)
    if step:
        now = notes[at].start_beats
        beside = [one for one in notes if (one.start_beats > now + 1e-3 if step > 0 else one.start_beats < now - 1e-3)]
        if not beside:
            name = pitch_name(notes[at].pitch)
            return f"{name} is the last note of '{region.name}'." if step > 0 else _is_first(name, region)
        found = beside[0] if step > 0 else beside[-1]
        found_at = found.start_beats
        chord = [one for one in beside if abs(one.start_beats - found_at) < 1e-3]
        return f"{str(args['when']).capitalize()} {pitch_name(notes[at].pitch)} comes {_told(chord, region, access)}."
    return f"That is {_told([notes[at]], region, access)}."


def _is_first(name: str, region: Region) -> str:
    return f"{name} is the first note of '{region.name}'."


def _place(notes: Sequence[Note], said: str) -> int | None:
    if re.fullmatch(r"-?\d+", said):
        number = int(said)
        at = number - 1 if number > 0 else len(notes) + number
        return at if 0 <= at < len(notes) else None
    match = _PITCH.fullmatch(said)
    if match is None:
        return None
    name, octave = match["name"], match["octave"]
    tone = (NAMES.index(name[0].upper()) + {"#": 1, "b": -1}.get(name[1:], 0)) % 12
    same = (at for at, one in enumerate(notes) if one.pitch % 12 == tone)
    return next((at for at in same if octave is None or notes[at].pitch // 12 - 1 == int(octave)), None)


def _told(chord: Sequence[Note], region: Region, access: SessionAccess) -> str:
    """ "G4, 2 beats long, at bar 3 beat 2"."""
    names = "+".join(pitch_name(one.pitch) for one in chord)
    beats = chord[0].length_beats
    at = where(region.start_beats + chord[0].start_beats, access.snapshot)
    return f"{names}, {beats:g} beat{'' if beats == 1 else 's'} long, at {at}"


def _bar(note: Note, region: Region, access: SessionAccess) -> int:
    return access.snapshot.tempo_map.bar_at(max(0.0, region.start_beats + note.start_beats))[0]


def _in_order(notes: Sequence[Note]) -> str:
    """Their names one after the other; what begins together with a plus between."""
    chords = (list(group) for _, group in groupby(notes, key=lambda one: round(one.start_beats * 50)))
    return ", ".join("+".join(pitch_name(one.pitch) for one in chord) for chord in chords)
