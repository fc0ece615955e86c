"""The sheet a piece is written on: key, grid, chords in time and their voicings; all parts read the same one."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.media.key import Key
from models.sound.music.chord import Chord, scale_chord
from models.sound.music.grid import Grid
from models.sound.music.style import Style
from models.sound.music.voicing import Voicing, lead_voices, power_voicing

_MINOR_THIRD = 3


@dataclass(frozen=True)
class ChordSpan:
    """A chord and the stretch of beats it rules."""

    start_beats: float
    length_beats: float
    chord: Chord

    @property
    def end_beats(self) -> float:
        """Where the next chord begins."""
        return self.start_beats + self.length_beats


@dataclass(frozen=True)
class Sheet:
    """Everything the parts have in common."""

    style: Style
    key: Key
    grid: Grid
    spans: tuple[ChordSpan, ...]
    voicings: tuple[Voicing, ...]
    """One for each span."""
    bpm: float
    seed: int
    busy: float = 0.5
    """0 sparse … 1 busy."""
    darkness: float = 0.0
    """0 … 0.5: moves chords and melody down."""

    def index_at(self, beat: float) -> int:
        """Number of the span that rules at a beat."""
        found = 0
        for index, span in enumerate(self.spans):
            if span.start_beats <= beat + 1e-6:
                found = index
        return found

    def chord_at(self, beat: float) -> Chord:
        """The chord at a beat; past the end the loop begins again."""
        return self.spans[self.index_at(beat % self.grid.total_beats)].chord

    def random(self, what: str) -> np.random.Generator:
        """Its own stream of random numbers for each part, the same for the same seed."""
        return random_stream(self.seed, self.style.name, what)

    def beats(self, seconds: float) -> float:
        """Seconds as beats at this tempo."""
        return seconds * self.bpm / 60


def random_stream(seed: int, *names: object) -> np.random.Generator:
    """A stream of random numbers that depends on nothing but the seed and these names."""
    return np.random.default_rng([abs(int(seed)), zlib.crc32("/".join(map(str, names)).encode())])


def is_minor(key: Key) -> bool:
    """True for every mode with a minor third."""
    return (key.scale[2] - key.scale[0]) % 12 == _MINOR_THIRD


def style_harmony(style: Style, key: Key, grid: Grid, bar_beats: float, seed: int) -> tuple[ChordSpan, ...]:
    """A progression of the style, in the key's own notes; one chord a measure, or a bar where measures are few."""
    table = style.minor if is_minor(key) else style.major
    choice = random_stream(seed, style.name, "harmony").integers(len(table))
    degrees = [int(degree) - 1 for degree in table[int(choice)].split()]
    length = grid.measure_beats
    if grid.total_beats / length < len(degrees):
        length = min(length, bar_beats)
    chords = [scale_chord(degree, key, style.size) for degree in degrees]
    return _lay_out([[chord] for chord in chords], length, grid.total_beats)


def chord_spans(bars: Sequence[Sequence[Chord]], bar_beats: float, total_beats: float) -> tuple[ChordSpan, ...]:
    """Given chords over a piece: one list a bar, repeated to the end, or squeezed in when there are more than fit."""
    room = max(1, round(total_beats / bar_beats))
    if len(bars) > room:
        bar_beats = total_beats / len(bars)
    return _lay_out(bars, bar_beats, total_beats)


def make_sheet(
    style: Style,
    key: Key,
    grid: Grid,
    spans: tuple[ChordSpan, ...],
    *,
    bpm: float,
    seed: int,
    busy: float = 0.5,
    darkness: float = 0.0,
) -> Sheet:
    """Find the voicings and put everything on one sheet."""
    chords = [span.chord for span in spans]
    if style.size == "power":
        voicings = [power_voicing(chord) for chord in chords]
    else:
        voicings = lead_voices(chords, centre=64 - 6 * darkness, is_rootless=style.is_rootless, tonic=key.tonic)
    return Sheet(style, key, grid, spans, tuple(voicings), bpm, seed, busy, darkness)


def _lay_out(bars: Sequence[Sequence[Chord]], bar_beats: float, total_beats: float) -> tuple[ChordSpan, ...]:
    spans: list[ChordSpan] = []
    start, number = 0.0, 0
    while start < total_beats - 1e-6:
        chords = bars[number % len(bars)]
        each = bar_beats / len(chords)
        for place, chord in enumerate(chords):
            begin = start + place * each
            if begin < total_beats - 1e-6:
                spans.append(ChordSpan(begin, min(each, total_beats - begin), chord))
        start += bar_beats
        number += 1
    return tuple(spans)
