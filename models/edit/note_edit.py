"""Cutting, joining, looping and turning round notes, exact to the tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import ceil

from engine.errors import UserError
from engine.media.audio_range import beat_range, has_range
from engine.media.clip import Clip, midi_clip
from engine.media.midi_file import MAX_NOTES, MidiContent
from engine.media.note import MeterChange, Note, TempoChange, TempoMap
from models.edit.edit_request import NO_TRIM, EditRequest

Outputs = dict[str, Clip]
_SHORTEST_BEATS = 1 / 64


def trim(request: EditRequest) -> Outputs:
    """Keep only the range; notes that reach over its borders are shortened."""
    if not has_range(request.args):
        raise UserError(NO_TRIM)
    content = request.clip.midi()
    start, end = _range(request, content)
    return {"audio": _made(request, _within(content.notes, start, end), start, end - start, content)}


def cut(request: EditRequest) -> Outputs:
    """Take the range out and close the gap."""
    if not has_range(request.args):
        raise UserError("Say what to cut: a start and an end, in seconds or bars.")
    content = request.clip.midi()
    start, end = _range(request, content)
    if start <= 0 and end >= content.length_beats:
        raise UserError(f"That would cut all of '{request.clip.name}'; nothing would be left.")
    after = _moved(_within(content.notes, end, content.length_beats), start)
    length = content.length_beats - (end - start)
    return {"audio": _made(request, [*_within(content.notes, 0, start), *after], 0, length, content)}


def split(request: EditRequest) -> Outputs:
    """Clips that lie back to back: two, or `count` of one length."""
    content = request.clip.midi()
    count, length = request.part_count(), content.length_beats
    at = [_split_at(request, content)] if count is None else [length * i / count for i in range(1, count)]
    borders = [0.0, *at, length]
    return {f"part_{i}": _made(request, _within(content.notes, a, b), a, b - a, content, f" {i}")
            for i, (a, b) in enumerate(zip(borders, borders[1:], strict=False), 1)}


def _split_at(request: EditRequest, content: MidiContent) -> float:
    args = dict(request.args)
    if args.get("at_s") is not None:
        args = {"start_s": args["at_s"]}
    if not has_range(args):
        raise UserError("Say where to split: at a time in seconds, or at the start of a bar.")
    start, end = beat_range(args, request.clip, _map(request, content), content.length_beats)
    at = start if start > 0 else end
    if not 0 < at < content.length_beats:
        raise UserError(f"'{request.clip.name}' is {content.length_beats:g} beats long; a split must lie inside it.")
    return at


def loop(request: EditRequest) -> Outputs:
    """The clip, or the range of it, `count` times in all, or again and again until `duration` is full."""
    content = request.clip.midi()
    start, end = _range(request, content)
    tempo_map, origin = _map(request, content), (request.clip.start_beats or 0.0) + start
    origin_s = tempo_map.seconds_at(origin)
    duration_s = request.loop_s(tempo_map.seconds_at(origin + end - start) - origin_s)
    length = request.loop_count() * (end - start)
    if duration_s is not None:
        length = tempo_map.beats_at(origin_s + duration_s) - origin
    turns = ceil(length / (end - start) - 1e-9)
    notes = _within(content.notes, start, end)
    if turns * len(notes) > MAX_NOTES:
        raise UserError(f"{turns} times '{request.clip.name}' has more than {MAX_NOTES:,} notes; use a smaller count.")
    repeated = [note for i in range(turns) for note in _moved(notes, i * (end - start))]
    return {"audio": _made(request, _within(repeated, 0.0, length), start, length, content)}


def reverse(request: EditRequest) -> Outputs:
    """Turn the notes of the clip, or of the range in its place, back to front; words stay on their notes."""
    content = request.clip.midi()
    start, end = _range(request, content)
    inside = _within(content.notes, start, end)
    turned = [replace(note, start_beats=end - start - note.end_beats + start) for note in inside]
    before, after = (_within(content.notes, a, b) for a, b in ((0.0, start), (end, content.length_beats)))
    return {"audio": _made(request, [*before, *turned, *_moved(after, end)], 0, content.length_beats, content)}


def join(request: EditRequest) -> Outputs:
    """The clips one after the other, at the tempo of the first."""
    if len(request.clips) < 2:
        raise UserError("join needs at least two clips.")
    contents = [clip.midi() for clip in request.clips]
    notes: list[Note] = []
    position = 0.0
    for content in contents:
        notes += _moved(content.notes, position)
        position += content.length_beats
    return {"audio": _made(request, notes, 0, position, contents[0], " joined")}


ACTIONS: dict[str, Callable[[EditRequest], Outputs]] = {
    "trim": trim, "cut": cut, "split": split, "loop": loop, "reverse": reverse, "join": join,
}


def _map(request: EditRequest, content: MidiContent) -> TempoMap:
    """The session's tempo map for a clip that lies in it, else that of the file."""
    return request.brief.tempo_map if request.clip.start_beats is not None else content.tempo_map


def _range(request: EditRequest, content: MidiContent) -> tuple[float, float]:
    return beat_range(request.args, request.clip, _map(request, content), content.length_beats)


def _within(notes: Iterable[Note], start: float, end: float) -> list[Note]:
    """The notes that sound in a range, cut to it, counted from its start."""
    kept = []
    for note in notes:
        begins, ends = max(note.start_beats, start), min(note.end_beats, end)
        if ends - begins >= min(_SHORTEST_BEATS, note.length_beats) - 1e-9 and ends > begins:
            kept.append(replace(note, start_beats=begins - start, length_beats=ends - begins))
    return kept


def _moved(notes: Iterable[Note], by_beats: float) -> list[Note]:
    return [replace(note, start_beats=note.start_beats + by_beats) for note in notes]


def _made(request: EditRequest, notes: Iterable[Note], skipped_beats: float, length_beats: float,
          content: MidiContent, suffix: str = "") -> Clip:
    clip = request.clips[0]
    start_beats = None if clip.start_beats is None else clip.start_beats + skipped_beats
    return midi_clip(request.brief.folder, clip.name + suffix, notes, _from(content.tempo_map, skipped_beats),
                     length_beats, start_beats=start_beats, track=clip.track)


def _from(tempo_map: TempoMap, beat: float) -> TempoMap:
    """The map as seen from a beat on; a bar that was begun before it starts anew."""
    if beat <= 0:
        return tempo_map
    tempos = (TempoChange(0.0, tempo_map.bpm_at(beat)),
              *(TempoChange(t.beat - beat, t.bpm) for t in tempo_map.tempos if t.beat > beat))
    meter = tempo_map.meter_at(beat)
    meters = (MeterChange(0.0, meter.numerator, meter.denominator),
              *(MeterChange(m.beat - beat, m.numerator, m.denominator) for m in tempo_map.meters if m.beat > beat))
    return TempoMap(tempos, meters)
