"""Risers, impacts, explosions, cymbals, drones: what trailers and transitions are made of."""

from __future__ import annotations

import numpy as np

from models.sound.sources.building import burst, ended, hiss, in_room, in_room_once, smooth, struck, total
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import (
    band_pass,
    both,
    high_pass,
    low_pass,
    noise,
    pink,
    place,
    shaped,
    wander,
    whole_cycles,
)
from models.sound.synth.wavetable import glide, saw


def riser(scene: SourceContext) -> np.ndarray:
    """Bands of noise cross-faded upwards, saws gliding two octaves, a tremolo that gets faster."""
    random, rate, count = scene.random, scene.rate, scene.count
    way = np.arange(count) / count
    sound = scene.silence()
    for number in range(8):
        sound += 0.5 * hiss(scene, band_pass(250 * 2 ** (0.8 * number), 1.4), 2) * np.exp(-((way * 7 - number) ** 2))
    saws = total(
        saw(110 * 2 ** (2 * way) * (1 + detune), count, rate, random.random()) for detune in (-0.006, 0.0, 0.006)
    )
    tremolo = 0.6 + 0.4 * np.tanh(4 * np.sin(2 * np.pi * np.cumsum(2 + 14 * way**2) / rate))
    sound += 0.25 * smooth(saws, "low", 6000, rate) * tremolo
    return sound * way**2.2 * np.clip((1 - way) * 400, 0, 1)


def downlifter(scene: SourceContext) -> np.ndarray:
    """A riser backwards."""
    return riser(scene)[:, ::-1]


def whoosh(scene: SourceContext) -> np.ndarray:
    """Noise whose bands follow something flying past from left to right."""
    way = np.arange(scene.count) / scene.count
    flight = np.exp(-(((way - 0.5) / 0.17) ** 2))
    sound = np.zeros(scene.count)
    for number, centre in enumerate((300, 700, 1500, 3000, 6000)):
        sound += hiss(scene, band_pass(centre * (0.7 + 0.6 * scene.brightness), 1.2)) * flight ** (1 + 0.5 * number)
    angle = way * np.pi / 2
    return np.stack([sound * np.cos(angle), sound * np.sin(angle)])


def impact(scene: SourceContext) -> np.ndarray:
    """A transient, a falling sub, low modes; only what lies above 200 Hz has a tail."""
    rate, time = scene.rate, scene.time
    sub = glide(36 + 110 * np.exp(-time / 0.06), rate) * np.exp(-time / (0.35 + 0.5 * scene.intensity))
    body = struck(scene, (61, 97, 142, 233), (0.5, 0.4, 0.25, 0.15), (0.6, 0.5, 0.4, 0.3), scene.seconds)[: scene.count]
    crack = np.zeros(scene.count)
    blow = burst(scene, 0.3, 0.03, "low", 3000 + 5000 * scene.brightness)[: scene.count]
    crack[: len(blow)] = blow
    dry = np.tanh(1.6 * (sub + 0.5 * body + 0.5 * crack))
    tail = in_room_once(scene, smooth(dry, "high", 250, rate), 3.0, 0.6)
    return ended(np.stack([dry, dry]) + 0.6 * tail, 0.2)


def explosion(scene: SourceContext) -> np.ndarray:
    """Noise in three bands that die at their own pace, and debris falling."""
    random, rate, time = scene.random, scene.rate, scene.time
    sound = 1.2 * hiss(scene, low_pass(140), 2) * np.exp(-time / 0.9)
    sound += 0.7 * hiss(scene, both(high_pass(100, 1), low_pass(900, 1)), 2) * np.exp(-time / 0.4)
    sound += 0.4 * hiss(scene, high_pass(1200, 1), 2) * np.exp(-time / 0.09)
    sound = np.tanh(2.0 * sound * np.minimum(1, time / 0.004))
    for _ in range(40):
        start = int((0.25 + random.exponential(0.6)) * rate)
        if start < scene.count - rate // 10:
            bit = burst(scene, 0.03, 0.006, "band", (random.uniform(400, 900), 3500))
            place(sound, bit, start, 0.12 * random.random(), random.uniform(-0.9, 0.9))
    return in_room_once(scene, ended(sound, 0.2), 3.0, 0.2)


def gunshot(scene: SourceContext) -> np.ndarray:
    """A crack of 8 ms, a body of 45 ms, and the surroundings."""
    time = scene.time
    crack = hiss(scene, high_pass(800, 1)) * np.exp(-time / 0.008)
    body = hiss(scene, low_pass(700, 1)) * np.exp(-time / 0.045)
    shot = np.tanh(2.5 * (crack + 1.2 * body)) * np.minimum(1, time / 0.0004)
    return in_room_once(scene, ended(shot, 0.2), 1.6, 0.25)


def sub_drop(scene: SourceContext) -> np.ndarray:
    """A sine falling from 90 to 28 Hz."""
    fall = 28 + 62 * np.exp(-scene.time / (0.3 * scene.seconds))
    return ended(np.tanh(1.4 * glide(fall, scene.rate)) * np.minimum(1, scene.time / 0.005), 0.4)


