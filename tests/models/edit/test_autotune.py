from __future__ import annotations

import numpy as np
import pytest

from engine.media.key import parse_key
from models.edit.autotune import PitchCorrector, track_pitch

RATE = 44100


def voice(pitches: list[float], seconds: float = 0.8) -> np.ndarray:
    """A vowel on pitches (MIDI numbers, not whole), with gaps between them [shape=(1, n)]."""
    parts = []
    for pitch in pitches:
        count = round(seconds * RATE)
        phase = np.cumsum(np.full(count, 440 * 2 ** ((pitch - 69) / 12) / RATE))
        partials = [np.exp(-(((k * 440 * 2 ** ((pitch - 69) / 12) - 700) / 600) ** 2)) * np.sin(2 * np.pi * k * phase)
                    for k in range(1, 20)]
        tone = np.sum(partials, axis=0) * np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 1500)
        parts += [tone, np.zeros(round(0.15 * RATE))]
    line = np.concatenate(parts)
    return (0.3 * line / np.abs(line).max()).astype(np.float32)[None, :]


def tuned(samples: np.ndarray, blocks: int = 1, **settings: object) -> np.ndarray:
    arguments = {"key": None, "strength": 1.0, "retune_ms": 10.0, **settings}
    corrector = PitchCorrector(RATE, **arguments)
    out = [corrector.process(part) for part in np.array_split(samples, blocks, axis=1)]
    rest = corrector.flush()
    return np.concatenate([*out, *([] if rest is None else [rest])], axis=1)


def sung(samples: np.ndarray) -> np.ndarray:
    hz = track_pitch(samples.mean(axis=0, dtype=np.float64), RATE)
    return 69 + 12 * np.log2(hz[hz > 0] / 440)


def medians(samples: np.ndarray, count: int) -> list[float]:
    hz = track_pitch(samples.mean(axis=0, dtype=np.float64), RATE)
    step = round(0.95 / 0.005)
    return [69 + 12 * float(np.log2(np.median(hz[i * step + 40:i * step + 120]) / 440)) for i in range(count)]


def test_notes_come_to_the_nearest_semitone() -> None:
    made = tuned(voice([57.35, 60.3, 63.7]))
    assert medians(made, 3) == pytest.approx([57, 60, 64], abs=0.1)


def test_notes_come_to_the_key() -> None:
    made = tuned(voice([61.3, 66.4]), key="C major")
    assert medians(made, 2) == pytest.approx([62, 67], abs=0.1)
    assert parse_key("C major").scale == (0, 2, 4, 5, 7, 9, 11)


def test_half_strength_goes_half_way() -> None:
    assert medians(tuned(voice([60.4]), strength=0.5), 1) == pytest.approx([60.2], abs=0.08)


def test_length_silence_and_level_stay() -> None:
    source = voice([57.4, 60.3])
    made = tuned(source)
    assert made.shape == source.shape
    gap = slice(round(0.82 * RATE), round(0.93 * RATE))
    assert np.abs(made[:, gap]).max() < 1e-3
    assert np.sqrt(np.mean(made**2)) == pytest.approx(float(np.sqrt(np.mean(source**2))), rel=0.2)


def test_long_sound_goes_through_in_chunks_of_the_same_length() -> None:
    source = np.tile(voice([57.3], 0.9), 24)[:, :round(24 * RATE)]
    stereo = np.concatenate([source, 0.5 * source])
    made = tuned(stereo, blocks=7)
    assert made.shape == stereo.shape
    assert np.allclose(made[1], 0.5 * made[0], atol=1e-5)
    assert np.median(sung(made)) == pytest.approx(57.0, abs=0.1)


@pytest.mark.parametrize("frames", [1, 10, 1000])
def test_too_short_or_silent_is_left_alone(frames: int) -> None:
    noise = 0.1 * np.random.default_rng(1).standard_normal((2, frames)).astype(np.float32)
    assert np.array_equal(tuned(noise), noise)
    assert np.array_equal(tuned(np.zeros((1, RATE), np.float32)), np.zeros((1, RATE), np.float32))
