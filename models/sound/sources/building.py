"""What many recipes are built from: struck things, bubbles, grains and rooms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from models.sound.sources.source import SourceContext
from models.sound.synth.circle import Response, filtered, low_pass, noise, place, sections, shaped
from models.sound.synth.effects import reverb, room

Series = Sequence[float] | np.ndarray


def total(layers: Iterable[np.ndarray]) -> np.ndarray:
    """The sum of several sounds of one length."""
    return np.sum(list(layers), axis=0)


def struck(
    scene: SourceContext, hz: Series, decays_s: Series, levels: Series, seconds: float, attack_s: float = 0.0006
) -> np.ndarray:
    """A struck body: decaying sines at its modes, with random phases."""
    time = scene.span(seconds)
    sound = np.zeros(len(time))
    for frequency, decay, level in zip(hz, decays_s, levels, strict=True):
        if frequency < 0.45 * scene.rate:
            phase = scene.random.random() * 2 * np.pi
            sound += level * np.sin(2 * np.pi * frequency * time + phase) * np.exp(-time / decay)
    return sound * np.minimum(1, time / attack_s)


def bubble(scene: SourceContext, radius_m: float, rise: float = 0.1) -> np.ndarray:
    """An air bubble in water: f = 3 / radius (Minnaert), damped as van den Doel 2005 gives, rising in pitch."""
    hz, damping = 3 / radius_m, 0.13 / radius_m + 0.0072 * radius_m**-1.5
    time = scene.span(min(0.25, 6 / damping))
    curve = np.minimum(hz * (1 + rise * damping * time), 0.45 * scene.rate)
    return np.sin(2 * np.pi * np.cumsum(curve) / scene.rate) * np.exp(-damping * time) * np.minimum(1, time / 0.001)


def burst(
    scene: SourceContext, seconds: float, decay_s: float, kind: str, cutoff_hz: float | tuple[float, float]
) -> np.ndarray:
    """A burst of filtered noise that dies away."""
    scene.tick()
    from scipy.signal import sosfilt

    time = scene.span(seconds)
    order = 1 if kind == "band" else 2
    hiss = sosfilt(sections(kind, cutoff_hz, scene.rate, order), scene.random.standard_normal(len(time)))
    return hiss * np.exp(-time / decay_s)


def resonance(sound: np.ndarray, hz: float, q: float, rate: int) -> np.ndarray:
    """A two-pole resonance."""
    from scipy.signal import iirpeak, lfilter

    b, a = iirpeak(min(hz, 0.45 * rate), q, fs=rate)
    return lfilter(b, a, sound)


def hiss(scene: SourceContext, response: Response | None, channels: int = 1) -> np.ndarray:
    """Seamless noise as long as the scene."""
    scene.tick()
    return noise(scene.count, scene.random, scene.rate, response, channels)


def scatter(
    scene: SourceContext,
    buffer: np.ndarray,
    grains: Sequence[np.ndarray],
    starts: np.ndarray,
    gains: np.ndarray,
    width: float = 1.0,
) -> None:
    """Throw grains into a buffer, each anywhere between left and right."""
    pans = scene.random.uniform(-width, width, len(starts))
    which = scene.random.integers(len(grains), size=len(starts))
    for number, (start, gain, pan, index) in enumerate(zip(starts, gains, pans, which, strict=True)):
        if number % 256 == 0:
            scene.tick()
        place(buffer, grains[index], int(start), float(gain), float(pan))


def in_room(scene: SourceContext, sound: np.ndarray, seconds: float, wet: float) -> np.ndarray:
    """The sound in a room; circular, so that a texture stays a loop and an event keeps its tail inside."""
    stereo = np.stack([sound, sound]) if sound.ndim == 1 else sound
    response = room(min(seconds, 0.9 * scene.seconds + 0.1), scene.rate)
    return stereo + wet * reverb(stereo.astype(np.float32), response, scene.rate)


def in_room_once(scene: SourceContext, sound: np.ndarray, seconds: float, wet: float) -> np.ndarray:
    """The sound of an event in a room, cut where the scene ends and never wrapped."""
    stereo = np.stack([sound, sound]) if sound.ndim == 1 else sound
    response = room(seconds, scene.rate)
    tail = reverb(stereo.astype(np.float32), response, scene.rate, is_loop=False)[:, : scene.count]
    return stereo + wet * tail


def far_away(sound: np.ndarray, distance: float, rate: int) -> np.ndarray:
    """What air leaves of a distant sound."""
    return shaped(sound, low_pass(14000 * (1 - distance) ** 2 + 350, 1), rate) if distance else sound


def ended(sound: np.ndarray, share: float = 0.05) -> np.ndarray:
    """Fade the last share of a sound to silence."""
    count = sound.shape[-1]
    return sound * np.clip((count - 1 - np.arange(count)) / (share * count), 0, 1)


def smooth(sound: np.ndarray, kind: str, cutoff_hz: float | tuple[float, float], rate: int) -> np.ndarray:
    """A causal filter around the circle."""
    return filtered(sound, sections(kind, cutoff_hz, rate, 1 if kind == "band" else 2), rate)
