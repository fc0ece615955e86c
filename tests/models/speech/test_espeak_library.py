"""The speech library through ctypes."""

import threading
import time

import numpy as np
import pytest

from engine.errors import Cancelled, ModelError
from models.speech import espeak_library
from models.speech.espeak_languages import LANGUAGES, find_language
from models.speech.espeak_library import phonemes_of, speak, voices

US = "gmw/en-US"


def test_phonemes_lie_inside_the_sound_and_rise() -> None:
    spoken = speak("twinkle star", US)
    starts = [phoneme.start for phoneme in spoken.phonemes]
    assert starts == sorted(starts) and spoken.phonemes[-1].end <= len(spoken.samples)
    assert [p.ipa for p in spoken.phonemes if p.ipa] == ["t", "w", "ɪ", "ŋ", "k", "əl", "s", "t", "ɑːɹ"]
    assert {p.text_position for p in spoken.phonemes if p.ipa} == {0, 8}


@pytest.mark.parametrize("variant", ["m3", "f1", "f4", "f5", "m7", "whisper", "UniRobot"])
def test_the_same_text_gives_the_same_samples_whatever_was_said_before(variant: str) -> None:
    first = speak("one two six", f"{US}+{variant}").samples
    speak("something else altogether", "gmw/de")
    assert np.array_equal(first, speak("one two six", f"{US}+{variant}").samples)


def test_the_breath_of_a_whisper_does_not_depend_on_the_clock() -> None:
    first = speak("one two six", f"{US}+whisper").samples
    time.sleep(1.1 - time.time() % 1)
    assert np.array_equal(first, speak("one two six", f"{US}+whisper").samples)


def test_phonemes_in_brackets_are_followed() -> None:
    assert [p.ipa for p in phonemes_of("[[s_t_'A:]]", US) if p.ipa] == ["s", "t", "ɑː"]


def test_threads_wait_for_each_other() -> None:
    heard: dict[int, np.ndarray] = {}
    threads = [
        threading.Thread(target=lambda n=n: heard.update({n: speak(f"number {n % 2}", US).samples})) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(heard[n], heard[n % 2]) for n in range(6))


def test_a_cancel_comes_through_the_callback() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        speak("word " * 200, US, on_block=stop)
    assert len(speak("still works", US).samples) > 5000


def test_an_unknown_voice_is_a_model_error() -> None:
    with pytest.raises(ModelError, match="no voice 'gmw/nowhere'"):
        speak("hello", "gmw/nowhere")


def test_a_missing_library_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(path: str) -> None:
        raise OSError(path)

    monkeypatch.setattr(espeak_library, "_loaded", [])
    monkeypatch.setattr(espeak_library.ctypes, "CDLL", nothing)
    assert "pip install espeakng-loader" in espeak_library.why_missing()


def test_a_long_data_path_is_shortened(tmp_path: object) -> None:
    short = espeak_library._short_path(f"{tmp_path}/{'deep/' * 40}espeak-ng-data")
    assert len(str(short)) < 130 and short.is_symlink()


def test_every_language_of_the_table_speaks() -> None:
    known = {identifier for _, _, identifier in voices()}
    assert set(LANGUAGES.values()) <= known
    for identifier in set(LANGUAGES.values()):
        assert any(p.ipa for text in ("123", "a") for p in phonemes_of(text, identifier)), identifier


def test_languages_are_found_by_any_usual_name() -> None:
    assert find_language("German") == "german" and find_language("en-US") == "american english"
    assert find_language("Mandarin Chinese") == "chinese"
