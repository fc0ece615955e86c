"""A drawn face speaks: the finished file is decoded again and looked at."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from engine.catalog.model import Brief, Report
from engine.errors import Cancelled, UserError
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip, clip_from_file
from models.picture.face import find_face
from models.picture.talking_head import FRAMES_PER_S, TalkingHead
from tests.models.edit.bad_clips import BAD
from tests.models.picture.drawn_face import drawn_face

RATE = 44100


def syllables(seconds: float = 4.0, rate: int = RATE) -> np.ndarray:
    """A buzzing tone that is loud and quiet like speech; float64 [shape=(n,)]."""
    t = np.arange(round(seconds * rate)) / rate
    shape = np.maximum(0, np.sin(2 * np.pi * 1.7 * t)) * (1 + np.sin(2 * np.pi * 0.6 * t)) * (t % 2 < 1.5)
    return 0.2 * shape * np.sign(np.sin(2 * np.pi * 130 * t))


def sound(folder: Path, samples: np.ndarray, rate: int = RATE) -> Clip:
    return audio_clip(folder, "voice", Audio(np.ascontiguousarray(np.atleast_2d(samples), np.float32), rate))


def image(folder: Path, picture: np.ndarray, name: str = "face.png") -> Clip:
    assert cv2.imwrite(str(folder / name), picture)
    return clip_from_file(folder / name)


def video(folder: Path, samples: np.ndarray, rate: int = RATE, picture: np.ndarray | None = None) -> Clip:
    inputs = {"clip": sound(folder, samples, rate),
              "image": image(folder, drawn_face() if picture is None else picture)}
    made = TalkingHead().run({}, inputs, Brief("talking_head", folder), Report())["video"]
    assert isinstance(made, Clip)
    return made


def decoded(path: Path) -> tuple[list[np.ndarray], np.ndarray, float]:
    """Frames, sound [shape=(n,)] at 48 kHz, and the time of the first sample minus that of the first frame."""
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray(format="bgr24") for frame in file.decode(video=0)]
    with av.open(str(path)) as file:
        parts = list(file.decode(audio=0))
    heard = np.concatenate([part.to_ndarray()[0] for part in parts])
    return frames, heard, float(parts[0].time or 0.0)


def mouth_openings(frames: list[np.ndarray]) -> np.ndarray:
    """How many pixels around the mouth have the colour of its inside."""
    face = find_face(drawn_face(), "face")[0]
    top, bottom = int(face.mouth_y - 0.1 * face.size), int(face.mouth_y + 0.25 * face.size)
    left, right = int(face.mouth_x - 0.2 * face.size), int(face.mouth_x + 0.2 * face.size)
    return np.array([float((frame[top:bottom, left:right].max(axis=2) < 70).sum()) for frame in frames])


def test_the_mouth_follows_the_voice_in_step(tmp_path: Path) -> None:
    samples = syllables()
    made = video(tmp_path, samples)
    frames, heard, offset_s = decoded(made.path)
    assert len(frames) == 100 and made.seconds == pytest.approx(4.0) and made.kind == "video"
    size = RATE // FRAMES_PER_S
    envelope = np.sqrt(np.square(samples[:100 * size].reshape(100, size)).mean(axis=1))
    opening = mouth_openings(frames)
    assert np.corrcoef(opening, envelope)[0, 1] >= 0.8
    lags = [np.corrcoef(opening[5 + lag:90 + lag], envelope[5:90])[0, 1] for lag in range(-4, 5)]
    assert abs(int(np.argmax(lags)) - 4) <= 1
    decoded_size = 48000 // FRAMES_PER_S
    start = max(0, round(-offset_s * 48000))
    whole = (len(heard) - start) // decoded_size
    again = np.sqrt(np.square(heard[start:start + whole * decoded_size].reshape(whole, -1)).mean(axis=1))[:95]
    shifts = [np.corrcoef(again[5 + lag:85 + lag], envelope[5:85])[0, 1] for lag in range(-4, 5)]
    assert int(np.argmax(shifts)) == 4 and abs(offset_s) < 0.04


def test_codecs_are_those_that_everything_plays(tmp_path: Path) -> None:
    made = video(tmp_path, syllables(1.0))
    with av.open(str(made.path)) as file:
        assert file.streams.video[0].codec_context.name == "h264" and file.streams.audio[0].codec_context.name == "aac"
        assert file.streams.video[0].codec_context.pix_fmt == "yuv420p"


@pytest.mark.parametrize("channels, rate", [(1, 8000), (8, 96000), (2, 48000)])
def test_any_rate_and_channels(tmp_path: Path, channels: int, rate: int) -> None:
    made = video(tmp_path, np.repeat(syllables(0.6, rate)[None], channels, axis=0), rate)
    assert len(decoded(made.path)[0]) == 15


def test_one_sample_and_silence(tmp_path: Path) -> None:
    assert len(decoded(video(tmp_path, np.ones(1)).path)[0]) == 1
    opening = mouth_openings(decoded(video(tmp_path, np.zeros(RATE)).path)[0])
    assert opening.max() - opening.min() < 30


def test_odd_sizes_and_large_pictures(tmp_path: Path) -> None:
    made = video(tmp_path, syllables(0.2), picture=cv2.resize(drawn_face(), (1441, 1683)))
    frame = decoded(made.path)[0][0]
    assert max(frame.shape[:2]) <= 720 and frame.shape[0] % 2 == frame.shape[1] % 2 == 0


def test_no_face_is_said(tmp_path: Path) -> None:
    scenery = np.random.default_rng(1).integers(0, 255, (300, 400, 3)).astype(np.uint8)
    for picture in (scenery, np.full((300, 400, 3), 128, np.uint8)):
        with pytest.raises(UserError, match="No face was found in 'face'"):
            video(tmp_path, syllables(0.5), picture=picture)
    assert not list(tmp_path.glob("*.mp4")) and not list(tmp_path.glob(".*.tmp"))


def test_bad_pictures(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture at all " * 10)
    cut = image(tmp_path, drawn_face(), "cut.png").path
    cut.write_bytes(cut.read_bytes()[:40])
    cases = {
        "cannot|can be read": clip_from_file(tmp_path / "text.png"), "pixels; give a larger":
        image(tmp_path, np.zeros((20, 20, 3), np.uint8), "tiny.png"),
        "50000 × 60 pixels; at most": image(tmp_path, np.zeros((60, 50000, 3), np.uint8), "huge.png"),
        "can be read": clip_from_file(cut), "is audio; a picture": sound(tmp_path, np.zeros(10)),
    }
    for answer, picture in cases.items():
        with pytest.raises(UserError, match=answer):
            TalkingHead().check({}, {"clip": sound(tmp_path, syllables(0.2)), "image": picture},
                                Brief("talking_head", tmp_path))


@pytest.mark.parametrize("kind", BAD)
def test_bad_sounds(tmp_path: Path, kind: str) -> None:
    make, answer = BAD[kind]
    inputs = {"clip": make(tmp_path), "image": image(tmp_path, drawn_face())}
    with pytest.raises(UserError, match=answer):
        TalkingHead().run({}, inputs, Brief("talking_head", tmp_path / "out"), Report())
    assert not list((tmp_path / "out").glob("*"))


def test_a_cancel_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: float, of: float, what: str) -> None:
        if done > 0.5:
            raise Cancelled

    inputs = {"clip": sound(tmp_path, syllables(1.0)), "image": image(tmp_path, drawn_face())}
    with pytest.raises(Cancelled):
        TalkingHead().run({}, inputs, Brief("talking_head", tmp_path / "out"), Report(stop))
    assert list((tmp_path / "out").iterdir()) == []
