"""A DAWproject as a tree that is read and changed: its tracks, channels, clips and markers, each with a stable id."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from bridge.dawproject.tempo import read_tempo_map
from bridge.dawproject.xml import Element, add, child_of, elements, is_true, parse, put
from engine.errors import DawError

_INSTRUCTION = "tonmeister"


@dataclass(frozen=True)
class ClipElement:
    """A clip of the arrangement with where it lies in the tree."""

    id: str
    element: Element
    track: str
    unit: str
    """Of its place and length: beats or seconds."""


class Document:
    """The tree, its ids and its tempo."""

    def __init__(self, data: bytes) -> None:
        self.tree = parse(data, "project.xml")
        self.root = self.tree.getroot()
        if self.root.tag != "Project":
            raise DawError("project.xml holds no DAWproject; export the project again.")
        version = self.root.get("version", "1.0")
        if version.partition(".")[0].strip() not in ("0", "1"):
            raise DawError(f"The file is a DAWproject of version {version[:20]}; this program knows version 1.")
        self._taken = {one.get("id") for one in self.root.iter(etree.Element) if one.get("id")}
        self._numbers = itertools.count(1)
        self._by_mark: dict[str, Element] = {}
        self._is_read = False
        self.name_all()
        self._is_read = True
        self.tempo_map = read_tempo_map(self.root)

    # --- ids ---

    def new_id(self, kind: str, wanted: str = "") -> str:
        """An id that nothing in the document has, nor anything that was in it before: an undo may ask for that.

        `wanted` is the one that a thing had which comes back.
        """
        if wanted and wanted not in self._taken:
            self._taken.add(wanted)
            return wanted
        while (made := kind + (secrets.token_hex(4) if self._is_read else str(next(self._numbers)))) in self._taken:
            pass
        self._taken.add(made)
        return made

    def has(self, ids: set[str]) -> None:
        """These ids come in with what is put back, so no new thing gets one of them."""
        self._taken |= ids

    def id_of(self, element: Element, kind: str) -> str:
        """The id of an element that may have one; made when it has none."""
        if not element.get("id"):
            element.set("id", self.new_id(kind))
        return str(element.get("id"))

    def mark_of(self, element: Element, kind: str) -> str:
        """The id of an element that may have none: an instruction inside it holds it."""
        found = next((one for one in element if one.tag is etree.PI and one.target == _INSTRUCTION), None)
        if found is None or not found.text or self._by_mark.get(found.text, element) is not element:
            if found is not None:
                element.remove(found)
            found = etree.ProcessingInstruction(_INSTRUCTION, self.new_id(kind))
            element.insert(0, found)
        self._taken.add(str(found.text))
        self._by_mark[str(found.text)] = element
        return str(found.text)

    def clip_id(self, clip: Element) -> str:
        """The id of a clip: that of its content, which may have one; else an instruction."""
        content = next(elements(clip), None)
        return self.mark_of(clip, "clip") if content is None else self.id_of(content, "clip")

    def name_all(self) -> None:
        """Give each track, channel, device, clip and marker an id; always the same for the same file."""
        self._by_mark.clear()
        for track in self.tracks():
            self.id_of(track, "track")
            channel = channel_of(track)
            if channel is not None:
                self.id_of(channel, "channel")
                for device in elements(channel.find("Devices")):
                    self.id_of(device, "device")
        for clip in self.clips():
            self.clip_id(clip.element)
        for marker in self.markers():
            self.mark_of(marker, "marker")

    def anew(self, element: Element) -> Element:
        """A copy with ids of its own."""
        copied: Element = etree.fromstring(etree.tostring(element, with_tail=False))
        renamed: dict[str, str] = {}
        for one in copied.iter():
            if one.tag is etree.PI and one.target == _INSTRUCTION:
                one.getparent().remove(one)
            elif isinstance(one.tag, str) and one.get("id"):
                renamed[one.get("id")] = self.new_id("copy")
                one.set("id", renamed[one.get("id")])
        for one in copied.iter(etree.Element):
            for name in ("reference", "parameter", "destination", "track"):
                if one.get(name) in renamed:
                    one.set(name, renamed[one.get(name)])
        return copied

    @property
    def project_id(self) -> str:
        """The id we have put into the file; empty = none."""
        for one in self.tree.xpath("/processing-instruction()"):
            if one.target == _INSTRUCTION and (one.text or "").startswith("project "):
                return str(one.text).partition(" ")[2][:80]
        return ""

    def set_project_id(self, project: str) -> None:
        """Keep an id in the file."""
        if not self.project_id:
            self.root.addprevious(etree.ProcessingInstruction(_INSTRUCTION, f"project {project}"))

    # --- what there is ---

    def tracks(self) -> Iterator[Element]:
        """Tracks from top to bottom, those in groups behind their group; a channel without a track is one too."""
        for one in elements(self.root.find("Structure")):
            if one.tag in ("Track", "Channel"):
                yield from _with_inner(one)

    def track(self, track_id: str) -> Element:
        """A track by id; DawError when it is gone."""
        found = next((one for one in self.tracks() if one.get("id") == track_id), None)
        if found is None:
            raise DawError("The track is no longer in the project.")
        return found

    def channel(self, track_id: str) -> Element:
        """The channel of a track, made when it has none."""
        track = self.track(track_id)
        channel = channel_of(track)
        if channel is None:
            channel = add(track, "Channel", role="regular", solo=False)
            self.id_of(channel, "channel")
        return channel

    def master(self) -> Element | None:
        """The channel of the master."""
        channels = (channel_of(track) for track in self.tracks())
        return next((one for one in channels if one is not None and one.get("role") == "master"), None)

    def owner_of(self, channel_id: str | None) -> str:
        """Id of the track that has a channel; empty when there is none."""
        if not channel_id:
            return ""
        for track in self.tracks():
            channel = channel_of(track)
            if channel_id in (track.get("id"), channel.get("id") if channel is not None else None):
                return str(track.get("id"))
        return ""

    def arrangement(self) -> Element:
        """The lanes of the whole arrangement, made when there are none."""
        arrangement = child_of(self.root, "Arrangement")
        self.id_of(arrangement, "arrangement")
        lanes = child_of(arrangement, "Lanes", timeUnit="beats")
        self.id_of(lanes, "lanes")
        return lanes

    def clips(self) -> Iterator[ClipElement]:
        """The clips of the arrangement, not those inside of clips."""
        arrangement = self.root.find("Arrangement")
        for child in elements(arrangement):
            if child.tag == "Lanes":
                yield from _clips_in(child, "", "beats")

    def clip(self, clip_id: str) -> ClipElement:
        """A clip by id; DawError when it is gone."""
        for one in self.clips():
            if self.clip_id(one.element) == clip_id:
                return ClipElement(clip_id, one.element, one.track, one.unit)
        raise DawError("The region is no longer in the project.")

    def clips_of(self, track_id: str) -> tuple[Element, str]:
        """Where new clips of a track go, and the unit of their places."""
        lane, unit = self.lane(track_id)
        found = next((one for one in elements(lane) if one.tag == "Clips"), None)
        if found is None:
            found = add(lane, "Clips")
            self.id_of(found, "clips")
        return found, found.get("timeUnit", unit)

    def lane(self, track_id: str) -> tuple[Element, str]:
        """The lanes of a track, made when it has none, and the unit of what lies there."""
        top = self.arrangement()
        unit = top.get("timeUnit", "beats")
        for one in elements(top):
            if one.tag == "Lanes" and one.get("track") == track_id:
                return one, one.get("timeUnit", unit)
        made = add(top, "Lanes", track=track_id)
        self.id_of(made, "lanes")
        return made, unit

    def markers(self) -> Iterator[Element]:
        """The markers, as they are written."""
        for group in self.root.iterfind("Arrangement/Markers"):
            yield from (one for one in elements(group) if one.tag == "Marker")

    def marker(self, marker_id: str) -> Element:
        """A marker by id; DawError when it is gone."""
        for one in self.markers():
            if self.mark_of(one, "marker") == marker_id:
                return one
        raise DawError("The marker is no longer in the project.")

    # --- time ---

    def seconds(self, at: float, unit: str) -> float:
        """A place in seconds."""
        return at if unit == "seconds" else self.tempo_map.seconds_at(at)

    def beats(self, at: float, unit: str) -> float:
        """A place in beats."""
        return self.tempo_map.beats_at(at) if unit == "seconds" else at

    def in_unit(self, beats: float, unit: str) -> float:
        """A place in beats as it is written."""
        return self.tempo_map.seconds_at(beats) if unit == "seconds" else beats


def channel_of(track: Element) -> Element | None:
    """The channel of a track."""
    return track if track.tag == "Channel" else track.find("Channel")


def parameter(channel: Element, tag: str, document: Document) -> Element:
    """The fader, panner or mute of a channel, made at rest when there is none."""
    found = channel.find(tag)
    if found is None:
        found = add(channel, tag)
        if tag == "Volume":
            put(found, unit="linear", value=1.0, min=0.0, max=2.0)
        elif tag == "Pan":
            put(found, unit="normalized", value=0.5, min=0.0, max=1.0)
        else:
            put(found, value=False)
    document.id_of(found, tag.lower())
    return found


def is_group(track: Element) -> bool:
    """True for a folder of tracks."""
    return "tracks" in track.get("contentType", "").split() or track.find("Track") is not None


def is_muted(clip: Element) -> bool:
    """True for a clip that is switched off."""
    return not is_true(clip, "enable", True)


def _with_inner(track: Element) -> Iterator[Element]:
    yield track
    for inner in track.iterfind("Track"):
        yield from _with_inner(inner)


def _clips_in(lane: Element, track: str, unit: str) -> Iterator[ClipElement]:
    unit, track = lane.get("timeUnit", unit), lane.get("track", track)
    for child in elements(lane):
        if child.tag == "Lanes":
            yield from _clips_in(child, track, unit)
        elif child.tag == "Clips":
            own_unit, own_track = child.get("timeUnit", unit), child.get("track", track)
            for clip in elements(child):
                if clip.tag == "Clip":
                    yield ClipElement("", clip, own_track, own_unit)
