"""What makes a style: its tempo, harmony, patterns, instruments and sound, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class MixRecipe:
    """How the parts of a style are put together."""

    levels_db: Mapping[str, float] = field(default_factory=dict)
    """Part → louder or quieter than usual."""
    space_s: float = 1.2
    """Reverberation time."""
    space_db: float = -14.0
    """Reverb against the dry part, for chords and melody."""
    duck: float = 0.0
    """How deep the kick ducks bass and chords, 0–1."""
    drive_db: float = 3.0
    """Saturation of each part."""
    top_hz: float = 0.0
    """Low-pass over everything; 0 = none."""
    echo_beats: float = 0.0
    """Echo time of the melody (in dub of the chords too); 0 = none."""
    echoes_chords: bool = False
    has_wow: bool = False
    """A worn tape's slow pitch waver, and its dust."""
    has_chorus: bool = False


@dataclass(frozen=True)
class Style:
    """One row of the style table.

    Drum patterns are 16 steps of digits 1–9 (velocity) and "."; chord patterns the same with "-" for
    hold; bass patterns name notes: R root, r soft root, 8 octave, 5 fifth, 3 third, 7 seventh, a approach.
    """

    name: str
    bpm: tuple[int, int, int]
    """Slowest, usual, fastest."""
    mode: str
    """Mode when no key is said."""
    minor: tuple[str, ...]
    """Progressions of scale degrees, one a measure, for modes with a minor third."""
    major: tuple[str, ...]
    drums: Mapping[str, tuple[str, ...]]
    """Lane → its variants."""
    kit: str
    bass: tuple[str, ...]
    chords: tuple[str, ...]
    melody: str
    """Which family of rhythm cells, or arp8 / arp16."""
    voices: Mapping[str, str]
    """Voice of bass, chords and melody."""
    size: str = "triad"
    """Chord size, see `scale_chord`."""
    swing: float = 0.5
    swings_eighths: bool = False
    fill: str = "snare"
    """What ends a section: snare, toms, claps, rolls, taiko or none."""
    late_s: float = 0.0
    """How far the backbeat lies behind."""
    loose_s: float = 0.003
    """Spread of timing."""
    strum_s: float = 0.0
    is_rootless: bool = False
    has_ostinato: bool = False
    is_in_real_time: bool = False
    """Are its beats those of the song at any tempo, because they were told?"""
    mix: MixRecipe = MixRecipe()
