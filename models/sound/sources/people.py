"""Footsteps, applause, crowds, hearts and lungs."""

from __future__ import annotations

import numpy as np

from models.sound.sources.building import burst, hiss, in_room, resonance, struck, total
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import band_pass, low_pass, place, shaped, wander
from models.sound.synth.wavetable import saw

_FLOORS = {  # modes in Hz and their decay in s
    "wood": ((95, 180, 310, 520), (0.05, 0.04, 0.025, 0.015)),
    "concrete": ((150, 900, 1900, 3300), (0.012, 0.006, 0.004, 0.003)),
    "metal": ((180, 431, 792, 1330), (0.25, 0.30, 0.22, 0.15)),
}
_LOOSE = {"gravel": (90, 1200, 6000), "snow": (45, 500, 2600), "leaves": (45, 500, 6000)}  # grains, band in Hz
_VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480), (570, 840, 2410))
_STEPS_PER_S = 1.9


def footsteps(scene: SourceContext) -> np.ndarray:
    """Heel, then the ball of the foot, on what is walked on."""
    random, rate, sound = scene.random, scene.rate, scene.silence()
    steps = max(1, round(scene.seconds * _STEPS_PER_S * (0.7 + 0.6 * scene.intensity)))
    for step in range(steps):
        start = int(step * scene.count / steps + random.normal(0, 0.008 * rate))
        force = random.uniform(0.8, 1)
        for delay_s, level in ((0.0, 1.0), (0.075 + random.normal(0, 0.006), 0.55)):
            place(sound, _foot(scene), start + int(delay_s * rate), force * level * 0.7, 0.25 - 0.5 * (step % 2))
    return in_room(scene, sound, 0.5, 0.12)


def _foot(scene: SourceContext) -> np.ndarray:
    random, rate = scene.random, scene.rate
    surface = {"tin": "metal"}.get(scene.surface, scene.surface)
    if surface in _LOOSE:
        count, low, high = _LOOSE[surface]
        length = int(0.16 * rate)
        grains = np.zeros((2, length + int(0.01 * rate)))
        shape = np.sin(np.pi * np.arange(length) / length) ** 0.7
        for start in random.integers(0, length, count):
            place(
                grains, burst(scene, 0.007, 0.001, "band", (low, high)), int(start), random.random() ** 2 * shape[start]
            )
        return 0.9 * grains[0]
    hz, decays = _FLOORS.get(surface, _FLOORS["wood"])
    body = struck(scene, hz, decays, (1, 0.6, 0.4, 0.3), 0.4)
    thud = burst(scene, 0.011, 0.0014, "low", 2500)
    body[: len(thud)] += 0.3 * thud
    return body


def applause(scene: SourceContext) -> np.ndarray:
    """Each of many clappers has a rate and hands of their own (Peltola et al. 2007)."""
    random, rate, sound = scene.random, scene.rate, scene.silence()
    for _ in range(int(15 + 45 * scene.intensity)):
        hz, q, pan, level = (
            random.uniform(600, 2400),
            random.uniform(1.2, 3),
            random.uniform(-1, 1),
            random.uniform(0.3, 1),
        )
        time = scene.span(0.03)
        hands = [
            resonance(
                random.standard_normal(len(time)) * np.exp(-time / 0.004), hz * random.uniform(0.95, 1.05), q, rate
            )
            * np.exp(-time / 0.012)
            for _ in range(2)
        ]
        scene.tick()
        claps = max(1, round(scene.seconds * random.uniform(3, 5.5)))
        phase = random.random()
        for number in range(claps):
            place(
                sound,
                hands[number % 2],
                int((number + phase + random.normal(0, 0.06)) * scene.count / claps),
                level,
                pan,
            )
    return in_room(scene, sound, 1.2, 0.2)


