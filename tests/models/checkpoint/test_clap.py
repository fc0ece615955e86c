"""CLAP, tiny and random: spans by words in clips of any kind, ranking of takes, and weights that are broken."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report, Spans
from engine.catalog.registry import Registry
from engine.errors import Cancelled, ModelError, UserError
from engine.media.audio import Audio
from engine.media.clip import audio_clip, clip_from_file
from models.sound.clap import ClapGeneral, ClapMusic, _spans, ready_ranker
from models.sound.stable_audio3 import StableAudio3Medium
from tests.models.checkpoint import tiny_makers
from tests.models.checkpoint.making import QUIET, Made, band, ordered, own_home, registered
from tests.models.checkpoint.shelf import put

pytestmark = [pytest.mark.model, *(pytest.mark.filterwarnings(one) for one in QUIET)]


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    root = tmp_path_factory.mktemp("clap")
    with own_home(root / "home"), warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        put(ClapGeneral.checkpoints[0], tiny_makers.clap(root / "clap"))
        put(StableAudio3Medium.checkpoints[0], tiny_makers.stable_audio3(root / "maker"))
        yield registered(ClapGeneral, ClapMusic, StableAudio3Medium)


def found(made: Made) -> list[tuple[float, float]]:
    spans = made.results["spans"]
    assert isinstance(spans, Spans)
    assert all(0.5 <= span.confidence <= 1 and span.label == "a dog" for span in spans.spans)
    return [(span.start_s, span.end_s) for span in spans.spans]


@pytest.mark.parametrize(("rate", "channels", "seconds"), [(44100, 2, 5.3), (8000, 1, 0.3), (96000, 3, 2.0)])
def test_spans_lie_in_the_clip_and_are_apart(rate: int, channels: int, seconds: float, registry: Registry,
                                             tmp_path: Path) -> None:
    clip = band(tmp_path, seconds, rate, channels)
    made = ordered(registry, "clap", Brief("detect_target_sound", tmp_path), {"target": "a dog"},
                   inputs={"clip": clip})
    times = [time for span in found(made) for time in span]
    assert times == sorted(times) and all(0 <= time <= seconds for time in times)
    assert made.progress and (times or "was not found" in made.warnings[0])


def test_windows_count_for_their_middle_and_neighbours_are_one_span() -> None:
    chances = [(0.0, 0.9), (0.5, 0.8), (1.0, 0.1), (1.5, 0.2), (2.0, 0.7), (2.5, 0.95)]
    spans = [(span.start_s, span.end_s, span.confidence) for span in _spans(chances, 4.5, "dog")]
    assert spans == [(0.0, 1.75, 0.9), (2.75, 4.5, 0.95)]
    assert _spans([(0.0, 0.2)], 1.0, "dog") == []


def test_a_cancel_is_heard_and_bad_input_is_refused(registry: Registry, tmp_path: Path) -> None:
    def stop(count: int, share: float) -> None:
        if count == 3:
            raise Cancelled

    brief, clip = Brief("detect_target_sound", tmp_path), band(tmp_path, 8.0)
    with pytest.raises(Cancelled):
        ordered(registry, "clap", brief, {"target": "dog"}, inputs={"clip": clip}, on_progress=stop)
    assert ordered(registry, "clap", brief, {"target": "dog"}, inputs={"clip": clip}).results
    with pytest.raises(UserError):
        ordered(registry, "clap", brief, {"target": "dog"})
    with pytest.raises(UserError, match="by words"):
        ordered(registry, "clap", brief, {}, inputs={"clip": clip, "reference": clip})
    text = tmp_path / "note.txt"
    text.write_text("hello")
    with pytest.raises(UserError):
        ordered(registry, "clap", brief, {"target": "dog"}, inputs={"clip": clip_from_file(text)})


def test_takes_are_ranked_and_the_facts_say_which_was_kept(registry: Registry, tmp_path: Path) -> None:
    brief = Brief("generate_audio", tmp_path, seed=2)
    args = {"prompt": "a dog barks", "duration_s": 1.0}
    made = ordered(registry, "stable-audio-3", brief, {**args, "takes": 3})
    facts = made.facts
    assert (facts["takes"], len(facts["scores"]), facts["ranked_by"]) == (3, 3, "CLAP")
    assert facts["scores"][facts["best_take"] - 1] == max(facts["scores"])
    alone = ordered(registry, "stable-audio-3", Brief("generate_audio", tmp_path, seed=facts["take_seed"]), args)
    assert np.array_equal(alone.audio().samples, made.audio().samples)
    assert "takes" not in alone.facts


def test_likeness_is_of_the_sound_whatever_its_rate(registry: Registry, tmp_path: Path) -> None:
    ranker = ready_ranker(is_music=True)
    assert ranker is not None and ranker.id == "clap"
    tone = 0.3 * np.sin(2 * np.pi * 440 * np.arange(44100) / 44100)
    noise = 0.3 * np.random.default_rng(0).standard_normal(44100)
    heard = [ranker.likeness("a dog", Audio(sound[None].astype(np.float32), 44100), Report()) for sound in
             (tone, noise, tone)]
    assert heard[0] == heard[2] != heard[1] and all(-1 <= one <= 1 for one in heard)
    ranker.unload()


def test_weights_that_hear_no_words_are_refused_and_nothing_else_fails(tmp_path: Path) -> None:
    with own_home(tmp_path / "home"):
        put(ClapMusic.checkpoints[0], tiny_makers.clap(tmp_path / "broken", is_broken=True))
        clip = audio_clip(tmp_path, "hum", Audio(np.zeros((1, 4800), np.float32), 48000))
        with pytest.raises(ModelError, match="no difference between unrelated words"):
            ordered(registered(ClapMusic), "clap-music", Brief("detect_target_sound", tmp_path), {"target": "x"},
                    inputs={"clip": clip})
        put(StableAudio3Medium.checkpoints[0], tiny_makers.stable_audio3(tmp_path / "maker"))
        made = ordered(registered(StableAudio3Medium), "stable-audio-3", Brief("generate_audio", tmp_path),
                       {"prompt": "a dog barks", "duration_s": 1.0, "takes": 2})
        assert "takes" not in made.facts and "So there is one take" in made.warnings[0]
