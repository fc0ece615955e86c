"""An edit that nobody can hear is none: when two contents are the same to an ear."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.assistant.content import is_same_content
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip

RATE_HZ = 48_000
TIME_S = np.arange(2 * RATE_HZ) / RATE_HZ
CHORD = 0.2 * sum(np.sin(2 * np.pi * hz * TIME_S) for hz in (220.0, 277.0, 330.0))
QUIET_TAIL = CHORD * np.where(TIME_S < 1, 1.0, 1e-4)


def clip(samples: np.ndarray, folder: Path, name: str) -> Clip:
    return audio_clip(folder, name, Audio(samples[None].astype(np.float32), RATE_HZ))


@pytest.mark.parametrize(
    ("change", "is_same"),
    [
        (lambda x: x, True),
        (lambda x: x + 1.5e-4 * (np.arange(len(x)) == 30_000), True),
        (lambda x: x * (1 + 2e-4), True),
        (lambda x: x * 10 ** (-0.1 / 20), False),
        (lambda x: x + 0.05 * (np.arange(len(x)) == 30_000), False),
        (lambda x: x + 1e-3 * np.sin(2 * np.pi * 50 * TIME_S), False),
        (lambda x: np.where(TIME_S < 1.9, x, 0.0), False),
    ],
    ids=["copy", "tiny click", "0.002 dB", "0.1 dB", "click", "hum", "end cut away"],
)
def test_what_an_ear_can_tell(change, is_same: bool, tmp_path: Path) -> None:
    before = clip(CHORD, tmp_path, "before")
    assert is_same_content(before, clip(change(CHORD), tmp_path, "after")) is is_same


def test_a_hiss_in_a_pause_is_heard(tmp_path: Path) -> None:
    hiss = 2e-4 * np.random.default_rng(1).standard_normal(len(TIME_S))
    assert not is_same_content(clip(QUIET_TAIL, tmp_path, "a"), clip(QUIET_TAIL + hiss, tmp_path, "b"))
