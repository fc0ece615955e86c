"""A music video is decoded again and looked at and listened to."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from models.picture.video_file import FRAMES_PER_S
from models.picture.video_for_audio import SoundVideo
from models.picture.video_scene import HEIGHT, WIDTH
from tests.models.edit.bad_clips import BAD

RATE = 44100
BPM = 100.0


def sound(folder: Path, samples: np.ndarray, rate: int = RATE) -> Clip:
    return audio_clip(folder, "song", Audio(np.atleast_2d(samples).astype(np.float32), rate))


def beats(seconds: float) -> np.ndarray:
    """Clicks on every beat, from 0.3 s on."""
    line, random = np.zeros(round(seconds * RATE)), np.random.default_rng(1)
    for start in np.arange(0.3, seconds - 0.1, 60 / BPM):
        at = round(start * RATE)
        line[at:at + 3000] += 0.4 * random.standard_normal(3000) * np.exp(-np.arange(3000) / 500)
    return line


def filmed(folder: Path, clip: Clip) -> Clip:
    made = SoundVideo().run({}, {"clip": clip}, Brief("video_for_audio", folder / "out"), Report())["video"]
    assert isinstance(made, Clip)
    return made


def decoded(path: Path) -> tuple[list[np.ndarray], np.ndarray]:
    """Pictures, and the sound from the time of the first picture on [shape=(n,)] at 48 kHz."""
    with av.open(str(path)) as file:
        pictures = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    with av.open(str(path)) as file:
        parts = list(file.decode(audio=0))
    heard = np.concatenate([part.to_ndarray()[0] for part in parts])
    return pictures, heard[max(0, round(-float(parts[0].time or 0) * 48000)):]


def test_picture_and_sound_are_in_step_with_the_beat(tmp_path: Path) -> None:
    made = filmed(tmp_path, sound(tmp_path, beats(6.0)))
    pictures, heard = decoded(made.path)
    assert (made.kind, pictures[0].shape, len(pictures)) == ("video", (HEIGHT, WIDTH, 3), 6 * FRAMES_PER_S)
    ring = np.array([float(image[180:200, 600:680].mean()) for image in pictures])
    for beat in range(1, 8):
        at_s = 0.3 + beat * 60 / BPM
        frame = int(at_s * FRAMES_PER_S)
        near = ring[frame - 6:frame + 7]
        assert abs(int(near.argmax()) - 6) <= 1, beat
        first = round(at_s * 48000)
        around = np.abs(heard[first - 4000:first + 4000])
        assert abs(int(np.argmax(around > 0.3 * around.max())) - 4000) < 48000 / FRAMES_PER_S


def test_the_bars_follow_the_pitch(tmp_path: Path) -> None:
    def brightest(hz: float) -> int:
        tone = 0.3 * np.sin(2 * np.pi * hz * np.arange(0.6 * RATE) / RATE)
        image = decoded(filmed(tmp_path, sound(tmp_path, tone)).path)[0][12]
        return int(image[300:600].astype(float).sum(axis=(0, 2)).reshape(64, -1).sum(axis=1).argmax())

    assert brightest(200) < brightest(1000) < brightest(5000)


def test_the_playhead_moves_along(tmp_path: Path) -> None:
    pictures, _ = decoded(filmed(tmp_path, sound(tmp_path, beats(2.0))).path)
    places = [int(image[645:690].min(axis=(0, 2)).argmax()) for image in pictures[5::10]]
    assert all(a < b for a, b in zip(places, places[1:], strict=False))
    assert places[-1] > 0.7 * WIDTH


def test_everything_plays_it_and_it_is_the_same_every_time(tmp_path: Path) -> None:
    clip = sound(tmp_path, beats(1.0))
    one, two = filmed(tmp_path, clip), filmed(tmp_path, clip)
    assert one.sha256 == two.sha256
    with av.open(str(one.path)) as file:
        names = [stream.codec_context.name for stream in file.streams]
        assert names == ["h264", "aac"]
        assert file.streams.video[0].codec_context.pix_fmt == "yuv420p"


@pytest.mark.parametrize(("channels", "frames", "rate"), [(1, 1, 44100), (2, 700, 96000), (8, 4800, 48000),
                                                          (1, 8000, 8000)])
def test_any_shape(tmp_path: Path, channels: int, frames: int, rate: int) -> None:
    noise = 0.2 * np.random.default_rng(3).standard_normal((channels, frames))
    pictures, _ = decoded(filmed(tmp_path, sound(tmp_path, noise, rate)).path)
    assert len(pictures) == max(1, int(np.ceil(frames / rate * FRAMES_PER_S)))


def test_silence_is_filmed_too(tmp_path: Path) -> None:
    pictures, heard = decoded(filmed(tmp_path, sound(tmp_path, np.zeros(RATE))).path)
    assert len(pictures) == FRAMES_PER_S
    assert np.abs(heard).max() < 1e-3


def test_a_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if done > 0.5 * of:
            raise Cancelled()

    with pytest.raises(Cancelled):
        SoundVideo().run({}, {"clip": sound(tmp_path, beats(1.0))}, Brief("video_for_audio", tmp_path / "out"),
                         Report(stop))
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("bad", BAD)
def test_bad_sound_is_refused(tmp_path: Path, bad: str) -> None:
    make, said = BAD[bad]
    with pytest.raises(UserError, match=said):
        filmed(tmp_path, make(tmp_path))
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
    with pytest.raises(UserError, match="Name one"):
        SoundVideo().check({}, {}, Brief("video_for_audio", tmp_path))
    assert SoundVideo().ready() == ""
