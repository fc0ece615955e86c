"""Noise and hum off speech and music: how much is won, what is clean stays, nothing is made worse."""

import functools
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from engine.catalog.model import Brief, Model, Report
from engine.errors import Cancelled, UserError
from engine.media.clip import Clip
from models.speech import chunked
from models.speech.clicks import without_clicks
from models.speech.denoiser import Denoiser
from models.speech.hum import hum_lines
from models.speech.speech_enhancer import SpeechEnhancer
from models.speech.voice_tone import rumbles, tone_filter
from tests.models.edit.bad_clips import BAD
from tests.models.speech.said import DOOR, RATE, RIVER, WEATHER, clip, mixed, noise, said, si_sdr_db

BOTH = (SpeechEnhancer(), Denoiser())


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    return np.concatenate([np.zeros(4000), said(WEATHER), np.zeros(3000), said(DOOR, "slt"), np.zeros(3000)])


@functools.cache
def music(seconds: float = 8.0, rate: int = 32000) -> np.ndarray:
    """Plucked chords over drums, never silent."""
    t = np.arange(round(seconds * rate)) / rate
    made = np.zeros(len(t))
    for bar, root in enumerate([110.0, 146.8, 130.8, 98.0] * 4):
        since = t - bar * 0.5
        sounds = since >= 0
        after = since[sounds]
        for note in (1, 1.25, 1.5, 2):
            tone = sum(np.sin(2 * np.pi * root * note * k * after) / k for k in range(1, 12))
            made[sounds] += 0.05 * np.exp(-2 * after) * tone
        made += 0.2 * noise(len(t), bar) * np.where(since >= 0.25, np.exp(-60 * np.maximum(since - 0.25, 0)), 0)
    return made / np.abs(made).max() * 0.5


def made(model: Model, folder: Path, samples: np.ndarray, rate: int = RATE, warnings: list[str] | None = None) -> Clip:
    report = Report(None, (warnings if warnings is not None else []).append)
    audio = model.run({}, {"clip": clip(folder, samples, rate)}, Brief(model.tasks[0], folder), report)["audio"]
    assert isinstance(audio, Clip)
    return audio


def mains(frames: int, rate: int = RATE, base_hz: float = 50.0) -> np.ndarray:
    t = np.arange(frames) / rate
    return sum(np.sin(2 * np.pi * base_hz * k * t + k) / k**0.7 for k in range(1, 21)) + 0.05 * noise(frames)


@pytest.mark.parametrize("kind, gained_db", [("white", 8.5), ("pink", 5.0), ("hum", 13.0)])
def test_a_voice_is_cleaned(tmp_path: Path, voice: np.ndarray, kind: str, gained_db: float) -> None:
    frames = len(voice)
    other = mains(frames) if kind == "hum" else noise(frames, is_pink=kind == "pink")
    audio = made(BOTH[0], tmp_path, mixed(voice, other, 5.0)).audio()
    assert audio.frames == frames and si_sdr_db(audio.samples[0], voice) >= 5.0 + gained_db


