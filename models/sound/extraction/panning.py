"""Two instruments told apart by where they lie between left and right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.catalog.model import Report
from engine.media.audio import AudioInfo
from engine.media.audio_stream import read_frames
from engine.media.clip import Clip
from models.analysis.spectrum import SpectrumShape, analysed, rebuilt
from models.analysis.stem_masks import STEMS, WINDOW_S, stem_masks

_CHUNK_S, _OVERLAP_S = 20.0, 1.0
_BINS = 101
_SMOOTH = 1.5
_APART = 0.08
"""Least distance of two instruments, of 1 from left to right."""
_WIDTH = 0.04
_WEAK = 0.08
"""A peak lower than this share of the highest is a trace of something else."""
_OTHER = STEMS.index("other")


@dataclass(frozen=True)
class PanPositions:
    """Where the two strongest instruments lie, 0 (left) to 1 (right)."""

    left: float
    right: float

    def share(self, spectra: np.ndarray, side: str) -> np.ndarray:
        """Share of each bin that belongs to the instrument on that side [shape=(bins, frames)]."""
        at = _angle(spectra)
        near = [np.exp(-0.5 * ((at - place) / _WIDTH) ** 2) + 1e-3 for place in (self.left, self.right)]
        return np.asarray(near[side == "right"] / (near[0] + near[1]))


def _angle(spectra: np.ndarray) -> np.ndarray:
    return np.asarray(np.arctan2(np.abs(spectra[1]), np.abs(spectra[0]) + 1e-12) / (np.pi / 2))


def find_places(clip: Clip, info: AudioInfo, report: Report) -> PanPositions | None:
    """Listen through the clip; None when there are not two instruments clearly apart."""
    from scipy.ndimage import gaussian_filter1d

    counts = np.zeros(_BINS)
    for _, end, spectra, other, _ in _chunks(clip, info, 0.0):
        weight = np.sqrt(np.sum(np.abs(spectra) ** 2, axis=0)) * other
        counts += np.histogram(_angle(spectra), _BINS, (0, 1), weights=weight)[0]
        report(0.45 * end, info.frames, "finding where the instruments lie")
    smooth = np.pad(gaussian_filter1d(counts, _SMOOTH), 1)
    peaks = [at for at in range(1, _BINS + 1) if smooth[at] >= smooth[at - 1] and smooth[at] > smooth[at + 1]]
    picked: list[float] = []
    for at in sorted(peaks, key=lambda peak: -smooth[peak]):
        place = (at - 0.5) / _BINS
        if smooth[at] > _WEAK * smooth.max() and all(abs(place - other) >= _APART for other in picked):
            picked.append(place)
    return PanPositions(*sorted(picked[:2])) if len(picked) >= 2 else None


def extracted(clip: Clip, info: AudioInfo, places: PanPositions, side: str,
              report: Report) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The mix and the instrument on one side, in consecutive stretches [each shape=(2, n)]."""
    shape = SpectrumShape.of(info.sample_rate_hz, WINDOW_S)
    tail: np.ndarray | None = None
    for begin, end, spectra, other, mix in _chunks(clip, info, _OVERLAP_S):
        sound = rebuilt(spectra * (other * places.share(spectra, side)).astype(np.float32), shape, mix.shape[1])
        if tail is not None:
            rise = np.linspace(0, 1, tail.shape[1], dtype=np.float32)
            sound[:, :tail.shape[1]] = tail + rise * (sound[:, :tail.shape[1]] - tail)
        kept = end - begin
        tail = sound[:, kept:].copy()
        report(0.45 * info.frames + 0.55 * end, info.frames, "separating")
        yield mix[:, :kept], sound[:, :kept]


def _chunks(clip: Clip, info: AudioInfo,
            overlap_s: float) -> Iterator[tuple[int, int, np.ndarray, np.ndarray, np.ndarray]]:
    """Begin, end without the overlap, spectra, the mask of neither vocals, drums nor bass, and the sound."""
    rate = info.sample_rate_hz
    shape = SpectrumShape.of(rate, WINDOW_S)
    chunk, overlap = round(_CHUNK_S * rate * min(1.0, 48000 / rate)), round(overlap_s * rate)
    begin = 0
    while begin < info.frames:
        end = min(info.frames, begin + chunk)
        end = info.frames if info.frames - end <= overlap else end
        mix = read_frames(clip.path, begin, min(info.frames, end + overlap), rate).samples[:2]
        spectra = analysed(mix, shape)
        yield begin, end, spectra, stem_masks(spectra, shape, is_mono=False)[_OTHER], mix
        begin = end
