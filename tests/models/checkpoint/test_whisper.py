"""Whisper: from the file to words with times, with a tiny one that always says the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.catalog.model import Spans, Text
from engine.catalog.registry import discover
from engine.cli.cli import main
from engine.errors import Cancelled, ModelError, UserError
from engine.media.clip import Clip
from engine.workers.inline import Inline
from models.speech.whisper import WhisperSmall, WhisperTurbo
from models.speech.whisper_gate import is_repetition
from models.speech.whisper_languages import WHISPER_LANGUAGES
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import RATE_HZ, clip_of, ordered, talk, workplace
from tests.models.checkpoint.tiny_whisper import tiny_whisper

pytestmark = pytest.mark.model
SMALL, TURBO = WhisperSmall.checkpoints[0], WhisperTurbo.checkpoints[0]


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    folder = tmp_path_factory.mktemp("whisper")
    tiny_whisper(folder)
    put(SMALL, folder)
    yield workplace()
    forget(SMALL)


@pytest.fixture()
def loop(tmp_path: Path) -> Iterator[None]:
    """Turbo, as a network that has lost its way."""
    tiny_whisper(tmp_path / "loop", says=[" la"] * 50)
    put(TURBO, tmp_path / "loop")
    yield
    forget(TURBO)


def words_of(results: dict[str, Any]) -> list[str]:
    spans = results["words"]
    assert isinstance(spans, Spans)
    return [span.label for span in spans.spans]


def test_not_there_until_it_was_got() -> None:
    registry = discover()
    assert "models get whisper-turbo" in registry.models["whisper-turbo"].ready()
    with pytest.raises(UserError, match="not ready"):
        registry.choose("transcribe", model_id="whisper-turbo")
    assert WhisperTurbo.tasks == ("transcribe",), "turbo was not trained to translate"


def test_the_languages_are_those_of_the_library() -> None:
    from transformers.models.whisper.tokenization_whisper import LANGUAGES

    assert {code: name for name, code in WHISPER_LANGUAGES.items()} == LANGUAGES


def test_words_with_times_language_and_progress(whisper: Inline, tmp_path: Path) -> None:
    clip = clip_of(tmp_path, talk(3.2, rate_hz=44100), rate_hz=44100)
    made = ordered("whisper-small", "transcribe", tmp_path, {}, {"clip": clip}, inline=whisper)
    assert isinstance(made.results["text"], Text) and made.results["text"].text == "hello big world"
    spans = made.results["words"].spans
    assert [span.label for span in spans] == ["hello", "big", "world"]
    times = [time for span in spans for time in (span.start_s, span.end_s)]
    assert times == sorted(times) and times[0] >= 0 and times[-1] <= clip.seconds
    assert all(0.3 < span.confidence <= 1 for span in spans)
    assert max(made.progress) == 1 and not made.warnings


def test_an_hour_is_heard_in_windows_and_a_range_stays_inside(whisper: Inline, tmp_path: Path) -> None:
    clip = clip_of(tmp_path, talk(70))
    args = {"timestamps": True}
    made = ordered("whisper-small", "transcribe", tmp_path, args, {"clip": clip}, inline=whisper)
    lines = made.results["text"].text.splitlines()
    assert len(lines) >= 3 and lines[0].startswith("[0:0") and lines[-1].startswith("[0:5")
    starts = [span.start_s for span in made.results["words"].spans]
    assert starts == sorted(starts) and starts[-1] > 50
    args = {"start_s": 20.0, "end_s": 30.0}
    part = ordered("whisper-small", "transcribe", tmp_path, args, {"clip": clip}, inline=whisper).results["words"]
    assert part.spans and all(20 <= span.start_s <= span.end_s <= 30 for span in part.spans)


@pytest.mark.parametrize("kind", ["silence", "hum", "hiss"])
def test_nothing_is_invented_where_nobody_speaks(whisper: Inline, tmp_path: Path, kind: str) -> None:
    count = 6 * RATE_HZ
    sound = {
        "silence": np.zeros(count), "hum": 0.1 * np.sin(np.arange(count) * 2 * np.pi * 50 / RATE_HZ),
        "hiss": 0.05 * np.random.default_rng(1).standard_normal(count),
    }[kind]
    made = ordered("whisper-small", "transcribe", tmp_path, {}, {"clip": clip_of(tmp_path, sound[None])},
                   inline=whisper)
    assert made.results["text"].text == "" and not made.results["words"].spans
    assert made.warnings == ["No words were understood in 'take'."]


def test_what_the_network_holds_for_silence_is_silence(tmp_path: Path) -> None:
    tiny_whisper(tmp_path / "quiet", says=(), language="none")
    put(TURBO, tmp_path / "quiet")
    clip = clip_of(tmp_path, talk(3))
    made = ordered("whisper-turbo", "transcribe", tmp_path, {}, {"clip": clip})
    forget(TURBO)
    assert made.results["text"].text == ""


@pytest.mark.usefixtures("loop")
def test_a_text_that_goes_round_in_circles_is_left_out(tmp_path: Path) -> None:
    assert is_repetition("la la " * 20) and not is_repetition("once upon a time there was a fox in the wood")
    made = ordered("whisper-turbo", "transcribe", tmp_path, {}, {"clip": clip_of(tmp_path, talk(3))})
    assert "la la la la la la la la" not in made.results["text"].text


def test_what_it_cannot_do_is_said_before_it_is_loaded(whisper: Inline, tmp_path: Path) -> None:
    clip = clip_of(tmp_path, talk(2))
    for args, error, told in [
        ({"language": "klingon"}, ModelError, "does not understand Klingon"),
        ({"start_s": 9.0}, UserError, "2.00 s long"),
    ]:
        with pytest.raises(error, match=told):
            ordered("whisper-small", "transcribe", tmp_path, args, {"clip": clip}, inline=whisper)
    with pytest.raises(UserError, match="Name the recording"):
        ordered("whisper-small", "transcribe", tmp_path, {}, inline=whisper)
    with pytest.raises(ModelError, match="into English only, not into French"):
        ordered("whisper-small", "translate_speech", tmp_path, {"target_language": "french"}, {"clip": clip},
                inline=whisper)


def test_a_translation_is_written_and_said(whisper: Inline, tmp_path: Path) -> None:
    clip = clip_of(tmp_path, talk(6))
    args = {"target_language": "english", "speak": True}
    made = ordered("whisper-small", "translate_speech", tmp_path, args, {"clip": clip}, inline=whisper).results
    assert made["text"].text.startswith("hello big world")
    speech = made["speech"]
    assert isinstance(speech, Clip) and speech.audio().sample_rate_hz == 48000
    assert float(np.abs(speech.audio().samples).max()) > 0.05


def test_a_cancel_is_heard_and_it_goes_on_working(whisper: Inline, tmp_path: Path) -> None:
    clip = clip_of(tmp_path, talk(30))
    calls = iter(range(10_000))

    def stop() -> None:
        if next(calls) == 12:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered("whisper-small", "transcribe", tmp_path, {}, {"clip": clip}, inline=whisper, on_progress=stop)
    again = ordered("whisper-small", "transcribe", tmp_path, {}, {"clip": clip}, inline=whisper)
    assert words_of(again.results)[:3] == ["hello", "big", "world"]
    model = whisper._registry.models["whisper-small"]
    assert isinstance(model, WhisperSmall) and model._loaded is not None
    model.unload()
    assert model._loaded is None


@pytest.mark.usefixtures("whisper")
def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = clip_of(tmp_path, talk(3))
    assert main(["run", "transcribe", "--in", str(clip.path), "--model", "whisper-small", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["text"].startswith("hello big world") and told["recipe"]["model"] == "whisper-small"
    assert [span["label"] for span in told["spans"]] == ["hello", "big", "world"]
