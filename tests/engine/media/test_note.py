"""Beats, bars, seconds and samples agree, also across changes of tempo and meter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import UserError
from engine.media.note import MeterChange, TempoChange, TempoMap, pitch_name

CHANGING = TempoMap(
    (TempoChange(0, 120), TempoChange(8, 60), TempoChange(11, 200)), (MeterChange(0, 4, 4), MeterChange(8, 6, 8))
)


def test_seconds_follow_every_tempo():
    assert CHANGING.seconds_at(8) == 4.0
    assert CHANGING.seconds_at(10) == 6.0
    assert CHANGING.seconds_at(21) == pytest.approx(4 + 3 + 3)


@given(st.floats(0, 1000))
def test_beats_are_the_inverse_of_seconds(beat):
    assert CHANGING.beats_at(CHANGING.seconds_at(beat)) == pytest.approx(beat, abs=1e-6)


def test_bars_follow_the_meter():
    assert [CHANGING.bar_start(bar) for bar in (1, 2, 3, 4)] == [0, 4, 8, 11]
    assert CHANGING.bar_at(8) == (3, 0.0)
    bar, beat = CHANGING.bar_at(12.5)
    assert bar == 4 and beat == pytest.approx(1.5)


@given(st.integers(1, 500))
def test_a_bar_starts_in_itself(bar):
    assert CHANGING.bar_at(CHANGING.bar_start(bar))[0] == bar


def test_a_length_in_samples_is_a_difference():
    tempo_map = TempoMap.constant(93.7)
    pieces = [tempo_map.sample_at(b + 1, 48000) - tempo_map.sample_at(b, 48000) for b in range(1000)]
    assert sum(pieces) == tempo_map.sample_at(1000, 48000)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: TempoMap.constant(0),
        lambda: TempoMap.constant(float("nan")),
        lambda: TempoMap.constant(120, 4, 3),
        lambda: TempoMap(()),
        lambda: TempoMap((TempoChange(1, 120),)),
        lambda: CHANGING.bar_start(0),
    ],
)
def test_nonsense_is_refused(wrong):
    with pytest.raises(UserError):
        wrong()


def test_names():
    assert [pitch_name(p) for p in (0, 60, 61, 127)] == ["C-1", "C4", "C#4", "G9"]
