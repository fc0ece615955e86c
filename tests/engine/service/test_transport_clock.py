"""The bar lines of a DAW that plays, foretold between two looks at it, by a clock that the test turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.daw.daw import Project, Snapshot
from engine.media.note import MeterChange, TempoChange, TempoMap
from engine.service.transport_clock import TransportClock
from engine.wire.wire import ClockView


class Hands:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.s = 100.0

    def __call__(self) -> float:
        return self.s


def playing(beats: float, tempo_map: TempoMap, *, is_playing: bool = True) -> Snapshot:
    return Snapshot(Project("fake", "Song", Path("/song")), "1", tempo_map, playhead_beats=beats, is_playing=is_playing)


@pytest.mark.parametrize(("later_s", "after_s", "wait_s", "bar"), [
    (0.0, 0.0, 1.5, 2), (0.7, 0.0, 0.8, 2), (1.5, 0.0, 0.0, 2), (1.45, 0.12, 2.05, 3), (9.0, 0.0, 0.5, 6),
])  # fmt: skip
def test_the_next_line_in_steady_time(later_s: float, after_s: float, wait_s: float, bar: int) -> None:
    hands = Hands()
    clock = TransportClock(hands)
    clock.saw(playing(1.0, TempoMap.constant(120.0)), began_s=100.0)
    hands.s += later_s
    view = clock.view(after_s)
    assert (view.is_playing, view.bar) == (True, bar) and view.wait_s == pytest.approx(wait_s, abs=1e-9)


def test_a_look_that_took_long_was_true_half_way() -> None:
    hands = Hands()
    clock = TransportClock(hands)
    hands.s = 100.4
    clock.saw(playing(0.0, TempoMap.constant(60.0)), began_s=100.0)
    assert clock.view().wait_s == pytest.approx(3.8) and clock.age_s() == pytest.approx(0.2)


def test_tempo_and_metre_that_change_on_the_way() -> None:
    tempos, meters = (TempoChange(0.0, 60.0), TempoChange(4.0, 120.0)), (MeterChange(0.0, 4, 4), MeterChange(4.0, 3, 4))
    tempo_map = TempoMap(tempos, meters)
    hands = Hands()
    clock = TransportClock(hands)
    clock.saw(playing(3.0, tempo_map), began_s=100.0)
    assert clock.view().wait_s == pytest.approx(1.0)
    assert clock.view(1.2).wait_s == pytest.approx(1.0 + 3 * 0.5) and clock.view(1.2).bar == 3


def test_where_nothing_plays_there_is_nothing_to_wait_for() -> None:
    clock = TransportClock(Hands())
    assert clock.view() == ClockView() and clock.age_s() == 0.0
    clock.saw(playing(1.0, TempoMap.constant(120.0), is_playing=False), began_s=100.0)
    assert clock.view() == ClockView()
    clock.saw(None, 100.0)
    assert clock.view() == ClockView()
