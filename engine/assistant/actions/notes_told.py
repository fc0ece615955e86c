"""What a question about notes is answered: how many there are, the highest and lowest, which ones in some bars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from engine.assistant.actions.session_access import SessionAccess
from engine.assistant.actions.targets import bar_beats, region_of, track_named
from engine.daw.daw import Region
from engine.errors import UserError
from engine.media.note import Note, pitch_name

_MOST_CLIPS = 16
_MOST_NAMES = 32


def notes_told(args: Mapping[str, Any], access: SessionAccess) -> str:
    """A line or two for each clip of notes that is meant."""
    regions = _regions(args, access)
    if not regions:
        raise UserError("There are no notes in this session; write a recording down as notes first (audio to MIDI).")
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


def _bar(note: Note, region: Region, access: SessionAccess) -> int:
    return access.snapshot.tempo_map.bar_at(max(0.0, region.start_beats + note.start_beats))[0]


def _in_order(notes: Sequence[Note]) -> str:
    """Their names one after the other; what begins together with a plus between."""
    chords = (list(group) for _, group in groupby(notes, key=lambda one: round(one.start_beats * 50)))
    return ", ".join("+".join(pitch_name(one.pitch) for one in chord) for chord in chords)
