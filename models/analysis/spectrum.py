"""Short-time spectra and back: sound as magnitudes over frequency and time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class SpectrumShape:
    """Window and hop in samples; the window is a periodic Hann, four hops long."""

    window: int
    hop: int
    sample_rate_hz: int

    @classmethod
    def of(cls, sample_rate_hz: int, window_s: float) -> SpectrumShape:
        """A shape with about this window length and a length that transforms fast."""
        from scipy.fft import next_fast_len

        hop = max(4, round(window_s * sample_rate_hz / 4))
        while next_fast_len(4 * hop, real=True) != 4 * hop:
            hop += 1
        return cls(4 * hop, hop, sample_rate_hz)

    @property
    def frequencies_hz(self) -> np.ndarray:
        """Centre of every bin."""
        return np.arange(self.window // 2 + 1) * self.sample_rate_hz / self.window

    @property
    def hann(self) -> np.ndarray:
        """The window."""
        return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(self.window) / self.window)).astype(np.float32)


def analysed(samples: np.ndarray, shape: SpectrumShape) -> np.ndarray:
    """Spectra of sound [shape=(channels, n)] as complex64 [shape=(channels, bins, frames)].

    Frame k is centred on sample k · hop; there are enough frames to give all n samples back.
    """
    from scipy.fft import rfft

    pad = shape.window // 2
    frames = -(-samples.shape[1] // shape.hop) + 1
    total = (frames - 1) * shape.hop + shape.window
    padded = np.zeros((samples.shape[0], total), np.float32)
    padded[:, pad:pad + samples.shape[1]] = samples
    cut = np.lib.stride_tricks.sliding_window_view(padded, shape.window, axis=1)[:, ::shape.hop]
    return rfft(cut * shape.hann, axis=2).astype(np.complex64).swapaxes(1, 2)


def rebuilt(spectra: np.ndarray, shape: SpectrumShape, frames: int) -> np.ndarray:
    """Sound [shape=(channels, frames)] from spectra, by weighted overlap-add."""
    from scipy.fft import irfft

    pieces = irfft(spectra.swapaxes(1, 2), shape.window, axis=2) * shape.hann
    count = pieces.shape[1]
    quarters = pieces.reshape(pieces.shape[0], count, 4, shape.hop)
    line = np.zeros((pieces.shape[0], count + 3, shape.hop), np.float32)
    weight = np.zeros((count + 3, shape.hop), np.float32)
    squares = (shape.hann**2).reshape(4, shape.hop)
    for quarter in range(4):
        line[:, quarter:quarter + count] += quarters[:, :, quarter]
        weight[quarter:quarter + count] += squares[quarter]
    out = line.reshape(line.shape[0], -1) / np.maximum(weight.reshape(-1), 1e-6)
    pad = shape.window // 2
    return np.ascontiguousarray(out[:, pad:pad + frames], np.float32)
