"""Notes, and the tempo and meter map that ties beats, bars, seconds and samples together."""

from __future__ import annotations

import bisect
import functools
import math
from dataclasses import dataclass

from engine.errors import UserError

MOST_CHANGES = 10_000
"""Of tempo and of meter; more than any piece of music has, less than what stops a program."""
NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True)
class Note:
    """One note; times are in beats, and a beat is a quarter note on every meter."""

    pitch: int
    """MIDI number, 0–127; 60 is written C4."""
    start_beats: float
    """Where it begins, from the start of its clip (in a selection: of the session)."""
    length_beats: float
    """How long it sounds; greater than 0."""
    velocity: int = 90
    """1–127."""
    lyric: str | None = None
    """The syllable sung on it, when one is known."""
    channel: int = 0
    """MIDI channel, 0–15."""

    @property
    def end_beats(self) -> float:
        """Where it stops."""
        return self.start_beats + self.length_beats


def pitch_name(pitch: int) -> str:
    """Write a MIDI number as a name: 60 → C4."""
    return f"{NAMES[pitch % 12]}{pitch // 12 - 1}"


@dataclass(frozen=True)
class TempoChange:
    """From this beat on, this tempo."""

    beat: float
    bpm: float
    """Quarter notes per minute."""
    glides: bool = False
    """It goes in a line (over beats) to the tempo of the next change; the last one holds."""


@dataclass(frozen=True)
class MeterChange:
    """From this beat on (always the first of a bar), this meter."""

    beat: float
    numerator: int
    denominator: int

    @property
    def bar_beats(self) -> float:
        """Length of one bar in beats (quarter notes): 4/4 → 4, 6/8 → 3."""
        return self.numerator * 4 / self.denominator


@dataclass(frozen=True)
class TempoMap:
    """Tempo and meter; both lists start at beat 0 and rise."""

    tempos: tuple[TempoChange, ...] = (TempoChange(0.0, 120.0),)
    meters: tuple[MeterChange, ...] = (MeterChange(0.0, 4, 4),)

    def __post_init__(self) -> None:
        if any(not 1 <= change.bpm <= 1000 for change in self.tempos):
            raise UserError("A tempo must lie between 1 and 1000 bpm.")
        if any(not 1 <= m.numerator <= 999 or m.denominator not in (1, 2, 4, 8, 16, 32, 64) for m in self.meters):
            raise UserError("A meter must look like 4/4, 6/8 or 7/16.")
        for changes, what in ((self.tempos, "tempos"), (self.meters, "meters")):
            if len(changes) > MOST_CHANGES:
                raise UserError(f"A session can have {MOST_CHANGES} {what}; this one has {len(changes)}.")
            beats = [change.beat for change in changes]
            rises = all(left < right for left, right in zip(beats, beats[1:], strict=False))
            if not beats or beats[0] != 0 or not rises or not math.isfinite(beats[-1]):
                raise UserError("A tempo map must start at beat 0, with rising positions.")

    @classmethod
    def constant(cls, bpm: float, numerator: int = 4, denominator: int = 4) -> TempoMap:
        """One tempo and one meter throughout."""
        return cls((TempoChange(0.0, float(bpm)),), (MeterChange(0.0, numerator, denominator),))

    def bpm_at(self, beat: float) -> float:
        """Tempo at a beat, in quarter notes per minute."""
        index = _at_or_before(self._tempo_beats, beat)
        change = self.tempos[index]
        return change.bpm + self._slopes[index] * max(0.0, beat - change.beat)

    def meter_at(self, beat: float) -> MeterChange:
        """Meter at a beat."""
        return self.meters[_at_or_before(self._meter_beats, beat)]

    def seconds_at(self, beat: float) -> float:
        """Seconds from the start of the session to a beat; before 0 the first tempo holds."""
        index = max(0, bisect.bisect_right(self._tempo_beats, beat) - 1)
        change, slope = self.tempos[index], self._slopes[index]
        return self._starts_s[index] + _seconds(beat - change.beat, change.bpm, slope)

    def beats_at(self, seconds: float) -> float:
        """The beat at a time in seconds; the inverse of `seconds_at`."""
        index = max(0, bisect.bisect_right(self._starts_s, seconds) - 1)
        change, slope, since = self.tempos[index], self._slopes[index], seconds - self._starts_s[index]
        if abs(slope) < 1e-12 or since < 0:
            return change.beat + since * change.bpm / 60
        return change.beat + change.bpm / slope * math.expm1(slope * since / 60)

    def sample_at(self, beat: float, sample_rate_hz: int) -> int:
        """The sample on which a beat falls; a length in samples is a difference of two of these."""
        return round(self.seconds_at(beat) * sample_rate_hz)

    def bar_start(self, bar: int) -> float:
        """The beat on which a bar begins; bars count from 1."""
        if bar < 1:
            raise UserError(f"There is no bar {bar}; bars count from 1.")
        index = max(0, bisect.bisect_right(self._first_bars, bar) - 1)
        meter = self.meters[index]
        return meter.beat + (bar - self._first_bars[index]) * meter.bar_beats

    def bar_at(self, beat: float) -> tuple[int, float]:
        """The bar a beat lies in (from 1), and the beats since that bar began (from 0)."""
        if not math.isfinite(beat):
            raise UserError(f"Beat {beat} lies in no bar.")
        index = max(0, bisect.bisect_right(self._meter_beats, beat) - 1)
        meter = self.meters[index]
        bars, rest = divmod(beat - meter.beat + 1e-9, meter.bar_beats)
        return self._first_bars[index] + int(bars), max(0.0, rest - 1e-9)

    # --- counted once, so that a session with thousands of changes is as quick as one with one ---

    @functools.cached_property
    def _tempo_beats(self) -> list[float]:
        return [change.beat for change in self.tempos]

    @functools.cached_property
    def _meter_beats(self) -> list[float]:
        return [change.beat for change in self.meters]

    @functools.cached_property
    def _slopes(self) -> list[float]:
        """Bpm a beat, from each change on."""
        pairs = zip(self.tempos, self.tempos[1:], strict=False)
        return [(b.bpm - a.bpm) / (b.beat - a.beat) if a.glides else 0.0 for a, b in pairs] + [0.0]

    @functools.cached_property
    def _starts_s(self) -> list[float]:
        """When each tempo change comes."""
        seconds = [0.0]
        for change, after, slope in zip(self.tempos, self.tempos[1:], self._slopes, strict=False):
            seconds.append(seconds[-1] + _seconds(after.beat - change.beat, change.bpm, slope))
        return seconds

    @functools.cached_property
    def _first_bars(self) -> list[int]:
        """The number of the bar that begins with each meter change."""
        bars = [1]
        for meter, after in zip(self.meters, self.meters[1:], strict=False):
            bars.append(bars[-1] + max(1, round((after.beat - meter.beat) / meter.bar_beats)))
        return bars


def _seconds(beats: float, bpm: float, slope: float) -> float:
    """How long so many beats last from a tempo on that changes by so many bpm a beat."""
    if abs(slope) < 1e-12 or beats < 0:
        return beats * 60 / bpm
    return 60 / slope * math.log1p(slope * beats / bpm)


def _at_or_before(positions: list[float], position: float) -> int:
    return max(0, bisect.bisect_right(positions, position + 1e-9) - 1)
