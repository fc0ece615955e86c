"""Record, tape and radio noises; sounds of interfaces and games."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.sound.sources.building import burst, hiss, scatter, smooth, struck, total
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import both, events, high_pass, low_pass, pink, shaped, wander
from models.sound.synth.wavetable import glide, saw


def vinyl(scene: SourceContext) -> np.ndarray:
    """Pareto-distributed clicks over a little rumble."""
    random = scene.random
    sound = 0.02 * hiss(scene, both(pink(1.0), high_pass(30)), 2) + 0.012 * hiss(scene, low_pass(60), 2)
    clicks = [burst(scene, 0.0027, random.uniform(0.0001, 0.0004), "high", 1200) for _ in range(24)]
    starts = events(scene.count, random, scene.rate, 10 + 50 * scene.intensity)
    scatter(scene, sound, clicks, starts, np.minimum(2, random.pareto(2, len(starts))) * 0.3 + 0.02)
    return sound


def tape_hiss(scene: SourceContext) -> np.ndarray:
    """Noise that rises gently with frequency."""
    return hiss(scene, both(lambda f: (f / 1000 + 0.15) ** 0.35, low_pass(9000 + 8000 * scene.brightness)), 2)


def white_noise(scene: SourceContext) -> np.ndarray:
    """Equal power at every frequency."""
    return hiss(scene, None, 2)


def pink_noise(scene: SourceContext) -> np.ndarray:
    """Equal power in every octave."""
    return hiss(scene, pink(1.0), 2)


def brown_noise(scene: SourceContext) -> np.ndarray:
    """Power falling by 6 dB an octave."""
    return hiss(scene, pink(2.0), 2)


def radio_static(scene: SourceContext) -> np.ndarray:
    """A narrow band of noise that fades, a wandering whistle, crackle."""
    random, rate, count = scene.random, scene.rate, scene.count
    bed = hiss(scene, both(high_pass(500, 1), low_pass(4500))) * (0.35 + 0.65 * wander(count, random, rate, 7) ** 2)
    curve = 900 + 1400 * wander(count, random, rate, 0.7)
    curve *= round(curve.sum() / rate) / (curve.sum() / rate)
    bed = bed + 0.5 * glide(curve, rate) * wander(count, random, rate, 1.0) ** 3
    sound = np.stack([bed, bed])
    starts = events(count, random, rate, 3 + 8 * scene.intensity)
    scatter(
        scene, sound, [burst(scene, 0.018, 0.0034, "high", 800) for _ in range(8)], starts, np.full(len(starts), 1.5)
    )
    return shaped(sound, both(high_pass(350), low_pass(4200, 3)), rate)


def tape_stop(scene: SourceContext) -> np.ndarray:
    """A chord whose machine is switched off."""
    speed = np.clip(1 - scene.time / scene.time[-1], 0, 1) ** 1.6
    chord = total(saw(220 * ratio * np.maximum(speed, 1e-3), scene.count, scene.rate) for ratio in (1, 1.26, 1.5))
    return smooth(chord, "low", 3500, scene.rate) * np.minimum(1, speed * 6)


def scratch(scene: SourceContext) -> np.ndarray:
    """A tone and noise read back and forth by a hand."""
    rate = scene.rate
    groove = smooth(hiss(scene, None), "band", (400, 5000), rate) + 0.5 * np.sin(2 * np.pi * 440 * scene.time)
    turn = scene.time * 4.5
    hand = 0.18 * rate * (1 - np.cos(2 * np.pi * turn)) * (0.6 + 0.4 * np.sin(2 * np.pi * turn * 0.37))
    speed = np.abs(np.gradient(hand))
    return np.interp(hand % (scene.count - 1), np.arange(scene.count), groove) * np.minimum(1, speed)


def glitch(scene: SourceContext) -> np.ndarray:
    """Shreds of squares, crushed noise and silence."""
    random, sound, start = scene.random, np.zeros(scene.count), 0
    while start < scene.count - 10:
        count = min(scene.count - start, int(random.uniform(0.01, 0.09) * scene.rate))
        if random.random() < 0.6:
            hz = random.choice([110, 880, 1760, 3520])
            shred = (
                np.sign(np.sin(2 * np.pi * hz * np.arange(count) / scene.rate))
                * random.random()
                * random.choice([0, 1, 1])
            )
        else:
            shred = 0.4 * np.repeat(random.standard_normal(count // 30 + 1), 30)[:count]
        sound[start : start + count] = shred
        start += count
    return 0.6 * smooth(sound, "low", 14000, scene.rate)


def click(scene: SourceContext) -> np.ndarray:
    """A button."""
    sound = np.zeros(scene.count)
    tap = struck(scene, (2100, 3600), (0.004, 0.002), (1, 0.5), 0.03)[: scene.count]
    sound[: len(tap)] = tap
    return sound


def _melody(scene: SourceContext, pitches_hz: Sequence[float], gap_s: float, decay_s: float, edge: float) -> np.ndarray:
    sound = np.zeros(scene.count)
    for number, hz in enumerate(pitches_hz):
        start = int(number * gap_s * scene.rate)
        if start < scene.count:
            time = np.arange(scene.count - start) / scene.rate
            tone = (
                np.sin(2 * np.pi * hz * time)
                + edge * np.tanh(6 * np.sin(2 * np.pi * hz * time))
                + 0.2 * np.sin(4 * np.pi * hz * time)
            )
            sound[start:] += tone * np.exp(-time / decay_s) * np.minimum(1, time / 0.002)
    return sound


def success(scene: SourceContext) -> np.ndarray:
    """Three notes up."""
    return _melody(scene, (659.3, 784.0, 1046.5), 0.09, 0.25, 0.0)


def error(scene: SourceContext) -> np.ndarray:
    """Two low notes, a semitone apart."""
    return smooth(_melody(scene, (196.0, 185.0), 0.16, 0.16, 0.4), "low", 2500, scene.rate)


def coin(scene: SourceContext) -> np.ndarray:
    """A game's reward: B5, E6."""
    return _melody(scene, (987.8, 1318.5), 0.075, 0.28, 0.35)


