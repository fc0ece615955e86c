"""A DAWproject as a Snapshot."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from lxml import etree

from bridge.dawproject.automation import gain_told, lanes_of, pan_told
from bridge.dawproject.device import plugin_of
from bridge.dawproject.document import ClipElement, Document, channel_of, is_group, is_muted
from bridge.dawproject.package import Package, safe_name
from bridge.dawproject.sounds import Sounds
from bridge.dawproject.timeline import ClipTimeline, fade_lengths, played
from bridge.dawproject.xml import Element, elements, is_true, number
from engine.daw.daw import Lane, Marker, Project, Region, Send, Snapshot, Track
from engine.errors import TonmeisterError
from engine.media.note import Note

Kind = Literal["audio", "midi", "bus", "group", "master"]
LYRICS = "lyrics:"
"""How a clip's comment begins that holds the words of its notes: the format has no other place for them."""


def view(
    package: Package,
    document: Document,
    sounds: Sounds,
    project: Project,
    capabilities: frozenset[str],
    cannot: Mapping[str, str],
) -> Snapshot:
    """Everything a Snapshot has."""
    rate = sample_rate_of(document)
    clips = [ClipElement(document.clip_id(c.element), c.element, c.track, c.unit) for c in document.clips()]
    regions = tuple(region_of(clip, document, package, sounds, rate) for clip in clips)
    return Snapshot(
        project,
        package.revision,
        document.tempo_map,
        _tracks(document, regions),
        regions,
        sample_rate_hz=rate,
        capabilities=capabilities,
        daw="DAWproject",
        markers=tuple(_markers(document)),
        cannot=cannot,
    )


def sample_rate_of(document: Document) -> int:
    """The rate that most sounds have."""
    rates = Counter(audio.get("sampleRate") for audio in document.root.iter("Audio"))
    text = rates.most_common(1)[0][0] if rates else None
    return int(text) if text and text.isdigit() and 4000 <= int(text) <= 384_000 else 48_000


def region_of(clip: ClipElement, document: Document, package: Package, sounds: Sounds, rate: int) -> Region:
    """A clip as a region; what it plays is given as one file, rendered where it is no stretch of one."""
    found = played(document, clip.element, clip.unit)
    start = document.beats(number(clip.element, "time"), clip.unit)
    end = document.tempo_map.beats_at(found.end_s)
    if clip.unit == "beats" and clip.element.get("duration") is not None:
        end = start + number(clip.element, "duration")
    fade_in_s, fade_out_s = fade_lengths(document, clip.element, clip.unit, found.start_s, found.end_s)
    is_midi = bool(found.notes) or (not found.pieces and found.has_notes)
    text = clip.element.get("comment", "")
    sources, offset_s = ((), 0.0) if is_midi else _sources(found, package, sounds, rate)
    return Region(
        clip.id,
        clip.track,
        clip.element.get("name", "") or ("Notes" if is_midi else "Audio"),
        "midi" if is_midi else "audio",
        start,
        max(0.0, end - start),
        sources,
        offset_s,
        found.end_s - found.start_s,
        _notes(found, start, text) if is_midi else (),
        start_s=found.start_s,
        gain_db=round(gain_told(found.gain, None), 4),
        mute=is_muted(clip.element),
        fade_in_s=fade_in_s,
        fade_out_s=fade_out_s,
        is_looped=found.is_looped,
        text=text,
        state=state_of(clip.element),
        follows_tempo=bool(found.pieces) and not keeps_seconds(clip.element),
    )


def state_of(clip: Element) -> str:
    """What a clip is known by as it is now."""
    return hashlib.sha256(etree.tostring(clip, with_tail=False)).hexdigest()[:24]


def keeps_seconds(clip: Element) -> bool:
    """True for a sound that is not stretched when the tempo changes."""
    is_warped = next(clip.iter("Warps"), None) is not None
    is_sound = next(clip.iter("Audio"), None) is not None
    return is_sound and not is_warped and clip.get("contentTimeUnit") == "seconds"


def _notes(found: ClipTimeline, start: float, text: str) -> tuple[Note, ...]:
    notes = [
        Note(n.pitch, round(n.start_beats - start, 9), n.length_beats, n.velocity, channel=n.channel)
        for n in found.notes
    ]
    words = text[len(LYRICS) :].split() if text.lower().startswith(LYRICS) else []
    if words and len(words) == len(notes):
        notes = [replace(note, lyric=word) for note, word in zip(notes, words, strict=True)]
    return tuple(notes)


