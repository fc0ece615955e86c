"""Drums and percussion from sines, noise and envelopes. Each returns mono float64 [shape=(n,)] at `rate`."""

from __future__ import annotations

import numpy as np

from models.sound.synth.circle import sections


def kick(
    rate: int,
    random: np.random.Generator,
    *,
    tone_hz: float = 48,
    sweep_hz: float = 180,
    sweep_s: float = 0.025,
    decay_s: float = 0.16,
    click: float = 0.3,
    drive: float = 1.8,
) -> np.ndarray:
    """A falling sine with a click."""
    time = _time(decay_s * 3.4, rate)
    curve = tone_hz + sweep_hz * np.exp(-time / sweep_s) + 2 * sweep_hz * np.exp(-time / 0.004)
    body = np.sin(2 * np.pi * np.cumsum(curve) / rate) * np.exp(-time / decay_s)
    body += click * _passed(random.standard_normal(len(time)), "high", 2500, rate) * np.exp(-time / 0.0035)
    return np.tanh(drive * body) / np.tanh(drive) * _ending(time)


def snare(
    rate: int,
    random: np.random.Generator,
    *,
    tone_hz: float = 185,
    tone: float = 0.55,
    wires: float = 0.8,
    decay_s: float = 0.13,
    top_hz: float = 7500,
) -> np.ndarray:
    """Two modes of the skin and the rattle of the wires."""
    time = _time(max(0.25, decay_s * 4), rate)
    hiss = random.standard_normal(len(time))
    skin = np.sin(2 * np.pi * np.cumsum(tone_hz + 60 * np.exp(-time / 0.012)) / rate) * np.exp(-time / 0.09)
    skin += 0.6 * np.sin(2 * np.pi * tone_hz * 1.78 * time) * np.exp(-time / 0.06)
    rattle = _passed(_passed(hiss, "high", 900, rate), "low", top_hz, rate) * np.exp(-time / decay_s)
    rattle += 0.6 * _passed(hiss, "high", 3000, rate) * np.exp(-time / 0.02)
    return np.tanh(1.3 * (tone * skin + 0.7 * wires * rattle)) * _ending(time)


def gated_snare(rate: int, random: np.random.Generator) -> np.ndarray:
    """A big room, cut off after a quarter of a second."""
    dry = snare(rate, random, tone_hz=175, tone=0.6, wires=1.0, decay_s=0.16, top_hz=9000)
    time = _time(0.4, rate)
    room = _passed(random.standard_normal(len(time)), "band", (400, 7000), rate) * np.exp(-time / 0.35)
    room *= np.where(time < 0.24, 1.0, np.exp(-(time - 0.24) / 0.018))
    room[: len(dry)] += dry[: len(room)] * 1.6
    return room * _ending(time)


def clap(rate: int, random: np.random.Generator, *, decay_s: float = 0.1, centre_hz: float = 1500) -> np.ndarray:
    """Three bursts of noise and their tail."""
    time = _time(0.45, rate)
    bursts = sum(
        np.where(time >= start, np.exp(-np.maximum(time - start, 0) / 0.006), 0) for start in (0, 0.011, 0.021)
    )
    tail = np.where(time >= 0.03, np.exp(-np.maximum(time - 0.03, 0) / decay_s), 0) * 0.8
    band = _passed(random.standard_normal(len(time)), "band", (centre_hz * 0.6, centre_hz * 1.75), rate)
    return band * (bursts + tail) * _ending(time)


def snap(rate: int, random: np.random.Generator) -> np.ndarray:
    """Fingers."""
    return clap(rate, random, decay_s=0.035, centre_hz=2400)


def hat(
    rate: int, random: np.random.Generator, *, decay_s: float = 0.032, base_hz: float = 325, bottom_hz: float = 7200
) -> np.ndarray:
    """Six squares at the ratios of a cymbal, with noise."""
    time = _time(max(0.08, decay_s * 5), rate)
    metal = sum(
        np.sign(np.sin(2 * np.pi * base_hz * ratio * time + random.random() * 6))
        for ratio in (2.0, 3.0, 4.16, 5.43, 6.79, 8.21)
    )
    mixed = 0.12 * metal + 0.35 * random.standard_normal(len(time))
    return _passed(mixed, "high", bottom_hz, rate, 4) * np.exp(-time / decay_s) * _ending(time)


def pedal_hat(rate: int, random: np.random.Generator) -> np.ndarray:
    """The hi-hat closed with the foot."""
    return hat(rate, random, decay_s=0.02, bottom_hz=5000)


def ride(rate: int, random: np.random.Generator) -> np.ndarray:
    """A ping over a wash."""
    time = _time(1.1, rate)
    modes = ((3120, 0.5), (4170, 0.4), (5290, 0.5), (6470, 0.35), (7610, 0.3), (9130, 0.2))
    ping = sum(np.sin(2 * np.pi * hz * time + random.random() * 6) * np.exp(-time / decay) for hz, decay in modes)
    wash = _passed(random.standard_normal(len(time)), "band", (4000, 9000), rate) * np.exp(-time / 0.2)
    return (0.2 * ping + 0.12 * wash) * _ending(time)


def crash(rate: int, random: np.random.Generator) -> np.ndarray:
    """A crash cymbal."""
    time = _time(1.8, rate)
    wash = _passed(random.standard_normal(len(time)), "high", 3500, rate) * np.exp(-time / 0.5)
    modes = sum(np.sin(2 * np.pi * hz * time + random.random() * 6) for hz in random.uniform(2500, 9000, 12))
    return (0.5 * wash + 0.05 * modes * np.exp(-time / 0.6)) * np.minimum(1, time / 0.003) * _ending(time)


