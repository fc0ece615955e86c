"""Rain, thunder, wind, sea, fire, running water."""

from __future__ import annotations

import numpy as np

from models.sound.sources.building import bubble, burst, ended, hiss, in_room, in_room_once, scatter, struck
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import band_pass, both, events, high_pass, low_pass, pink, shaped, wander
from models.sound.synth.circle import place as put


def rain(scene: SourceContext) -> np.ndarray:
    """A bed of hiss and hundreds of drops a second whose loudness is Pareto-distributed."""
    random = scene.random
    bed = hiss(scene, both(high_pass(1200, 1), low_pass(5000 + 7000 * scene.brightness, 1)), 2)
    bed = 0.33 * bed * wander(scene.count, random, scene.rate, 0.4, 0.85, 1.0)
    starts = events(scene.count, random, scene.rate, 60 + 340 * scene.intensity)
    sizes = np.minimum(3, random.pareto(2.5, len(starts)) * 0.35 + 0.15)
    scatter(scene, bed, [_drop(scene) for _ in range(40)], starts, sizes)
    return bed


def _drop(scene: SourceContext) -> np.ndarray:
    random = scene.random
    if scene.surface in ("tin", "metal"):
        hz = random.uniform(900, 4200)
        return struck(scene, (hz, hz * 1.51, hz * 2.32), (0.018, 0.012, 0.008), (0.5, 0.35, 0.25), 0.07)
    if scene.surface == "window":
        hz = random.uniform(1500, 3500)
        return struck(scene, (hz, hz * 2.1), (0.006, 0.003), (0.6, 0.3), 0.03)
    if scene.surface == "leaves":
        return burst(scene, 0.012, 0.003, "band", (800, 3500))
    if random.random() < 0.3:
        return 0.4 * bubble(scene, random.uniform(0.0006, 0.002), 0.15)
    return 0.7 * burst(scene, 0.0045, 0.0006, "high", 2500)


def thunder(scene: SourceContext) -> np.ndarray:
    """N-waves from a long crooked channel arrive one after another (Ribner & Roy), over a rumble; near ones crack."""
    random, rate, count, distance = scene.random, scene.rate, scene.count, scene.distance or 0.35
    start = int(0.03 * count)
    claps = np.zeros(count)
    for arrival in np.sort(random.gamma(1.4, 0.55 + 0.9 * distance, int(30 + 50 * scene.intensity))):
        width = int(random.uniform(0.003, 0.011) * (1 + 2.5 * distance) * rate)
        first = start + int(arrival * rate)
        if first + width < count:
            claps[first : first + width] += np.linspace(1, -1, width) * random.uniform(0.3, 1) * np.exp(-arrival / 1.6)
    claps = shaped(claps, low_pass(3500 * (1 - distance) + 160, 1), rate)
    since = np.maximum(scene.time - start / rate, 0)
    swell = np.clip(since / 0.25, 0, 1) * np.exp(-since / (0.28 * scene.seconds)) * wander(count, random, rate, 4, 0.25)
    rumble = hiss(scene, both(high_pass(25), low_pass(90 + 60 * scene.brightness))) * swell
    crack = (1 - distance) ** 2 * hiss(scene, high_pass(900)) * np.where(since > 0, np.exp(-since / 0.09), 0)
    mixed = np.tanh(1.6 * (claps / (np.abs(claps).max() + 1e-9) + 0.45 * rumble + 0.4 * crack))
    return in_room_once(scene, ended(mixed, 0.12), 3.0, 0.25)


def wind(scene: SourceContext) -> np.ndarray:
    """Low noise and three whistling bands that a gust opens and raises (Farnell: vortices at small things whistle)."""
    gust = wander(scene.count, scene.random, scene.rate, 0.9, 0.15) ** 1.3
    bed = hiss(scene, both(pink(1.6), high_pass(40, 1)), 2) * 0.5 * gust
    bands = ((380.0, 3.0, 0.55), (650 + 500 * scene.brightness, 6.0, 0.4), (1100 + 900 * scene.brightness, 11.0, 0.16))
    for side in range(2):
        for centre, q, level in bands:
            low, high = hiss(scene, band_pass(centre * 0.85, q)), hiss(scene, band_pass(centre * 1.25, q))
            bed[side] += level * (low * (1 - gust) + high * gust) * gust**2 * (0.5 + 0.5 * scene.intensity)
    return bed


def sea(scene: SourceContext) -> np.ndarray:
    """Waves every eight seconds or so: a swell, the crash, the hiss of foam running back."""
    random, count, rate = scene.random, scene.count, scene.rate
    waves = max(1, round(scene.seconds / 8))
    period = count // waves
    period_s = period / rate
    sound = 0.16 * hiss(scene, both(pink(1.2), low_pass(900, 1)), 2)
    place = np.arange(count)
    for number in range(waves):
        peak = number * period + int(random.uniform(0.32, 0.4) * period)
        before, after = ((peak - place) % count) / rate, ((place - peak) % count) / rate
        swell = 0.6 * np.exp(-((before / (0.16 * period_s)) ** 2))
        rise = 0.09 * period_s
        crash = np.clip(after / rise, 0, 1) ** 1.5 * np.exp(-np.maximum(after - rise, 0) / (0.15 * period_s))
        foam = np.clip(after / (0.2 * period_s), 0, 1) * np.exp(-after / (0.28 * period_s))
        wave = hiss(scene, both(pink(1.0), low_pass(500)), 2) * swell
        wave += hiss(scene, both(pink(0.8), high_pass(120, 1), low_pass(4500 + 3500 * scene.brightness, 1)), 2) * crash
        wave += 0.45 * hiss(scene, high_pass(2500, 1), 2) * foam
        sound += wave * (0.4 + 0.5 * scene.intensity)
    return sound