def cymbal(scene: SourceContext) -> np.ndarray:
    """Twenty-six modes and noise."""
    random, time = scene.random, scene.time
    modes = total(
        np.sin(2 * np.pi * hz * time + random.random() * 6) * np.exp(-time / random.uniform(0.3, 0.9))
        for hz in random.uniform(2200, 11000, 26)
    )
    wash = hiss(scene, high_pass(3800), 2) * (np.exp(-time / 0.5) + 0.4 * np.exp(-time / 0.06))
    return ended((0.06 * modes + 0.5 * wash) * np.minimum(1, time / 0.002), 0.2)


def reverse_cymbal(scene: SourceContext) -> np.ndarray:
    """A cymbal backwards, growing until it stops."""
    grown = cymbal(scene)[:, ::-1] * np.minimum(1, np.arange(scene.count) / (0.1 * scene.count))
    return grown * np.clip((scene.count - np.arange(scene.count)) / (0.004 * scene.rate), 0, 1)


def braam(scene: SourceContext) -> np.ndarray:
    """Low brass of a trailer: saws an octave and a fifth apart, opening and closing."""
    random, rate, time = scene.random, scene.rate, scene.time
    swell = np.minimum(1, time / 0.08) * np.exp(-np.maximum(time - 0.35 * scene.seconds, 0) / (0.25 * scene.seconds))
    sides = []
    for _ in range(2):
        saws = total(
            saw(hz * (1 + random.normal(0, 0.004)), scene.count, rate, random.random())
            for hz in (55, 55, 82.4, 110, 110, 164.8)
        )
        bright, dark = shaped(saws, low_pass(1200 + 1500 * scene.brightness), rate), shaped(saws, low_pass(280), rate)
        sides.append(np.tanh(0.7 * (bright * swell**2 + dark) * swell))
    return in_room_once(scene, ended(np.stack(sides), 0.15), 3.0, 0.3)


def drone(scene: SourceContext) -> np.ndarray:
    """Detuned saws on A that slowly open and close."""
    random, rate, count = scene.random, scene.rate, scene.count
    sound = scene.silence()
    for ratio, level in ((1, 1.0), (1.5, 0.5), (2, 0.5), (3, 0.2), (4, 0.15)):
        for side in range(2):
            pitch = whole_cycles(55 * ratio * (1 + random.normal(0, 0.002)), count, rate)
            tone = saw(pitch, count, rate, random.random())
            scene.tick()
            bright = shaped(tone, low_pass(900 + 1800 * scene.brightness), rate)
            dark = shaped(tone, low_pass(220), rate)
            opening = wander(count, random, rate, 0.25)
            sound[side] += level * (dark * (1 - opening) + bright * opening)
    return in_room(scene, sound + 0.1 * hiss(scene, both(pink(1.2), low_pass(2500)), 2), 3.5, 0.3)


def space(scene: SourceContext) -> np.ndarray:
    """A ship's hull: deep noise with slow sweeps and faint tones."""
    random, rate, count = scene.random, scene.rate, scene.count
    sound = hiss(scene, both(pink(1.8), high_pass(25), low_pass(700)), 2)
    for hz in (82, 123, 247, 370):
        tone = np.sin(2 * np.pi * whole_cycles(hz, count, rate) * scene.time) * wander(count, random, rate, 0.3) ** 2
        place(sound, 0.25 * tone, 0, 1.0, random.uniform(-0.8, 0.8))
    sweep = noise(count, random, rate, band_pass(1800, 5)) * wander(count, random, rate, 0.2) ** 3
    return in_room(scene, sound + 0.15 * sweep, 3.0, 0.4)


SOURCES = (
    Source(
        "riser",
        "build up, build-up, buildup, uplifter, sweep, tension riser, uplift, white noise riser, "
        "white noise sweep, "
        "noise sweep, noise riser",
        riser,
        False,
        4.0,
    ),
    Source(
        "downlifter",
        "down lifter, downer, down sweep, white noise downlifter, noise downlifter",
        downlifter,
        False,
        4.0,
    ),
    Source("whoosh", "swoosh, swish, transition, fly by, flyby, whooshing", whoosh, False, 1.2),
    Source("impact", "hit, boom, slam, thud, punch, stinger, cinematic hit, trailer hit, bang", impact, False, 3.5),
    Source(
        "explosion", "explode, blast, bomb, grenade, explosions, detonation, fireworks, firework", explosion, False, 4.0
    ),
    Source("gunshot", "gun, shot, pistol, rifle, gun shot, gunshots, gunfire, shooting", gunshot, False, 1.5),
    Source("sub drop", "bass drop, subdrop, sub boom", sub_drop, False, 2.5),
    Source("cymbal", "crash cymbal, cymbal crash, cymbals", cymbal, False, 2.5),
    Source("reverse cymbal", "reversed cymbal, reverse crash, cymbal swell", reverse_cymbal, False, 2.5),
    Source("braam", "trailer horn, foghorn, fog horn, ship horn, inception horn", braam, False, 4.0),
    Source("drone", "dark drone, horror ambience, horror, haunted house, haunted", drone, True, 12.0),
    Source(
        "spaceship hum",
        "space, outer space, spaceship, space ambience, sci-fi ambience, sci-fi, alien planet",
        space,
        True,
        12.0,
    ),
)
