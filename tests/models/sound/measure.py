"""Measurements that the tests of made sound and music share, independent of the code that makes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
from scipy.signal import butter, resample_poly, sosfilt, stft

from engine.catalog.model import Brief, Report
from engine.media.clip import Clip
from engine.media.key import Key, key_of_weights
from engine.media.note import Note
from models.sound.composer import PartComposer
from models.sound.sketch import Sketch

RATE = 32000


def sketch(
    folder: Path,
    prompt: str,
    *,
    warnings: list[str] | None = None,
    args: dict[str, Any] | None = None,
    rate: int = RATE,
    **brief: Any,
) -> dict[str, Clip]:
    """Run generate_audio; clips by output name."""
    folder.mkdir(parents=True, exist_ok=True)
    model, given = Sketch(), {"prompt": prompt, **(args or {})}
    made = Brief("generate_audio", folder, sample_rate_hz=rate, **brief)
    model.check(given, {}, made)
    report = Report(None, (warnings if warnings is not None else []).append)
    return model.run(given, {}, made, report)


def compose(
    folder: Path,
    *,
    clip: Clip | None = None,
    warnings: list[str] | None = None,
    brief: dict[str, Any] | None = None,
    **args: Any,
) -> Clip:
    """Run generate_midi."""
    folder.mkdir(parents=True, exist_ok=True)
    model, inputs = PartComposer(), {"clip": clip} if clip else {}
    made = Brief("generate_midi", folder, **(brief or {}))
    model.check(args, inputs, made)
    return model.run(args, inputs, made, Report(None, (warnings if warnings is not None else []).append))["midi"]


def lufs(samples: np.ndarray, rate: int = RATE) -> float:
    return float(pyloudnorm.Meter(rate).integrated_loudness(samples.T.astype(np.float64)))


def true_peak_db(samples: np.ndarray) -> float:
    return 20 * np.log10(np.abs(resample_poly(samples.astype(np.float64), 8, 1, axis=1)).max())


def seam(samples: np.ndarray) -> float:
    """The second difference across the seam against the 99.9th percentile of the clip's own; a step gives 10."""
    mono = samples.mean(axis=0)
    bend = np.abs(np.diff(np.append(mono, mono[:64]), 2))
    return float(bend[len(mono) - 10 : len(mono) + 6].max() / (np.percentile(bend, 99.9) + 1e-12))


def chroma(samples: np.ndarray, rate: int = RATE) -> np.ndarray:
    """Pitch-class weights, each moment alike, from 65 to 2000 Hz."""
    mono = resample_poly(samples.mean(axis=0), 1, 2)
    hz, _, spectrum = stft(mono, rate / 2, nperseg=4096, noverlap=2048)
    level = np.abs(spectrum)
    usable = (hz > 62) & (hz < 2000)
    weights = np.zeros((12, level.shape[1]))
    np.add.at(weights, np.round(69 + 12 * np.log2(hz[usable] / 440)).astype(int) % 12, level[usable])
    return (weights / (weights.max(axis=0) + 1e-9)).mean(axis=1)


def key_of_sound(samples: np.ndarray, rate: int = RATE) -> Key:
    found = key_of_weights([float(weight) for weight in chroma(samples, rate)])
    assert found
    return found[0]


def centroid(samples: np.ndarray, rate: int = RATE) -> float:
    hz, _, spectrum = stft(samples.mean(axis=0), rate, nperseg=2048)
    level = np.abs(spectrum)
    return float((hz[:, None] * level).sum() / level.sum())


def kick_db(samples: np.ndarray, drums: list[Note], bpm: float, rate: int = RATE) -> float:
    """How much the band of 35–130 Hz rises on the kicks over 0.7 beats after them."""
    low = np.abs(sosfilt(butter(2, (35, 130), "band", fs=rate, output="sos"), samples.mean(axis=0)))
    beat = 60 / bpm * rate

    def level(at: float) -> float:
        return float(np.take(low, np.arange(int(at * beat), int(at * beat) + int(0.08 * rate)), mode="wrap").mean())

    kicks = [
        note.start_beats
        for note in drums
        if note.pitch == 36 and abs(note.start_beats - round(note.start_beats)) < 0.05
    ]
    return 20 * np.log10(np.mean([level(at) for at in kicks]) / np.mean([level(at + 0.7) for at in kicks]))


def share_in_scale(notes: list[Note], key: Key) -> float:
    pitched = [note for note in notes if note.channel != 9]
    return float(np.mean([note.pitch % 12 in key.scale for note in pitched])) if pitched else 1.0