def rim(rate: int, random: np.random.Generator) -> np.ndarray:
    """A stick across the rim."""
    time = _time(0.09, rate)
    wood = np.sin(2 * np.pi * 1720 * time) * np.exp(-time / 0.006) + 0.7 * np.sin(2 * np.pi * 820 * time) * np.exp(
        -time / 0.014
    )
    return (
        wood + 0.25 * _passed(random.standard_normal(len(time)), "high", 3000, rate) * np.exp(-time / 0.003)
    ) * _ending(time)


def shaker(rate: int, random: np.random.Generator) -> np.ndarray:
    """Grains thrown forward."""
    time = _time(0.12, rate)
    push = np.minimum(time / 0.018, 1) * np.exp(-np.maximum(time - 0.018, 0) / 0.028)
    return _passed(random.standard_normal(len(time)), "high", 5500, rate) * push * _ending(time)


def tom(rate: int, random: np.random.Generator, *, tone_hz: float = 95, decay_s: float = 0.26) -> np.ndarray:
    """A tom."""
    time = _time(decay_s * 3, rate)
    skin = np.sin(2 * np.pi * np.cumsum(tone_hz * (1 + 0.6 * np.exp(-time / 0.03))) / rate) * np.exp(-time / decay_s)
    return (
        skin + 0.1 * _passed(random.standard_normal(len(time)), "low", 2500, rate) * np.exp(-time / 0.02)
    ) * _ending(time)


def taiko(rate: int, random: np.random.Generator, *, tone_hz: float = 62) -> np.ndarray:
    """A large drum in a hall."""
    time = _time(1.5, rate)
    skin = np.sin(2 * np.pi * np.cumsum(tone_hz * (1 + 0.5 * np.exp(-time / 0.04))) / rate) * np.exp(-time / 0.42)
    skin += 0.4 * np.sin(2 * np.pi * tone_hz * 1.6 * time) * np.exp(-time / 0.22)
    slap = 0.5 * _passed(random.standard_normal(len(time)), "low", 1400, rate) * np.exp(-time / 0.04)
    return np.tanh(1.5 * (skin + slap)) * _ending(time)


def brush(rate: int, random: np.random.Generator) -> np.ndarray:
    """A brush on the snare."""
    time = _time(0.3, rate)
    wire = _passed(random.standard_normal(len(time)), "band", (1200, 8000), rate)
    return wire * np.minimum(1, time / 0.012) * np.exp(-time / 0.07) * _ending(time)


def dusty(sound: np.ndarray, rate: int, *, top_hz: float = 8500, bits: int = 12) -> np.ndarray:
    """As an old sampler would play it: fewer bits, half the rate, dull."""
    steps = 2 ** (bits - 1)
    coarse = np.round(_passed(sound, "low", top_hz, rate) * steps) / steps
    halved = np.repeat(coarse[::2], 2)[: len(coarse)]
    return _passed(halved, "low", top_hz, rate)


def _time(seconds: float, rate: int) -> np.ndarray:
    return np.arange(int(seconds * rate)) / rate


def _ending(time: np.ndarray) -> np.ndarray:
    return np.minimum(1, (time[-1] - time) / 0.006)


def _passed(
    sound: np.ndarray, kind: str, cutoff_hz: float | tuple[float, float], rate: int, order: int = 2
) -> np.ndarray:
    from scipy.signal import sosfilt

    order = order if kind != "band" else 1
    return sosfilt(sections(kind, cutoff_hz, rate, order), sound)


def tambourine(rate: int, random: np.random.Generator) -> np.ndarray:
    """Jingles that ring after the hit."""
    time = _time(0.3, rate)
    ring = sum(np.sin(2 * np.pi * hz * time + random.random() * 6) for hz in random.uniform(5200, 11500, 9))
    hit = _passed(random.standard_normal(len(time)), "high", 5000, rate) * np.exp(-time / 0.035)
    return (0.09 * ring * np.exp(-time / 0.07) + 0.5 * hit) * np.minimum(1, time / 0.002) * _ending(time)


def cowbell(rate: int, random: np.random.Generator) -> np.ndarray:
    """Two tones of a bell without a clapper."""
    time = _time(0.35, rate)
    tones = sum(
        np.sin(2 * np.pi * hz * part * time + random.random() * 6) / part for hz in (540.0, 800.0) for part in (1, 3, 5)
    )
    return 0.4 * tones * (0.7 * np.exp(-time / 0.03) + 0.3 * np.exp(-time / 0.14)) * _ending(time)


def wood(rate: int, random: np.random.Generator, *, tone_hz: float = 1150.0, decay_s: float = 0.02) -> np.ndarray:
    """A block of wood, or two sticks of it."""
    time = _time(0.12, rate)
    body = np.sin(2 * np.pi * tone_hz * time) + 0.4 * np.sin(2 * np.pi * 2.4 * tone_hz * time + random.random())
    return body * np.exp(-time / decay_s) * _ending(time)


def triangle(rate: int, random: np.random.Generator) -> np.ndarray:
    """A bar of steel that rings on."""
    time = _time(1.2, rate)
    modes = ((4010, 0.6), (5640, 0.5), (7830, 0.35), (9320, 0.25))
    ring = sum(np.sin(2 * np.pi * hz * time + random.random() * 6) * np.exp(-time / decay) for hz, decay in modes)
    return 0.25 * ring * _ending(time)
