from __future__ import annotations

import numpy as np
import pytest

from models.edit.limiter import Limiter


def limited(samples: np.ndarray, cuts: list[int]) -> tuple[np.ndarray, Limiter]:
    limiter = Limiter(48000, ceiling_db=-1.0)
    out, position = [], 0
    for cut in cuts:
        out.append(limiter.process(samples[:, position:position + cut]))
        position += cut
    rest = limiter.flush()
    return np.concatenate([*out, *([] if rest is None else [rest])], axis=1), limiter


@pytest.mark.parametrize("cuts", [[60000], [1, 5, 1000, 50000, 8994], [100] * 600])
def test_no_sample_passes_the_ceiling_whatever_the_blocks(cuts: list[int]) -> None:
    samples = (0.5 * np.random.default_rng(1).standard_normal((2, 60000))).astype(np.float32)
    samples[:, 30000] = 6.0
    made, limiter = limited(samples, cuts)
    assert made.shape == samples.shape
    assert np.abs(made).max() <= 10 ** (-1 / 20) * 1.0001
    assert limiter.deepest_db == pytest.approx(-16.6, abs=0.2)


def test_what_is_under_the_ceiling_is_not_touched() -> None:
    samples = (0.1 * np.random.default_rng(2).standard_normal((2, 10000))).astype(np.float32)
    made, limiter = limited(samples, [4000, 6000])
    assert np.array_equal(made, samples)
    assert limiter.deepest_db == 0


def test_all_channels_go_down_together() -> None:
    samples = np.zeros((2, 5000), np.float32)
    samples[0] = 0.5
    samples[1, 2500] = 2.0
    made, _ = limited(samples, [5000])
    assert made[0, 2500] == pytest.approx(0.5 * 10 ** (-1 / 20) / 2, rel=0.01)
    assert made[0, 0] == 0.5
