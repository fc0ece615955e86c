"""Where a clip lies: moved, trimmed, cut in two, and what a change of tempo leaves as long as it was."""

from __future__ import annotations

from bridge.dawproject.clip_content import put_seconds, put_span
from bridge.dawproject.document import ClipElement, Document
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.kept_clip import keep, widened
from bridge.dawproject.timeline import played
from bridge.dawproject.view import keeps_seconds
from bridge.dawproject.xml import Element, elements, is_true, number, put
from engine.daw import daw
from engine.errors import DawError


def move(change: daw.Move, edit: DocumentEdit) -> None:
    """Somewhere else in time; sound keeps its seconds, notes their beats."""
    clip = edit.document.clip(change.region)
    move_to(clip, edit.document, change.start_beats)


def trim(change: daw.Trim, edit: DocumentEdit) -> None:
    """Other ends; the content stays where it is in time."""
    if change.end_beats <= change.start_beats:
        raise DawError("A region must end after it begins.")
    clip = edit.document.clip(change.region)
    keep(clip, edit)
    if not widened(change, clip, edit):
        _trim(clip, edit.document, change.start_beats, change.end_beats)


def split(change: daw.Split, edit: DocumentEdit) -> str:
    """Cut in two; returns the id of the second part, the first keeps its own."""
    document = edit.document
    clip = document.clip(change.region)
    found = played(document, clip.element, clip.unit)
    start, end = document.tempo_map.beats_at(found.start_s), document.tempo_map.beats_at(found.end_s)
    if not start + 1e-6 < change.at_beats < end - 1e-6:
        raise DawError("The cut does not lie inside the region.")
    keep(clip, edit)
    second = document.anew(clip.element)
    second.tail = "\n"
    clip.element.addnext(second)
    put(second, fadeInTime=None)
    put(clip.element, fadeOutTime=None)
    _trim(ClipElement("", second, clip.track, clip.unit), document, change.at_beats, end)
    _trim(clip, document, start, change.at_beats)
    return document.clip_id(second)


def keep_seconds(document: Document, before: dict[str, float]) -> None:
    """After a change of tempo: a sound that plays at its own speed lasts as many seconds as it did."""
    for one in document.clips():
        own = document.clip_id(one.element)
        if own in before:
            put_seconds(one, document, before[own])


def seconds_of_sounds(document: Document) -> dict[str, float]:
    """How long each clip lasts that keeps its seconds when the tempo changes."""
    return {
        document.clip_id(one.element): found.end_s - found.start_s
        for one in document.clips()
        if one.unit == "beats" and keeps_seconds(one.element)
        for found in (played(document, one.element, one.unit),)
    }


def move_to(clip: ClipElement, document: Document, start_beats: float) -> None:
    """Begin elsewhere; sound keeps its seconds, notes their beats."""
    if start_beats < 0:
        raise DawError("A region cannot begin before the session.")
    found = played(document, clip.element, clip.unit)
    put(clip.element, time=float(document.in_unit(start_beats, clip.unit)))
    if keeps_seconds(clip.element):
        put_seconds(clip, document, found.end_s - found.start_s)
    elif clip.unit == "seconds" and clip.element.get("duration") is not None:
        beats = document.tempo_map.beats_at(found.end_s) - document.tempo_map.beats_at(found.start_s)
        put_span(clip, document, start_beats, start_beats + beats)


def _trim(clip: ClipElement, document: Document, start_beats: float, end_beats: float) -> None:
    element = clip.element
    found = played(document, element, clip.unit)
    start_s, end_s = (document.tempo_map.seconds_at(beat) for beat in (start_beats, end_beats))
    content = next(elements(element), None)
    inner = element.get("contentTimeUnit") or (content.get("timeUnit", clip.unit) if content is not None else clip.unit)

    def inside(seconds: float) -> float:
        return seconds if inner == "seconds" else document.tempo_map.beats_at(seconds)

    begin = number(element, "playStart") + inside(start_s) - inside(found.start_s)
    if element.get("loopEnd") is not None:
        first, last = number(element, "loopStart"), number(element, "loopEnd")
        while begin >= last - 1e-9 and last - first > 1e-6:
            begin -= last - first
        while begin < -1e-6 and last - first > 1e-6:  # what lies in front of a loop is the loop
            begin += last - first
    if begin < -1e-6 and next(element.iter("Audio"), None) is not None:
        raise DawError("There is no more sound in front of it in its file.")
    if begin < -1e-6:
        begin = _shift_notes(element, -begin)
    if keeps_seconds(element) and element.get("loopEnd") is None and end_s > found.end_s + 1e-3:
        left = max((p.to_s for p in found.pieces), default=0.0)
        longest = max((number(audio, "duration") for audio in element.iter("Audio")), default=0.0)
        if end_s - found.end_s > longest - left + 1e-3:
            raise DawError("There is no more sound behind it in its file.")
    put(element, playStart=float(max(0.0, begin)), playStop=None)
    put_span(clip, document, start_beats, end_beats)
    if is_true(element, "enable", True) and not found.end_s > found.start_s:
        raise DawError("The region has no length.")


def _shift_notes(element: Element, beats: float) -> float:
    """Move all notes of a clip later inside of it, to make room in front of them."""
    for note in element.iter("Note"):
        put(note, time=number(note, "time") + beats)
    return 0.0
