import pytest

from engine.media.note import MeterChange
from models.sound.music.grid import make_grid, onsets


def grid(numerator, denominator, bars=2, **kwargs):
    meter = MeterChange(0.0, numerator, denominator)
    return make_grid(meter, bars * meter.bar_beats, bpm=kwargs.pop("bpm", 120), style_bpm=120, **kwargs)


@pytest.mark.parametrize(
    ("numerator", "denominator", "steps"),
    [
        (4, 4, 16),
        (3, 4, 12),
        (6, 8, 12),
        (2, 4, 8),
        (5, 4, 20),
        (7, 8, 14),
        (12, 8, 24),
        (9, 8, 18),
        (3, 8, 6),
        (2, 2, 16),
        (7, 16, 7),
        (1, 64, 1),
        (3, 32, 2),
    ],
)
def test_a_measure_is_a_bar(numerator, denominator, steps):
    made = grid(numerator, denominator)
    assert made.steps == steps and made.measures == 2
    assert made.beat(1, 0) == pytest.approx(numerator * 4 / denominator)


def test_a_waltz_keeps_the_backbeat():
    hits = onsets("9...8.......7...", grid(3, 4))
    assert [(step, symbol) for step, _, symbol in hits] == [(0, "9"), (4, "8"), (8, "7")]


def test_swing_delays_only_the_off_beats():
    straight, swung = grid(4, 4), grid(4, 4, swing=0.6)
    for step in range(0, 16, 2):
        assert swung.beat(0, step) == straight.beat(0, step)
    for step in range(1, 16, 2):
        assert swung.beat(0, step) > straight.beat(0, step)
    jazz = grid(4, 4, swing=2 / 3, swings_eighths=True)
    assert jazz.beat(0, 2) == pytest.approx(2 / 3) and jazz.beat(0, 4) == 1


def test_far_from_its_tempo_a_style_goes_half_or_double():
    assert grid(4, 4, bpm=240).measure_beats == 8
    assert grid(4, 4, bpm=60).measure_beats == 2
    assert grid(4, 4, bpm=130).measure_beats == 4


def test_holds():
    assert onsets("8--.6---........", grid(4, 4)) == [(0, 3, "8"), (4, 4, "6")]