def _sources(found: ClipTimeline, package: Package, sounds: Sounds, rate: int) -> tuple[tuple[Path, ...], float]:
    """The file and how far into it the region begins; a path that is not there when it has no sound to use."""
    one = found.pieces[0] if len(found.pieces) == 1 else None
    try:
        if one and one.is_plain and not found.curves and abs(one.start_s - found.start_s) < 1e-3:
            return (sounds.source(package, one),), max(0.0, one.from_s)
        if found.pieces:
            return (sounds.rendered(package, found, rate),), 0.0
    except TonmeisterError:
        name = found.pieces[0].path
        name = Path(name).name[-80:] if safe_name(name) else name
        return (package.path / name,), 0.0  # in the file, where nothing is
    return (), 0.0


def _tracks(document: Document, regions: tuple[Region, ...]) -> tuple[Track, ...]:
    lanes = lanes_of(document)
    kinds: dict[str, set[str]] = {}
    for region in regions:
        kinds.setdefault(region.track, set()).add(region.kind)
    owners = {}
    for track in document.tracks():
        channel = channel_of(track)
        owners[track.get("id")] = str(track.get("id"))
        if channel is not None:
            owners[channel.get("id")] = str(track.get("id"))
    master = document.master()
    found = []
    for position, track in enumerate(document.tracks()):
        own = str(track.get("id"))
        found.append(_track(track, position, lanes.get(own, []), kinds.get(own, set()), owners, master))
    return tuple(found)


def _track(
    track: Element, position: int, lanes: list[Lane], has: set[str], owners: dict, master: Element | None
) -> Track:
    channel = channel_of(track)
    parent = track.getparent()
    group = str(parent.get("id")) if parent is not None and parent.tag == "Track" else ""
    base = Track(
        str(track.get("id")),
        track.get("name") or (channel.get("name") if channel is not None else None) or "Track",
        _kind(track, channel, has),
        color=_color(track.get("color") or (channel.get("color") if channel is not None else None) or ""),
        position=position,
        group=group,
        automation=tuple(lanes),
    )
    if channel is None:
        return base
    volume, pan = channel.find("Volume"), channel.find("Pan")
    goes_to = channel.get("destination")
    is_usual = master is not None and owners.get(goes_to) == owners.get(master.get("id"))
    return replace(
        base,
        gain_db=round(gain_told(number(volume, "value", 1.0), _unit(volume)), 4),
        pan=round(pan_told(number(pan, "value", 0.5), _unit(pan)), 4) if pan is not None else 0.0,
        mute=is_true(channel.find("Mute"), "value"),
        solo=is_true(channel, "solo"),
        plugins=tuple(plugin_of(device, track) for device in elements(channel.find("Devices"))),
        output="" if is_usual or not goes_to or owners.get(goes_to, "") == group else owners.get(goes_to, ""),
        sends=tuple(
            Send(owners[send.get("destination")], round(gain_told(number(level, "value", 1.0), _unit(level)), 4))
            for send in channel.iterfind("Sends/Send")
            if send.get("destination") in owners and is_true(send.find("Enable"), "value", True)
            for level in (send.find("Volume"),)
        ),
    )


def _kind(track: Element, channel: Element | None, has: set[str]) -> Kind:
    role = channel.get("role", "regular") if channel is not None else "regular"
    content = track.get("contentType", "").split()
    if role == "master":
        return "master"
    if is_group(track):
        return "group"
    if role in ("effect", "submix", "vca") or track.tag == "Channel":
        return "bus"
    if "notes" in content and "audio" in content:
        return "audio" if "audio" in has and "midi" not in has else "midi"
    return "midi" if "notes" in content or (not content and has == {"midi"}) else "audio"


def _unit(element: Element | None) -> str | None:
    return element.get("unit") if element is not None else None


def _color(text: str) -> str:
    text = text.strip().lower()
    return text[:7] if len(text) >= 7 and text.startswith("#") else ""


def _markers(document: Document) -> list[Marker]:
    found = []
    for group in document.root.iterfind("Arrangement/Markers"):
        unit = group.get("timeUnit", "beats")
        for one in elements(group):
            if one.tag == "Marker":
                at = document.beats(number(one, "time"), unit)
                found.append(Marker(document.mark_of(one, "marker"), one.get("name", ""), at))
    return sorted(found, key=lambda marker: marker.at_beats)
