"""ACE-Step, tiny and random: songs, covers of music, instruments taken out of a mix."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.catalog.registry import Registry
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import audio_clip
from models.checkpoint.masking import masked
from models.music.ace_step import AceStepBase, AceStepTurbo
from models.music.ace_step_words import LANGUAGES, is_about_a_voice, language_code, part_named
from models.speech.espeak import EspeakSpeech
from tests.models.checkpoint import tiny_makers
from tests.models.checkpoint.making import QUIET, band, ordered, own_home, registered
from tests.models.checkpoint.shelf import put

pytestmark = [pytest.mark.model, *(pytest.mark.filterwarnings(one) for one in QUIET)]


class Quick(AceStepBase):
    """Fewer steps, and windows of two seconds."""

    steps = 6
    window_s = 2.0


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    root = tmp_path_factory.mktemp("ace")
    with own_home(root / "home"), warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        put(AceStepTurbo.checkpoints[0], tiny_makers.ace_step(root / "turbo"), licence="mit")
        put(AceStepBase.checkpoints[0], tiny_makers.ace_step(root / "base", turbo=False), licence="mit")
        yield registered(AceStepTurbo, Quick)


def test_words_language_key_and_tempo_all_reach_the_song(registry: Registry, tmp_path: Path) -> None:
    brief = Brief("generate_audio", tmp_path)
    plain = {"prompt": "pop song", "duration_s": 1.0}
    sounds = [ordered(registry, "ace-step", brief, {**plain, **more}).audio().samples for more in (
        {}, {"lyrics": "[verse]\nla la"}, {"lyrics": "[verse]\nla la", "language": "German"}, {"key": "G minor"},
        {"key": "G dorian"}, {"bpm": 87.0})]
    assert all(not np.array_equal(one, other) for number, one in enumerate(sounds) for other in sounds[:number])
    with pytest.raises(UserError, match="Klingon"):
        ordered(registry, "ace-step", brief, {**plain, "lyrics": "qapla", "language": "Klingon"})
    assert language_code("") == "en" and all(len(language_code(name)) in (2, 3) for name in LANGUAGES)


def test_a_cover_is_as_long_and_as_loud_as_the_music(registry: Registry, tmp_path: Path) -> None:
    clip = band(tmp_path, 3.217, 22050, 1)
    brief = Brief("style_transfer", tmp_path, sample_rate_hz=48000, seed=1)
    made = ordered(registry, "ace-step", brief, {"style": "bossa nova"}, inputs={"clip": clip})
    assert made.audio().frames == round(clip.seconds * 48000)
    assert made.results["audio"].start_beats == 8.0
    assert np.abs(made.audio().samples).max() <= 10 ** (-1 / 20) + 1e-6
    other = ordered(registry, "ace-step", brief, {"style": "bossa nova"},
                    inputs={"clip": clip, "reference": band(tmp_path, 1.0)})
    assert not np.array_equal(other.audio().samples, made.audio().samples)


def test_a_voice_is_left_to_models_that_know_voices(registry: Registry, tmp_path: Path) -> None:
    clip, brief = band(tmp_path, 2.0), Brief("style_transfer", tmp_path)
    short = {"clip": band(tmp_path, 0.02)}
    with pytest.raises(UserError, match="shorter than a second"):
        registry.models["ace-step"].check({"style": "jazz"}, short, brief)
    for args, inputs in (({"style": "whisper"}, {"clip": clip}), ({"text": "hello", "style": "funk"}, {})):
        with pytest.raises(UserError):
            ordered(registry, "ace-step", brief, args, inputs=inputs)
    with pytest.raises(UserError, match="Name a style"):
        ordered(registry, "ace-step", brief, {}, inputs={"clip": clip})


@pytest.mark.parametrize(("rate", "channels", "seconds"), [(44100, 2, 4.7), (48000, 1, 1.3), (22050, 3, 0.04)])
def test_target_and_rest_sum_to_the_mix(rate: int, channels: int, seconds: float, registry: Registry,
                                        tmp_path: Path) -> None:
    clip = band(tmp_path, seconds, rate, channels)
    made = ordered(registry, "ace-step-base", Brief("extract_sound", tmp_path), {"target": "the drums"},
                   inputs={"clip": clip})
    mix, target, rest = clip.audio(), made.audio("target"), made.audio("rest")
    assert target.samples.shape == rest.samples.shape == mix.samples.shape
    assert np.abs(target.samples + rest.samples - mix.samples).max() < 10 ** (-90 / 20) * np.abs(mix.samples).max()
    assert np.abs(target.samples).max() > 1e-6
    assert made.progress == sorted(made.progress)


def test_a_target_it_was_not_trained_on_and_a_cancel(registry: Registry, tmp_path: Path) -> None:
    clip, brief = band(tmp_path, 2.0), Brief("extract_sound", tmp_path)
    with pytest.raises(UserError, match="does not know 'woodpecker'"):
        ordered(registry, "ace-step-base", brief, {"target": "woodpecker"}, inputs={"clip": clip})

    def stop(count: int, share: float) -> None:
        if count == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(registry, "ace-step-base", brief, {"target": "bass"}, inputs={"clip": clip}, on_progress=stop)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(("said", "part"), [
    ("the lead vocals", "vocals"), ("backing vocals", "backing_vocals"), ("electric guitar", "guitar"),
    ("the piano", "keyboard"), ("saxophone", "woodwinds"), ("beat", "drums")])
def test_parts_are_known_by_what_people_call_them(said: str, part: str) -> None:
    assert part_named("it", said) == part


def test_a_mask_takes_what_the_guess_points_at_at_any_level() -> None:
    times = np.arange(48000) / 48000
    low, high = 0.3 * np.sin(2 * np.pi * 220 * times), 0.3 * np.sin(2 * np.pi * 3000 * times)
    mix = (low + high)[None].astype(np.float32)
    for gain in (0.01, 1.0, 5.0):
        got = masked(mix, (gain * high)[None].astype(np.float32))[0]
        assert np.sqrt(np.mean((got - high) ** 2)) < 0.02 * np.sqrt(np.mean(high**2))
    assert np.abs(masked(mix, np.zeros_like(mix))).max() < 1e-6


def test_speech_is_heard_as_such(tmp_path: Path) -> None:
    said = EspeakSpeech().run({"text": "Good evening, this is the news. It rained all day in the north."}, {},
                      Brief("speak", tmp_path), Report())["audio"]
    assert is_about_a_voice(said, "")
    tone = audio_clip(tmp_path, "tone", Audio(np.zeros((1, 9000), np.float32), 8000))
    assert not is_about_a_voice(tone, "") and not is_about_a_voice(tone, "bossa nova")
    assert is_about_a_voice(tone, "whispering")
