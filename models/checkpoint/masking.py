"""Taking a sound out of a mix by a model's guess of it: the guess says where it is, the sound itself is the mix's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.catalog.model import Brief, Report
from engine.catalog.subject import place_of
from engine.errors import ModelError
from engine.media.audio import Audio, AudioInfo, fit_length, resample, to_channels
from engine.media.audio_stream import ClipWriter, read_frames, sound_info
from engine.media.clip import Clip

Guess = Callable[[Audio, Report], Audio]
"""The mix at the model's rate and channels → the sound in it, at any level."""
_OVERLAP_S = 1.0
_SIZE = 2048
_SILENT = 1e-6


@dataclass(frozen=True)
class _Window:
    """A stretch of the mix with the target in it."""

    first: int
    mix: np.ndarray
    """[shape=(channels, n)]"""
    target: np.ndarray


@dataclass(frozen=True)
class Guesser:
    """A model that points out a sound in a mix."""

    guess: Guess
    rate_hz: int
    """Of the mix that it takes."""
    channels: int
    window_s: float = 60.0
    """How much of the mix it is given at once."""


def taken_out(clip: Clip, what: str, guesser: Guesser, brief: Brief, report: Report) -> dict[str, Clip]:
    """`target` and `rest`, which sum to the clip; window by window, so that memory stays flat.

    ModelError when the sound is nowhere to be heard.
    """
    info = sound_info(clip)
    shape = (info.channels, info.sample_rate_hz, info.frames)
    with ClipWriter(brief.folder, *shape) as target, ClipWriter(brief.folder, *shape) as rest:
        for mix, part in _joined(_windows(clip, info, guesser, report), info):
            target.write(part)
            rest.write(mix - part)
        if target.peak < _SILENT:
            raise ModelError(f"No {what} could be heard in '{clip.name}'.")
        return {"target": target.finish(f"{clip.name} {what}", **place_of(clip)),
                "rest": rest.finish(f"{clip.name} without {what}", **place_of(clip))}


def _windows(clip: Clip, info: AudioInfo, guesser: Guesser, report: Report) -> Iterator[_Window]:
    rate = info.sample_rate_hz
    size, step = round(guesser.window_s * rate), round((guesser.window_s - _OVERLAP_S) * rate)
    for first in range(0, max(1, info.frames - round(_OVERLAP_S * rate)), step):
        last = min(info.frames, first + size)
        mix = read_frames(clip.path, first, last, rate)
        told = report.part(first / info.frames, min(last, first + step) / info.frames)
        heard = guesser.guess(to_channels(resample(mix, guesser.rate_hz), guesser.channels), told)
        answer = to_channels(fit_length(resample(heard, rate), mix.frames), info.channels)
        yield _Window(first, mix.samples, masked(mix.samples, answer.samples))


def _joined(windows: Iterator[_Window], info: AudioInfo) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Mix and target, stretch by stretch; where windows overlap, the target is faded from one into the next."""
    last: _Window | None = None
    for window in windows:
        if last is not None:
            size = window.first - last.first
            yield last.mix[:, :size], last.target[:, :size]
            shared = last.target[:, size:]
            rise = ((np.arange(shared.shape[1]) + 0.5) / max(1, shared.shape[1])).astype(np.float32)
            window.target[:, :shared.shape[1]] *= rise
            window.target[:, :shared.shape[1]] += shared * (1 - rise)
        last = window
    if last is not None:
        yield last.mix, last.target


def masked(mix: np.ndarray, guess: np.ndarray) -> np.ndarray:
    """The share of the mix that the guess explains, in each moment and frequency [shape=(channels, n)].

    The guess's own level does not matter: it is brought to where it explains the most of the mix.
    """
    from scipy.signal import ShortTimeFFT
    from scipy.signal.windows import hann

    transform = ShortTimeFFT(hann(_SIZE, sym=False), _SIZE // 4, 1.0)
    short = max(0, _SIZE - mix.shape[1])
    whole, part = (transform.stft(np.pad(sound, ((0, 0), (0, short)))) for sound in (mix, guess))
    loud, wanted = np.abs(whole), np.abs(part)
    level = float((loud * wanted).sum() / max(1e-12, float((wanted**2).sum())))
    share = np.minimum(1.0, level * wanted / np.maximum(loud, 1e-9))
    made = transform.istft(whole * share, k1=mix.shape[1] + short)
    return np.ascontiguousarray(made[:, :mix.shape[1]], np.float32)