def power_up(scene: SourceContext) -> np.ndarray:
    """Whole tones climbing."""
    climb = 220 * 2 ** (np.floor(scene.time / scene.time[-1] * 16) / 6)
    return smooth(saw(climb, scene.count, scene.rate), "low", 5000, scene.rate) * np.clip(
        (scene.time[-1] - scene.time) / 0.1, 0, 1
    )


def laser(scene: SourceContext) -> np.ndarray:
    """A tone falling through four octaves."""
    fall = 250 + (3200 + 2500 * scene.brightness) * np.exp(-scene.time / 0.09)
    return np.tanh(1.5 * (glide(fall, scene.rate) + 0.4 * glide(1.5 * fall, scene.rate))) * np.exp(-scene.time / 0.16)


def zap(scene: SourceContext) -> np.ndarray:
    """Sparks by chance and 100 Hz."""
    from scipy.signal import lfilter

    random, rate = scene.random, scene.rate
    sparks = (random.random(scene.count) < 0.012 * wander(scene.count, random, rate, 9) ** 2) * random.standard_normal(
        scene.count
    )
    crackle = smooth(lfilter([1], [1, -0.9], sparks), "high", 900, rate)
    mains = 0.3 * np.tanh(8 * np.sin(2 * np.pi * 100 * scene.time)) * wander(scene.count, random, rate, 8) ** 3
    return np.tanh(3 * (crackle + mains))


SOURCES = (
    Source(
        "vinyl crackle",
        "vinyl, vinyl noise, record noise, crackle, record crackle, needle, old record",
        vinyl,
        True,
        8.0,
    ),
    Source("tape hiss", "hiss, cassette, tape noise", tape_hiss, True, 8.0),
    Source("white noise", "static noise, noise floor", white_noise, True, 8.0),
    Source("pink noise", "pink", pink_noise, True, 8.0),
    Source("brown noise", "brown, red noise, deep rumble, rumble", brown_noise, True, 8.0),
    Source("radio static", "static, radio, interference, shortwave, tv static, walkie talkie", radio_static, True, 8.0),
    Source(
        "tape stop",
        "turntable stop, record stop, power down, vinyl stop, vinyl rewind, tape rewind",
        tape_stop,
        False,
        1.5,
    ),
    Source("record scratch", "vinyl scratch, scratch, scratching, dj scratch, turntable scratch", scratch, False, 1.0),
    Source("glitch", "glitchy, glitches, digital glitch", glitch, False, 1.5),
    Source("button click", "click, ui click, button, mouse click, clicks, switch, light switch", click, False, 0.12),
    Source("success chime", "success, notification, message sound, confirmation", success, False, 0.8),
    Source("error sound", "error, wrong, denied, fail, failure, wrong answer", error, False, 0.6),
    Source("game coin", "coin, pickup, coin pickup, retro coin", coin, False, 0.6),
    Source("power-up", "powerup, power up, level up, levelup", power_up, False, 0.9),
    Source("laser", "blaster, laser gun, raygun, laser shot, ray gun, laser blast", laser, False, 0.6),
    Source("electric zap", "zap, spark, sparks, electricity, electric shock, taser", zap, False, 1.2),
)
