"""Doors, glass, bells, metal, clocks, keyboards."""

from __future__ import annotations

import numpy as np

from models.sound.sources.building import burst, ended, hiss, in_room, in_room_once, resonance, struck, total
from models.sound.sources.source import Source, SourceContext
from models.sound.synth.circle import both, events, high_pass, low_pass, place, wander
from models.sound.synth.wavetable import glide

_BELL = (
    (0.5, 3.5, 0.5),
    (1, 2.6, 1),
    (1.183, 2.0, 0.7),
    (1.506, 1.6, 0.5),
    (2, 1.3, 0.7),
    (2.514, 1.0, 0.35),
    (2.662, 0.9, 0.3),
    (3.011, 0.7, 0.25),
    (4.166, 0.5, 0.2),
    (5.433, 0.35, 0.12),
)
"""Partials of a bell: ratio to the strike note, decay in s, level."""


def door(scene: SourceContext) -> np.ndarray:
    """Stick-slip pulses through the panel's resonances, then the slam."""
    random, rate, count = scene.random, scene.rate, scene.count
    length = min(int(1.3 * rate), int(0.6 * count))
    opening = np.sin(np.pi * np.arange(length) / length) ** 2
    pulses = (
        np.diff(np.floor(np.cumsum(20 + 70 * opening * wander(length, random, rate, 4, 0.5)) / rate), prepend=0) > 0
    )
    creak = np.zeros(count)
    for hz, level in ((410, 1.0), (830, 0.9), (1370, 0.8), (2250, 0.5)):
        creak[:length] += 10 * level * resonance(pulses * random.uniform(0.4, 1, length), hz, 14, rate)
    sound = np.stack([creak, creak])
    slam = struck(scene, (82, 128, 203, 344), (0.09, 0.07, 0.05, 0.03), (0.9, 0.7, 0.45, 0.35), 0.6)
    _strike(scene, sound, slam, length + int(0.12 * rate))
    _strike(scene, sound, 0.4 * burst(scene, 0.01, 0.0014, "low", 9000), length + int(0.12 * rate))
    return in_room_once(scene, sound, 0.8, 0.15)


def knock(scene: SourceContext) -> np.ndarray:
    """Three knuckles on wood."""
    sound = scene.silence()
    for number in range(3):
        wood = struck(scene, (165, 310, 520, 890), (0.04, 0.03, 0.02, 0.01), (1, 0.7, 0.5, 0.3), 0.25)
        _strike(scene, sound, wood * scene.random.uniform(0.8, 1), int((0.02 + 0.19 * number) * scene.rate))
    return in_room_once(scene, sound, 0.6, 0.12)


def glass(scene: SourceContext) -> np.ndarray:
    """The blow, then shards ringing at 2 to 10 kHz, fewer and fewer."""
    random, rate, sound = scene.random, scene.rate, scene.silence()
    _strike(scene, sound, 0.9 * burst(scene, 0.05, 0.01, "high", 1500), int(0.02 * rate))
    for _ in range(int(50 + 70 * scene.intensity)):
        hz, delay = random.uniform(2200, 9500), random.exponential(0.22)
        decays = np.array([0.09, 0.06, 0.04, 0.03]) * random.uniform(0.3, 1.3)
        shard = struck(scene, hz * np.array([1, 1.59, 2.14, 2.83]), decays, (1, 0.6, 0.4, 0.3), 0.25)
        start = int((0.02 + delay) * rate)
        if start + len(shard) < scene.count:
            place(sound, shard, start, 0.3 * np.exp(-delay / 0.35) * random.random(), random.uniform(-0.9, 0.9))
    return in_room_once(scene, sound, 0.7, 0.1)


def bell(scene: SourceContext) -> np.ndarray:
    """Ten partials with the hum an octave below and the minor third of a church bell."""
    pitch = 330 + 220 * scene.brightness
    ratios, decays, levels = (np.array(column) for column in zip(*_BELL, strict=True))
    levels = levels * np.where(ratios > 2, 0.6 + 0.8 * scene.brightness, 1)
    stretch = min(1.6, max(0.5, scene.seconds / 4))
    return ended(struck(scene, pitch * ratios, decays * stretch, levels, scene.seconds)[: scene.count], 0.1)


