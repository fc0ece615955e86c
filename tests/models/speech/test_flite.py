"""The flite voices, with the program replaced where it is not installed."""

import wave
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import ModelError, UserError
from models.speech import flite as flite_model
from models.speech import flite_program
from models.speech.flite import FliteSpeech


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A stand-in for the program: writes a tone, prints two phones with a pause between them."""
    calls: list[tuple[str, ...]] = []

    def run(*arguments: str) -> str:
        calls.append(arguments)
        with wave.open(arguments[arguments.index("-o") + 1], "wb") as file:
            file.setparams((1, 2, 16000, 16000, "NONE", ""))
            file.writeframes((8000 * np.sin(np.arange(16000) / 20)).astype("<i2").tobytes())
        return "pau:0.1 aa:0.4 pau:0.6 iy:0.9 pau:1.0 "

    monkeypatch.setattr(flite_program, "flite", run)
    monkeypatch.setattr(flite_model, "installed_voices", lambda: frozenset({"rms", "slt", "awb"}))
    return calls


def run(folder: Path, **args: object) -> float:
    made = FliteSpeech().run({"text": "Hello you.", **args}, {}, Brief("speak", folder), Report())
    return made["audio"].seconds


@pytest.mark.parametrize(
    "voice, language, taken",
    [("", "", "rms"), ("female", "", "slt"), ("deep man", "english", "rms"), ("", "scottish english", "awb")],
)
def test_the_voice_fits_the_words(
    program: list[tuple[str, ...]], tmp_path: Path, voice: str, language: str, taken: str
) -> None:
    run(tmp_path, voice=voice, language=language)
    assert program[0][program[0].index("-voice") + 1] == taken


def test_rate_and_pauses_reach_the_program(program: list[tuple[str, ...]], tmp_path: Path) -> None:
    plain = run(tmp_path, rate=2)
    assert "duration_stretch=0.500" in program[0]
    assert run(tmp_path, pauses=2) > plain


@pytest.mark.parametrize(
    "args",
    [{"language": "german"}, {"voice": "whisper"}, {"voice": "child"}, {"text": "さくら", "language": "english"}],
)
def test_what_it_cannot_do_is_left_to_the_next_model(
    program: list[tuple[str, ...]], tmp_path: Path, args: dict[str, str]
) -> None:
    with pytest.raises(ModelError):
        run(tmp_path, **args)


def test_bad_input_is_the_users(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no words"):
        FliteSpeech().check({"text": "!"}, {}, Brief("speak", tmp_path))


def test_without_the_program_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flite_program.shutil, "which", lambda name: None)
    flite_program.installed_voices.cache_clear()
    assert "apt install flite" in FliteSpeech().ready()
    flite_program.installed_voices.cache_clear()


def test_letters_it_does_not_know_are_folded() -> None:
    assert flite_program.plain("café") == "cafe" and flite_program.plain("さ") == ""


def test_times_go_on_over_sentences() -> None:
    phones = flite_program._timed_names("pau:0.1 aa:0.4 pau:0.5 pau:0.2 iy:0.6 pau:0.7 ")
    rounded = [(name, round(start, 2), round(end, 2)) for name, start, end in phones]
    assert rounded == [("aa", 0.1, 0.4), ("iy", 0.7, 1.1)]
