"""The grid a piece is written on: bars, sixteenths, swing, and how patterns of 4/4 fit other meters."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.media.note import MeterChange

PATTERN_STEPS = 16
_COMPOUND_PULSES = ((0, 1, 2, 3, 6, 7), (8, 9, 10, 11, 14, 15))
# Which beats of a 4/4 pattern are kept, so that the backbeat stays: a waltz plays 1, 2 and 4.
_BEATS_KEPT = {2: (0, 3), 3: (0, 1, 3), 5: (0, 1, 3, 0, 3), 6: (0, 1, 3, 0, 1, 3)}


@dataclass(frozen=True)
class Grid:
    """Measures of a fixed number of steps; a measure is a bar, two bars in half-time, half of one in double-time."""

    total_beats: float
    """Length of the piece in beats."""
    measure_beats: float
    order: tuple[int, ...]
    """For each step of a measure, the step (0–15) of the patterns that it plays."""
    swing: float = 0.5
    """Where the off-beat lies between two beats: 0.5 straight, 0.66 triplet."""
    swings_eighths: bool = False
    """True: eighths swing (jazz); False: sixteenths do."""
    is_compound: bool = False
    """True for 6/8, 9/8, 12/8: three eighths a pulse."""

    @property
    def steps(self) -> int:
        """Steps of one measure."""
        return len(self.order)

    @property
    def step_beats(self) -> float:
        """Length of one step in beats."""
        return self.measure_beats / self.steps

    @property
    def measures(self) -> int:
        """Measures begun; the last may be cut."""
        return max(1, math.ceil(self.total_beats / self.measure_beats - 1e-9))

    def beat(self, measure: int, step: float) -> float:
        """The beat on which a step falls, swung."""
        return measure * self.measure_beats + self._swung(step) * self.step_beats

    def is_strong(self, step: int) -> bool:
        """True where the listener counts."""
        return step % (6 if self.is_compound else 4) == 0

    def _swung(self, step: float) -> float:
        pair = 4.0 if self.swings_eighths else 2.0
        whole, part = divmod(step, pair)
        half = pair / 2
        late = self.swing * pair
        bent = part / half * late if part <= half else late + (part - half) / half * (pair - late)
        return whole * pair + bent


def make_grid(
    meter: MeterChange,
    total_beats: float,
    *,
    bpm: float,
    style_bpm: float,
    swing: float = 0.5,
    swings_eighths: bool = False,
) -> Grid:
    """The grid for a meter; far from the style's own tempo a 4/4 style is felt in half or double time."""
    bar_beats = meter.bar_beats
    if meter.denominator == 8 and meter.numerator % 3 == 0:
        pulses = meter.numerator // 3
        order = tuple(step for pulse in range(pulses) for step in _COMPOUND_PULSES[pulse % 2])
        return Grid(total_beats, bar_beats, order, is_compound=True)
    if bar_beats == 4:
        stretch = min((1.0, 2.0, 0.5), key=lambda s: abs(math.log2(bpm / s / style_bpm)) - (0.15 if s == 1 else 0))
        return Grid(total_beats, bar_beats * stretch, tuple(range(PATTERN_STEPS)), swing, swings_eighths)
    return Grid(total_beats, bar_beats, _simple_order(bar_beats), swing, swings_eighths)


def onsets(pattern: str, grid: Grid) -> list[tuple[int, int, str]]:
    """Read a 16-step pattern on a grid: (step, steps it is held, symbol); "." rests, "-" holds on."""
    symbols = [pattern[step] for step in grid.order]
    found = []
    for step, symbol in enumerate(symbols):
        if symbol not in ".-":
            held = 1
            while step + held < len(symbols) and symbols[step + held] == "-":
                held += 1
            found.append((step, held, symbol))
    return found


def _simple_order(bar_beats: float) -> tuple[int, ...]:
    steps = max(1, math.ceil(bar_beats * 4 - 1e-9))
    beats = _BEATS_KEPT.get(steps // 4) if steps % 4 == 0 else None
    if beats:
        return tuple(beat * 4 + step for beat in beats for step in range(4))
    return tuple(step % PATTERN_STEPS for step in range(steps))
