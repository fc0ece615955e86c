"""Birds, insects, frogs, a purring cat."""

from __future__ import annotations

import numpy as np

from models.sound.sources.building import hiss, in_room, resonance
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import both, events, high_pass, low_pass, pink, place, shaped, wander, whole_cycles
from models.sound.synth.wavetable import glide, saw


def birds(scene: SourceContext) -> np.ndarray:
    """Three birds, each with its own pitch: phrases of one to five swept and warbled syllables."""
    random, rate = scene.random, scene.rate
    sound = 0.004 * hiss(scene, pink(1.0), 2)
    for bird in range(3):
        pitch = random.uniform(2400, 4800) * (1 + 0.3 * (scene.brightness - 0.5))
        length, warble, depth = random.uniform(0.05, 0.14), random.uniform(15, 45), random.uniform(0, 0.08)
        gap = length * random.uniform(1.2, 1.8)
        for start in events(scene.count, random, rate, 0.35 + 0.5 * scene.intensity):
            sweep = random.uniform(-0.4, 0.5)
            for syllable in range(int(random.integers(1, 6))):
                time = scene.span(length)
                part = time / length
                curve = (
                    pitch
                    * (1 + sweep * part + depth * np.sin(2 * np.pi * warble * time))
                    * (1 + 0.03 * random.normal())
                )
                chirp = glide(np.minimum(curve, 0.45 * rate), rate) * np.sin(np.pi * part) ** 1.3
                place(sound, chirp, int(start + syllable * gap * rate), 0.3, (bird - 1) * 0.7)
    return in_room(scene, sound, 1.0, 0.12)


def owl(scene: SourceContext) -> np.ndarray:
    """Hoo, hoo-hoo, every few seconds."""
    random, rate, sound = scene.random, scene.rate, 0.003 * hiss(scene, both(pink(1.2), low_pass(2000)), 2)
    calls = max(1, round(scene.seconds / 4))
    for call in range(calls):
        pitch = random.uniform(350, 420)
        for delay, length in ((0.0, 0.5), (0.75, 0.18), (1.0, 0.6)):
            time = scene.span(length)
            curve = pitch * (1 + 0.06 * np.sin(np.pi * time / length))
            hoot = (glide(curve, rate) + 0.15 * glide(2 * curve, rate)) * np.sin(np.pi * time / length) ** 0.7
            place(sound, hoot, int((call * scene.seconds / calls + 0.3 + delay) * rate), 0.5, 0.3)
    return in_room(scene, sound, 2.0, 0.25)


def crickets(scene: SourceContext) -> np.ndarray:
    """Each insect rubs three short pulses, at its own pitch and pace."""
    random, rate = scene.random, scene.rate
    sound = 0.003 * hiss(scene, pink(1.0), 2)
    time = scene.span(0.018)
    for insect in range(3):
        pitch = random.uniform(4100, 5200)
        chirps = max(1, round(scene.seconds / random.uniform(0.5, 0.8)))
        pulse = np.sin(2 * np.pi * pitch * time) * np.sin(np.pi * time / time[-1])
        for chirp in range(chirps):
            first = (chirp + insect / 3) * scene.count / chirps
            for number in range(3):
                place(sound, pulse, int(first + number * 0.03 * rate), 0.25 / (1 + 0.7 * insect), (insect - 1) * 0.7)
    return sound


def frogs(scene: SourceContext) -> np.ndarray:
    """Croaks: slow pulses through two resonances."""
    random, rate = scene.random, scene.rate
    sound = 0.003 * hiss(scene, pink(1.0), 2)
    for start in events(scene.count, random, rate, 0.8 + 1.2 * scene.intensity):
        time = scene.span(0.35)
        pulses = (saw(random.uniform(38, 55), len(time), rate) > 0.6) * 1.0
        throat = resonance(resonance(pulses - pulses.mean(), 620, 6, rate), 1400, 7, rate)
        place(sound, 8 * throat * np.sin(np.pi * time / time[-1]), int(start), 0.5, random.uniform(-0.8, 0.8))
    return sound


def bees(scene: SourceContext) -> np.ndarray:
    """Six wings beating near 210 Hz, coming and going."""
    random, rate = scene.random, scene.rate
    sound = scene.silence()
    for bee in range(6):
        wing = saw(whole_cycles(random.normal(210, 18), scene.count, rate), scene.count, rate, random.random())
        wing = shaped(wing, both(high_pass(180), low_pass(1500 + 2000 * scene.brightness)), rate)
        place(sound, wing * wander(scene.count, random, rate, 3, 0.2), 0, 0.4, -0.8 + 0.32 * bee)
    return sound


def purr(scene: SourceContext) -> np.ndarray:
    """Low noise chopped at 25 Hz, breathing in and out."""
    beat = whole_cycles(25, scene.count, scene.rate)
    breath = whole_cycles(0.6, scene.count, scene.rate)
    chop = np.clip(np.sin(2 * np.pi * beat * scene.time), 0, 1) ** 2
    return (
        hiss(scene, both(high_pass(40), low_pass(350 + 300 * scene.brightness, 1)))
        * chop
        * (0.65 + 0.35 * np.sin(2 * np.pi * breath * scene.time))
    )


SOURCES = (
    Source(
        "birds",
        "oiseaux, pajaros, bird, birdsong, bird song, chirping, chirping birds, tweeting, forest, dawn, dawn "
        "chorus, songbird, "
        "songbirds, jungle birds, garden",
        birds,
        True,
        10.0,
    ),
    Source("owl", "owls, hooting, owl hooting", owl, True, 8.0),
    Source("crickets", "cricket, cicada, cicadas, night insects, summer night, insects, at night", crickets, True, 8.0),
    Source("frogs", "frog, croaking, croak, swamp, toad", frogs, True, 8.0),
    Source("bees", "bee, buzzing, wasp, swarm, mosquito, buzzing bees, bumblebee, beehive, flies", bees, True, 8.0),
    Source("cat purr", "purr, purring, purring cat, cat purring", purr, True, 6.0),
)
