"""How long a reverb rings, and the room that does."""

import numpy as np
import pytest

from engine.media.note import TempoMap
from engine.tasks.reverb_time import decay_s, size_of
from models.edit.effect_table import EFFECTS, EffectContext

RATE_HZ = 48000


@pytest.mark.parametrize("seconds", [0.8, 1.2, 3.0, 6.0])
def test_a_room_of_that_size_rings_so_long(seconds: float) -> None:
    assert decay_s(size_of(seconds)) == pytest.approx(seconds, rel=0.02)
    place = EffectContext(RATE_HZ, 1, TempoMap(), 0.0, 0.0)
    settings = {"wet": 1.0, "size": size_of(seconds), "delay_s": 0.0}
    click = np.zeros((1, round((seconds * 1.5 + 0.5) * RATE_HZ)), np.float32)
    click[0, 100] = 1.0
    sound = EFFECTS["reverb"].build(settings, place).process(click)[0]
    rest_db = 10 * np.log10(np.cumsum(sound[::-1] ** 2)[::-1] / np.sum(sound**2) + 1e-12)
    fall_s = np.flatnonzero(rest_db < -25)[0] / RATE_HZ - np.flatnonzero(rest_db < -5)[0] / RATE_HZ
    assert 0.6 * seconds < 3 * fall_s < 1.4 * seconds


def test_a_predelay_is_silent_first() -> None:
    place = EffectContext(RATE_HZ, 2, TempoMap(), 0.0, 0.0)
    click = np.zeros((2, RATE_HZ), np.float32)
    click[:, 100] = 1.0
    starts = []
    for delay_s in (0.0, 0.05):
        settings = {"wet": 1.0, "size": 0.5, "delay_s": delay_s}
        sound = EFFECTS["reverb"].build(settings, place).process(click)
        starts.append(np.flatnonzero(np.abs(sound[0]) > 1e-4)[0] / RATE_HZ)
    assert starts[1] - starts[0] == pytest.approx(0.05, abs=0.001)
