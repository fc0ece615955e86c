"""Notes of strings and keys that exist only once, for training what tells kinds of sound apart."""

from __future__ import annotations

import numpy as np

from models.hearing.chunks import RATE_HZ


def plucked(number: int) -> np.ndarray:
    """Notes and chords of some string: partials that fall off and die away, with pauses or without."""
    random = np.random.default_rng(number + 500)
    low = int(random.choice([28, 40, 52, 60]))
    step_s, fall = random.uniform(0.15, 0.6), random.uniform(0.3, 0.85)
    decay_s = np.exp(random.uniform(np.log(0.08), np.log(1.5)))
    voices = int(random.choice([1, 1, 2, 3]))
    out = np.zeros(round(14 * RATE_HZ))
    for at in np.arange(0, 12, step_s):
        for _ in range(voices):
            hz = 440 * 2 ** ((low + random.integers(0, 18) - 69) / 12)
            time_s = np.arange(round(min(2.0, 5 * decay_s) * RATE_HZ)) / RATE_HZ
            note = sum((fall**k * np.sin(2 * np.pi * hz * (k + 1) * time_s) * np.exp(-time_s * (1 + 0.3 * k) / decay_s)
                        for k in range(int(min(20, 10000 / hz)))), np.zeros(len(time_s)))
            note *= np.minimum(1, time_s / random.uniform(0.002, 0.02)) * random.uniform(0.5, 1)
            place = out[round(at * RATE_HZ):][:len(note)]
            place += note[:len(place)]
    return out[:12 * RATE_HZ]


def struck(number: int) -> np.ndarray:
    """A bass, chords, an arpeggio, an organ or a lead, with rests, with or without a noise where notes begin."""
    random = np.random.default_rng(number + 1500)
    step_s = random.uniform(0.2, 0.9)
    kind = str(random.choice(["bass", "chord", "arp", "organ", "lead"]))
    low = {"bass": 24, "chord": 45, "arp": 52, "organ": 43, "lead": 55}[kind] + int(random.integers(0, 12))
    fall, decay_s = random.uniform(0.2, 0.85), np.exp(random.uniform(np.log(0.12), np.log(2.0)))
    held_s, is_steady = random.uniform(0.3, 1.1) * step_s, kind == "organ" or random.random() < 0.25
    rests, stiff, apart = random.uniform(0, 0.3), 10 ** random.uniform(-5, -3.3), random.choice([0, 0, 0.002, 0.004])
    out = np.zeros(14 * RATE_HZ)
    for at in np.arange(0, 12, step_s):
        if random.random() < rests:
            continue
        for _ in range(3 if kind in ("chord", "organ") else 1):
            hz = 440 * 2 ** ((low + random.integers(0, 17) - 69) / 12)
            sounding_s = held_s if is_steady else min(held_s, 3 * decay_s)
            time_s = np.arange(int((sounding_s + 0.12) * RATE_HZ)) / RATE_HZ
            note = np.zeros(len(time_s))
            for partial in range(1, int(min(24, 10000 / hz)) + 1):
                own_hz = hz * partial * np.sqrt(1 + stiff * partial**2)
                level = fall ** (partial - 1) * (1.0 if is_steady else np.exp(-time_s * (1 + 0.25 * partial) / decay_s))
                wave = np.sin(2 * np.pi * own_hz * time_s + random.uniform(0, 6))
                note += level * (wave + (np.sin(2 * np.pi * own_hz * (1 + apart) * time_s) if apart else 0))
            if random.random() < 0.3:
                note[:400] += random.standard_normal(400) * np.exp(-np.arange(400) / 60) * 0.3
            note *= np.minimum(1, time_s / random.uniform(0.002, 0.06)) * random.uniform(0.4, 1)
            note *= np.minimum(1, np.maximum(0, (sounding_s + 0.1 - time_s) / random.uniform(0.02, 0.1)))
            place = out[round(at * RATE_HZ):][:len(note)]
            place += note[:len(place)]
    return out[:12 * RATE_HZ]
