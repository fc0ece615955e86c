"""English written down by the embedded recogniser."""

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report, Spans, Text
from engine.errors import Cancelled, ModelError, UserError
from engine.media.audio import Audio, resample
from models.speech.flite_program import installed_voices
from models.speech.transcriber import PocketTranscriber
from models.speech.utterance import LONGEST_S, utterances
from tests.models.edit.bad_clips import BAD
from tests.models.speech.said import DOOR, RATE, WEATHER, clip, noise, said, word_errors

ROOM = "Into the dark room."
"""As short as what is understood for certain."""


@pytest.fixture(scope="module")
def recogniser() -> PocketTranscriber:
    return PocketTranscriber()


def heard(model: PocketTranscriber, folder: Path, samples: np.ndarray, rate: int = RATE, *,
          warnings: list[str] | None = None, **args: object) -> tuple[str, Spans]:
    report = Report(None, (warnings if warnings is not None else []).append)
    made = model.run(args, {"clip": clip(folder, samples, rate)}, Brief("transcribe", folder), report)
    text, words = made["text"], made["words"]
    assert isinstance(text, Text) and isinstance(words, Spans)
    return text.text, words


def test_words_and_times(recogniser: PocketTranscriber, tmp_path: Path) -> None:
    first, second = said(WEATHER), said(DOOR)
    samples = np.concatenate([first, np.zeros(RATE), second])
    text, words = heard(recogniser, tmp_path, samples, timestamps=True)
    lines = text.splitlines()
    assert len(lines) == 2 and all(line.startswith("[0:0") for line in lines)
    spoken = " ".join(word.label for word in words.spans)
    assert word_errors(f"{WEATHER} {DOOR}", spoken) <= (0.25 if "rms" in installed_voices() else 0.6)
    starts = [word.start_s for word in words.spans]
    assert starts == sorted(starts) and words.spans[-1].end_s <= len(samples) / RATE
    pause = len(first) / RATE, len(first) / RATE + 1
    assert not any(pause[0] + 0.3 < (word.start_s + word.end_s) / 2 < pause[1] - 0.1 for word in words.spans)


def test_a_range_keeps_the_times_of_the_clip(recogniser: PocketTranscriber, tmp_path: Path) -> None:
    first = said(WEATHER)
    samples = np.concatenate([first, np.zeros(RATE), said(DOOR)])
    begin = len(first) / RATE + 0.5
    text, words = heard(recogniser, tmp_path, samples, start_s=begin)
    assert "weather" not in text and "door" in text
    assert words.spans[0].start_s >= begin


@pytest.mark.parametrize("rate, channels", [(44100, 2), (96000, 1), (8000, 8)])
def test_any_rate_and_channels(recogniser: PocketTranscriber, tmp_path: Path, rate: int, channels: int) -> None:
    audio = resample(Audio(said(ROOM)[None].astype(np.float32), RATE), rate)
    many = np.repeat(audio.samples, channels, axis=0)
    if channels == 2:
        many[1] *= -1  # out of phase: the average is silence
    assert "dark room" in heard(recogniser, tmp_path, many, rate)[0]


@pytest.mark.parametrize("kind", ["silence", "one sample", "white", "pulsing noise", "hum", "melody"])
def test_nothing_is_invented(recogniser: PocketTranscriber, tmp_path: Path, kind: str) -> None:
    t = np.arange((4 if kind == "melody" else 2) * RATE) / RATE
    hiss = 0.1 * noise(len(t))
    steps = np.repeat([220.0, 262, 330, 392, 330, 262, 220, 196], len(t) // 8)
    phase = 2 * np.pi * np.cumsum(steps) / RATE
    sounds = {
        "silence": 0 * t, "one sample": np.ones(1), "white": hiss, "hum": 0.1 * np.sin(2 * np.pi * 50 * t),
        "pulsing noise": hiss * (1 + np.sin(2 * np.pi * 3 * t)),
        "melody": 0.1 * sum(np.sin(k * phase) / k for k in range(1, 8)) * np.exp(-3 * (2 * t % 1)),
    }
    warnings: list[str] = []
    text, words = heard(recogniser, tmp_path, sounds[kind], warnings=warnings)
    assert text == "" and words.spans == () and "No words" in warnings[0]


def test_several_clips_are_told_apart(recogniser: PocketTranscriber, tmp_path: Path) -> None:
    clips = [clip(tmp_path, said(ROOM), name="one"), clip(tmp_path, np.zeros(RATE), name="two")]
    made = recogniser.run({}, {"clips": clips}, Brief("transcribe", tmp_path), Report())["text"]
    assert isinstance(made, Text) and made.text.startswith("one:\n") and made.text.endswith("two:")


def test_same_sound_same_words(recogniser: PocketTranscriber, tmp_path: Path) -> None:
    other = heard(recogniser, tmp_path, said(DOOR))
    assert heard(recogniser, tmp_path, said(DOOR)) == other


def test_other_languages_are_left_to_other_models(recogniser: PocketTranscriber, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="understands English only; for German"):
        heard(recogniser, tmp_path, said(DOOR), language="german")


def test_a_cancel_is_heard_while_it_listens(recogniser: PocketTranscriber, tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if what == "listening":
            raise Cancelled

    with pytest.raises(Cancelled):
        recogniser.run({}, {"clip": clip(tmp_path, said(ROOM))}, Brief("transcribe", tmp_path), Report(stop))
    assert "room" in heard(recogniser, tmp_path, said(ROOM))[0]


@pytest.mark.parametrize("kind", BAD)
def test_bad_clips(recogniser: PocketTranscriber, tmp_path: Path, kind: str) -> None:
    make, answer = BAD[kind]
    with pytest.raises(UserError, match=answer):
        recogniser.run({}, {"clip": make(tmp_path)}, Brief("transcribe", tmp_path), Report())


def test_without_pauses_it_is_cut_where_it_is_quietest() -> None:
    levels = -22.0 + 8 * np.sin(np.arange(3000) / 3)
    levels[:400] = levels[-400:] = -90
    parts = utterances(levels)
    assert len(parts) == 2 and max(part.end_s - part.start_s for part in parts) <= LONGEST_S + 0.4
    assert all(before.end_s == after.start_s for before, after in zip(parts, parts[1:], strict=False))