@pytest.mark.parametrize("model", BOTH)
def test_no_band_of_noise_is_left_standing_at_the_beginning(model: Model, tmp_path: Path, voice: np.ndarray) -> None:
    """A band that is quiet by chance in the first moments must not pass for a voice from then on: it would whistle."""
    rate = 32000
    samples = mixed(np.repeat(voice, rate // RATE), noise(len(voice) * rate // RATE), 8.0)
    cleaned = made(model, tmp_path, samples, rate).audio().samples[0]
    power = np.abs(np.fft.rfft(cleaned[: len(cleaned) // 1024 * 1024].reshape(-1, 1024), axis=1)) ** 2
    bands = power[:, 340:]  # above 10.6 kHz there is only noise
    early, late = bands[: len(bands) // 4].mean(axis=0), bands[-len(bands) // 4 :].mean(axis=0)
    assert early.max() < 10 * np.median(late) + 1e-12


@pytest.mark.parametrize("model", BOTH)
@pytest.mark.parametrize("noise_db", [15.0, 25.0, 40.0])
def test_a_voice_is_never_worse(model: Model, tmp_path: Path, voice: np.ndarray, noise_db: float) -> None:
    noisy = mixed(voice, noise(len(voice)), noise_db)
    assert si_sdr_db(made(model, tmp_path, noisy).audio().samples[0], voice) >= noise_db - 0.1


@pytest.mark.parametrize("model", BOTH)
def test_what_is_clean_stays(model: Model, tmp_path: Path, voice: np.ndarray) -> None:
    warnings: list[str] = []
    assert si_sdr_db(made(model, tmp_path, voice, warnings=warnings).audio().samples[0], voice) >= 40.0
    assert "left as it is" in warnings[0]


def test_clean_music_stays(tmp_path: Path) -> None:
    song = music()
    assert si_sdr_db(made(BOTH[1], tmp_path, song, 32000).audio().samples[0], song) >= 40.0


@pytest.mark.parametrize("noise_db, gained_db", [(10.0, 5.0), (20.0, 2.0), (30.0, -0.1)])
def test_hiss_comes_off_music(tmp_path: Path, noise_db: float, gained_db: float) -> None:
    song = music()
    audio = made(BOTH[1], tmp_path, mixed(song, noise(len(song)), noise_db), 32000).audio()
    assert si_sdr_db(audio.samples[0], song) >= noise_db + gained_db


def test_a_quiet_stretch_teaches_the_noise(tmp_path: Path) -> None:
    song = np.concatenate([np.zeros(32000), music()])
    noisy = song + 0.02 * noise(len(song))
    gained = si_sdr_db(made(BOTH[1], tmp_path, noisy, 32000).audio().samples[0], song) - si_sdr_db(noisy, song)
    assert gained >= 4.0


def test_hum_goes_and_the_music_is_not_gated_with_it(tmp_path: Path) -> None:
    song = music()
    humming = mixed(song, mains(len(song), 32000), 10.0)
    gained = si_sdr_db(made(BOTH[1], tmp_path, humming, 32000).audio().samples[0], song) - si_sdr_db(humming, song)
    assert gained >= 8.0


def test_hum_is_found_only_where_it_is(voice: np.ndarray) -> None:
    lines = hum_lines(mixed(voice, mains(len(voice), base_hz=59.95), 5.0), RATE)
    assert len(lines) >= 15 and abs(lines[0] - 59.95) < 0.02
    assert hum_lines(voice, RATE) == [] and hum_lines(music(), 32000) == []


def clicked(samples: np.ndarray, rate: int) -> np.ndarray:
    """Six clicks a second, up to as loud as the sound."""
    random, made_ = np.random.default_rng(3), samples.copy()
    for _ in range(6 * len(samples) // rate):
        at, length = int(random.integers(0, len(samples) - 100)), int(random.integers(2, rate // 1500))
        fall = np.exp(-np.arange(length) / random.uniform(1, rate / 3000))
        made_[at:at + length] += random.choice([-1, 1]) * random.uniform(0.4, 1) * np.abs(samples).max() * fall
    return made_


def test_clicks_come_off_voices_and_music(tmp_path: Path, voice: np.ndarray) -> None:
    for model, samples, rate in ((BOTH[0], voice, RATE), (BOTH[1], music(), 32000)):
        bad = clicked(samples, rate)
        gained = si_sdr_db(made(model, tmp_path, bad, rate).audio().samples[0], samples) - si_sdr_db(bad, samples)
        assert gained >= 2.0
    assert without_clicks(voice[None], RATE)[1] == 0 and without_clicks(music()[None], 32000)[1] == 0


def test_rumble_goes_and_a_dull_voice_becomes_clear(tmp_path: Path, voice: np.ndarray) -> None:
    t = np.arange(len(voice)) / RATE
    rumble = 0.2 * np.sin(2 * np.pi * 23 * t) * (1 + 0.5 * np.sin(2 * np.pi * 1.3 * t))
    assert si_sdr_db(made(BOTH[0], tmp_path, voice + rumble).audio().samples[0], voice) >= 12.0
    dull = sosfilt(butter(2, 800, fs=RATE, output="sos"), voice)
    clear = made(BOTH[0], tmp_path, dull).audio().samples[0]
    high = butter(4, 2000, "high", fs=RATE, output="sos")
    before, after = (np.std(sosfilt(high, one)) / np.std(one) for one in (dull, clear))
    assert after > 1.5 * before
    assert tone_filter(voice[None], RATE) is None and not rumbles(voice[None], RATE)


def test_quiet_phrases_come_up(tmp_path: Path) -> None:
    loud, pause = said(WEATHER), np.zeros(RATE)
    uneven = np.concatenate([loud, pause, 0.2 * said(RIVER), pause, loud])
    even = made(BOTH[0], tmp_path, uneven).audio().samples[0]
    first = len(loud) + len(pause)
    before, after = (np.std(samples[first:first + RATE * 2]) for samples in (uneven, even))
    assert 2.0 < after / before < 4.5
    assert np.abs(even).max() <= 1.0


def test_the_image_of_stereo_stays_and_long_files_have_no_seams(
    tmp_path: Path, voice: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunk_s = 8.0
    monkeypatch.setattr(chunked, "CHUNK_S", chunk_s)
    long = np.tile(voice, int(2.2 * chunk_s * RATE / len(voice)) + 1)[:round(2.2 * chunk_s * RATE)]
    noisy = mixed(long, noise(len(long)), 10.0)
    audio = made(BOTH[0], tmp_path, np.stack([noisy, 0.5 * noisy])).audio()
    assert audio.frames == len(long)
    assert np.allclose(audio.samples[1], 0.5 * audio.samples[0], atol=1e-5)
    left = np.square(audio.samples[0] - long)
    for seam in (round(chunk_s * RATE), round(2 * chunk_s * RATE)):
        around = slice(seam - RATE // 2, seam + RATE)
        assert left[around].mean() < np.square(noisy - long)[around].mean()


@pytest.mark.parametrize("model", BOTH)
@pytest.mark.parametrize("shape, rate", [((1, 1), 48000), ((8, 300), 44100), ((2, 9000), 8000), ((1, 30000), 96000)])
def test_any_length_rate_and_channels(model: Model, tmp_path: Path, shape: tuple[int, int], rate: int) -> None:
    samples = 0.1 * np.random.default_rng(3).standard_normal(shape)
    for sound in (samples, 0 * samples):
        audio = made(model, tmp_path, sound, rate).audio()
        assert audio.samples.shape == shape and audio.sample_rate_hz == rate


@pytest.mark.parametrize("model", BOTH)
@pytest.mark.parametrize("kind", BAD)
def test_bad_clips_leave_nothing(model: Model, tmp_path: Path, kind: str) -> None:
    make, answer = BAD[kind]
    given, out = make(tmp_path), tmp_path / "out"
    out.mkdir()
    with pytest.raises(UserError, match=answer):
        model.run({}, {"clip": given}, Brief(model.tasks[0], out), Report())
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("model", BOTH)
def test_a_cancel_is_heard(model: Model, tmp_path: Path, voice: np.ndarray) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if any((tmp_path / "out").glob("*")):  # a part of the result is written
            raise Cancelled

    with pytest.raises(Cancelled):
        model.run({}, {"clip": clip(tmp_path, voice)}, Brief(model.tasks[0], tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())
