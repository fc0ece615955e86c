"""Clips as they were before a change, kept so that an undo puts back also what was not heard of them.

A clip that is warped, looped or made of clips holds more than it plays, and what it plays cannot tell that. So its
element is kept, known by its state, which is in the snapshot; what comes back names the state that it had.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from bridge.dawproject.clip_content import clear, gain_points, put_gain, put_seconds, put_span
from bridge.dawproject.document import ClipElement, Document
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.timeline import played
from bridge.dawproject.view import LYRICS, keeps_seconds, state_of
from bridge.dawproject.xml import Element, clean, elements, is_true, number, put, remove
from engine.daw import daw

_WINDOW = ("contentTimeUnit", "playStart", "playStop", "loopStart", "loopEnd")
"""What says which part of its content a clip plays."""


def keep(clip: ClipElement, edit: DocumentEdit) -> None:
    """Remember a clip before it is changed. DawError when the disk does not take it."""
    edit.removed.keep(_by_itself(clip, edit.document), _name(state_of(clip.element)))


def put_back(change: daw.PlaceAudio | daw.PlaceMidi, edit: DocumentEdit) -> str:
    """The clip that was removed, with all that it held, where the change wants it; its id, or empty when unknown."""
    document = edit.document
    element = edit.removed.found(_name(change.was), document) if change.was else None
    if element is None or not (_brings_sounds(element, edit) or _is_gone(change)):
        return ""
    clips, unit = document.clips_of(change.track)
    clip = ClipElement("", element, change.track, unit)
    element.tail = "\n"
    clips.append(element)
    _put_place(clip, document, change.start_beats, element.attrib.pop("unit"), getattr(change, "length_s", None))
    put(element, name=clean(change.name))
    if isinstance(change, daw.PlaceMidi) and not _plays(clip, document, change.notes):
        remove(element)
        return ""
    return document.clip_id(element)


def content_put_back(change: daw.ReplaceContent, clip: ClipElement, edit: DocumentEdit) -> bool:
    """Give a clip the content that it had, whatever it plays now; False when that is not known any more."""
    document, now = edit.document, clip.element
    element = edit.removed.kept(_name(change.was)) if change.was else None
    if element is None or not _brings_sounds(element, edit):
        return False
    start = document.beats(number(now, "time"), clip.unit) if change.start_beats is None else change.start_beats
    was = copy.deepcopy(now)
    gain = played(document, now, clip.unit).gain
    own = document.clip_id(now)
    clear(clip, document)
    for part in elements(element):
        now.append(document.anew(part))
    put(now, **{name: element.get(name) for name in _WINDOW})
    content = next(elements(now), None)
    if content is not None:
        put(content, id=own)
    _put_place(clip, document, start, element.get("unit", clip.unit), change.length_s, element)
    if change.path is None and change.length_beats is None:
        put(now, duration=was.get("duration"))
    if abs(played(document, now, clip.unit).gain - gain) > 1e-6:
        for points in _single_gains(now):
            remove(points)
        if gain != 1.0:
            put_gain(now, document, gain)
    if now.get("comment", "").startswith(LYRICS) or element.get("comment", "").startswith(LYRICS):
        put(now, comment=element.get("comment"))
    if change.notes is None or _plays(clip, document, change.notes):
        return True
    for part in list(now):
        now.remove(part)
    now.extend(list(was))
    now.attrib.clear()
    now.attrib.update(was.attrib)
    return False


def widened(change: daw.Trim, clip: ClipElement, edit: DocumentEdit) -> bool:
    """Give a clip the ends that it had, if it has the same content still; False when it has not, or that is unknown."""
    now = clip.element
    element = edit.removed.kept(_name(change.was)) if change.was else None
    if element is None or _content(element) != _content(_by_itself(clip, edit.document)):
        return False
    put(now, **{name: element.get(name) for name in _WINDOW})
    put_span(clip, edit.document, change.start_beats, change.end_beats)
    return True


def _name(state: str) -> str:
    return f"clip {state}"


def _by_itself(clip: ClipElement, document: Document) -> Element:
    """A copy that says its units, and holds what it plays by reference."""
    element = copy.deepcopy(clip.element)
    element.tail = None
    content = next(elements(element), None)
    if element.get("reference"):
        found = next(
            (one for one in document.root.iter(etree.Element) if one.get("id") == element.get("reference")), None
        )
        put(element, reference=None)
        if found is not None and content is None:
            content = document.anew(found)
            content.tail = None
            element.append(content)
    inner = clip.unit if content is None else content.get("timeUnit", clip.unit)
    put(element, unit=clip.unit, contentTimeUnit=element.get("contentTimeUnit", inner))
    if element.get("fadeInTime") or element.get("fadeOutTime"):
        put(element, fadeTimeUnit=element.get("fadeTimeUnit", clip.unit))
    return element


def _put_place(
    clip: ClipElement, document: Document, start_beats: float, unit: str, length_s: float | None,
    element: Element | None = None,
) -> None:  # fmt: skip
    """Where it begins, and as long as it was: in seconds or in beats, as it was written."""
    kept = clip.element if element is None else element
    lasts = kept.get("duration")
    put(clip.element, time=float(document.in_unit(start_beats, clip.unit)), duration=lasts)
    if lasts is None:
        return
    if keeps_seconds(clip.element) and length_s:
        put_seconds(clip, document, length_s)
    elif unit != clip.unit:
        length = number(kept, "duration")
        start_s = document.tempo_map.seconds_at(start_beats)
        end = start_beats + length if unit == "beats" else document.tempo_map.beats_at(start_s + length)
        put_span(clip, document, start_beats, end)


def _brings_sounds(element: Element, edit: DocumentEdit) -> bool:
    """Whether all the files are there that it plays, by now or again."""
    for file in element.iter("File"):
        if not is_true(file, "external"):
            found = edit.again(file.get("path", ""))
            if not found:
                return False
            put(file, path=found)
    return True


def _is_gone(change: daw.PlaceAudio | daw.PlaceMidi) -> bool:
    """Whether there is no other sound to play instead: then a clip comes back without one, as it was."""
    path = getattr(change, "path", None)
    return path is not None and not path.is_file()


def _plays(clip: ClipElement, document: Document, notes: object) -> bool:
    """Whether these are its notes."""
    found = played(document, clip.element, clip.unit)
    start = document.tempo_map.beats_at(found.start_s)

    def rows(these: object, begin: float) -> list[tuple[float, ...]]:
        return sorted(
            (one.pitch, round(one.start_beats - begin, 2), round(one.length_beats, 2), one.velocity)
            for one in these  # type: ignore[attr-defined]
        )

    return rows(found.notes, start) == rows(notes, 0.0)


def _single_gains(clip: Element) -> Iterator[Element]:
    """The points that are the clip's gain, which is no part of what it plays."""
    yield from [one for one in gain_points(clip) if len(list(one.iterfind("RealPoint"))) < 2]


def _content(clip: Element) -> bytes:
    """What a clip holds, whichever part of it is played: without ids, gain and what only we have put there."""
    parts = copy.deepcopy(clip)
    for points in _single_gains(parts):
        remove(points)
    first = next(elements(parts), None)
    while first is not None and first.tag == "Lanes" and len(list(elements(first))) == 1 and not first.get("track"):
        first = next(elements(first))
    if first is None:
        return b""
    for one in list(first.iter()):
        if not isinstance(one.tag, str):
            parent = one.getparent()
            if parent is not None and one.tag is etree.PI:
                remove(one)
            continue
        one.attrib.pop("id", None)
        one.tail = None
        if not len(one):
            one.text = None
    first.set("timeUnit", first.get("timeUnit", parts.get("contentTimeUnit", "")))
    return bytes(etree.tostring(first, method="c14n", with_tail=False))