def fire(scene: SourceContext) -> np.ndarray:
    """Farnell's three parts: lapping flames, hissing, crackling."""
    random, count, rate = scene.random, scene.count, scene.rate
    sound = 0.35 * hiss(scene, both(high_pass(25), low_pass(140, 1)), 2) * wander(count, random, rate, 5, 0.5)
    sound += 0.05 * hiss(scene, high_pass(1500, 1), 2) * wander(count, random, rate, 3) ** 4
    cracks = []
    for _ in range(24):
        length, hz = random.uniform(0.004, 0.03), random.uniform(900, 2600 + 3500 * scene.brightness)
        cracks.append(burst(scene, length, length * 0.2, "band", (hz * 0.7, hz * 1.4)))
    starts = events(count, random, rate, 8 + 22 * scene.intensity)
    scatter(scene, sound, cracks, starts, np.minimum(4, random.pareto(1.6, len(starts)) + 0.25) * 0.8, 0.7)
    return sound


def stream(scene: SourceContext) -> np.ndarray:
    """A brook: hundreds of small bubbles a second."""
    random = scene.random
    sound = 0.05 * hiss(scene, both(high_pass(400, 1), low_pass(3500, 1)), 2)
    drops = [
        bubble(scene, 0.0012 * np.exp(random.normal(0, 0.55)), random.uniform(0, 0.25) * (random.random() < 0.5))
        for _ in range(160)
    ]
    starts = events(scene.count, random, scene.rate, 90 + 260 * scene.intensity)
    scatter(scene, sound, drops, starts, 0.35 * random.random(len(starts)) ** 2, 0.8)
    return sound


def waterfall(scene: SourceContext) -> np.ndarray:
    """A heavy fall of water: noise in many slowly shifting bands and a deep roar."""
    random, count, rate = scene.random, scene.count, scene.rate
    sound = 0.5 * hiss(scene, both(pink(1.3), high_pass(40), low_pass(400, 1)), 2)
    for centre in (350, 700, 1400, 2800, 5600):
        band = hiss(scene, band_pass(centre * random.uniform(0.9, 1.1), 0.8), 2)
        sound += (
            0.3
            * band
            * wander(count, random, rate, 3, 0.6)
            * (centre / 350) ** (-0.25 + 0.4 * (scene.brightness - 0.5))
        )
    return sound


def drip(scene: SourceContext) -> np.ndarray:
    """Drops into a cave's pool: a click, then the bubble."""
    random, rate, buffer = scene.random, scene.rate, scene.silence()
    step_s = 1.3 - scene.intensity
    for start in np.arange(0, scene.seconds, step_s) + random.normal(0, 0.05, len(np.arange(0, scene.seconds, step_s))):
        drop = np.concatenate(
            [
                0.2 * burst(scene, 0.0014, 0.0002, "high", 3000),
                np.zeros(int(0.013 * rate)),
                bubble(scene, random.uniform(0.0016, 0.0032), 0.25),
            ]
        )
        put(buffer, drop, int(start * rate), 0.8, random.uniform(-0.4, 0.4))
    return in_room(scene, buffer, 2.2, 0.3)


def bubbles(scene: SourceContext) -> np.ndarray:
    """Large bubbles under water."""
    random, buffer = scene.random, scene.silence()
    drops = [0.6 * bubble(scene, random.uniform(0.003, 0.011), 0.3) for _ in range(60)]
    starts = events(scene.count, random, scene.rate, 12 + 25 * scene.intensity)
    scatter(scene, buffer, drops, starts, np.full(len(starts), 0.5), 0.6)
    return buffer + 0.004 * hiss(scene, both(pink(1.5), low_pass(400)), 2)


SOURCES = (
    Source(
        "rain",
        "regen, pluie, lluvia, raining, rainy, rainfall, drizzle, downpour, rain shower, rainstorm, "
        "thunderstorm, storm",
        rain,
        True,
        10.0,
    ),
    Source(
        "thunder",
        "gewitter, tonnerre, trueno, lightning, thunderclap, thunder clap, thunderstorm, thunder rumble, storm",
        thunder,
        False,
        7.0,
    ),
    Source("wind", "windy, breeze, gust, gusts, gale, howling wind, blizzard, hurricane, snowstorm", wind, True, 10.0),
    Source(
        "sea waves",
        "meeresrauschen, olas, sea, ocean, ocean waves, waves, surf, beach, shore, seaside, sea shore, tide",
        sea,
        True,
        16.0,
    ),
    Source(
        "fire",
        "lagerfeuer, candle, campfire, fireplace, bonfire, flames, burning, crackling fire, fire crackling, "
        "crackling campfire",
        fire,
        True,
        10.0,
    ),
    Source(
        "stream",
        "river, brook, creek, running water, flowing water, fountain, water, babbling brook",
        stream,
        True,
        10.0,
    ),
    Source("waterfall", "water fall, rapids, cascade", waterfall, True, 10.0),
    Source(
        "dripping water",
        "drip, dripping, droplet, droplets, tap, faucet, cave, dripping tap, water drops",
        drip,
        True,
        8.0,
    ),
    Source("bubbles", "bubble, bubbling, underwater, boiling, boiling water, aquarium", bubbles, True, 8.0),
)
