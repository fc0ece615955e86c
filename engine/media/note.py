"""Notes, and the tempo and meter map that ties beats, bars, seconds and samples together."""

from __future__ import annotations

import bisect
from dataclasses import dataclass

from engine.errors import UserError

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
    """Piecewise constant tempo and meter; both lists start at beat 0 and rise."""

    tempos: tuple[TempoChange, ...] = (TempoChange(0.0, 120.0),)
    meters: tuple[MeterChange, ...] = (MeterChange(0.0, 4, 4),)

    def __post_init__(self) -> None:
        if any(not 1 <= change.bpm <= 1000 for change in self.tempos):
            raise UserError("A tempo must lie between 1 and 1000 bpm.")
        if any(m.numerator < 1 or m.denominator not in (1, 2, 4, 8, 16, 32, 64) for m in self.meters):
            raise UserError("A meter must look like 4/4, 6/8 or 7/16.")
        for changes in (self.tempos, self.meters):
            beats = [change.beat for change in changes]
            if not beats or beats[0] != 0 or beats != sorted(set(beats)):
                raise UserError("A tempo map must start at beat 0, with rising positions.")

    @classmethod
    def constant(cls, bpm: float, numerator: int = 4, denominator: int = 4) -> TempoMap:
        """One tempo and one meter throughout."""
        return cls((TempoChange(0.0, float(bpm)),), (MeterChange(0.0, numerator, denominator),))

    def bpm_at(self, beat: float) -> float:
        """Tempo at a beat, in quarter notes per minute."""
        return self.tempos[_at_or_before([t.beat for t in self.tempos], beat)].bpm

    def meter_at(self, beat: float) -> MeterChange:
        """Meter at a beat."""
        return self.meters[_at_or_before([m.beat for m in self.meters], beat)]

    def seconds_at(self, beat: float) -> float:
        """Seconds from the start of the session to a beat; before 0 the first tempo holds."""
        seconds = 0.0
        for change, end in zip(self.tempos, [t.beat for t in self.tempos[1:]] + [float("inf")], strict=True):
            if beat <= end or end == float("inf"):
                return seconds + (beat - change.beat) * 60 / change.bpm
            seconds += (end - change.beat) * 60 / change.bpm
        return seconds

    def beats_at(self, seconds: float) -> float:
        """The beat at a time in seconds; the inverse of `seconds_at`."""
        starts = [self.seconds_at(change.beat) for change in self.tempos]
        index = _at_or_before(starts, seconds)
        return self.tempos[index].beat + (seconds - starts[index]) * self.tempos[index].bpm / 60

    def sample_at(self, beat: float, sample_rate_hz: int) -> int:
        """The sample on which a beat falls; a length in samples is a difference of two of these."""
        return round(self.seconds_at(beat) * sample_rate_hz)

    def bar_start(self, bar: int) -> float:
        """The beat on which a bar begins; bars count from 1."""
        if bar < 1:
            raise UserError(f"There is no bar {bar}; bars count from 1.")
        first = 1
        for meter, end in zip(self.meters, [m.beat for m in self.meters[1:]] + [float("inf")], strict=True):
            bars_here = (end - meter.beat) / meter.bar_beats
            if bar < first + bars_here:
                return meter.beat + (bar - first) * meter.bar_beats
            first += round(bars_here)
        raise UserError(f"There is no bar {bar}.")

    def bar_at(self, beat: float) -> tuple[int, float]:
        """The bar a beat lies in (from 1), and the beats since that bar began (from 0)."""
        first = 1
        for meter, end in zip(self.meters, [m.beat for m in self.meters[1:]] + [float("inf")], strict=True):
            if beat < end:
                bars, rest = divmod(beat - meter.beat + 1e-9, meter.bar_beats)
                return first + int(bars), max(0.0, rest - 1e-9)
            first += round((end - meter.beat) / meter.bar_beats)
        raise UserError(f"Beat {beat} lies in no bar.")


def _at_or_before(positions: list[float], position: float) -> int:
    return max(0, bisect.bisect_right(positions, position + 1e-9) - 1)
