"""Streets, splashes, matches, rubble, rockets and test tones."""

from __future__ import annotations

import numpy as np

from models.sound.sources.building import bubble, burst, ended, hiss, in_room, in_room_once, scatter, struck
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import band_pass, both, events, high_pass, low_pass, pink, place, wander, whole_cycles

_MORSE = ".... . .-.. .-.. ---"


def traffic(scene: SourceContext) -> np.ndarray:
    """A street heard from a window: rumble, and cars that come and go from side to side."""
    random, rate, count = scene.random, scene.rate, scene.count
    sound = 0.5 * hiss(scene, both(pink(1.8), high_pass(30), low_pass(500)), 2)
    for start in events(count, random, rate, 0.12 + 0.3 * scene.intensity):
        noise_band = burst(scene, random.uniform(2.5, 5.0), 100.0, "band", (250, 900 + 1600 * scene.brightness))
        way = np.arange(len(noise_band)) / len(noise_band)
        near = np.exp(-(((way - 0.5) / random.uniform(0.12, 0.2)) ** 2))
        tyres = noise_band * near
        angle = (way if random.random() < 0.5 else 1 - way) * np.pi / 2
        sides = np.stack([tyres * np.cos(angle), tyres * np.sin(angle)])
        place(sound, sides, int(start), random.uniform(0.5, 1.2))
    return sound


def splash(scene: SourceContext) -> np.ndarray:
    """Something falls in: a slap, spray, and bubbles that rise after it."""
    random, rate, sound = scene.random, scene.rate, scene.silence()
    slap = burst(scene, 0.5, 0.07 + 0.1 * scene.intensity, "band", (300, 3500))
    spray = burst(scene, 0.9, 0.22, "high", 2500)
    for hit, level in ((slap, 1.0), (spray, 0.35)):
        place(sound, hit[: scene.count], 0, level)
    for _ in range(int(30 + 50 * scene.intensity)):
        drop = bubble(scene, random.uniform(0.0015, 0.006), 0.25)
        start = int((0.05 + random.exponential(0.25)) * rate)
        if start + len(drop) < scene.count:
            place(sound, drop, start, 0.35 * random.random(), random.uniform(-0.6, 0.6))
    return in_room_once(scene, ended(sound, 0.1), 0.8, 0.1)


def match_strike(scene: SourceContext) -> np.ndarray:
    """The head scratches along the box, flares up and goes on burning."""
    time = scene.time
    scratch = hiss(scene, high_pass(2500, 1)) * np.exp(-(((time - 0.08) / 0.05) ** 2))
    flare = (
        hiss(scene, band_pass(1800, 0.6))
        * np.clip((time - 0.1) / 0.05, 0, 1)
        * np.exp(-np.maximum(time - 0.15, 0) / 0.25)
    )
    burning = 0.08 * hiss(scene, both(pink(1.0), low_pass(1500))) * np.clip((time - 0.2) / 0.2, 0, 1)
    return ended(0.8 * scratch + flare + burning, 0.2)


def debris(scene: SourceContext) -> np.ndarray:
    """Stones and boards coming down, many at first and then fewer."""
    random, rate, sound = scene.random, scene.rate, scene.silence()
    for _ in range(int(60 + 120 * scene.intensity)):
        hz = random.uniform(150, 1800)
        stone = struck(scene, (hz, hz * 1.47, hz * 2.1), (0.03, 0.02, 0.012), (1, 0.6, 0.4), 0.15)
        start = int(random.exponential(0.2 * scene.seconds) * rate)
        if start + len(stone) < scene.count:
            place(sound, stone, start, random.pareto(2.0) * 0.2 + 0.05, random.uniform(-0.9, 0.9))
    dust = 0.06 * hiss(scene, low_pass(900), 2) * np.exp(-scene.time / (0.3 * scene.seconds))
    return in_room_once(scene, ended(sound + dust, 0.15), 1.5, 0.15)


