"""Tempos that jump and glide, meters, and sessions with thousands of them."""


import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import UserError
from engine.media.note import MeterChange, TempoChange, TempoMap
from tests.work import calls_of

maps = st.lists(
    st.tuples(st.floats(0.25, 64.0), st.floats(20.0, 400.0), st.booleans()), min_size=1, max_size=8
).map(lambda rows: TempoMap(tuple(TempoChange(sum(r[0] for r in rows[1 : n + 1]), *r[1:]) for n, r in enumerate(rows))))


@given(maps, st.floats(0.0, 600.0))
def test_beats_and_seconds_are_inverses(tempo_map, beat):
    assert tempo_map.beats_at(tempo_map.seconds_at(beat)) == pytest.approx(beat, abs=1e-6)


@given(maps, st.floats(0.0, 200.0))
def test_a_glide_is_what_adding_up_short_steps_gives(tempo_map, beat):
    steps = 4000
    summed = sum(60 / tempo_map.bpm_at((n + 0.5) * beat / steps) * beat / steps for n in range(steps))
    assert tempo_map.seconds_at(beat) == pytest.approx(summed, rel=0.01, abs=1e-6)


def test_a_glide_goes_in_a_line_over_beats():
    tempo_map = TempoMap((TempoChange(0, 60.0, True), TempoChange(8.0, 120.0)))
    assert [tempo_map.bpm_at(beat) for beat in (0, 4, 8, 20)] == [60, 90, 120, 120]
    assert tempo_map.seconds_at(8.0) == pytest.approx(8 * 0.6931471805599453, abs=1e-9)  # 60/7.5·ln 2


def test_thousands_of_changes_are_as_quick_as_one():
    def work(changes):
        tempo_map = TempoMap(tuple(TempoChange(float(n), 60.0 + n % 100) for n in range(changes)))
        tempo_map.seconds_at(1.0)
        return calls_of(lambda: [tempo_map.beats_at(tempo_map.seconds_at(n / 2)) for n in range(20_000)])

    assert work(10_000) == work(1)


def test_too_many_and_odd_ones_are_refused_in_a_sentence():
    with pytest.raises(UserError, match="10000 tempos"):
        TempoMap(tuple(TempoChange(float(n), 120.0) for n in range(10_001)))
    with pytest.raises(UserError, match="rising"):
        TempoMap((TempoChange(0, 120.0), TempoChange(float("inf"), 100.0)))


def test_bars_are_found_across_meters():
    tempo_map = TempoMap(meters=(MeterChange(0, 4, 4), MeterChange(16.0, 6, 8), MeterChange(22.0, 3, 4)))
    assert [tempo_map.bar_start(bar) for bar in (1, 4, 5, 6, 7, 8)] == [0, 12, 16, 19, 22, 25]
    assert [tempo_map.bar_at(beat) for beat in (0, 16, 21, 22, 26)] == [(1, 0), (5, 0), (6, 2), (7, 0), (8, 1)]