def crowd(scene: SourceContext) -> np.ndarray:
    """Babble: voices as pulses through wandering vowels, three to five syllables a second."""
    random, rate, count = scene.random, scene.rate, scene.count
    sound = scene.silence()
    for _ in range(int(6 + 6 * scene.intensity)):
        pitch = random.uniform(95, 230) * (1 + 0.12 * (wander(count, random, rate, 2.5) - 0.5))
        pitch *= max(1, round(pitch.sum() / rate)) / (pitch.sum() / rate)
        pulses = saw(pitch, count, rate, random.random())
        between = wander(count, random, rate, 3.5)
        voice = np.zeros(count)
        for vowel, share in zip(random.integers(0, len(_VOWELS), 2), (between, 1 - between), strict=True):
            formants = _VOWELS[vowel]
            scene.tick()
            for hz, level in zip(formants, (1, 0.5, 0.2), strict=True):
                voice += share * level * shaped(pulses, band_pass(hz, 7), rate)
        syllables = np.clip(wander(count, random, rate, 4) - 0.35, 0, 1) * wander(count, random, rate, 0.6, 0.1)
        place(sound, voice * syllables, 0, 0.5, random.uniform(-1, 1))
    return in_room(scene, shaped(sound, low_pass(3500, 1), rate), 1.4, 0.3)


def cheering(scene: SourceContext) -> np.ndarray:
    """Applause with the roar of many throats."""
    random = scene.random
    roar = total(
        hiss(scene, band_pass(hz, 2.5), 2) * wander(scene.count, random, scene.rate, 1.5, 0.5)
        for hz in (600, 1050, 1600, 2600)
    )
    clapping = applause(scene)
    return clapping / (np.abs(clapping).max() + 1e-9) + 0.12 * roar


def heartbeat(scene: SourceContext) -> np.ndarray:
    """Lub, and dub 0.27 s later."""
    sound = scene.silence()
    beats = max(1, round(scene.seconds * (0.8 + 0.7 * scene.intensity)))
    for beat in range(beats):
        for delay_s, hz, level in ((0.0, 52, 1.0), (0.27, 68, 0.65)):
            time = scene.span(0.2)
            curve = np.cumsum(hz * (1 + 0.5 * np.exp(-time / 0.02))) / scene.rate
            thump = np.sin(2 * np.pi * curve) * np.exp(-time / 0.05) * np.minimum(1, time / 0.008)
            place(sound, thump, int(beat * scene.count / beats + delay_s * scene.rate), level)
    return sound


def breathing(scene: SourceContext) -> np.ndarray:
    """In through a narrow band, out through a lower one."""
    breaths = max(1, round(scene.seconds / (4.4 - 2 * scene.intensity)))
    turn = (np.arange(scene.count) * breaths / scene.count) % 1
    inward = np.where(turn < 0.4, np.sin(np.pi * turn / 0.4) ** 2, 0)
    outward = np.where((turn > 0.45) & (turn < 0.95), np.sin(np.pi * (turn - 0.45) / 0.5) ** 2, 0)
    return hiss(scene, band_pass(1900, 1.2)) * inward * 0.8 + hiss(scene, band_pass(900, 1.2)) * outward


SOURCES = (
    Source(
        "footsteps",
        "footfall, footfalls, boots, heels, feet, schritte, pasos, footstep, steps, walking, "
        "walk, someone walking, running steps, walks",
        footsteps,
        True,
        6.0,
    ),
    Source(
        "applause",
        "applaus, aplausos, clapping, audience, ovation, clapping audience, standing ovation, hand claps",
        applause,
        True,
        6.0,
    ),
    Source("cheering", "cheering crowd, crowd cheering, cheer, stadium, fans, stadium crowd", cheering, True, 6.0),
    Source(
        "crowd",
        "chatter, babble, people talking, cafe, coffee shop, restaurant, murmur, market, crowded room, talking, "
        "crowd murmur, pub, party",
        crowd,
        True,
        8.0,
    ),
    Source("heartbeat", "heart, heart beat, heartbeats, beating heart", heartbeat, True, 6.0),
    Source("breathing", "breath, breathe, panting, breaths, heavy breathing", breathing, True, 8.0),
)
