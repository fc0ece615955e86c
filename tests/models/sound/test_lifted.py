"""A sound lifted off its background: cleaner than cut out by time, and summing to the whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.signal import lfilter

from engine.catalog.model import Report, Span
from engine.media.audio import Audio
from engine.media.audio_stream import sound_info
from engine.media.clip import audio_clip
from models.sound.extraction.gate import gated
from models.sound.extraction.lifted import lifted

RATE = 44100
SPANS = [Span(at, at + 0.4, "bark") for at in (2.0, 2.7, 7.0)]


def barks(seconds: float = 12.0) -> np.ndarray:
    """Three calls of 0.4 s with a moving pitch and many partials."""
    line = np.zeros(round(seconds * RATE))
    time = np.arange(round(0.4 * RATE)) / RATE
    phase = 2 * np.pi * np.cumsum(300 + 200 * np.sin(np.pi * time / 0.4)) / RATE
    call = sum(np.sin(part * phase) / part for part in range(1, 12)) * np.sqrt(np.sin(np.pi * time / 0.4))
    for span in SPANS:
        line[round(span.start_s * RATE):][:call.size] = 0.2 * call
    return line


def background(kind: str, size: int) -> np.ndarray:
    time = np.arange(size) / RATE
    if kind == "drone":
        return 0.2 * sum(np.sin(2 * np.pi * hz * time) for hz in (110, 165, 220))
    hiss = np.random.default_rng(0).standard_normal(size)
    return 0.05 * hiss if kind == "hiss" else 0.06 * lfilter([1], [1, -0.9], hiss)


def si_sdr(guess: np.ndarray, truth: np.ndarray) -> float:
    wanted = (guess @ truth) / (truth @ truth) * truth
    return float(10 * np.log10((wanted @ wanted) / ((guess - wanted) @ (guess - wanted))))


@pytest.mark.parametrize(("kind", "bar"), [("hiss", 15.0), ("rain", 5.0), ("drone", 15.0)])
def test_it_is_cleaner_than_what_is_cut_out_by_time(tmp_path: Path, kind: str, bar: float) -> None:
    truth = barks()
    mix = (truth + background(kind, truth.size))[np.newaxis].astype(np.float32)
    clip = audio_clip(tmp_path, "yard", Audio(mix, RATE))
    found = {}
    for way in (gated, lifted):
        parts = list(way(clip, sound_info(clip), SPANS, Report()))
        assert np.array_equal(np.concatenate([whole for whole, _ in parts], axis=1), mix)
        found[way] = si_sdr(np.concatenate([sound for _, sound in parts], axis=1)[0].astype(float), truth)
    assert found[lifted] >= bar
    assert found[lifted] > found[gated] + 5


def test_blocks_leave_no_seam(tmp_path: Path) -> None:
    truth = barks(14.0)
    mix = (truth + background("rain", truth.size))[np.newaxis].astype(np.float32)
    at = 5.94  # the end of the first block lies within this span
    spans = [Span(at - 0.3, at + 0.3, "x")]
    clip = audio_clip(tmp_path, "yard", Audio(mix, RATE))
    sound = np.concatenate([part for _, part in lifted(clip, sound_info(clip), spans, Report())], axis=1)[0]
    steps = np.abs(np.diff(sound[round((at - 0.2) * RATE):round((at + 0.2) * RATE)]))
    assert steps.max() < 8 * np.median(steps) + np.abs(np.diff(mix[0])).max()


def test_without_any_background_all_of_the_span_is_taken(tmp_path: Path) -> None:
    mix = 0.1 * np.random.default_rng(1).standard_normal((2, 8000)).astype(np.float32)
    clip = audio_clip(tmp_path, "burst", Audio(mix, 8000))
    parts = list(lifted(clip, sound_info(clip), [Span(0.0, 1.0, "x")], Report()))
    assert np.allclose(np.concatenate([sound for _, sound in parts], axis=1), mix, atol=1e-4)
