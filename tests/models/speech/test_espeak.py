"""The speaking model as it is used."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.clip import Clip
from engine.media.level import at_loudness
from engine.media.loudness import loudness_of
from models.speech.espeak import EspeakSpeech
from models.speech.request import MAX_CHARACTERS
from models.speech.script import language_by_script
from models.speech.sentences import sentences
from models.speech.speaking_voice import choose_voice

SENTENCE = "The quick brown fox jumps over the lazy dog, and then it sleeps."


def said(
    folder: Path, text: str = SENTENCE, sample_rate_hz: int = 48000, **args: Any
) -> tuple[Clip, np.ndarray, list[str]]:
    warnings: list[str] = []
    made = EspeakSpeech().run(
        {"text": text, **args}, {}, Brief("speak", folder, sample_rate_hz=sample_rate_hz), Report(None, warnings.append)
    )
    clip = made["audio"]
    assert isinstance(clip, Clip)
    return clip, clip.audio().samples[0].astype(float), warnings


def pitch_of(samples: np.ndarray) -> float:
    import pyworld

    f0, _ = pyworld.dio(np.ascontiguousarray(samples[::3]), 16000, f0_floor=40.0, f0_ceil=500.0)
    return float(np.median(f0[f0 > 0]))


@pytest.mark.parametrize("rate", [22050, 48000, 96000])
def test_speech_is_level_trimmed_and_at_the_session_rate(tmp_path: Path, rate: int) -> None:
    clip, samples, warnings = said(tmp_path, sample_rate_hz=rate)
    audio = clip.audio()
    assert (audio.sample_rate_hz, audio.channels) == (rate, 1) and not warnings
    assert np.isfinite(samples).all() and np.abs(samples).max() <= 10 ** (-1 / 20)
    assert loudness_of(samples, rate) == pytest.approx(-18, abs=1)
    loud = np.nonzero(np.abs(samples) > 0.01)[0]
    assert loud[0] < 0.06 * rate and loud[-1] > len(samples) - 0.3 * rate
    assert 3 < clip.seconds < 6


def test_rate_pitch_and_pauses(tmp_path: Path) -> None:
    plain, sound, _ = said(tmp_path)
    for rate in (0.3, 0.6, 1.5, 3.0):
        assert said(tmp_path, rate=rate)[0].seconds == pytest.approx(plain.seconds / rate, rel=0.2)
    for semitones in (-12, -5, 5, 12):
        moved = 12 * np.log2(pitch_of(said(tmp_path, pitch=semitones)[1]) / pitch_of(sound))
        assert moved == pytest.approx(semitones, abs=1.3)
    assert said(tmp_path, pauses=0)[0].seconds < plain.seconds < said(tmp_path, pauses=3)[0].seconds


def test_voices_differ_and_the_clip_is_tagged_with_the_one_taken(tmp_path: Path) -> None:
    pitches = {}
    for words in ("deep male", "male", "female", "child"):
        clip, samples, _ = said(tmp_path, voice=words)
        pitches[words] = pitch_of(samples)
        assert "english" in clip.tags and any("voice" in tag for tag in clip.tags)
    assert pitches["deep male"] < pitches["male"] < pitches["female"] < pitches["child"]


@pytest.mark.parametrize(
    "text, args",
    [
        ("さくらさくら", {}),
        ("你好世界", {}),
        ("привет", {}),
        ("Guten Tag", {"language": "german"}),
        ("hi", {}),
        ("7", {}),
        ("$", {}),
        ("[[ ]] {x} <b>", {}),
        ("a\0b", {}),
        ("one\n\ntwo", {}),
        (SENTENCE, {"style": "whisper"}),
        ("A " * 500, {"rate": 3}),
        ("é", {"language": "french"}),
    ],
)
def test_whatever_can_be_said_is(tmp_path: Path, text: str, args: dict[str, Any]) -> None:
    _, samples, _ = said(tmp_path, text, **args)
    assert np.isfinite(samples).all() and 0.05 < np.abs(samples).max() <= 10 ** (-1 / 20)


@pytest.mark.parametrize(
    "args, said_why",
    [
        ({"text": ""}, "no words"),
        ({"text": " ...!? 😀 "}, "no words"),
        ({"text": "a" * (MAX_CHARACTERS + 1)}, "20,001 characters"),
        ({"text": "hi", "language": "gemran"}, "did you mean 'German'"),
        ({"text": "hi", "voice": "anrea"}, "Did you mean 'andrea'"),
        ({"text": "hi", "reference": "clip"}, "cannot imitate"),
        ({"text": "hi", "language": "🙂"}, "No voice here speaks"),
    ],
)
def test_bad_input_is_refused_with_one_sentence(tmp_path: Path, args: dict[str, str], said_why: str) -> None:
    with pytest.raises(UserError, match=said_why):
        EspeakSpeech().check(args, {}, Brief("speak", tmp_path))


def test_words_that_mean_nothing_are_named(tmp_path: Path) -> None:
    assert "'purple'" in said(tmp_path, "hi there", style="purple calm")[2][0]
    assert "kana" in said(tmp_path, "さくら咲く")[2][0]


def test_a_long_text_reports_progress_and_can_be_cancelled(tmp_path: Path) -> None:
    seen: list[float] = []

    def stop(done: float, of: float, what: str) -> None:
        seen.append(done / of)
        if done >= 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        EspeakSpeech().run({"text": "Here it comes. " * 200}, {}, Brief("speak", tmp_path), Report(stop))
    assert seen == sorted(seen) and seen[-1] < 0.05


def test_texts_are_cut_at_sentences_never_inside_words() -> None:
    assert [s for s, _ in sentences("One. Two! Three?\n\nFour")] == ["One.", "Two!", "Three?", "Four"]
    assert len(sentences("Dr. smith went to e.g. the shop.")) == 1
    assert [s for s, _ in sentences("你好。世界！")] == ["你好。", "世界！"]
    long = "word, " * 1000
    assert " ".join(s for s, _ in sentences(long)).replace(" ", "") == long.replace(" ", "")
    assert max(len(s) for s, _ in sentences(long)) <= 401


def test_a_manner_changes_the_voice() -> None:
    plain, _ = choose_voice("", "")
    excited, _ = choose_voice("", "excited")
    assert excited.rate > plain.rate and excited.pitch_range > plain.pitch_range
    assert choose_voice("whispering woman", "")[0].variant == "whisperf"
    slower, strange = choose_voice("", "slower")
    assert slower.rate < plain.rate and not strange
    assert choose_voice("older woman", "")[0].variant == "grandma"
    assert choose_voice("Andrea", "")[0].variant == "Andrea"


def test_scripts_name_their_language() -> None:
    assert [language_by_script(t) for t in ("hello", "γειά σου", "سلام", "안녕", "")] == [
        "",
        "greek",
        "arabic",
        "korean",
        "",
    ]


def test_the_limiter_keeps_true_peaks_under_the_ceiling() -> None:
    import soxr

    rng = np.random.default_rng(0)
    hot = at_loudness(rng.standard_normal(48000), 48000, -6.0)
    assert np.abs(soxr.resample(hot, 48000, 192000)).max() <= 10 ** (-0.9 / 20)
