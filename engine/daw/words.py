"""Places, levels and names as a musician says them: bar 5, −3.0 dB, 'Bass', red."""

from __future__ import annotations

import colorsys
from typing import Protocol

from engine.daw.snapshot import Snapshot
from engine.media.note import TempoMap

_HUES = (
    (15, "red"),
    (42, "orange"),
    (70, "yellow"),
    (165, "green"),
    (200, "turquoise"),
    (255, "blue"),
    (290, "purple"),
    (340, "pink"),
    (361, "red"),
)

_CLOSE_BEATS = 0.005
"""What begins so little before a bar begins with it: times in seconds are no exact beats."""


def where(beats: float, snapshot: Snapshot | None) -> str:
    """A position as a musician says it: bar 5, or bar 5 beat 3."""
    if snapshot is None:
        return f"beat {beats:g}"
    bar, beat = snapshot.tempo_map.bar_at(max(0.0, beats) + _CLOSE_BEATS)
    late = beat - _CLOSE_BEATS
    return f"bar {bar}" if late < _CLOSE_BEATS else f"bar {bar} beat {round(late + 1, 2):g}"


def bars_told(start_beats: float, end_beats: float, tempo_map: TempoMap) -> str:
    """A stretch as a musician says it: bar 5, or bars 5–9."""
    first, _ = tempo_map.bar_at(max(0.0, start_beats) + _CLOSE_BEATS)
    last, beat = tempo_map.bar_at(max(0.0, end_beats))
    last = last - 1 if beat < _CLOSE_BEATS and last > first else max(first, last)
    return f"bar {first}" if first == last else f"bars {first}–{last}"


def decibels(gain_db: float) -> str:
    """A level: −3.0, 0.0, +2.5, or −∞ for silence."""
    if gain_db <= -120:
        return "−∞"
    sign = "" if abs(gain_db) < 0.05 else "+" if gain_db > 0 else "−"
    return f"{sign}{abs(gain_db):.1f}"


def color_word(color: str) -> str:
    """A colour's name: `#d04040` → red; what is no colour stays as it is."""
    try:
        red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    except (ValueError, IndexError):
        return color
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    if depth < 0.12 or not 0.06 < light < 0.95:
        return "black" if light < 0.2 else "white" if light > 0.85 else "grey"
    name = next(name for top, name in _HUES if hue * 360 < top)
    return "brown" if name == "orange" and light < 0.35 else name


class HasName(Protocol):
    """Whatever has a name."""

    @property
    def name(self) -> str:
        """What people call it."""


def named(thing: HasName | None, otherwise: str) -> str:
    """Its name in quotes, or what to say when there is no such thing."""
    return f"'{thing.name}'" if thing else otherwise