def rocket(scene: SourceContext) -> np.ndarray:
    """A launch: ignition, a roar that swells and crackles, and fades as it climbs."""
    random, time = scene.random, scene.time
    swell = np.minimum(1, time / (0.25 * scene.seconds)) * np.exp(
        -np.maximum(time - 0.5 * scene.seconds, 0) / (0.2 * scene.seconds)
    )
    roar = hiss(scene, both(pink(1.2), high_pass(25), low_pass(700 + 1500 * scene.brightness, 1)), 2)
    crackle = scene.silence()
    starts = events(scene.count, random, scene.rate, 60)
    scatter(
        scene,
        crackle,
        [burst(scene, 0.02, 0.004, "low", 1800) for _ in range(10)],
        starts,
        2 * random.random(len(starts)) ** 3,
    )
    return ended(np.tanh((roar + 0.6 * crackle) * swell), 0.15)


def test_tone(scene: SourceContext) -> np.ndarray:
    """A sine of 1 kHz."""
    return np.sin(2 * np.pi * whole_cycles(1000, scene.count, scene.rate) * scene.time)


def morse(scene: SourceContext) -> np.ndarray:
    """A word keyed at 700 Hz, again and again."""
    sound, unit_s = scene.silence(), 0.075
    while_s = sum({".": 2, "-": 4, " ": 2}[sign] for sign in _MORSE) * unit_s + 7 * unit_s
    rounds = max(1, round(scene.seconds / while_s))
    for turn in range(rounds):
        at = turn * scene.seconds / rounds
        for sign in _MORSE:
            length = {".": 1, "-": 3, " ": 0}[sign] * unit_s
            if length:
                time = scene.span(length)
                tone = np.sin(2 * np.pi * 700 * time) * np.clip(np.minimum(time, time[-1] - time) / 0.005, 0, 1)
                place(sound, tone, int(at * scene.rate), 0.5)
            at += length + (unit_s if length else 2 * unit_s)
    return sound


def pebbles(scene: SourceContext) -> np.ndarray:
    """Surf that drags pebbles back: a wave's hiss and hundreds of clicking stones."""
    random, rate, count = scene.random, scene.rate, scene.count
    tide = wander(count, random, rate, 0.25, 0.1) ** 2
    sound = hiss(scene, both(pink(0.8), high_pass(150, 1), low_pass(6000, 1)), 2) * tide
    stones = [struck(scene, (hz, hz * 1.6), (0.006, 0.004), (1, 0.5), 0.03) for hz in random.uniform(1500, 4500, 24)]
    starts = events(count, random, rate, 120)
    scatter(scene, sound, stones, starts, 1.2 * random.random(len(starts)) * np.roll(tide, rate // 2)[starts])
    return in_room(scene, sound, 0.4, 0.03)


SOURCES = (
    Source(
        "city traffic",
        "traffic, street, city, street noise, busy street, city ambience, road, cars, "
        "highway, rush hour, light traffic, heavy traffic, traffic noise",
        traffic,
        True,
        12.0,
    ),
    Source("splash", "water splash, splashing, fish splash, dive, plop", splash, False, 1.6),
    Source(
        "match strike",
        "match, lighting a match, striking a match, lighter, light a match, candle being lit",
        match_strike,
        False,
        1.6,
    ),
    Source("falling debris", "debris, rubble, falling rocks, landslide, collapse, avalanche", debris, False, 3.0),
    Source(
        "rocket launch", "rocket, take-off, takeoff, jet takeoff, jet taking off, lift-off, liftoff", rocket, False, 8.0
    ),
    Source(
        "test tone", "1k tone, line-up tone, sine tone, sine wave, 1 khz, 1khz, beep tone, tone", test_tone, True, 5.0
    ),
    Source("morse code", "morse, telegraph, faint morse", morse, True, 5.0),
    Source("pebble beach", "shingle, pebbles, waves on shingle, shingle beach, waves on pebbles", pebbles, True, 12.0),
)
