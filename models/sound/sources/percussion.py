"""Single hits of drums and percussion, and rolls."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.sound.sources.building import ended, in_room_once
from models.sound.sources.source import Recipe, Source, SourceContext
from models.sound.synth import drum_sound as drum
from models.sound.synth.circle import place


def _hit(maker: Callable[..., np.ndarray], seconds: float, wet: float = 0.05, **shape: float) -> Recipe:
    """A recipe that plays one drum, brighter and longer as the scene wants it."""

    def recipe(scene: SourceContext) -> np.ndarray:
        sound = np.zeros(scene.count)
        made = maker(scene.rate, scene.random, **shape)[: scene.count]
        sound[: len(made)] = made
        return in_room_once(scene, ended(sound, 0.02), seconds, wet)

    return recipe


def _roll(maker: Callable[..., np.ndarray], per_second: float, **shape: float) -> Recipe:
    """A recipe that plays a roll with a crescendo and a last, louder stroke."""

    def recipe(scene: SourceContext) -> np.ndarray:
        sound = scene.silence()
        last = scene.seconds * 0.72
        takes = [maker(scene.rate, scene.random, **shape) for _ in range(4)]
        for number in range(int(last * per_second)):
            start = (number + scene.random.normal(0, 0.06)) / per_second
            force = (0.15 + 0.55 * start / last) * scene.random.uniform(0.85, 1.1)
            _add(scene, sound, takes[number % 4] * force, start)
        _add(scene, sound, takes[0] * 1.1, last)
        return in_room_once(scene, ended(sound, 0.05), 1.4, 0.15)

    return recipe


def hooves(scene: SourceContext) -> np.ndarray:
    """A gallop: three beats close together, then a gap."""
    sound = scene.silence()
    strides = max(1, round(scene.seconds * (1.5 + 0.9 * scene.intensity)))
    for stride in range(strides):
        for delay, force in ((0.0, 0.8), (0.24, 0.9), (0.46, 1.0)):
            start = (stride + 0.05 + delay) * scene.count / strides
            tone = scene.random.uniform(300, 420)
            clop = drum.tom(scene.rate, scene.random, tone_hz=tone, decay_s=0.03)
            place(sound, clop, int(start), force * scene.random.uniform(0.85, 1), scene.random.uniform(-0.2, 0.2))
    return sound


def _add(scene: SourceContext, sound: np.ndarray, hit: np.ndarray, start_s: float) -> None:
    start = max(0, int(start_s * scene.rate))
    if start < scene.count:
        place(sound, hit[: scene.count - start], start)


SOURCES = (
    Source(
        "kick drum", "kick, bass drum, kick hit, kick sample, 808 kick, thump", _hit(drum.kick, 0.3, 0.03), False, 0.7
    ),
    Source("snare drum", "snare, snare hit, snare sample, rimshot", _hit(drum.snare, 0.5, 0.08), False, 0.7),
    Source("hand clap", "clap, clap sample, snap, finger snap", _hit(drum.clap, 0.5, 0.08), False, 0.7),
    Source("closed hi-hat", "hi-hat, hihat, hi hat, closed hat", _hit(drum.hat, 0.3, 0.02), False, 0.3),
    Source("open hi-hat", "open hat, open hihat", _hit(drum.hat, 0.3, 0.03, decay_s=0.2), False, 1.1),
    Source("tom drum", "tom, floor tom, tom hit", _hit(drum.tom, 0.6, 0.08), False, 1.0),
    Source("taiko", "giant drum, big drum, war drum, taiko hit", _hit(drum.taiko, 2.0, 0.15), False, 2.5),
    Source("drum roll", "snare roll, drumroll, snare drum roll", _roll(drum.snare, 17, decay_s=0.07), False, 3.0),
    Source("timpani roll", "timpani, kettledrum", _roll(drum.taiko, 12, tone_hz=82.0), False, 4.0),
    Source("galloping horse", "gallop, galloping, hooves, hoofbeats, horse galloping, horse hooves", hooves, True, 5.0),
)
