"""Sound on a circle: what passes the end goes on at the start, so that a loop has no seam.

Arrays here are float [shape=(channels, n)] or [shape=(n,)]; `rate` is the sample rate in Hz.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

WARM_UP_S = 0.5
Response = Callable[[np.ndarray], np.ndarray]
"""A magnitude response: frequencies in Hz → gains."""


def place(buffer: np.ndarray, sound: np.ndarray, position: int, gain: float = 1.0, pan: float = 0.0) -> None:
    """Add `sound` [shape=(n,) or (2, n)] into a stereo buffer at a sample, around the end; pan −1 left … 1 right."""
    length = buffer.shape[1]
    if sound.ndim == 1:
        angle = (pan + 1) * np.pi / 4
        sides = np.array([[np.cos(angle)], [np.sin(angle)]], np.float32) * (gain * np.sqrt(2))
        sound = sides * sound
    elif gain != 1.0:
        sound = sound * gain
    position %= length
    done = 0
    while done < sound.shape[1]:
        count = min(sound.shape[1] - done, length - position)
        buffer[:, position : position + count] += sound[:, done : done + count]
        done += count
        position = 0


def fold(sound: np.ndarray, length: int) -> np.ndarray:
    """Wrap a sound longer than the circle around it."""
    padded = -(-sound.shape[-1] // length) * length
    wide = np.zeros((*sound.shape[:-1], padded), sound.dtype)
    wide[..., : sound.shape[-1]] = sound
    return wide.reshape(*sound.shape[:-1], -1, length).sum(axis=-2)


def filtered(sound: np.ndarray, sections: np.ndarray, rate: int) -> np.ndarray:
    """Second-order sections run on the circle: warmed up on its end, so that they are in steady state at the start."""
    from scipy.signal import sosfilt

    warm = min(sound.shape[-1], int(WARM_UP_S * rate))
    run_in = np.concatenate([sound[..., -warm:], sound], axis=-1)
    return sosfilt(sections, run_in, axis=-1)[..., warm:].astype(sound.dtype, copy=False)


def sections(kind: str, cutoff_hz: float | tuple[float, float], rate: int, order: int = 2) -> np.ndarray:
    """Butterworth sections: kind is low, high or band."""
    top = 0.47 * rate
    edges = np.clip(cutoff_hz, 8.0, top)
    if kind == "band" and edges[1] <= edges[0] * 1.02:
        edges = np.array([edges[0] / 1.02, min(edges[0] * 1.02, top * 1.01)])
    return _designed(order, tuple(np.atleast_1d(edges).tolist()), kind, rate).copy()


@lru_cache(maxsize=512)
def _designed(order: int, edges: tuple[float, ...], kind: str, rate: int) -> np.ndarray:
    """Nine in ten of those that a piece asks for were asked for before, and each takes a millisecond."""
    from scipy.signal import butter

    return butter(order, edges if len(edges) > 1 else edges[0], kind, fs=rate, output="sos")


def shelf(kind: str, corner_hz: float, gain_db: float, rate: int) -> np.ndarray:
    """One shelving section, low or high (R. Bristow-Johnson's cookbook, slope 0.7)."""
    gain = 10 ** (gain_db / 40)
    angle = 2 * np.pi * min(corner_hz, 0.45 * rate) / rate
    cosine = np.cos(angle)
    alpha = np.sin(angle) / 2 * np.sqrt((gain + 1 / gain) * (1 / 0.7 - 1) + 2)
    root = 2 * np.sqrt(gain) * alpha
    sign = 1 if kind == "low" else -1
    b = [
        gain * ((gain + 1) - sign * (gain - 1) * cosine + root),
        sign * 2 * gain * ((gain - 1) - sign * (gain + 1) * cosine),
        gain * ((gain + 1) - sign * (gain - 1) * cosine - root),
    ]
    a = [
        (gain + 1) + sign * (gain - 1) * cosine + root,
        -sign * 2 * ((gain - 1) + sign * (gain + 1) * cosine),
        (gain + 1) + sign * (gain - 1) * cosine - root,
    ]
    return np.array([[*b, *a]]) / a[0]


def shaped(sound: np.ndarray, response: Response, rate: int) -> np.ndarray:
    """A zero-phase filter on the circle, by its magnitude response."""
    from scipy.fft import irfft, rfft, rfftfreq

    count = sound.shape[-1]
    gains = response(np.maximum(rfftfreq(count, 1 / rate), 1.0))
    return irfft(rfft(sound, axis=-1) * gains, count, axis=-1)


def noise(
    count: int, random: np.random.Generator, rate: int, response: Response | None = None, channels: int = 1
) -> np.ndarray:
    """Gaussian noise of unit power that repeats without a seam [shape=(count,) or (channels, count)]."""
    from scipy.fft import irfft, rfftfreq

    bins = count // 2 + 1
    spectrum = random.standard_normal((channels, bins)) + 1j * random.standard_normal((channels, bins))
    spectrum[:, 0] = 0
    if response is not None:
        spectrum *= response(np.maximum(rfftfreq(count, 1 / rate), 1.0))
    made = irfft(spectrum, count, axis=-1)
    made /= made.std(axis=-1, keepdims=True) + 1e-12
    return made[0] if channels == 1 else made


def wander(
    count: int, random: np.random.Generator, rate: int, per_second: float, low: float = 0.0, high: float = 1.0
) -> np.ndarray:
    """A smooth random curve between low and high that repeats after `count` samples."""
    from scipy.interpolate import CubicSpline

    knots = max(3, int(count / rate * per_second) + 1)
    values = random.random(knots)
    curve = CubicSpline(np.linspace(0, count, knots + 1), np.append(values, values[0]), bc_type="periodic")(
        np.arange(count)
    )
    curve = (curve - curve.min()) / (np.ptp(curve) + 1e-9)
    return low + (high - low) * curve


def events(count: int, random: np.random.Generator, rate: int, per_second: float) -> np.ndarray:
    """Sample positions of events that happen by chance, so many a second (at least one)."""
    return np.sort(random.integers(0, count, max(1, random.poisson(per_second * count / rate))))


def whole_cycles(frequency_hz: float, count: int, rate: int) -> float:
    """The nearest frequency that fits a whole number of cycles into the circle."""
    return max(1, round(frequency_hz * count / rate)) * rate / count


def low_pass(cutoff_hz: float, order: float = 2) -> Response:
    """Response falling above the cutoff."""
    return lambda f: 1 / np.sqrt(1 + (f / cutoff_hz) ** (2 * order))


def high_pass(cutoff_hz: float, order: float = 2) -> Response:
    """Response falling below the cutoff."""
    return lambda f: 1 / np.sqrt(1 + (cutoff_hz / f) ** (2 * order))


def band_pass(centre_hz: float, q: float = 1.0) -> Response:
    """Response of one resonance."""
    return lambda f: 1 / np.sqrt(1 + q * q * (f / centre_hz - centre_hz / f) ** 2)


def pink(slope: float = 1.0) -> Response:
    """Power falling with frequency to the power of `slope` (1 pink, 2 brown)."""
    return lambda f: np.maximum(f, 20.0) ** (-slope / 2)


def both(*responses: Response) -> Response:
    """Several responses one after another."""

    def product(f: np.ndarray) -> np.ndarray:
        gains = np.ones_like(f)
        for response in responses:
            gains = gains * response(f)
        return gains

    return product
