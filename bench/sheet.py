"""One picture of the files that went into a task and came out of it: spectra, notes, frames."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from engine.media.audio import read_audio
from engine.media.midi_file import read_midi

WIDTH, HEIGHT = 1000, 180
_FLOOR_DB = -90.0


def sheet(inputs: Sequence[Path], outputs: Sequence[Path], spans: Sequence[dict[str, Any]]) -> np.ndarray:
    """uint8 [shape=(height, 1000, 3)]: inputs, then outputs, one below the other; spans over the first sound."""
    rows = []
    rows: list[np.ndarray] = []
    for path in [*inputs, *outputs]:
        row = _drawn(path)
        if spans and not rows and path.suffix == ".wav":
            _mark(row, spans, read_audio(path).seconds)
        label = ("in: " if path in inputs else "out: ") + path.name
        cv2.putText(row, label, (8, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255, 255, 255), 1, cv2.LINE_AA)
        rows += [row, np.full((4, WIDTH, 3), 60, np.uint8)]
    return np.vstack(rows) if rows else np.zeros((HEIGHT, WIDTH, 3), np.uint8)


def _drawn(path: Path) -> np.ndarray:
    kind = path.suffix.lower()
    if kind == ".wav":
        return spectrogram(path)
    if kind == ".mid":
        return _roll(path)
    if kind == ".mp4":
        return _frames(path)
    picture = cv2.imread(str(path))
    return _strip([picture]) if picture is not None else np.zeros((HEIGHT, WIDTH, 3), np.uint8)


def spectrogram(path: Path) -> np.ndarray:
    """Levels in dB over time and frequency (to 12 kHz, upwards)."""
    from scipy.signal import stft

    sound = read_audio(path)
    mono = sound.samples.mean(axis=0)
    if len(mono) < 1024:
        mono = np.pad(mono, (0, 1024 - len(mono)))
    frequencies, _, values = stft(mono, sound.sample_rate_hz, nperseg=1024)
    levels = 20 * np.log10(np.abs(values[frequencies <= 12000]) + 1e-9)
    grey = np.clip((levels - _FLOOR_DB) / -_FLOOR_DB, 0, 1)[::-1]
    small = cv2.resize((255 * grey).astype(np.uint8), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    return cv2.applyColorMap(small, cv2.COLORMAP_INFERNO)


def _roll(path: Path) -> np.ndarray:
    row = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    notes = read_midi(path).notes
    if not notes:
        return row
    end = max(note.start_beats + note.length_beats for note in notes)
    low, high = min(note.pitch for note in notes) - 2, max(note.pitch for note in notes) + 3
    for note in notes:
        left, right = (int(WIDTH * beats / end) for beats in (note.start_beats, note.start_beats + note.length_beats))
        top = int(HEIGHT * (high - note.pitch - 1) / (high - low))
        cv2.rectangle(row, (left, top), (right - 2, top + HEIGHT // (high - low)), (90, 200, 120), -1)
    return row


def _frames(path: Path) -> np.ndarray:
    """Six frames from the whole length of a video."""
    with av.open(str(path)) as video:
        pictures = [frame.to_ndarray(format="bgr24") for frame in video.decode(video=0)]
    chosen = np.linspace(0, len(pictures) - 1, 6).astype(int)
    return _strip([pictures[index] for index in chosen])


def _strip(pictures: Sequence[np.ndarray]) -> np.ndarray:
    row = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    left = 0
    for picture in pictures:
        width = min(WIDTH - left, picture.shape[1] * HEIGHT // picture.shape[0])
        if width > 0:
            row[:, left : left + width] = cv2.resize(picture, (width, HEIGHT))
        left += width + 4
    return row


def _mark(row: np.ndarray, spans: Sequence[dict[str, Any]], seconds: float) -> None:
    for number, span in enumerate(spans):
        left, right = (int(WIDTH * span[edge] / seconds) for edge in ("start", "end"))
        height = HEIGHT - 12 - 14 * (number % 3)
        cv2.line(row, (left, height), (max(left + 1, right), height), (120, 230, 120), 2)
        place = (left, height - 3)
        cv2.putText(row, str(span["label"])[:14], place, cv2.FONT_HERSHEY_SIMPLEX, 0.35, (255, 255, 255), 1)