def gong(scene: SourceContext) -> np.ndarray:
    """Many modes; the high ones bloom after the blow."""
    random, time = scene.random, scene.time
    modes = np.sort(np.concatenate([[72, 108, 143, 171, 198], random.uniform(220, 2800, 34)]))
    sound = np.zeros(scene.count)
    for hz in modes:
        bloom = 1 - np.exp(-time / (0.004 + 0.25 * min(1, hz / 1500)))
        decay = 4.5 * (120 / hz) ** 0.35
        sound += (
            (hz / 100 + 0.3) ** -0.4
            * np.sin(2 * np.pi * hz * time + random.random() * 6)
            * np.exp(-time / decay)
            * bloom
        )
    return in_room_once(scene, ended(sound / 6, 0.1), 2.5, 0.2)


def chimes(scene: SourceContext) -> np.ndarray:
    """Tubes of a pentatonic scale touched by the wind."""
    random, sound = scene.random, scene.silence()
    notes = 1046.5 * 2 ** (np.array([0, 2, 4, 7, 9, 12]) / 12)
    for start in events(scene.count, random, scene.rate, 1.2 + 3 * scene.intensity):
        tube = struck(scene, random.choice(notes) * np.array([1, 2.76, 5.4]), (1.2, 0.5, 0.2), (1, 0.4, 0.2), 1.6)
        place(sound, tube, int(start), 0.3 * random.uniform(0.3, 1), random.uniform(-0.8, 0.8))
    return sound


def metal(scene: SourceContext) -> np.ndarray:
    """A bar struck: eight inharmonic modes and a click."""
    hz = scene.random.uniform(420, 700)
    ratios, decays = (
        np.array([1, 1.41, 2.09, 2.68, 3.37, 4.23, 5.11, 6.8]),
        np.array([0.8, 0.7, 0.6, 0.5, 0.4, 0.35, 0.3, 0.2]),
    )
    ring = struck(scene, hz * ratios, decays, (1, 0.8, 0.9, 0.6, 0.7, 0.5, 0.4, 0.3), scene.seconds)[: scene.count]
    click = burst(scene, 0.007, 0.001, "high", 2000)[: len(ring)]
    ring[: len(click)] += click
    return in_room_once(scene, ended(ring, 0.1), 1.2, 0.15)


def clock(scene: SourceContext) -> np.ndarray:
    """Tick and tock, a second apart."""
    sound = scene.silence()
    ticks = max(1, round(scene.seconds))
    for tick in range(ticks):
        hz = 2300 if tick % 2 else 2750
        wheel = struck(scene, (hz, hz * 1.63, hz * 2.41), (0.006, 0.004, 0.003), (1, 0.6, 0.5), 0.04)
        wheel += 0.3 * struck(scene, (430,), (0.012,), (1,), 0.04)
        place(sound, wheel, int(tick * scene.count / ticks), 0.8)
    return in_room(scene, sound, 0.5, 0.08)


def typing(scene: SourceContext) -> np.ndarray:
    """Keys going down, and up 70 ms later."""
    random, sound = scene.random, scene.silence()
    for start in events(scene.count, random, scene.rate, 4 + 6 * scene.intensity):
        down = struck(
            scene,
            (random.uniform(1800, 2600), random.uniform(3200, 4800), 240),
            (0.004, 0.003, 0.012),
            (1, 0.8, 0.7),
            0.05,
        )
        place(sound, down, int(start), random.uniform(0.4, 1), random.uniform(-0.3, 0.3))
        up = struck(scene, (random.uniform(1200, 1700),), (0.004,), (0.5,), 0.03)
        place(sound, up, int(start + 0.07 * scene.rate), 0.5)
    return sound + 0.002 * hiss(scene, low_pass(3000), 2)


def shutter(scene: SourceContext) -> np.ndarray:
    """Mirror up, curtain, curtain, mirror down."""
    sound = scene.silence()
    for start_s, level in ((0.02, 1.0), (0.045, 0.6), (0.13, 0.9), (0.15, 0.5)):
        _strike(scene, sound, level * burst(scene, 0.02, 0.002, "band", (1500, 7000)), int(start_s * scene.rate))
    return sound


