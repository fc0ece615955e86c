"""The same words in another style: what changes is measured, what should stay is too."""

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio, resample
from engine.media.clip import Clip
from models.speech.style_words import STYLES
from models.speech.voice_style import portrait
from models.speech.voice_stylist import VoiceStylist
from models.speech.voicing import voiced_share
from tests.models.edit.bad_clips import BAD
from tests.models.speech.said import DOOR, RATE, RIVER, clip, said


def styled(folder: Path, samples: np.ndarray, style: str = "", reference: np.ndarray | None = None,
           rate: int = RATE, **args: str) -> np.ndarray:
    inputs = {"clip": clip(folder, samples, rate)} if not args else {}
    if reference is not None:
        inputs["reference"] = clip(folder, reference)
    given = {**args, **({"style": style} if style else {})}
    made = VoiceStylist().run(given, inputs, Brief("style_transfer", folder), Report())["audio"]
    assert isinstance(made, Clip)
    audio = made.audio()
    assert audio.channels == 1
    return audio.samples[0].astype(np.float64)


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    return said(DOOR)


@pytest.mark.parametrize("pair", [("rms", "slt"), ("slt", "rms")])
def test_a_reference_lends_its_pitch(tmp_path: Path, pair: tuple[str, str]) -> None:
    reference = said(RIVER, pair[1])
    made = styled(tmp_path, said(DOOR, pair[0]), reference=reference)
    cents = 1200 * np.log2(portrait(made, RATE).pitch_hz / portrait(reference, RATE).pitch_hz)
    assert abs(cents) <= 50


def test_a_whisper_has_no_pitch_and_a_robot_one_tone(tmp_path: Path, voice: np.ndarray) -> None:
    assert voiced_share(voice, RATE) > 0.5 and voiced_share(styled(tmp_path, voice, "whispering"), RATE) < 0.45
    before, after = portrait(voice, RATE), portrait(styled(tmp_path, voice, "like a robot"), RATE)
    assert after.range_semitones < 0.7 * before.range_semitones


@pytest.mark.parametrize("style, semitones", [("deep", -4), ("child", 7), ("excited", 3)])
def test_pitch_moves_as_told(tmp_path: Path, voice: np.ndarray, style: str, semitones: float) -> None:
    ratio = portrait(styled(tmp_path, voice, style), RATE).pitch_hz / portrait(voice, RATE).pitch_hz
    assert 12 * np.log2(ratio) == pytest.approx(semitones, abs=1.0)


def test_speed_and_level(tmp_path: Path, voice: np.ndarray) -> None:
    slow = styled(tmp_path, voice, "slow")
    assert len(slow) == pytest.approx(len(voice) / 0.75, abs=4)
    assert np.std(slow) * np.sqrt(len(slow) / len(voice)) == pytest.approx(np.std(voice), rel=0.25)


def test_every_style_sounds(tmp_path: Path) -> None:
    short = said("Hello.")
    for style in STYLES:
        made = styled(tmp_path, short, style)
        assert np.isfinite(made).all() and 0.01 < np.abs(made).max() <= 1.0, style


def test_text_instead_of_a_recording(tmp_path: Path) -> None:
    assert np.abs(styled(tmp_path, np.zeros(1), "sleepy", text="Good night.")).max() > 0.05


@pytest.mark.parametrize("rate", [8000, 44100, 96000])
@pytest.mark.parametrize("channels", [1, 8])
def test_any_rate_and_channels(tmp_path: Path, rate: int, channels: int) -> None:
    audio = resample(Audio(said("Hello.")[None].astype(np.float32), RATE), rate)
    made = styled(tmp_path, np.repeat(audio.samples, channels, axis=0), "deep", rate=rate)
    assert np.abs(made).max() > 0.1


@pytest.mark.parametrize("samples", [np.ones(1), np.zeros(RATE), np.zeros(25 * RATE)], ids=["one", "silence", "long"])
def test_what_says_nothing(tmp_path: Path, samples: np.ndarray) -> None:
    assert np.abs(styled(tmp_path, samples, "slow")).max() <= 1.0


def test_unknown_words_are_answered(tmp_path: Path, voice: np.ndarray) -> None:
    with pytest.raises(UserError, match="No way of speaking called 'purple'.*whisper"):
        styled(tmp_path, voice, "purple")
    with pytest.raises(UserError, match="Name a style"):
        styled(tmp_path, voice)
    with pytest.raises(UserError, match="No voice with a pitch"):
        styled(tmp_path, voice, reference=np.zeros(RATE))


@pytest.mark.parametrize("kind", BAD)
def test_bad_clips(tmp_path: Path, kind: str) -> None:
    make, answer = BAD[kind]
    with pytest.raises(UserError, match=answer):
        VoiceStylist().run({"style": "deep"}, {"clip": make(tmp_path)}, Brief("style_transfer", tmp_path), Report())


def test_a_cancel_is_heard_and_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if any((tmp_path / "out").glob("*")):  # a part of the result is written
            raise Cancelled

    with pytest.raises(Cancelled):
        VoiceStylist().run({"style": "deep"}, {"clip": clip(tmp_path, said(DOOR))},
                           Brief("style_transfer", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())
