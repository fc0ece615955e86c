"""What each Change of regions does to a DAWproject: clips placed, moved, cut, given another content, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from bridge.dawproject.automation import from_db
from bridge.dawproject.document import ClipElement, Document
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.timeline import played
from bridge.dawproject.view import LYRICS
from bridge.dawproject.xml import Element, add, clean, elements, is_true, number, put, remove
from engine.daw import daw
from engine.errors import DawError
from engine.media.audio import probe_audio
from engine.media.note import Note

_CUT_FADE_S = 0.005


def place_audio(change: daw.PlaceAudio, edit: DocumentEdit) -> str:
    """A new clip that plays a file; returns its id."""
    document = edit.document
    clips, unit = document.clips_of(_content_track(document, change.track))
    clip = add(clips, "Clip", name=clean(change.name))
    span = (change.start_beats, change.lead_in_s, change.offset_s, change.length_s)
    return _fill_audio(ClipElement("", clip, change.track, unit), edit, change.path, change.name, *span)


def place_midi(change: daw.PlaceMidi, edit: DocumentEdit) -> str:
    """A new clip of notes; returns its id."""
    document = edit.document
    clips, unit = document.clips_of(_content_track(document, change.track))
    clip = add(clips, "Clip", name=clean(change.name))
    place = ClipElement("", clip, change.track, unit)
    _put_span(place, document, change.start_beats, change.start_beats + change.length_beats)
    _fill_notes(place, edit, change.notes)
    return document.clip_id(clip)


def replace_content(change: daw.ReplaceContent, edit: DocumentEdit) -> str:
    """Other notes or another sound in the same clip; returns its id."""
    document = edit.document
    clip = document.clip(change.region)
    found = played(document, clip.element, clip.unit)
    start = document.beats(number(clip.element, "time"), clip.unit)
    if change.path is None:
        begin = start if change.start_beats is None else change.start_beats
        kept = document.tempo_map.beats_at(found.end_s) - start
        length = kept if change.length_beats is None else change.length_beats
        _put_span(clip, document, begin, begin + length)
        if change.notes is not None:
            _fill_notes(clip, edit, change.notes)
        return change.region
    fades = (number(clip.element, "fadeInTime"), number(clip.element, "fadeOutTime"))
    is_timed = clip.element.get("fadeTimeUnit", clip.unit)
    begin = start if change.start_beats is None else change.start_beats
    lead_in_s = 0.0 if change.start_beats is None else change.lead_in_s
    span = (begin, lead_in_s, change.offset_s, change.length_s)
    _fill_audio(clip, edit, change.path, clip.element.get("name", "clip"), *span, own=change.region)
    if found.gain != 1.0:
        _put_gain(clip.element, document, found.gain)
    if any(fades) and clip.element.get("duration") is not None:
        longest = number(clip.element, "duration")
        if is_timed != clip.unit:
            after = played(document, clip.element, clip.unit)
            longest = after.end_s - after.start_s
            if is_timed == "beats":
                longest = document.tempo_map.beats_at(after.end_s) - document.tempo_map.beats_at(after.start_s)
        for name, value in zip(("fadeInTime", "fadeOutTime"), fades, strict=True):
            if value > longest:
                put(clip.element, **{name: longest})
    return change.region


def move(change: daw.Move, edit: DocumentEdit) -> None:
    """Somewhere else in time; sound keeps its seconds, notes their beats."""
    clip = edit.document.clip(change.region)
    _move_to(clip, edit.document, change.start_beats)


def duplicate(change: daw.Duplicate, edit: DocumentEdit) -> str:
    """A copy behind it in the file; returns its id."""
    document = edit.document
    clip = document.clip(change.region)
    copied = document.anew(clip.element)
    copied.tail = "\n"
    clip.element.addnext(copied)
    _move_to(ClipElement("", copied, clip.track, clip.unit), document, change.start_beats)
    return document.clip_id(copied)


def trim(change: daw.Trim, edit: DocumentEdit) -> None:
    """Other ends; the content stays where it is in time."""
    if change.end_beats <= change.start_beats:
        raise DawError("A region must end after it begins.")
    _trim(edit.document.clip(change.region), edit.document, change.start_beats, change.end_beats)


def split(change: daw.Split, edit: DocumentEdit) -> str:
    """Cut in two; returns the id of the second part, the first keeps its own."""
    document = edit.document
    clip = document.clip(change.region)
    found = played(document, clip.element, clip.unit)
    start, end = document.tempo_map.beats_at(found.start_s), document.tempo_map.beats_at(found.end_s)
    if not start + 1e-6 < change.at_beats < end - 1e-6:
        raise DawError("The cut does not lie inside the region.")
    second = document.anew(clip.element)
    second.tail = "\n"
    clip.element.addnext(second)
    put(second, fadeInTime=None)
    put(clip.element, fadeOutTime=None)
    _trim(ClipElement("", second, clip.track, clip.unit), document, change.at_beats, end)
    _trim(clip, document, start, change.at_beats)
    return document.clip_id(second)


def remove_region(change: daw.RemoveRegion, edit: DocumentEdit) -> None:
    """Take a clip away; what plays the same content by reference gets it."""
    clip = edit.document.clip(change.region).element
    _hand_over(clip, edit.document)
    remove(clip)


def set_notes(change: daw.SetNotes, edit: DocumentEdit) -> None:
    """Replace all notes."""
    clip = edit.document.clip(change.region)
    if not played(edit.document, clip.element, clip.unit).notes and next(clip.element.iter("Notes"), None) is None:
        raise DawError(f"'{clip.element.get('name', '')}' is a sound; only MIDI regions have notes.")
    _fill_notes(clip, edit, change.notes)


def rename_region(change: daw.RenameRegion, edit: DocumentEdit) -> None:
    """Give another name."""
    put(edit.document.clip(change.region).element, name=clean(change.name))


def mute_region(change: daw.SetRegionMute, edit: DocumentEdit) -> None:
    """Switch a clip off or on."""
    put(edit.document.clip(change.region).element, enable=None if not change.on else False)


def region_gain(change: daw.SetRegionGain, edit: DocumentEdit) -> None:
    """Set a clip's own gain."""
    clip = edit.document.clip(change.region)
    found = played(edit.document, clip.element, clip.unit)
    if found.notes and change.gain_db:
        raise DawError("The format has no gain for a region of notes; change their velocities instead.")
    for points in [one for one in _gain_points(clip.element) if len(list(one.iterfind("RealPoint"))) < 2]:
        remove(points)
    if change.gain_db:
        _put_gain(clip.element, edit.document, from_db(change.gain_db))


