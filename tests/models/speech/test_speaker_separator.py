"""Two speakers, mixed by us, taken apart again."""

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, ModelError, UserError
from models.speech import chunked
from models.speech.speaker_separator import SpeakerSeparator
from tests.models.edit.bad_clips import BAD
from tests.models.speech.said import RATE, RIVER, WEATHER, clip, said, si_sdr_db


def separated(folder: Path, samples: np.ndarray, rate: int = RATE, warnings: list[str] | None = None,
              **args: int) -> list[np.ndarray]:
    report = Report(None, (warnings if warnings is not None else []).append)
    brief = Brief("separate_speakers", folder)
    made = SpeakerSeparator().run(args, {"clip": clip(folder, samples, rate)}, brief, report)
    voices = [made[name].audio() for name in ("speaker_1", "speaker_2")]
    assert all(voice.sample_rate_hz == rate and voice.channels == 1 for voice in voices)
    return [voice.samples[0].astype(np.float64) for voice in voices]


def gained_db(made: list[np.ndarray], truth: np.ndarray, mix: np.ndarray) -> float:
    orders = ((0, 1), (1, 0))
    return max(float(np.mean([si_sdr_db(made[order[i]], truth[i]) - si_sdr_db(mix, truth[i]) for i in (0, 1)]))
               for order in orders)


@pytest.fixture(scope="module")
def pair() -> np.ndarray:
    """[shape=(2, n)]"""
    one, two = said(RIVER), said(WEATHER, "slt")
    frames = max(len(one), len(two))
    return np.stack([np.pad(voice, (0, frames - len(voice))) * 0.05 / voice.std() for voice in (one, two)])


def panned(pair: np.ndarray, wide: float) -> np.ndarray:
    """Each speaker as each channel hears them [shape=(speaker, channel, n)]."""
    angles = [(1 + side * wide) * np.pi / 4 for side in (-1, 1)]
    return np.stack([np.stack([voice * np.cos(angle), voice * np.sin(angle)])
                     for voice, angle in zip(pair, angles, strict=True)])


def test_speakers_panned_apart_come_out_clean(tmp_path: Path, pair: np.ndarray) -> None:
    heard = panned(pair, 0.4)
    mix = heard.sum(axis=0)
    assert gained_db(separated(tmp_path, mix), heard[:, 0], mix[0]) >= 18.0


def test_a_low_and_a_high_voice_in_one_channel(tmp_path: Path, pair: np.ndarray) -> None:
    warnings: list[str] = []
    mix = pair.sum(axis=0)
    made = separated(tmp_path, mix, warnings=warnings)
    assert "one channel" in warnings[0]
    assert gained_db(made, pair, mix) >= 4.5
    assert si_sdr_db(made[0], pair[0]) > si_sdr_db(made[1], pair[0])
    assert np.allclose(made[0] + made[1], mix, atol=1e-4)


def test_the_same_channel_twice_is_one_channel(tmp_path: Path, pair: np.ndarray) -> None:
    warnings: list[str] = []
    separated(tmp_path, np.stack([pair.sum(axis=0)] * 2), warnings=warnings)
    assert "one channel" in warnings[0]


def test_long_recordings_keep_who_is_who(
    tmp_path: Path, pair: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunk_s = 8.0
    monkeypatch.setattr(chunked, "CHUNK_S", chunk_s)
    times = int(1.3 * chunk_s * RATE / pair.shape[1]) + 1
    heard = np.tile(panned(pair, 0.4), (1, 1, times))
    mix = heard.sum(axis=0)
    made = separated(tmp_path, mix)
    assert all(len(voice) == mix.shape[1] for voice in made)
    assert gained_db(made, heard[:, 0], mix[0]) >= 15.0


@pytest.mark.parametrize("shape, rate", [((1, 1), 48000), ((2, 1), 8000), ((8, 30000), 44100), ((2, 48000), 96000)])
def test_any_length_rate_and_channels(tmp_path: Path, shape: tuple[int, int], rate: int) -> None:
    samples = 0.1 * np.random.default_rng(3).standard_normal(shape)
    for sound in (samples, 0 * samples):
        assert [len(voice) for voice in separated(tmp_path, sound, rate)] == [shape[1]] * 2


def test_more_than_two_are_left_to_other_models(tmp_path: Path, pair: np.ndarray) -> None:
    with pytest.raises(ModelError, match="two speakers apart, not 3"):
        separated(tmp_path, pair, speakers=3)


@pytest.mark.parametrize("kind", BAD)
def test_bad_clips(tmp_path: Path, kind: str) -> None:
    make, answer = BAD[kind]
    with pytest.raises(UserError, match=answer):
        SpeakerSeparator().run({}, {"clip": make(tmp_path)}, Brief("separate_speakers", tmp_path / "out"), Report())
    assert not list((tmp_path / "out").glob("*"))


def test_a_cancel_is_heard(tmp_path: Path, pair: np.ndarray) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if done > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        SpeakerSeparator().run({}, {"clip": clip(tmp_path, panned(pair, 0.4).sum(axis=0))},
                               Brief("separate_speakers", tmp_path), Report(stop))
