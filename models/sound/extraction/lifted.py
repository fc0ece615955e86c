"""One sound lifted off what goes on around it: within its spans, less what is heard before and after them.

Target and rest sum to the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.catalog.model import Report, Span
from engine.media.audio import AudioInfo
from engine.media.audio_stream import BLOCK_FRAMES, read_frames
from engine.media.clip import Clip
from models.analysis.spectrum import SpectrumShape, analysed, rebuilt

_WINDOW_S = 0.046
_AROUND_S = 3.0
"""So far before and after a span the background is looked at."""
_APART_S = 0.1
"""What is nearer to a span than this may still be the sound itself."""
_ENOUGH_FRAMES = 10
_SMOOTH = (5, 3)
"""Bins and frames over which the level is averaged, so that single bins do not chirp."""


def lifted(clip: Clip, info: AudioInfo, spans: Sequence[Span],
           report: Report) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The recording and what of it stands out within the spans, in stretches [each shape=(channels, n)]."""
    shape = SpectrumShape.of(info.sample_rate_hz, _WINDOW_S)
    grounds = [_background(clip, info, span, spans, shape) for span in spans]
    size, margin = BLOCK_FRAMES // shape.hop * shape.hop, 2 * shape.window
    for first in range(0, info.frames, size):
        begin, end = max(0, first - margin), min(info.frames, first + size + margin)
        mix = read_frames(clip.path, begin, end, info.sample_rate_hz).samples
        sound = _standing_out(mix, begin, spans, grounds, shape)
        kept = slice(first - begin, min(info.frames, first + size) - begin)
        report(0.5 * info.frames + 0.5 * min(info.frames, first + size), info.frames, "lifting it out")
        yield mix[:, kept], sound[:, kept]


def _standing_out(mix: np.ndarray, begin: int, spans: Sequence[Span], grounds: Sequence[np.ndarray],
                  shape: SpectrumShape) -> np.ndarray:
    """The part of a stretch above the background of each span; nothing outside of them."""
    from scipy.ndimage import uniform_filter

    spectra = analysed(mix, shape)
    hop_s = shape.hop / shape.sample_rate_hz
    times_s = begin / shape.sample_rate_hz + np.arange(spectra.shape[2]) * hop_s
    gain = np.zeros(spectra.shape[1:], np.float32)
    power = None
    for span, ground in zip(spans, grounds, strict=True):
        inside = (times_s > span.start_s - hop_s) & (times_s < span.end_s + hop_s)
        if not inside.any():
            continue
        power = uniform_filter(_power(spectra), _SMOOTH) if power is None else power
        above = np.clip(1 - ground[:, None] / (power[:, inside] + 1e-12), 0, 1)
        gain[:, inside] = np.maximum(gain[:, inside], above)
    return rebuilt(spectra * gain, shape, mix.shape[1]) if power is not None else np.zeros_like(mix)


def _background(clip: Clip, info: AudioInfo, span: Span, spans: Sequence[Span], shape: SpectrumShape) -> np.ndarray:
    """Mean power of every bin around a span, where none of the spans is; 0 where there is too little of that."""
    rate = info.sample_rate_hz
    begin = max(0, round((span.start_s - _AROUND_S) * rate))
    end = min(info.frames, round((span.end_s + _AROUND_S) * rate))
    pieces = [(begin, round(span.start_s * rate)), (round(span.end_s * rate), end)]
    heard = []
    for first, last in pieces:
        if last - first < shape.window:
            continue
        spectra = analysed(read_frames(clip.path, first, last, rate).samples, shape)
        times_s = (first + np.arange(spectra.shape[2]) * shape.hop) / rate
        is_free = np.ones(times_s.size, bool)
        for one in spans:
            is_free &= (times_s < one.start_s - _APART_S) | (times_s > one.end_s + _APART_S)
        heard.append(_power(spectra)[:, is_free])
    power = np.concatenate(heard, axis=1) if heard else np.zeros((shape.window // 2 + 1, 0), np.float32)
    return power.mean(axis=1) if power.shape[1] >= _ENOUGH_FRAMES else np.zeros(power.shape[0], np.float32)


def _power(spectra: np.ndarray) -> np.ndarray:
    """Mean over the channels [shape=(bins, frames)]."""
    return (np.abs(spectra) ** 2).mean(axis=0)