def fade_in(change: daw.SetFadeIn, edit: DocumentEdit) -> None:
    """Set a fade in."""
    _fade(edit, change.region, change.length_s, "fadeInTime")


def fade_out(change: daw.SetFadeOut, edit: DocumentEdit) -> None:
    """Set a fade out."""
    _fade(edit, change.region, change.length_s, "fadeOutTime")


def keep_seconds(document: Document, before: dict[str, float]) -> None:
    """After a change of tempo: a sound that plays at its own speed lasts as many seconds as it did."""
    for one in document.clips():
        own = document.clip_id(one.element)
        if own in before:
            _put_seconds(one, document, before[own])


def seconds_of_sounds(document: Document) -> dict[str, float]:
    """How long each clip lasts that keeps its seconds when the tempo changes."""
    return {
        document.clip_id(one.element): found.end_s - found.start_s
        for one in document.clips()
        if one.unit == "beats" and _keeps_seconds(one.element)
        for found in (played(document, one.element, one.unit),)
    }


# --- small things ---


def _keeps_seconds(clip: Element) -> bool:
    is_warped = next(clip.iter("Warps"), None) is not None
    is_sound = next(clip.iter("Audio"), None) is not None
    return is_sound and not is_warped and clip.get("contentTimeUnit") == "seconds"


def _content_track(document: Document, track_id: str) -> str:
    track = document.track(track_id)
    if track.tag == "Channel":
        raise DawError(f"'{track.get('name', '')}' is a return and holds no regions.")
    return track_id


def _fill_audio(
    clip: ClipElement, edit: DocumentEdit, path: Path, name: str, start_beats: float, lead_in_s: float, offset_s: float,
    length_s: float | None, own: str = "",
) -> str:  # fmt: skip
    """Let a clip play a file; the rest of the clip stays."""
    document, element = edit.document, clip.element
    info = probe_audio(path)
    entry = edit.sound(path, name)
    start_s = document.tempo_map.seconds_at(start_beats) - lead_in_s
    early_s = max(0.0, -start_s)
    start_s, begin_s = max(0.0, start_s), offset_s + early_s
    lasts_s = (info.seconds - offset_s if length_s is None else min(length_s, info.seconds - offset_s)) - early_s
    if lasts_s <= 0:
        raise DawError(f"Nothing of {path.name} lies in the range asked for.")
    _clear(clip, document)
    first = document.tempo_map.beats_at(start_s)
    put(element, time=document.in_unit(first, clip.unit), contentTimeUnit="seconds", playStart=begin_s)
    put(element, playStop=None, loopStart=None, loopEnd=None)
    _put_seconds(clip, document, lasts_s)
    if early_s:
        put(element, fadeTimeUnit="seconds", fadeInTime=_CUT_FADE_S)
    audio = add(element, "Audio", id=own or document.new_id("clip"), timeUnit="seconds")
    put(audio, channels=info.channels, sampleRate=info.sample_rate_hz, duration=info.seconds)
    add(audio, "File", path=entry)
    return str(audio.get("id"))


