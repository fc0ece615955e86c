"""Whisper through CTranslate2, converted from the tiny one that always says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.hub.record import forget
from engine.catalog.registry import discover
from engine.errors import Cancelled, ModelError
from engine.workers.inline import Inline
from models.speech.faster_whisper import FasterWhisperSmall
from tests.models.checkpoint.shelf import put
from tests.models.checkpoint.speech_sounds import clip_of, ordered, talk, workplace
from tests.models.checkpoint.tiny_whisper import tiny_whisper

pytestmark = pytest.mark.model
ID, CHECKPOINT = FasterWhisperSmall.id, FasterWhisperSmall.checkpoints[0]


@pytest.fixture(scope="module")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inline]:
    from ctranslate2.converters import TransformersConverter

    source, folder = tmp_path_factory.mktemp("whisper"), tmp_path_factory.mktemp("converted") / "tiny"
    tiny_whisper(source)
    TransformersConverter(str(source), copy_files=["tokenizer.json"]).convert(str(folder), quantization="int8")
    put(CHECKPOINT, folder)
    place = workplace()
    yield place
    place._registry.models[ID].unload()
    forget(CHECKPOINT)


def test_words_with_times(whisper: Inline, tmp_path: Path) -> None:
    assert discover().choose("transcribe", model_id=ID)[0].ready() == ""
    clip = clip_of(tmp_path, talk(40))
    made = ordered(ID, "transcribe", tmp_path, {"start_s": 10.0}, {"clip": clip}, inline=whisper)
    spans = made.results["words"].spans
    assert [span.label for span in spans][:3] == ["hello", "big", "world"] and len(spans) >= 6
    times = [span.start_s for span in spans]
    assert times == sorted(times) and times[0] >= 10 and spans[-1].end_s <= clip.seconds
    assert all(0 <= span.confidence <= 1 for span in spans) and not made.warnings


def test_nothing_is_invented_in_silence(whisper: Inline, tmp_path: Path) -> None:
    made = ordered(ID, "transcribe", tmp_path, {}, {"clip": clip_of(tmp_path, np.zeros((1, 48000)))}, inline=whisper)
    assert made.results["text"].text == "" and made.warnings


def test_cancel_unload_and_a_folder_that_is_none(whisper: Inline, tmp_path: Path) -> None:
    clip, calls = clip_of(tmp_path, talk(30)), iter(range(1000))

    def stop() -> None:
        if next(calls) == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        ordered(ID, "transcribe", tmp_path, {}, {"clip": clip}, inline=whisper, on_progress=stop)
    model = whisper._registry.models[ID]
    assert isinstance(model, FasterWhisperSmall)
    network, thread = model._loaded._network, model._loaded._thread
    model.unload()
    assert not network.model_is_loaded and thread._shutdown
    assert ordered(ID, "transcribe", tmp_path, {"language": "de"}, {"clip": clip}, inline=whisper).results["text"].text
    with pytest.raises(ModelError, match=r"no tokenizer\.json"):
        model.load([tmp_path], None)
