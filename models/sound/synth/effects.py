"""Effects on the circle, stereo float32 [shape=(2, n)]: reverb, echo, chorus, ducking, saturation, a worn tape."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.sound.synth.circle import filtered, fold, sections


def room(seconds: float, rate: int, seed: int = 7, damping_hz: float = 5200) -> np.ndarray:
    """An impulse response of a room that dies away by 60 dB in `seconds`: decaying noise, duller as it goes on."""
    random = np.random.default_rng(seed)
    count = int(min(seconds * 1.15, 6.0) * rate)
    time = np.arange(count) / rate
    bright = random.standard_normal((2, count)) * np.exp(-time / (seconds / 6.91 * 0.45))
    dull = filtered(random.standard_normal((2, count)), sections("low", damping_hz * 0.4, rate, 1), rate)
    response = 0.5 * bright + 1.2 * dull * np.exp(-time / (seconds / 6.91))
    response *= 1 - np.exp(-time / 0.004)
    response = np.pad(response, ((0, 0), (int(0.012 * rate), 0)))
    return (response / np.sqrt((response**2).sum(axis=1, keepdims=True))).astype(np.float32)


def reverb(sound: np.ndarray, response: np.ndarray, rate: int, *, is_loop: bool = True) -> np.ndarray:
    """The wet part alone, wrapped around the circle, or with its tail when it is no loop; low end left dry."""
    from scipy.fft import irfft, next_fast_len, rfft

    length = sound.shape[1]
    total = length + response.shape[1]
    size = next_fast_len(total, real=True)
    wet = irfft(rfft(sound, size, axis=1) * rfft(response, size, axis=1), size, axis=1)[:, :total].astype(np.float32)
    if not is_loop:
        return wet
    return filtered(fold(wet, length), sections("high", 200, rate, 2), rate)


def echo(sound: np.ndarray, delay: int, rate: int, *, feedback: float = 0.5, repeats: int = 5) -> np.ndarray:
    """Ping-pong echoes alone, around the circle."""
    tap = filtered(sound, np.vstack([sections("high", 300, rate), sections("low", 3800, rate)]), rate)
    out = np.zeros_like(sound)
    for number in range(1, repeats + 1):
        out += np.roll(tap[::-1] if number % 2 else tap, number * delay, axis=1) * np.float32(feedback**number)
    return out


def chorus(
    sound: np.ndarray, rate: int, *, rate_hz: float = 0.5, depth_s: float = 0.0022, mix: float = 0.5
) -> np.ndarray:
    """A doubled voice that drifts in whole cycles of the loop."""
    length = sound.shape[1]
    cycles = max(1, round(rate_hz * length / rate))
    turn = np.arange(length) * (2 * np.pi * cycles / length)
    out = sound * np.float32(1 - mix / 2)
    for side, phase in enumerate((0.0, np.pi / 2)):
        delay = (0.009 + 0.006 * side + depth_s * np.sin(turn + phase)) * rate
        out[side] += np.float32(mix) * delayed(sound[side], delay)
    return out


def delayed(sound: np.ndarray, delay: np.ndarray) -> np.ndarray:
    """Read a circular sound [shape=(n,)] a changing number of samples ago."""
    length = len(sound)
    place = (np.arange(length) - delay) % length
    index = place.astype(np.int64)
    part = (place - index).astype(np.float32)
    index %= length
    return sound[index] * (1 - part) + sound[(index + 1) % length] * part


def duck_curve(kicks: Sequence[int], length: int, rate: int, depth: float, release_s: float = 0.12) -> np.ndarray:
    """The gain that a kick leaves to the others, from its own events, around the circle [shape=(length,)]."""
    curve = np.ones(length, np.float32)
    dip = 1 - depth * np.exp(-np.arange(int(release_s * 5 * rate)) / (release_s * rate))
    attack = int(0.002 * rate)
    dip[:attack] = np.linspace(1, dip[attack], attack)
    for start in kicks:
        place = (start + np.arange(len(dip))) % length
        curve[place] = np.minimum(curve[place], dip)
    return curve


def compressor_gain(
    sound: np.ndarray, rate: int, *, threshold_db: float, ratio: float, release_s: float = 0.12
) -> np.ndarray:
    """The gain curve [shape=(n,)] of a gentle bus compressor, in steady state around the circle."""
    from scipy.signal import lfilter

    power = (sound**2).mean(axis=0)
    pole = np.exp(-1 / (release_s * 0.5 * rate))
    warm = min(len(power), int(release_s * 6 * rate))
    level = lfilter([1 - pole], [1, -pole], np.concatenate([power[-warm:], power]))[warm:]
    over_db = np.maximum(0.0, 10 * np.log10(np.maximum(level, 1e-10)) - threshold_db)
    return (10 ** (-over_db * (1 - 1 / ratio) / 20)).astype(np.float32)


def saturated(sound: np.ndarray, drive_db: float) -> np.ndarray:
    """Soft clipping; the drive is against the sound's own level."""
    if drive_db <= 0:
        return sound
    level = float(np.sqrt((sound**2).mean())) + 1e-9
    gain = 10 ** (drive_db / 20) / (level * 8)
    return np.tanh(sound * np.float32(gain)) / np.float32(gain)


def worn(sound: np.ndarray, rate: int, depth_s: float = 0.0004) -> np.ndarray:
    """Wow of a worn tape: pitch wavers slowly, in whole cycles of the loop."""
    length = sound.shape[1]
    turn = np.arange(length) * (2 * np.pi / length)
    slow = max(1, round(0.55 * length / rate))
    fast = max(1, round(6.3 * length / rate))
    delay = (depth_s * (1 + np.sin(slow * turn)) + depth_s * 0.05 * (1 + np.sin(fast * turn))) * rate
    return np.stack([delayed(side, delay) for side in sound])
