"""MusicGen, tiny and random: longer than its window, along a melody, and on a processor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief
from engine.catalog.registry import Registry
from engine.errors import UserError
from engine.media.audio import Audio
from engine.media.clip import audio_clip, midi_clip
from engine.media.note import Note, TempoMap
from models.music.chroma_steps import chroma_steps
from models.music.musicgen import MusicGenMelody, MusicGenSmall
from tests.models.checkpoint import tiny_makers
from tests.models.checkpoint.making import QUIET, ordered, own_home, registered
from tests.models.checkpoint.shelf import put

pytestmark = [pytest.mark.model, *(pytest.mark.filterwarnings(one) for one in QUIET)]


class ShortWindows(MusicGenSmall):
    """Goes on from one second, two at a time."""

    id = "short"
    window_s = 3.0
    heard_s = 1.0


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    root = tmp_path_factory.mktemp("musicgen")
    with own_home(root / "home"):
        put(MusicGenSmall.checkpoints[0], tiny_makers.musicgen(root / "small"), licence="cc-by-nc-4.0")
        put(MusicGenMelody.checkpoints[0], tiny_makers.musicgen(root / "melody", melody=True))
        yield registered(ShortWindows, MusicGenMelody)


def scale(folder: Path, names: list[float]) -> object:
    times = np.arange(32000) / 32000
    line = np.concatenate([np.sin(2 * np.pi * hz * times) for hz in names])
    return audio_clip(folder, "line", Audio(0.3 * line[None].astype(np.float32), 32000))


def test_what_is_longer_than_a_window_goes_on(registry: Registry, tmp_path: Path) -> None:
    made = ordered(registry, "short", Brief("generate_audio", tmp_path), {"prompt": "slow piano", "duration_s": 6.5})
    sound = made.audio()
    assert sound.frames == round(6.5 * 48000)
    assert np.diff(made.progress).min() > -1e-9 and made.progress[-1] == 1
    loud = np.abs(sound.samples[0, :6 * 48000]).reshape(60, -1).max(axis=1)
    assert loud.min() > 0.01 * loud.max()


def test_its_weights_may_not_be_sold_from(registry: Registry) -> None:
    assert not registry.models["short"].terms().commercial
    assert registry.models["musicgen-melody"].terms().commercial


def test_a_guide_changes_what_is_made(registry: Registry, tmp_path: Path) -> None:
    brief, args = Brief("generate_audio", tmp_path), {"prompt": "flute tune", "duration_s": 1.0}
    plain = ordered(registry, "musicgen-melody", brief, args).audio().samples
    guides = [scale(tmp_path, [262, 330]), scale(tmp_path, [415, 466])]
    led = [ordered(registry, "musicgen-melody", brief, args, inputs={"guide": guide}) for guide in guides]
    assert not led[0].warnings
    assert not np.array_equal(led[0].audio().samples, plain)
    assert not np.array_equal(led[0].audio().samples, led[1].audio().samples)


def test_a_guide_that_is_no_sound_and_a_piece_that_is_too_long_are_refused(registry: Registry, tmp_path: Path) -> None:
    notes = midi_clip(tmp_path, "notes", [Note(60, 0, 1)], TempoMap(), 4)
    brief = Brief("generate_audio", tmp_path)
    with pytest.raises(UserError, match="recording"):
        ordered(registry, "musicgen-melody", brief, {"prompt": "tune"}, inputs={"guide": notes})
    with pytest.raises(UserError, match="at most 30 s"):
        ordered(registry, "musicgen-melody", brief, {"prompt": "tune", "duration_s": 31.0})


def test_the_steps_are_the_pitch_classes_of_a_line() -> None:
    names = {0: 261.63, 4: 329.63, 7: 392.0, 9: 440.0, 11: 493.88}
    times = np.arange(32000) / 32000
    line = np.concatenate([np.sin(2 * np.pi * hz * times) for hz in names.values()])
    steps = chroma_steps(line, 32000)
    assert steps.shape == (1 + len(line) // 4096, 12) and (steps.sum(axis=1) == 1).all()
    middles = [round((second + 0.5) * 32000 / 4096) for second in range(len(names))]
    assert [int(steps[middle].argmax()) for middle in middles] == list(names)
    assert chroma_steps(np.zeros(10), 32000).shape == (5, 12)


def test_the_steps_are_those_it_was_trained_with() -> None:
    import torch
    from transformers.audio_utils import chroma_filter_bank

    noise = np.random.default_rng(0).standard_normal(64000)
    power = torch.stft(torch.tensor(noise), 16384, 4096, window=torch.hann_window(16384, dtype=torch.float64),
                       pad_mode="reflect", return_complex=True).abs().numpy() ** 2
    bank = chroma_filter_bank(num_frequency_bins=16384, num_chroma=12, sampling_rate=32000)
    assert np.array_equal((bank @ power).argmax(axis=0), chroma_steps(noise, 32000).argmax(axis=1))
