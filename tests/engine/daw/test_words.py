"""Places as a musician says them."""

from __future__ import annotations

import pytest

from engine.daw.daw import Project, Snapshot
from engine.daw.words import bars_told, where
from engine.media.note import TempoMap

MAP = TempoMap.constant(92)


@pytest.mark.parametrize(
    ("beats", "told"),
    [
        (0.0, "bar 1"),
        (16.0, "bar 5"),
        (15.999998, "bar 5"),
        (16.000002, "bar 5"),
        (17.0, "bar 5 beat 2"),
        (16.999998, "bar 5 beat 2"),
        (19.98, "bar 5 beat 4.98"),
        (-0.001, "bar 1"),
    ],
)
def test_a_time_in_seconds_is_no_exact_beat(beats: float, told: str) -> None:
    assert where(beats, Snapshot(Project("p", "p", None), "", MAP)) == told


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [(15.999998, 31.999998, "bars 5–8"), (16.0, 20.000001, "bar 5"), (0.0, 0.0, "bar 1"), (16.0, 21.0, "bars 5–6")],
)
def test_a_stretch(start: float, end: float, told: str) -> None:
    assert bars_told(start, end, MAP) == told
