"""Clips that no model can work on, as a user might hand them in, each with a word of the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from engine.media.clip import Clip, new_id


def _clip(path: Path) -> Clip:
    """As a library might still hold it: made without looking into the file."""
    return Clip(new_id(), "audio", path.stem, path, "", 1.0)


def missing(folder: Path) -> Clip:
    return _clip(folder / "gone.wav")


def empty(folder: Path) -> Clip:
    (folder / "empty.wav").write_bytes(b"")
    return _clip(folder / "empty.wav")


def no_samples(folder: Path) -> Clip:
    soundfile.write(folder / "none.wav", np.zeros((0, 2), np.float32), 48000, "FLOAT")
    return _clip(folder / "none.wav")


def text_inside(folder: Path) -> Clip:
    (folder / "words.wav").write_text("this is not sound, it only says so " * 20)
    return _clip(folder / "words.wav")


def not_a_number(folder: Path) -> Clip:
    samples = np.full((48000, 2), 0.1, np.float32)
    samples[40000] = np.nan
    soundfile.write(folder / "nan.wav", samples, 48000, "FLOAT")
    return _clip(folder / "nan.wav")


def cut_off(folder: Path) -> Clip:
    path = folder / "cut.flac"
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, (96000, 2))
    soundfile.write(path, noise, 48000, "PCM_16")
    path.write_bytes(path.read_bytes()[:60000])
    return _clip(path)


BAD: dict[str, tuple[Callable[[Path], Clip], str]] = {
    "missing": (missing, "no file"), "empty": (empty, "empty"), "no samples": (no_samples, "0 samples"),
    "text": (text_inside, "not a sound file"), "nan": (not_a_number, "invalid samples"),
    "cut off": (cut_off, "damaged|cut off"),
}