def _fill_notes(clip: ClipElement, edit: DocumentEdit, notes: Sequence[Note]) -> None:
    document, element = edit.document, clip.element
    own = document.clip_id(element) if next(elements(element), None) is not None else ""
    _clear(clip, document)
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


def _clear(clip: ClipElement, document: Document) -> None:
    """Take the content out of a clip."""
    _hand_over(clip.element, document)
    put(clip.element, reference=None)
    for one in list(clip.element):
        if isinstance(one.tag, str) or one.tag is etree.PI:
            remove(one)


def _hand_over(clip: Element, document: Document) -> None:
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


def _put_span(clip: ClipElement, document: Document, start_beats: float, end_beats: float) -> None:
    if end_beats <= start_beats:
        raise DawError("A region must end after it begins.")
    start, end = (document.in_unit(beat, clip.unit) for beat in (start_beats, end_beats))
    put(clip.element, time=float(start), duration=float(end - start))


def _put_seconds(clip: ClipElement, document: Document, lasts_s: float) -> None:
    """How long a clip is, in seconds."""
    time = number(clip.element, "time")
    start_s = document.seconds(time, clip.unit)
    end = start_s + lasts_s if clip.unit == "seconds" else document.tempo_map.beats_at(start_s + lasts_s)
    put(clip.element, duration=float(end - time))


def _move_to(clip: ClipElement, document: Document, start_beats: float) -> None:
    if start_beats < 0:
        raise DawError("A region cannot begin before the session.")
    found = played(document, clip.element, clip.unit)
    put(clip.element, time=float(document.in_unit(start_beats, clip.unit)))
    if _keeps_seconds(clip.element):
        _put_seconds(clip, document, found.end_s - found.start_s)
    elif clip.unit == "seconds" and clip.element.get("duration") is not None:
        beats = document.tempo_map.beats_at(found.end_s) - document.tempo_map.beats_at(found.start_s)
        _put_span(clip, document, start_beats, start_beats + beats)


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
    if begin < -1e-6 and next(element.iter("Audio"), None) is not None:
        raise DawError("There is no more sound in front of it in its file.")
    if begin < -1e-6:
        begin = _shift_notes(element, -begin)
    if _keeps_seconds(element) and element.get("loopEnd") is None and end_s > found.end_s + 1e-3:
        left = max((p.to_s for p in found.pieces), default=0.0)
        longest = max((number(audio, "duration") for audio in element.iter("Audio")), default=0.0)
        if end_s - found.end_s > longest - left + 1e-3:
            raise DawError("There is no more sound behind it in its file.")
    put(element, playStart=float(max(0.0, begin)), playStop=None)
    _put_span(clip, document, start_beats, end_beats)
    if is_true(element, "enable", True) and not found.end_s > found.start_s:
        raise DawError("The region has no length.")


def _shift_notes(element: Element, beats: float) -> float:
    """Move all notes of a clip later inside of it, to make room in front of them."""
    for note in element.iter("Note"):
        put(note, time=number(note, "time") + beats)
    return 0.0


def _fade(edit: DocumentEdit, region: str, length_s: float, name: str) -> None:
    document = edit.document
    clip = document.clip(region)
    found = played(document, clip.element, clip.unit)
    longest_s = found.end_s - found.start_s
    if not 0 <= length_s <= longest_s + 1e-3:
        raise DawError(f"The region is {longest_s:.2f} s long, so its fade cannot be {length_s:.2f} s.")
    if clip.element.get("fadeTimeUnit", clip.unit) != "seconds":
        other = "fadeOutTime" if name == "fadeInTime" else "fadeInTime"
        kept = number(clip.element, other)
        if kept:
            lasts = document.tempo_map.seconds_at(document.tempo_map.beats_at(found.start_s) + kept) - found.start_s
            put(clip.element, **{other: lasts})
    put(clip.element, fadeTimeUnit="seconds", **{name: float(length_s)})
    if not number(clip.element, "fadeInTime") and not number(clip.element, "fadeOutTime"):
        put(clip.element, fadeTimeUnit=None, fadeInTime=None, fadeOutTime=None)


def _gain_points(clip: Element) -> list[Element]:
    content = next(elements(clip), None)
    if content is None or content.tag != "Lanes":
        return []
    targets = [(one, one.find("Target")) for one in content.iterfind("Points")]
    return [one for one, target in targets if target is not None and target.get("expression") == "gain"]


def _put_gain(clip: Element, document: Document, factor: float) -> None:
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
