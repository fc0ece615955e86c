"""How well pictures become sound and faces speak: the finished files are decoded again."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.quality.row import Row
from bench.quality.speech import RATE, SENTENCES, said
from engine.catalog.model import Brief, Report
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip, clip_from_file
from models.picture.picture_sound import PictureSketch
from models.picture.scene_words import words_for
from models.picture.sight import look_at
from models.picture.talking_head import FRAMES_PER_S, TalkingHead
from tests.models.picture.drawn_face import drawn_face
from tests.models.picture.test_picture_sound import drawn
from tests.models.picture.test_talking_head import decoded, mouth_openings

_SCENES = {"sea": "sea", "forest": "birds", "fire": "fire", "city": "city", "snow": "wind", "fog": "rain",
           "night": "crickets"}
"""What is drawn, and a word its prompt should hold."""


def rows() -> Iterator[Row]:
    """Every figure of these tasks; the same on every run."""
    with tempfile.TemporaryDirectory() as name:
        yield from scene_rows(Path(name))
        yield from face_rows(Path(name))


def scene_rows(folder: Path) -> Iterator[Row]:
    """Drawn scenes: the prompt that each leads to, and a sound that is heard."""
    right, sounding = 0, 0
    for kind, word in _SCENES.items():
        picture = _picture(folder, drawn(kind), kind)
        right += word in words_for(look_at(picture.path)).prompt
        made = PictureSketch().run({"duration_s": 5.0}, {"image": picture}, Brief("image_to_audio", folder, seed=1),
                                   Report())["audio"]
        assert isinstance(made, Clip)
        sounding += float(np.sqrt(np.mean(made.audio().samples**2))) > 0.01
    yield Row("image_to_audio", "picture-sketch", "scenes whose prompt fits", f"{len(_SCENES)} drawn scenes",
              str(right), f"≥ {len(_SCENES)}")
    yield Row("image_to_audio", "picture-sketch", "sounds that are heard", f"{len(_SCENES)} drawn scenes",
              str(sounding), f"≥ {len(_SCENES)}")


def face_rows(folder: Path) -> Iterator[Row]:
    """The mouth against the loudness of the voice, and the sound of the file against its pictures."""
    likeness, off = [], []
    for number, voice in enumerate(("rms", "slt")):
        speech = said(" ".join(SENTENCES[number:number + 2]), voice)
        clip = audio_clip(folder, "voice", Audio(speech[None].astype(np.float32), RATE))
        inputs = {"clip": clip, "image": _picture(folder, drawn_face(), "face")}
        made = TalkingHead().run({}, inputs, Brief("talking_head", folder), Report())["video"]
        assert isinstance(made, Clip)
        pictures, heard, begins_s = decoded(made.path)
        loudness = _loudness(speech, RATE)
        opening = mouth_openings(pictures)
        count = min(len(loudness), len(opening))
        likeness.append(float(np.corrcoef(opening[:count], loudness[:count])[0, 1]))
        again = _loudness(heard[max(0, round(-begins_s * 48000)):], 48000)
        count = min(count, len(again)) - 5
        shifts = [np.corrcoef(again[5 + lag:count + lag], opening[5:count])[0, 1] for lag in range(-5, 6)]
        off.append(abs(int(np.argmax(shifts)) - 5))
    yield Row("talking_head", "jaw-warp", "mouth against loudness, correlation, worst", "2 voices, drawn face",
              f"{min(likeness):.2f}", "≥ 0.8")
    yield Row("talking_head", "jaw-warp", "sound off the pictures, worst", f"2 voices, {FRAMES_PER_S} a second",
              f"{max(off)} pictures", "≤ 1")


def _loudness(samples: np.ndarray, rate: int) -> np.ndarray:
    size = rate // FRAMES_PER_S
    whole = len(samples) // size
    return np.sqrt(np.square(samples[:whole * size].reshape(whole, size)).mean(axis=1))


def _picture(folder: Path, picture: np.ndarray, name: str) -> Clip:
    import cv2

    cv2.imwrite(str(folder / f"{name}.png"), picture)
    return clip_from_file(folder / f"{name}.png")
