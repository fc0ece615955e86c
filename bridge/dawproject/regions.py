"""What each Change of regions does to a DAWproject: clips placed, moved, cut, given another content, taken away."""

from __future__ import annotations

from bridge.dawproject.automation import from_db
from bridge.dawproject.clip_content import fill_audio, fill_notes, gain_points, hand_over, put_gain, put_span
from bridge.dawproject.document import ClipElement, Document
from bridge.dawproject.edges import move_to
from bridge.dawproject.edit import DocumentEdit
from bridge.dawproject.kept_clip import content_put_back, keep, put_back
from bridge.dawproject.timeline import fade_lengths, played
from bridge.dawproject.view import keeps_seconds
from bridge.dawproject.xml import add, clean, number, put, remove
from engine.daw import daw
from engine.errors import DawError

_SAME_GAIN = 1e-5
"""A ten-thousandth of a decibel."""


def place_audio(change: daw.PlaceAudio, edit: DocumentEdit) -> str:
    """A new clip that plays a file; returns its id."""
    document = edit.document
    clips, unit = document.clips_of(_content_track(document, change.track))
    if made := put_back(change, edit):
        return made
    clip = add(clips, "Clip", name=clean(change.name))
    span = (change.start_beats, change.lead_in_s, change.offset_s, change.length_s)
    return fill_audio(ClipElement("", clip, change.track, unit), edit, change.path, change.name, *span)


def place_midi(change: daw.PlaceMidi, edit: DocumentEdit) -> str:
    """A new clip of notes; returns its id."""
    document = edit.document
    clips, unit = document.clips_of(_content_track(document, change.track))
    if made := put_back(change, edit):
        return made
    clip = add(clips, "Clip", name=clean(change.name))
    place = ClipElement("", clip, change.track, unit)
    put_span(place, document, change.start_beats, change.start_beats + change.length_beats)
    fill_notes(place, edit, change.notes)
    return document.clip_id(clip)


def replace_content(change: daw.ReplaceContent, edit: DocumentEdit) -> str:
    """Other notes or another sound in the same clip; returns its id."""
    document = edit.document
    clip = document.clip(change.region)
    keep(clip, edit)
    if content_put_back(change, clip, edit):
        _shorten_fades(clip, document)
        return change.region
    found = played(document, clip.element, clip.unit)
    start = document.beats(number(clip.element, "time"), clip.unit)
    if change.path is None:
        begin = start if change.start_beats is None else change.start_beats
        kept = document.tempo_map.beats_at(found.end_s) - start
        length = kept if change.length_beats is None else change.length_beats
        put_span(clip, document, begin, begin + length)
        if change.notes is not None:
            fill_notes(clip, edit, change.notes, own=change.region)
        return change.region
    begin = start if change.start_beats is None else change.start_beats
    lead_in_s = 0.0 if change.start_beats is None else change.lead_in_s
    span = (begin, lead_in_s, change.offset_s, change.length_s)
    follows_tempo = bool(found.pieces) and not keeps_seconds(clip.element)
    name = clip.element.get("name", "clip")
    fill_audio(clip, edit, change.path, name, *span, own=change.region, follows_tempo=follows_tempo)
    if found.gain != 1.0:
        put_gain(clip.element, document, found.gain)
    _shorten_fades(clip, document)
    return change.region


def duplicate(change: daw.Duplicate, edit: DocumentEdit) -> str:
    """A copy behind it in the file; returns its id."""
    document = edit.document
    clip = document.clip(change.region)
    copied = document.anew(clip.element)
    copied.tail = "\n"
    clip.element.addnext(copied)
    move_to(ClipElement("", copied, clip.track, clip.unit), document, change.start_beats)
    return document.clip_id(copied)


def remove_region(change: daw.RemoveRegion, edit: DocumentEdit) -> None:
    """Take a clip away; what plays the same content by reference gets it."""
    clip = edit.document.clip(change.region)
    keep(clip, edit)
    hand_over(clip.element, edit.document)
    remove(clip.element)


def set_notes(change: daw.SetNotes, edit: DocumentEdit) -> None:
    """Replace all notes."""
    clip = edit.document.clip(change.region)
    if not played(edit.document, clip.element, clip.unit).has_notes:
        raise DawError(f"'{clip.element.get('name', '')}' is a sound; only MIDI regions have notes.")
    keep(clip, edit)
    fill_notes(clip, edit, change.notes, own=change.region)


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
    if abs(found.gain - from_db(change.gain_db)) < _SAME_GAIN * found.gain:
        return
    for points in [one for one in gain_points(clip.element) if len(list(one.iterfind("RealPoint"))) < 2]:
        remove(points)
    if change.gain_db:
        put_gain(clip.element, edit.document, from_db(change.gain_db))


def fade_in(change: daw.SetFadeIn, edit: DocumentEdit) -> None:
    """Set a fade in."""
    _fade(edit, change.region, change.length_s, "fadeInTime")


def fade_out(change: daw.SetFadeOut, edit: DocumentEdit) -> None:
    """Set a fade out."""
    _fade(edit, change.region, change.length_s, "fadeOutTime")


# --- small things ---


def _content_track(document: Document, track_id: str) -> str:
    track = document.track(track_id)
    if track.tag == "Channel":
        raise DawError(f"'{track.get('name', '')}' is a return and holds no regions.")
    return track_id


def _fade(edit: DocumentEdit, region: str, length_s: float, name: str) -> None:
    document = edit.document
    clip = document.clip(region)
    found = played(document, clip.element, clip.unit)
    longest_s = found.end_s - found.start_s
    if not 0 <= length_s <= longest_s + 1e-3:
        raise DawError(f"The region is {longest_s:.2f} s long, so its fade cannot be {length_s:.2f} s.")
    lengths = fade_lengths(document, clip.element, clip.unit, found.start_s, found.end_s)
    if abs(lengths[name == "fadeOutTime"] - length_s) < 1e-6:
        return
    if clip.element.get("fadeTimeUnit", clip.unit) != "seconds":
        other = "fadeOutTime" if name == "fadeInTime" else "fadeInTime"
        kept = number(clip.element, other)
        if kept:
            lasts = document.tempo_map.seconds_at(document.tempo_map.beats_at(found.start_s) + kept) - found.start_s
            put(clip.element, **{other: lasts})
    put(clip.element, fadeTimeUnit="seconds", **{name: float(length_s)})
    if not number(clip.element, "fadeInTime") and not number(clip.element, "fadeOutTime"):
        put(clip.element, fadeTimeUnit=None, fadeInTime=None, fadeOutTime=None)


def _shorten_fades(clip: ClipElement, document: Document) -> None:
    """Fades that are longer than the clip end with it."""
    fades = {name: number(clip.element, name) for name in ("fadeInTime", "fadeOutTime")}
    if not any(fades.values()) or clip.element.get("duration") is None:
        return
    longest, edge = number(clip.element, "duration"), clip.element.get("fadeTimeUnit", clip.unit)
    if edge != clip.unit:
        found = played(document, clip.element, clip.unit)
        longest = found.end_s - found.start_s
        if edge == "beats":
            longest = document.tempo_map.beats_at(found.end_s) - document.tempo_map.beats_at(found.start_s)
    put(clip.element, **{name: longest for name, value in fades.items() if value > longest})
