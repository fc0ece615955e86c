"""Speech translated through a small real program that stands in for apertium."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report, Text
from engine.errors import Cancelled, ModelError, UserError
from engine.media.clip import Clip
from models.speech.apertium import installed_pairs, route
from models.speech.speech_translator import SpeechTranslator
from tests.models.edit.bad_clips import BAD
from tests.models.speech.heard_once import listener
from tests.models.speech.said import DOOR, RATE, clip, said

_PROGRAM = """#!/bin/sh
if [ "$1" = "-l" ]; then printf 'eng-spa\\neng-cat\\nspa-fra\\nfra-xyz\\n'; exit 0; fi
if [ "$2" = "eng-cat" ]; then exit 3; fi
sed -e 's/door/puerta/' -e 's/puerta/'"$([ "$2" = spa-fra ] && echo porte || echo puerta)"'/'
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "apertium").write_text(_PROGRAM)
    (folder / "apertium").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    installed_pairs.cache_clear()
    yield
    installed_pairs.cache_clear()


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_pairs.cache_clear()
    yield
    installed_pairs.cache_clear()


def run(folder: Path, samples: np.ndarray, language: str, *, speak: bool = False) -> dict[str, object]:
    args = {"target_language": language, "speak": speak}
    translator = SpeechTranslator()
    translator._listener = listener()
    return dict(translator.run(args, {"clip": clip(folder, samples)}, Brief("translate_speech", folder), Report()))


def test_text_and_speech(program: None, tmp_path: Path) -> None:
    made = run(tmp_path, said(DOOR), "Spanish", speak=True)
    text, speech = made["text"], made["speech"]
    assert isinstance(text, Text) and "puerta" in text.text and "door" not in text.text
    assert isinstance(speech, Clip) and 0.5 < speech.seconds / (len(said(DOOR)) / RATE) < 2.0
    assert np.abs(speech.audio().samples).max() > 0.05


def test_through_a_language_between(program: None, tmp_path: Path) -> None:
    assert route("english", "french") == ["eng-spa", "spa-fra"] and route("english", "german") is None
    text = run(tmp_path, said(DOOR), "french")["text"]
    assert isinstance(text, Text) and "porte" in text.text


def test_without_speak_there_is_text_alone_and_silence_says_nothing(program: None, tmp_path: Path) -> None:
    assert set(run(tmp_path, said(DOOR), "spanish")) == {"text"}
    made = run(tmp_path, np.zeros(RATE), "spanish", speak=True)
    assert set(made) == {"text"} and made["text"] == Text("")


def test_pairs_that_are_missing_are_named(program: None, tmp_path: Path) -> None:
    assert SpeechTranslator().ready() == ""
    with pytest.raises(ModelError, match="into German: from English there is Catalan, French, Spanish"):
        run(tmp_path, said(DOOR), "German")
    with pytest.raises(UserError, match="No voice here speaks 'gremlin'"):
        run(tmp_path, said(DOOR), "gremlin")
    with pytest.raises(ModelError, match="apertium failed to translate with eng-cat"):
        run(tmp_path, said(DOOR), "catalan")


def test_without_the_program_it_says_what_to_install(nothing: None) -> None:
    assert "apt install apertium" in SpeechTranslator().ready()


@pytest.mark.parametrize("kind", BAD)
def test_bad_clips(program: None, tmp_path: Path, kind: str) -> None:
    make, answer = BAD[kind]
    with pytest.raises(UserError, match=answer):
        SpeechTranslator().run({"target_language": "spanish"}, {"clip": make(tmp_path)},
                               Brief("translate_speech", tmp_path), Report())


def test_a_cancel_is_heard(program: None, tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if what == "listening":
            raise Cancelled

    with pytest.raises(Cancelled):
        SpeechTranslator().run({"target_language": "spanish"}, {"clip": clip(tmp_path, said(DOOR))},
                               Brief("translate_speech", tmp_path), Report(stop))
