"""Beats of drums that exist only once, alone or among other sound, for training what tells drums apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.analysis.drum_features import DRUM_RATE_HZ
from models.sound.synth import drum_sound as drum

KICK, SNARE, HAT = 36, 38, 42
DRUMS = (KICK, SNARE, HAT)
_SECONDS = 10.0


@dataclass(frozen=True, eq=False)
class Beat:
    """Sound at DRUM_RATE_HZ and what is struck when."""

    samples: np.ndarray
    hits: tuple[tuple[float, int], ...]
    """Seconds and General MIDI pitch; 0 for what is none of DRUMS."""


def make_beat(seed: int, company: Sequence[np.ndarray]) -> Beat:
    """One beat; of `company` (mono sounds at DRUM_RATE_HZ) some is mixed in three times of five."""
    random = np.random.default_rng(seed)
    frames = round(_SECONDS * DRUM_RATE_HZ)
    step_s = 60 / random.uniform(70, 170) / 4
    takes = {pitch: [_coloured(_hit(pitch, random), random)] for pitch in (*DRUMS, 46, 0)}
    gains = {KICK: random.uniform(0.6, 1), SNARE: random.uniform(0.35, 1), HAT: 10 ** random.uniform(-1.5, -0.3),
             46: 10 ** random.uniform(-1.4, -0.4), 0: random.uniform(0.1, 0.9)}
    out, hits = np.zeros(frames + 3 * DRUM_RATE_HZ), []
    lead_s = random.choice([0.0, 0.05])
    for at, pitches in _groove(random, int((_SECONDS - 0.3) / step_s)):
        for pitch in pitches:
            begin = max(0, round((lead_s + at * step_s + random.normal(0, 0.003)) * DRUM_RATE_HZ))
            take = takes[pitch][0]
            out[begin:begin + len(take)] += gains[pitch] * random.uniform(0.5, 1) * take
            hits.append((begin / DRUM_RATE_HZ, HAT if pitch == 46 else pitch))
    out = _in_a_room(out[:frames], random)
    if random.random() < 0.6:
        line = _bass(random, frames, lead_s, step_s)
        out = out + line * out.std() / (line.std() + 1e-9) * 10 ** (random.uniform(-14, 3) / 20)
    if company and random.random() < 0.6:
        for _ in range(int(random.integers(1, 4))):
            other = company[int(random.integers(len(company)))]
            other = np.resize(np.roll(other, int(random.integers(len(other)))), frames)
            out = out + other * out.std() / (other.std() + 1e-9) * 10 ** (random.uniform(-16, 2) / 20)
    return Beat((_coloured(out, random) + 1e-5 * random.standard_normal(frames)).astype(np.float32),
                tuple(sorted(hits)))


def _groove(random: np.random.Generator, steps: int) -> list[tuple[int, list[int]]]:
    """Sixteenths and what is struck on them."""
    every = int(random.choice([1, 2, 2, 4, 99]))
    snares = (4, 12) if random.random() < 0.7 else (8,)
    on_every_beat = random.random() < 0.3
    kicks = {0, 4, 8, 12} if on_every_beat else {0, *random.choice(16, int(random.integers(2, 6)), replace=False)}
    others = set(random.choice(16, int(random.integers(0, 4)), replace=False).tolist())
    beats = []
    for step in range(steps):
        place, hit = step % 16, []
        if random.random() < (0.95 if place in kicks else 0.04):
            hit.append(KICK)
        if random.random() < (0.95 if place in snares else 0.05):
            hit.append(SNARE)
        if random.random() < (0.93 if step % every == 0 else 0.03):
            hit.append(46 if random.random() < 0.12 else HAT)
        if random.random() < (0.7 if place in others else 0.03):
            hit.append(0)
        beats.append((step, hit))
    return beats


def _bass(random: np.random.Generator, frames: int, lead_s: float, step_s: float) -> np.ndarray:
    """Plucked or struck low notes on the same sixteenths, so that a note that begins with a beat is no kick."""
    out = np.zeros(frames)
    low, fall, decay_s = int(random.integers(26, 40)), random.uniform(0.3, 0.85), np.exp(random.uniform(-2.3, 0.2))
    pick = random.uniform(0, 0.4)
    steps = sorted(random.choice(16, int(random.integers(2, 9)), replace=False))
    for at in range(0, int(frames / DRUM_RATE_HZ / step_s)):
        begin = round((lead_s + at * step_s) * DRUM_RATE_HZ)
        if at % 16 not in steps or begin >= frames:
            continue
        hz = 440 * 2 ** ((low + random.choice([0, 0, 3, 5, 7, 12]) - 69) / 12)
        time_s = np.arange(round(random.uniform(1, 3) * step_s * DRUM_RATE_HZ)) / DRUM_RATE_HZ
        note = sum((fall**k * np.sin(2 * np.pi * hz * (k + 1) * time_s + k) * np.exp(-time_s * (1 + 0.3 * k) / decay_s)
                    for k in range(24)), np.zeros(len(time_s)))
        note += pick * random.standard_normal(len(note)) * np.exp(-time_s / 0.006)
        note *= np.minimum(1, time_s / 0.004) * np.minimum(1, (time_s[-1] - time_s) / 0.01) * random.uniform(0.6, 1)
        out[begin:begin + len(note)] += note[:frames - begin]
    return out


def _hit(pitch: int, random: np.random.Generator) -> np.ndarray:
    """A drum with a shape of its own."""
    rate, draw = DRUM_RATE_HZ, random.uniform
    if pitch == KICK:
        made = drum.kick(rate, random, tone_hz=draw(38, 78), sweep_hz=draw(20, 260), sweep_s=draw(0.01, 0.04),
                         decay_s=draw(0.06, 0.24), click=draw(0, 0.9), drive=draw(1, 2.6))
    elif pitch == SNARE:
        made = _snare(random)
    elif pitch in (HAT, 46):
        decay_s = draw(0.012, 0.07) if pitch == HAT else draw(0.1, 0.3)
        made = drum.hat(rate, random, decay_s=decay_s, base_hz=draw(220, 480), bottom_hz=draw(3500, 8500))
    else:
        made = _other(random)
    return made / (np.abs(made).max() + 1e-9)


def _snare(random: np.random.Generator) -> np.ndarray:
    rate, draw = DRUM_RATE_HZ, random.uniform
    kind = random.random()
    if kind < 0.1:
        return drum.gated_snare(rate, random)
    if kind < 0.2:
        return drum.clap(rate, random, decay_s=draw(0.05, 0.15), centre_hz=draw(1000, 2200))
    if kind < 0.25:
        return drum.brush(rate, random)
    made = drum.snare(rate, random, tone_hz=draw(110, 300), tone=draw(0.15, 2), wires=draw(0.3, 1.4),
                      decay_s=draw(0.05, 0.25), top_hz=draw(3500, 14000))
    if kind < 0.6:
        time_s = np.arange(len(made)) / rate
        made = made + draw(0.1, 0.8) * random.standard_normal(len(made)) * np.exp(-time_s / draw(0.02, 0.2))
    return made


def _other(random: np.random.Generator) -> np.ndarray:
    rate = DRUM_RATE_HZ
    makers = (drum.rim, drum.ride, drum.shaker, drum.snap, drum.crash)
    kind = int(random.integers(len(makers) + 3))
    if kind >= len(makers):
        return drum.tom(rate, random, tone_hz=random.uniform(75, 220), decay_s=random.uniform(0.12, 0.4))
    return makers[kind](rate, random)


def _coloured(sound: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Through a slope of some dB an octave and two broad bells."""
    hz = np.fft.rfftfreq(len(sound), 1 / DRUM_RATE_HZ) + 20
    gain = (hz / 1000) ** random.uniform(-0.35, 0.35)
    for _ in range(2):
        centre, width = np.exp(random.uniform(np.log(60), np.log(12000))), random.uniform(0.4, 1.5)
        gain *= 10 ** (random.uniform(-8, 8) / 20 * np.exp(-((np.log2(hz / centre) / width) ** 2)))
    return np.asarray(np.fft.irfft(np.fft.rfft(sound) * gain, len(sound)))


def _in_a_room(sound: np.ndarray, random: np.random.Generator) -> np.ndarray:
    if random.random() < 0.4:
        return sound
    length = round(random.uniform(0.1, 0.9) * DRUM_RATE_HZ)
    room = random.standard_normal(length) * np.exp(-6 * np.arange(length) / length)
    room *= random.uniform(0.05, 0.5) / np.sqrt(np.sum(room**2))
    room[0] += 1
    size = len(sound) + length
    return np.asarray(np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)[:len(sound)])
