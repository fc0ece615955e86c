"""What fills a clip: a sound or notes, how long it is, and its own gain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from lxml import etree

from bridge.dawproject.document import ClipElement, Document
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.view import LYRICS
from bridge.dawproject.xml import Element, add, elements, number, put, remove
from engine.errors import DawError
from engine.media.audio import probe_audio
from engine.media.note import Note, TempoMap

_CUT_FADE_S = 0.005
_CLOSE_BEATS = 1e-3


def fill_audio(
    clip: ClipElement, edit: DocumentEdit, path: Path, name: str, start_beats: float, lead_in_s: float, offset_s: float,
    length_s: float | None, own: str = "", *, follows_tempo: bool = False,
) -> str:  # fmt: skip
    """Let a clip play a file, at its own speed now; the rest of the clip stays.

    `follows_tempo`: it is stretched when the tempo changes later.
    """
    document, element = edit.document, clip.element
    info = probe_audio(path)
    entry = edit.sound(path, name)
    start_s = document.tempo_map.seconds_at(start_beats) - lead_in_s
    early_s = max(0.0, -start_s)
    start_s, begin_s = max(0.0, start_s), offset_s + early_s
    lasts_s = (info.seconds - offset_s if length_s is None else min(length_s, info.seconds - offset_s)) - early_s
    if lasts_s <= 0:
        raise DawError(f"Nothing of {path.name} lies in the range asked for.")
    clear(clip, document)
    first = document.tempo_map.beats_at(start_s)
    put(element, time=document.in_unit(first, clip.unit), contentTimeUnit="seconds", playStart=begin_s)
    put(element, playStop=None, loopStart=None, loopEnd=None)
    put_seconds(clip, document, lasts_s)
    if early_s:
        put(element, fadeTimeUnit="seconds", fadeInTime=_CUT_FADE_S)
    content = element
    if follows_tempo and clip.unit == "beats":
        content = add(element, "Warps", id=own or document.new_id("clip"), timeUnit="beats", contentTimeUnit="seconds")
    own = document.new_id("content") if content is not element else own or document.new_id("clip")
    audio = add(content, "Audio", id=own, timeUnit="seconds")
    put(audio, channels=info.channels, sampleRate=info.sample_rate_hz, duration=info.seconds)
    add(audio, "File", path=entry)
    if content is not element:
        _put_warps(content, element, document.tempo_map, start_s - begin_s, info.seconds)
    return str(next(elements(element)).get("id"))


def _put_warps(warps: Element, clip: Element, tempo_map: TempoMap, start_s: float, lasts_s: float) -> None:
    """Tie a file that begins at `start_s` to the beats on which it plays now; a glide is followed beat by beat."""
    zero, end = tempo_map.beats_at(start_s), tempo_map.beats_at(start_s + lasts_s)
    places = set[float]()
    for one, two in zip_longest(tempo_map.tempos, tempo_map.tempos[1:]):
        places.add(one.beat)
        if one.glides and two is not None:
            places.update(one.beat + n for n in range(1, math.ceil(two.beat - one.beat)))
    for beat in (zero, *sorted(place for place in places if zero + _CLOSE_BEATS < place < end - _CLOSE_BEATS), end):
        add(warps, "Warp", time=float(beat - zero), contentTime=float(tempo_map.seconds_at(beat) - start_s))
    put(clip, contentTimeUnit="beats", playStart=float(tempo_map.beats_at(start_s + number(clip, "playStart")) - zero))


def fill_notes(clip: ClipElement, edit: DocumentEdit, notes: Sequence[Note], own: str = "") -> None:
    """Let a clip play these notes, and nothing else; `own` is the id it has, if it has one."""
    document, element = edit.document, clip.element
    clear(clip, document)
    put(element, contentTimeUnit="beats", playStart=0.0, playStop=None, loopStart=None, loopEnd=None)
    group = add(element, "Notes", id=own or document.new_id("clip"))
    for note in sorted(notes, key=lambda one: (one.start_beats, one.pitch)):
        put(
            add(group, "Note"),
            time=float(note.start_beats), duration=float(note.length_beats), channel=note.channel, key=note.pitch,
            vel=note.velocity / 127, rel=0.0,
        )  # fmt: skip
    words = [note.lyric for note in sorted(notes, key=lambda one: one.start_beats) if note.lyric]
    if words:
        put(element, comment=f"{LYRICS} {' '.join(words)}")


def clear(clip: ClipElement, document: Document) -> None:
    """Take the content out of a clip."""
    hand_over(clip.element, document)
    put(clip.element, reference=None)
    for one in list(clip.element):
        if isinstance(one.tag, str) or one.tag is etree.PI:
            remove(one)


def hand_over(clip: Element, document: Document) -> None:
    """Give what other clips play by reference to the first of them."""
    own = {one.get("id") for one in clip.iter(etree.Element) if one.get("id")}
    asked = [one for one in document.root.iter("Clip") if one.get("reference") in own and one is not clip]
    for content in [one for one in clip.iter(etree.Element) if one.get("id") in {a.get("reference") for a in asked}]:
        heirs = [one for one in asked if one.get("reference") == content.get("id")]
        copied = document.anew(content)
        put(heirs[0], reference=None)
        for one in heirs[0]:
            if one.tag is etree.PI:
                heirs[0].remove(one)
        heirs[0].append(copied)
        for other in heirs[1:]:
            put(other, reference=str(copied.get("id")))


def put_span(clip: ClipElement, document: Document, start_beats: float, end_beats: float) -> None:
    """Where a clip begins and ends. DawError when it would have no length, or begin before the song does."""
    if start_beats < 0:
        raise DawError("Nothing can lie before the start of the song; choose a later place.")
    if end_beats <= start_beats:
        raise DawError("A region must end after it begins.")
    start, end = (document.in_unit(beat, clip.unit) for beat in (start_beats, end_beats))
    put(clip.element, time=float(start), duration=float(end - start))


def put_seconds(clip: ClipElement, document: Document, lasts_s: float) -> None:
    """How long a clip is, in seconds."""
    time = number(clip.element, "time")
    start_s = document.seconds(time, clip.unit)
    end = start_s + lasts_s if clip.unit == "seconds" else document.tempo_map.beats_at(start_s + lasts_s)
    put(clip.element, duration=float(end - time))


def gain_points(clip: Element) -> list[Element]:
    """The gains of a clip: one point holds throughout, several are a curve."""
    content = next(elements(clip), None)
    if content is None or content.tag != "Lanes":
        return []
    targets = [(one, one.find("Target")) for one in content.iterfind("Points")]
    return [one for one, target in targets if target is not None and target.get("expression") == "gain"]


def put_gain(clip: Element, document: Document, factor: float) -> None:
    """Give a clip a gain that holds throughout, as a factor."""
    content = next(elements(clip), None)
    if content is None:
        return
    if content.tag != "Lanes":
        lanes = put(clip.makeelement("Lanes"), id=content.get("id"), timeUnit=clip.get("contentTimeUnit"))
        content.addprevious(lanes)
        put(content, id=document.new_id("content"))
        lanes.append(content)
        content = lanes
    points = add(content, "Points", unit="linear", id=document.new_id("points"))
    add(points, "Target", expression="gain")
    add(points, "RealPoint", time=0.0, value=float(factor), interpolation="hold")
