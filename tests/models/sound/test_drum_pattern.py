"""One drum over bars: it is struck on the grid to the last bar; a single hit stays one."""

import numpy as np
import pytest

from models.sound.making.drum_pattern import strokes
from tests.models.sound.measure import sketch

LOW_RATE = 22050


def hits_s(samples: np.ndarray) -> list[float]:
    """When it gets loud from one 10 ms block to the next."""
    block = LOW_RATE // 100
    mono = np.abs(samples).max(axis=int(samples.shape[1] < samples.shape[0]))
    loud = mono[: len(mono) // block * block].reshape(-1, block).max(axis=1)
    before = np.concatenate([[0.0], loud[:-1]])
    return [round(int(one) / 100, 2) for one in np.flatnonzero((loud > 0.1 * loud.max()) & (loud > 3 * before))]


@pytest.mark.parametrize(("prompt", "a_bar"), [("hihats", 8), ("a snare", 2), ("claps", 2), ("kick drum", 2)])
def test_it_is_struck_in_each_bar(tmp_path, prompt, a_bar):
    made = sketch(tmp_path, prompt, args={"bars": 4, "bpm": 120}, rate=LOW_RATE)
    audio = made["audio"].audio()
    found = hits_s(audio.samples)
    assert audio.frames == round(8 * LOW_RATE)
    for bar in range(4):
        inside = [one for one in found if bar * 2 - 0.02 <= one < bar * 2 + 1.98]
        assert len(inside) == a_bar, (prompt, bar, found)


def test_a_single_hit_is_one(tmp_path):
    for prompt, args in [("a snare hit", {"bars": 2, "bpm": 120}), ("a snare", {"duration_s": 2.0})]:
        made = sketch(tmp_path, prompt, args=args, rate=LOW_RATE)
        assert len(hits_s(made["audio"].audio().samples)) == 1, prompt


@pytest.mark.parametrize(
    ("drum", "bar_beats", "where"),
    [("closed hi-hat", 3.0, [0, 0.5, 1, 1.5, 2, 2.5]), ("open hi-hat", 4.0, [0.5, 1.5, 2.5, 3.5]),
     ("snare drum", 4.0, [1, 3]), ("kick drum", 4.0, [0, 2]), ("taiko", 4.0, [0])],
)  # fmt: skip
def test_where_a_drum_is_struck(drum, bar_beats, where):
    assert strokes(drum, bar_beats) == where
