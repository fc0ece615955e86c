"""Placing a sound around the head: time between the ears, level, motion without clicks, bad input."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.clip import Clip
from models.sound.binaural import HeadModel
from models.sound.space.head import time_difference_s
from models.sound.space.motion import MOTIONS, read_motion
from tests.models.edit.bad_clips import BAD
from tests.models.sound.clips import RATE, clip_of, noise, run


def ears(folder: Path, samples: np.ndarray, rate: int = RATE, **args: object) -> np.ndarray:
    made = run(HeadModel(), folder, clip_of(folder, samples, rate), **args)["audio"]
    assert isinstance(made, Clip)
    return made.audio().samples


def measured_itd_s(left_right: np.ndarray, rate: int = RATE) -> float:
    """From the peak of the cross-correlation of what lies between 150 and 1500 Hz."""
    from scipy.signal import butter, sosfiltfilt

    low = sosfiltfilt(butter(4, [150, 1500], "band", fs=rate, output="sos"), left_right, axis=1)
    left, right = np.fft.rfft(low, 2 * low.shape[1], axis=1)
    correlation = np.fft.irfft(left * right.conj(), 16 * low.shape[1])
    return (int(np.argmax(np.r_[correlation[-400:], correlation[:401]])) - 400) / (8 * rate)


@pytest.mark.parametrize(("azimuth", "elevation"), [(-90, 0), (-45, 30), (0, 0), (20, -30), (135, 0), (180, 45)])
def test_time_between_the_ears(tmp_path: Path, azimuth: float, elevation: float) -> None:
    heard = ears(tmp_path, noise(1), azimuth_deg=azimuth, elevation_deg=elevation)
    assert abs(measured_itd_s(heard) - time_difference_s(azimuth, elevation)) < 40e-6


def test_woodworth() -> None:
    assert time_difference_s(90) == pytest.approx(0.0875 / 343 * (1 + np.pi / 2))
    assert time_difference_s(-30) == -time_difference_s(30) < 0
    assert time_difference_s(0) == 0


def test_near_ear_is_louder_and_brighter(tmp_path: Path) -> None:
    left, right = ears(tmp_path, noise(1), azimuth_deg=-80)
    power = np.abs(np.fft.rfft(np.stack([left, right]), axis=1)) ** 2
    high = round(6000 * len(left) / RATE)
    assert 10 * np.log10(power[0, high:].sum() / power[1, high:].sum()) > 10
    assert 0 < 10 * np.log10(power[0, :high // 20].sum() / power[1, :high // 20].sum()) < 6


def test_front_and_back_and_height_sound_different(tmp_path: Path) -> None:
    spectra = []
    for azimuth, elevation in ((0, 0), (180, 0), (0, 45)):
        heard = ears(tmp_path, noise(1), azimuth_deg=azimuth, elevation_deg=elevation)[0]
        spectra.append(np.log(np.abs(np.fft.rfft(heard)) + 1e-6)[3000:15000].reshape(60, -1).mean(axis=1))
    assert np.abs(spectra[0] - spectra[1]).max() > 0.3
    assert np.abs(spectra[0] - spectra[2]).max() > 0.3


def test_distance(tmp_path: Path) -> None:
    near, far = (ears(tmp_path, noise(0.5), distance_m=metres).std() for metres in (1.0, 10.0))
    assert 18 < 20 * np.log10(near / far) < 24


@pytest.mark.parametrize("sound", ["noise", "tone"])
@pytest.mark.parametrize("motion", ["circle", "left to right", "right to left"])
def test_moving_never_clicks(tmp_path: Path, motion: str, sound: str) -> None:
    samples = noise(0.6) if sound == "noise" else 0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE // 2) / RATE)
    still = max(np.abs(np.diff(ears(tmp_path, samples, azimuth_deg=azimuth))).max() for azimuth in range(-90, 91, 30))
    assert np.abs(np.diff(ears(tmp_path, samples, motion=motion))).max() <= 1.02 * still


def test_motions_go_where_they_say(tmp_path: Path) -> None:
    def sides(motion: str) -> tuple[float, float]:
        left, right = ears(tmp_path, noise(2), motion=motion)
        levels = [np.log(right[part].std() / left[part].std()) for part in (slice(0, 8000), slice(-8000, None))]
        return float(levels[0]), float(levels[1])

    begin, end = sides("from left to right")
    assert begin < -0.5 < 0.5 < end
    begin, end = sides("right to left")
    assert begin > 0.5 > -0.5 > end
    loud = ears(tmp_path, noise(2), motion="approach")
    assert loud[:, -8000:].std() > 8 * loud[:, :8000].std()


def test_a_circle_ends_where_it_began(tmp_path: Path) -> None:
    from models.sound.space.motion import Path as Way

    place = Way("circle", 30, 0, 1, 20.0).place(np.array([0.0, 20.0]))
    assert np.sin(place.azimuth[0]) == pytest.approx(np.sin(place.azimuth[1]))


def test_stretches_make_no_difference(tmp_path: Path) -> None:
    from models.sound.space.motion import Path as Way
    from models.sound.space.render import EarRenderer

    renderer = EarRenderer(Way("circle", 0, 0, 1, 1.0), RATE)
    sound = np.pad(noise(1), renderer.context)
    whole = renderer.render(sound, 0)
    part = renderer.render(sound[20000:20000 + 5000 + 2 * renderer.context], 20000)
    assert np.abs(whole[:, 20000:25000] - part).max() < 1e-6


@pytest.mark.parametrize(("rate", "channels", "frames"), [(8000, 1, 4000), (192000, 2, 9000), (48000, 8, 3000),
                                                         (44100, 1, 1), (22050, 2, 2)])
def test_any_format(tmp_path: Path, rate: int, channels: int, frames: int) -> None:
    samples = 0.1 * np.random.default_rng(2).standard_normal((channels, frames))
    heard = ears(tmp_path, samples, rate, azimuth_deg=50, motion="circle")
    assert heard.shape == (2, frames)
    assert np.isfinite(heard).all()


def test_silence_stays_silent(tmp_path: Path) -> None:
    assert not ears(tmp_path, np.zeros(5000), motion="circle").any()


def test_channels_that_cancel_out_are_not_lost(tmp_path: Path) -> None:
    sound = noise(0.3)
    assert ears(tmp_path, np.stack([sound, -sound])).std() > 0.03


def test_loud_and_close_does_not_clip(tmp_path: Path) -> None:
    warnings: list[str] = []
    loud = clip_of(tmp_path, np.sign(noise(0.3)))
    made = run(HeadModel(), tmp_path, loud, warnings, azimuth_deg=90, distance_m=0.2)["audio"]
    assert isinstance(made, Clip)
    assert np.abs(made.audio().samples).max() <= 1
    assert any("turned down" in sentence for sentence in warnings)


def test_unknown_motion_is_refused() -> None:
    with pytest.raises(UserError, match="circle") as raised:
        read_motion("like a banana")
    assert all(motion in str(raised.value) for motion in MOTIONS)
    assert read_motion("let it circle my head") == "circle"
    assert read_motion("") == "still"


@pytest.mark.parametrize("bad", BAD)
def test_bad_input(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        run(HeadModel(), tmp_path, make(tmp_path))
    assert not list(tmp_path.glob("out/*"))


def test_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if what == "placing it in space":
            raise Cancelled

    clip = clip_of(tmp_path, noise(3))
    with pytest.raises(Cancelled):
        HeadModel().run({}, {"clip": clip}, Brief("binauralize", tmp_path / "out"), Report(stop))
    assert not list((tmp_path / "out").iterdir())


def test_a_long_file_is_read_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import models.sound.binaural as binaural

    longest = []
    real = binaural.read_frames

    def watched(path: Path, first: int, last: int, rate: int) -> object:
        longest.append(last - first)
        return real(path, first, last, rate)

    monkeypatch.setattr(binaural, "read_frames", watched)
    soundfile.write(tmp_path / "long.wav", np.zeros(40 * 8000, np.float32), 8000)
    run(HeadModel(), tmp_path, clip_of(tmp_path, np.zeros(40 * 8000), 8000))
    assert len(longest) > 2
    assert max(longest) < 100_000
