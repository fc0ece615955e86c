"""Drum kits as data, and the drum part played on one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.media.note import Note
from models.sound.synth import drum_sound as drum
from models.sound.synth.circle import place

_VARIANTS = 3
"""Different takes of each drum, against the machine-gun effect."""
_ATTACK_S = 0.0007
"""Even a hit has to start from rest, or it clicks where a loop begins."""
Maker = tuple[Callable[..., np.ndarray], Mapping[str, Any]]

_BASE: dict[int, Maker] = {
    36: (drum.kick, {}),
    37: (drum.rim, {}),
    38: (drum.snare, {}),
    39: (drum.clap, {}),
    42: (drum.hat, {}),
    44: (drum.pedal_hat, {}),
    45: (drum.tom, {"tone_hz": 88}),
    46: (drum.hat, {"decay_s": 0.17}),
    47: (drum.tom, {"tone_hz": 115}),
    49: (drum.crash, {}),
    50: (drum.tom, {"tone_hz": 148}),
    51: (drum.ride, {}),
    54: (drum.tambourine, {}),
    56: (drum.cowbell, {}),
    60: (drum.tom, {"tone_hz": 330}),
    63: (drum.tom, {"tone_hz": 205}),
    70: (drum.shaker, {}),
    75: (drum.wood, {"tone_hz": 2480, "decay_s": 0.012}),
    76: (drum.wood, {}),
    81: (drum.triangle, {}),
}
KITS: dict[str, dict[int, Maker]] = {
    "band": {
        **_BASE,
        36: (drum.kick, {"tone_hz": 56, "sweep_hz": 90, "decay_s": 0.12, "click": 0.35, "drive": 1.3}),
        38: (drum.snare, {"tone_hz": 195, "decay_s": 0.12, "top_hz": 9000}),
    },
    "rock": {
        **_BASE,
        36: (drum.kick, {"tone_hz": 58, "sweep_hz": 110, "decay_s": 0.13, "click": 0.6, "drive": 1.8}),
        38: (drum.snare, {"tone_hz": 180, "tone": 0.7, "decay_s": 0.17, "top_hz": 10000}),
        42: (drum.hat, {"decay_s": 0.05, "bottom_hz": 6000}),
    },
    "brushes": {
        **_BASE,
        36: (drum.kick, {"tone_hz": 62, "sweep_hz": 50, "decay_s": 0.10, "click": 0.1, "drive": 1.0}),
        38: (drum.brush, {}),
    },
    "dusty": {
        **_BASE,
        36: (drum.kick, {"tone_hz": 52, "sweep_hz": 120, "decay_s": 0.17, "drive": 2.0}),
        38: (drum.snare, {"tone_hz": 205, "wires": 0.9, "decay_s": 0.12, "top_hz": 5200}),
        42: (drum.hat, {"decay_s": 0.028, "bottom_hz": 5200}),
    },
    "909": {
        **_BASE,
        36: (
            drum.kick,
            {"tone_hz": 50, "sweep_hz": 210, "sweep_s": 0.022, "decay_s": 0.14, "click": 0.45, "drive": 1.6},
        ),
        46: (drum.hat, {"decay_s": 0.15}),
    },
    "909_hard": {
        **_BASE,
        36: (
            drum.kick,
            {"tone_hz": 47, "sweep_hz": 210, "sweep_s": 0.022, "decay_s": 0.125, "click": 0.5, "drive": 2.4},
        ),
        46: (drum.hat, {"decay_s": 0.13}),
    },
    "dnb": {
        **_BASE,
        36: (
            drum.kick,
            {"tone_hz": 56, "sweep_hz": 230, "sweep_s": 0.018, "decay_s": 0.13, "click": 0.5, "drive": 2.4},
        ),
        38: (drum.snare, {"tone_hz": 215, "tone": 0.7, "wires": 1.0, "decay_s": 0.13, "top_hz": 11000}),
    },
    "808": {
        **_BASE,
        36: (
            drum.kick,
            {"tone_hz": 50, "sweep_hz": 150, "sweep_s": 0.02, "decay_s": 0.15, "click": 0.55, "drive": 2.5},
        ),
        38: (drum.clap, {"decay_s": 0.13, "centre_hz": 1700}),
        39: (drum.snap, {}),
        42: (drum.hat, {"decay_s": 0.022}),
    },
    "80s": {
        **_BASE,
        36: (drum.kick, {"tone_hz": 54, "sweep_hz": 140, "decay_s": 0.17, "drive": 2.0}),
        38: (drum.gated_snare, {}),
        45: (drum.tom, {"tone_hz": 85, "decay_s": 0.34}),
        47: (drum.tom, {"tone_hz": 115, "decay_s": 0.32}),
        50: (drum.tom, {"tone_hz": 150, "decay_s": 0.3}),
    },
    "taiko": {**_BASE, 36: (drum.taiko, {"tone_hz": 58}), 47: (drum.taiko, {"tone_hz": 95})},
}
KITS["boom_bap"] = KITS["dusty"]
_DUST = {"dusty": {"top_hz": 8000}, "boom_bap": {"top_hz": 11500}}
_LEVELS = {
    36: 1.0,
    37: 0.45,
    38: 0.75,
    39: 0.65,
    42: 0.25,
    44: 0.2,
    45: 0.8,
    46: 0.27,
    47: 0.8,
    49: 0.4,
    50: 0.8,
    51: 0.3,
    70: 0.17,
}
_PANS = {37: -0.3, 42: 0.3, 44: 0.3, 45: 0.5, 46: 0.35, 50: -0.5, 51: -0.45, 49: -0.4, 70: -0.5}


def play_drums(
    kit: str, notes: Sequence[Note], starts: Sequence[int], length: int, rate: int, random: np.random.Generator
) -> np.ndarray:
    """Play General MIDI drum notes around a circle of `length` samples; stereo float32 [shape=(2, length)]."""
    buffer = np.zeros((2, length), np.float32)
    takes: dict[tuple[int, int], np.ndarray] = {}
    for note, start in zip(notes, starts, strict=True):
        which = (note.pitch, int(random.integers(_VARIANTS)))
        if which not in takes:
            takes[which] = _take(kit, note.pitch, rate, random)
        gain = _LEVELS.get(note.pitch, 0.5) * (note.velocity / 112) ** 1.4
        place(buffer, takes[which], start, gain, _PANS.get(note.pitch, 0.0))
    return buffer


def _take(kit: str, pitch: int, rate: int, random: np.random.Generator) -> np.ndarray:
    maker, shape = KITS[kit].get(pitch, KITS[kit][47])
    sound = maker(rate, random, **shape)
    if kit in _DUST:
        sound = drum.dusty(sound, rate, **_DUST[kit])
    attack = int(_ATTACK_S * rate)
    sound[:attack] *= np.sin(np.linspace(0, np.pi / 2, attack)) ** 2
    return (sound / (np.abs(sound).max() + 1e-9)).astype(np.float32)
