"""Where beats fall in samples, for a piece that begins at a beat of the session."""

from __future__ import annotations

from dataclasses import dataclass

from engine.media.note import MeterChange, TempoChange, TempoMap


@dataclass(frozen=True)
class Timeline:
    """A stretch of the session, or of a piece with a tempo of its own."""

    tempo_map: TempoMap
    start_beats: float
    length_beats: float
    rate: int
    """Sample rate in Hz."""

    @property
    def length(self) -> int:
        """Length in samples, exact on the tempo map."""
        return self.sample(self.length_beats)

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.length / self.rate

    @property
    def bpm(self) -> float:
        """Mean tempo of the stretch."""
        end = self.start_beats + self.length_beats
        return self.length_beats * 60 / (self.tempo_map.seconds_at(end) - self.tempo_map.seconds_at(self.start_beats))

    def sample(self, beat: float) -> int:
        """The sample, from the start of the piece, on which one of its beats falls."""
        first = self.tempo_map.sample_at(self.start_beats, self.rate)
        return self.tempo_map.sample_at(self.start_beats + beat, self.rate) - first

    def map_from_start(self) -> TempoMap:
        """The tempo map as it looks from the start of the piece on."""
        start, end = self.start_beats, self.start_beats + self.length_beats
        tempos = [TempoChange(0.0, self.tempo_map.bpm_at(start))]
        tempos += [
            TempoChange(change.beat - start, change.bpm)
            for change in self.tempo_map.tempos
            if start < change.beat < end
        ]
        here = self.tempo_map.meter_at(start)
        meters = [MeterChange(0.0, here.numerator, here.denominator)]
        meters += [
            MeterChange(change.beat - start, change.numerator, change.denominator)
            for change in self.tempo_map.meters
            if start < change.beat < end
        ]
        return TempoMap(tuple(tempos), tuple(meters))
