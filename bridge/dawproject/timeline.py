"""What a clip plays: its notes and its pieces of sound, with loops, warps and clips inside of clips followed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise

from bridge.dawproject.document import Document
from bridge.dawproject.xml import Element, elements, is_true, number
from engine.media.note import Note

_MOST_PIECES = 20_000
Pair = tuple[float, float]


@dataclass(frozen=True)
class SoundPiece:
    """A stretch of a sound file at its place."""

    start_s: float
    end_s: float
    path: str
    is_outside: bool
    """Beside the project instead of inside of it."""
    from_s: float
    to_s: float
    fades: tuple[tuple[float, float, float, float], ...] = ()
    """(start, end, fade in, fade out) of each clip inside the clip, in seconds."""

    @property
    def is_plain(self) -> bool:
        """True when it plays at its own speed."""
        length = self.end_s - self.start_s
        return not self.fades and abs((self.to_s - self.from_s) - length) < max(1e-3 * length, 1e-4)


@dataclass
class ClipTimeline:
    """All that a clip plays, in the session's time."""

    start_s: float = 0.0
    end_s: float = 0.0
    pieces: list[SoundPiece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    """At session beats."""
    gain: float = 1.0
    """A gain that holds throughout, as a factor."""
    curves: list[tuple[Pair, tuple[Pair, ...]]] = field(default_factory=list)
    """Gains over time: from and to which second one holds, and its points (second, factor), in lines."""
    is_looped: bool = False
    has_notes: bool = False
    """It is for notes, though none of them may lie where it plays."""


def played(document: Document, clip: Element, unit: str) -> ClipTimeline:
    """Read a clip of the arrangement."""
    reading = _Reading(document)
    reading.out.start_s, reading.out.end_s = reading.place(clip, unit, 0.0, (0.0, math.inf), None)
    reading.out.notes.sort(key=lambda note: (note.start_beats, note.pitch))
    return reading.out


class _Reading:
    def __init__(self, document: Document) -> None:
        self.document, self.out = document, ClipTimeline()
        self._depth = 0
        self._gains: list[Element] = []
        self._by_id: dict[str, Element] | None = None

    def place(self, clip: Element, unit: str, zero: float, window: Pair, fades: tuple | None) -> tuple[float, float]:
        """Follow one clip; `fades` are those of the clips around it, None for the outermost."""
        content = self._content_of(clip)
        inner = clip.get("contentTimeUnit") or (unit if content is None else content.get("timeUnit", unit))
        time, begin = zero + number(clip, "time"), number(clip, "playStart")
        start_s = self.document.seconds(time, unit)
        at = self._to(start_s, inner)
        has_loop = clip.get("loopEnd") is not None
        stop = number(clip, "loopEnd") if has_loop else number(clip, "playStop", math.inf)
        end_s = self._end_s(clip, content, (time, unit), (at - begin, inner), stop)
        if content is None:
            return start_s, end_s
        inside = None if fades is None else (*fades, *self._fade(clip, unit, start_s, end_s))
        self.out.has_notes |= next(content.iter("Notes"), None) is not None
        last = self._to(end_s, inner)
        is_outer = fades is None
        self.out.is_looped |= has_loop and last - at > stop - begin + 1e-6
        while at < last - 1e-6 and stop - begin > 1e-6 and len(self.out.pieces) < _MOST_PIECES:
            length = min(last - at, stop - begin)
            first_s, last_s = self.document.seconds(at, inner), self.document.seconds(at + length, inner)
            part = (max(window[0], first_s), min(window[1], last_s))
            self._timeline(content, inner, at - begin, part, () if is_outer else inside or ())
            at += length
            begin = number(clip, "loopStart") if has_loop else stop
        return start_s, end_s

    def _end_s(self, clip: Element, content: Element | None, at: tuple, zero: tuple, stop: float) -> float:
        time, unit = at
        if clip.get("duration") is not None:
            return self.document.seconds(time + number(clip, "duration"), unit)
        origin, inner = zero
        if stop == math.inf:
            stop = self._length(content, inner)
        return self.document.seconds(origin + stop, inner)

    def _length(self, content: Element | None, unit: str) -> float:
        """How long a content lasts by itself, in a unit, roughly where units differ."""
        if content is None:
            return 0.0
        if content.get("duration") is not None and content.tag != "Clip":
            return self._to(number(content, "duration"), unit)
        ends = [number(one, "time") + number(one, "duration") for one in elements(content)]
        return max(ends, default=0.0)

    def _fade(self, clip: Element, unit: str, start_s: float, end_s: float) -> tuple:
        fade_in_s, fade_out_s = fade_lengths(self.document, clip, unit, start_s, end_s)
        return ((start_s, end_s, fade_in_s, fade_out_s),) if fade_in_s or fade_out_s else ()

    def _content_of(self, clip: Element) -> Element | None:
        if clip.get("reference"):
            if self._by_id is None:
                self._by_id = {str(one.get("id")): one for one in self.document.root.iter() if one.get("id")}
            return self._by_id.get(str(clip.get("reference")))
        return next(elements(clip), None)

    def _to(self, seconds: float, unit: str) -> float:
        return seconds if unit == "seconds" else self.document.tempo_map.beats_at(seconds)

    def _timeline(self, element: Element, unit: str, zero: float, window: Pair, fades: tuple) -> None:
        """What sounds of a timeline whose time 0 lies at `zero`, between two seconds."""
        own = "seconds" if element.tag in ("Audio", "Video") else element.get("timeUnit", unit)
        if own != unit:
            zero = self._to(self.document.seconds(zero, unit), own)
        self._depth += 1
        if self._depth < 30:
            self._follow(element, own, zero, window, fades)
        self._depth -= 1

    def _follow(self, element: Element, own: str, zero: float, window: Pair, fades: tuple) -> None:
        if element.tag in ("Lanes", "Clips"):
            for child in elements(element):
                if child.tag != "Clip":
                    self._timeline(child, own, zero, window, fades)
                elif is_true(child, "enable", True):
                    self.place(child, own, zero, window, fades)
        elif element.tag == "Notes":
            self._notes(element, own, zero, window)
        elif element.tag == "Audio":
            lasts = number(element, "duration")
            self._piece(element, (zero, 0.0), (zero + lasts, lasts), window, fades)
        elif element.tag == "Warps":
            audio = element.find("Audio")
            warps = sorted(
                (self.document.seconds(zero + number(one, "time"), own), number(one, "contentTime"))
                for one in element.iterfind("Warp")
            )
            for one, two in pairwise(warps) if audio is not None else ():
                self._piece(audio, one, two, window, fades)
        elif element.tag == "Points":
            target = element.find("Target")
            if target is not None and target.get("expression") == "gain":
                self._gain(element, own, zero, window)

    def _notes(self, element: Element, own: str, zero: float, window: Pair) -> None:
        for note in element.iterfind("Note"):
            start = self.document.beats(zero + number(note, "time"), own)
            end = self.document.beats(zero + number(note, "time") + number(note, "duration"), own)
            if window[0] - 1e-4 <= self.document.tempo_map.seconds_at(start) < window[1] - 1e-4 and end > start:
                velocity = max(1, round(min(1.0, max(0.0, number(note, "vel", 0.8))) * 127))
                pitch, channel = int(number(note, "key")), int(number(note, "channel"))
                if 0 <= pitch <= 127:
                    self.out.notes.append(Note(pitch, start, end - start, velocity, channel=min(15, max(0, channel))))

    def _piece(self, audio: Element, one: Pair, two: Pair, window: Pair, fades: tuple) -> None:
        """The sound between two places (second, second of the file), as far as the window shows it."""
        start, end = max(one[0], window[0]), min(two[0], window[1])
        file = audio.find("File")
        if end - start < 1e-6 or file is None:
            return
        begin, stop = (one[1] + (at - one[0]) * (two[1] - one[1]) / (two[0] - one[0]) for at in (start, end))
        last = self.out.pieces[-1] if self.out.pieces else None
        path, is_outside = file.get("path", ""), is_true(file, "external")
        made = SoundPiece(start, end, path, is_outside, begin, stop, fades)
        if last and last.path == path and abs(last.end_s - start) < 1e-6 and abs(last.to_s - begin) < 1e-6:
            joined = SoundPiece(last.start_s, end, path, is_outside, last.from_s, stop, fades)
            if joined.is_plain and last.is_plain and made.is_plain:
                self.out.pieces[-1] = joined
                return
        self.out.pieces.append(made)

    def _gain(self, element: Element, own: str, zero: float, window: Pair) -> None:
        is_db = element.get("unit") == "decibel"
        points = []
        for point in elements(element):
            if point.tag == "RealPoint":
                value = number(point, "value", 1.0)
                at = self.document.seconds(zero + number(point, "time"), own)
                points.append((at, 10 ** (value / 20) if is_db else value))
        if len(points) > 1:
            self.out.curves.append((window, tuple(sorted(points))))
        elif points and element not in self._gains:
            self._gains.append(element)  # a loop comes here again
            self.out.gain *= points[0][1]


def fade_lengths(document: Document, clip: Element, unit: str, start_s: float, end_s: float) -> tuple[float, float]:
    """Fade in and out of a clip, in seconds."""
    if clip.get("fadeInTime") is None and clip.get("fadeOutTime") is None:
        return 0.0, 0.0
    edge = clip.get("fadeTimeUnit", unit)
    fade_in, fade_out = max(0.0, number(clip, "fadeInTime")), max(0.0, number(clip, "fadeOutTime"))
    if edge == "seconds":
        return fade_in, fade_out
    first, last = document.tempo_map.beats_at(start_s), document.tempo_map.beats_at(end_s)
    in_s = document.tempo_map.seconds_at(first + fade_in) - start_s
    return in_s, end_s - document.tempo_map.seconds_at(last - fade_out)
