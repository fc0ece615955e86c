"""REAPER's tempo map: markers in seconds, ramps as lines over time, and numbers that count the beats of the meter."""

from __future__ import annotations

import itertools
from dataclasses import dataclass


@dataclass
class TempoMarker:
    """From here on, this tempo, and where `numerator` is not 0 this meter."""

    at: float
    bpm: float
    """In beats of the meter that holds here."""
    numerator: int = 0
    denominator: int = 0
    is_ramp: bool = False


@dataclass
class TempoStretch:
    """From one marker to the next, in quarter notes."""

    at: float
    beat: float
    bpm: float
    end_bpm: float
    end: float

    def beats(self, seconds: float) -> float:
        """Quarter notes from its start to a moment in it."""
        passed = seconds - self.at
        if self.end == float("inf"):
            return passed * self.bpm / 60
        slope = (self.end_bpm - self.bpm) / (self.end - self.at)
        return passed * (self.bpm + slope * passed / 2) / 60


class ReaperTempo:
    """The map of one project."""

    def __init__(self, bpm: float, *, counts_quarters: bool = False) -> None:
        self.bpm, self.numerator, self.denominator = bpm, 4, 4
        self.markers: list[TempoMarker] = []
        self.counts_quarters = counts_quarters
        """Whether the number of a marker counts quarter notes whatever its meter: versions and opinions differ."""
        self._drawn: tuple[object, list[TempoStretch]] = (None, [])

    def put(self, marker: TempoMarker) -> None:
        """Set a marker; one that lies there goes."""
        self.markers = [one for one in self.markers if abs(one.at - marker.at) > 1e-9]
        self.markers.append(marker)
        self.markers.sort(key=lambda one: one.at)

    def meter_at(self, seconds: float) -> tuple[int, int]:
        """Numerator and denominator."""
        found = (self.numerator, self.denominator)
        for marker in self.markers:
            if marker.at <= seconds + 1e-9 and marker.numerator:
                found = (marker.numerator, marker.denominator)
        return found

    def quarters(self, marker: TempoMarker) -> float:
        """Quarter notes a minute at a marker."""
        return marker.bpm if self.counts_quarters else marker.bpm * 4 / self.meter_at(marker.at)[1]

    def stretches(self) -> list[TempoStretch]:
        """The map from its start; drawn anew when a marker has changed."""
        now = (self.bpm, self.denominator, *(tuple(vars(one).values()) for one in self.markers))
        if now != self._drawn[0]:
            self._drawn = now, self._stretches()
        return self._drawn[1]

    def _stretches(self) -> list[TempoStretch]:
        first = [] if self.markers and self.markers[0].at <= 1e-9 else [(0.0, self.bpm, False)]
        places = first + [(one.at, self.quarters(one), one.is_ramp) for one in self.markers]
        found, beat = [], 0.0
        for (at, bpm, is_ramp), after in itertools.zip_longest(places, places[1:]):
            end, to = (after[0], after[1] if is_ramp else bpm) if after else (float("inf"), bpm)
            found.append(TempoStretch(at, beat, bpm, to, end))
            beat += found[-1].beats(end) if after else 0.0
        return found

    def beat(self, seconds: float) -> float:
        """Quarter notes from the start; before it, at the first tempo."""
        rows = self.stretches()
        row = next((one for one in reversed(rows) if one.at <= seconds), rows[0])
        return row.beat + row.beats(seconds)

    def seconds(self, beat: float) -> float:
        """The moment of a quarter note."""
        rows = self.stretches()
        row = next((one for one in reversed(rows) if one.beat <= beat), rows[0])
        quarters = beat - row.beat
        if row.bpm == row.end_bpm:
            return row.at + quarters * 60 / row.bpm
        slope = (row.end_bpm - row.bpm) / (row.end - row.at)
        root = (row.bpm**2 + 2 * slope * quarters * 60) ** 0.5
        return row.at + (root - row.bpm) / slope