def coin_drop(scene: SourceContext) -> np.ndarray:
    """A coin bouncing to rest: rings closer and closer together."""
    random, sound = scene.random, scene.silence()
    hz, start, gap = random.uniform(5200, 6400), 0.02, 0.28
    while gap > 0.012 and start < scene.seconds - 0.1:
        ring = struck(scene, (hz, hz * 1.31, hz * 1.9, hz * 0.37), (0.09, 0.06, 0.03, 0.02), (1, 0.6, 0.3, 0.15), 0.3)
        _strike(scene, sound, ring * gap**0.7, int(start * scene.rate))
        start, gap = start + gap, gap * 0.72
    return in_room_once(scene, sound, 0.6, 0.08)


def zipper(scene: SourceContext) -> np.ndarray:
    """Teeth passing faster and faster through two resonances."""
    random, count, rate = scene.random, scene.count, scene.rate
    speed = 60 + 220 * np.linspace(0, 1, count) ** 0.7
    teeth = (np.diff(np.floor(np.cumsum(speed) / rate), prepend=0) > 0) * random.uniform(0.5, 1, count)
    body = total(resonance(teeth, hz, 5, rate) * level for hz, level in ((2100, 1.0), (4300, 0.8), (7200, 0.5)))
    return body * np.sin(np.pi * np.arange(count) / count) ** 0.4


def whistle(scene: SourceContext) -> np.ndarray:
    """A referee's whistle: a pea chopping two close tones at 28 Hz, with breath."""
    time = scene.time
    pea = 0.6 + 0.4 * np.sin(2 * np.pi * 28 * time)
    curve = 2700 + 60 * np.sin(2 * np.pi * 28 * time) + 150 * (1 - np.exp(-time / 0.04))
    tone = (
        glide(curve, scene.rate)
        + 0.5 * glide(curve * 1.07, scene.rate)
        + 0.06 * hiss(scene, both(high_pass(2000), low_pass(9000)))
    )
    shape = np.minimum(1, time / 0.02) * np.clip((scene.seconds - 0.15 - time) / 0.06, 0, 1)
    return in_room_once(scene, tone * pea * shape, 0.8, 0.1)


def _strike(scene: SourceContext, sound: np.ndarray, hit: np.ndarray, start: int) -> None:
    """Add a hit at a sample, cut where the scene ends."""
    if start < scene.count:
        place(sound, hit[: scene.count - start], start)


SOURCES = (
    Source(
        "door",
        "car door, car door slam, car door closing, creaking door, door creak, creak, creaky, creaking, door slam, "
        "hinge, door closing, slamming door, old door",
        door,
        False,
        2.5,
    ),
    Source(
        "knock",
        "knocking, knock on the door, door knock, knocking on the door, knocking on a door, knocks",
        knock,
        False,
        1.5,
    ),
    Source(
        "glass breaking",
        "shatter, shattering, breaking glass, broken glass, window breaking, shattering glass, glass shattering, smash",
        glass,
        False,
        2.0,
    ),
    Source(
        "bell",
        "glocken, cloche, campana, bells, church bell, church bells, ding, bell tower, tolling",
        bell,
        False,
        4.0,
    ),
    Source("gong", "tam-tam, tam tam", gong, False, 7.0),
    Source("chimes", "wind chimes, windchimes, chime, wind chime", chimes, True, 8.0),
    Source("metal clang", "clang, clank, metallic, metal hit, anvil, metallic hit, metal pipe", metal, False, 2.0),
    Source("clock", "ticking, tick tock, ticking clock, clock ticking, tick, wristwatch, metronome", clock, True, 8.0),
    Source("keyboard typing", "typing, typewriter, computer keyboard, typing on a keyboard", typing, True, 6.0),
    Source("camera shutter", "shutter, camera, photo, camera click, snapshot", shutter, False, 0.6),
    Source("coin drop", "dropped coin, coin dropping, coin spinning", coin_drop, False, 1.6),
    Source("zipper", "zip, jacket zipper", zipper, False, 0.7),
    Source("whistle", "referee whistle, police whistle", whistle, False, 1.0),
)
