"""UTAU banks of synthetic syllables: noise for the consonant, a buzz with formants for the vowel."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.media.audio import Audio, write_audio

RATE = 44100
FORMANTS = {"a": (800, 1250), "i": (300, 2300), "u": (340, 1100), "o": (480, 850)}
SYLLABLES = {"あ": "a", "い": "i", "か": "ka", "き": "ki", "さ": "sa", "く": "ku", "ら": "ra", "の": "no"}
LEAD_S, CONSONANT_S, VOWEL_S = 0.05, 0.08, 0.5
"""Silence before, consonant, vowel of every recording."""


def syllable(romaji: str, hz: float = 220.0) -> np.ndarray:
    """float64 [shape=(n,)]."""
    count = round(VOWEL_S * RATE)
    times = np.arange(count) / RATE
    vowel = np.zeros(count)
    for harmonic in range(1, int(5000 / hz)):
        level = sum(1 / (1 + ((harmonic * hz - centre) / 120) ** 2) for centre in FORMANTS[romaji[-1]])
        vowel += level * np.sin(2 * np.pi * harmonic * hz * times + harmonic)
    vowel *= 0.2 * np.clip(times / 0.01, 0, 1) * np.clip((VOWEL_S - times) / 0.03, 0, 1) / np.abs(vowel).max()
    consonant = np.zeros(round(CONSONANT_S * RATE))
    noise = np.random.default_rng(len(romaji)).standard_normal(len(consonant)) * 0.03
    if romaji[0] == "k":
        consonant[-round(0.02 * RATE):] = noise[-round(0.02 * RATE):]
    elif len(romaji) > 1:
        consonant = noise
    return np.concatenate([np.zeros(round(LEAD_S * RATE)), consonant, vowel, np.zeros(round(0.1 * RATE))])


def build(folder: Path, *, encoding: str = "cp932", terms: str = "Recorded by myself; CC0.", cutoff_ms: float = -560.0,
          files: dict[str, str] | None = None, suffix: str = "", hz: float = 220.0, name: str = "Mine",
          oto: str | None = None) -> Path:
    """Write a bank: `か.wav` … with an oto.ini; `files` maps file stems to romaji."""
    files = files or SYLLABLES
    lines = []
    for stem, romaji in files.items():
        audio = Audio(syllable(romaji, hz)[None].astype(np.float32), RATE)
        write_audio(folder / f"{stem}.wav", audio, subtype="PCM_16")
        consonant = 10 if len(romaji) == 1 else 1000 * CONSONANT_S + 40
        preutterance = 20 if len(romaji) == 1 else 1000 * CONSONANT_S
        offset = 1000 * (LEAD_S + (CONSONANT_S if len(romaji) == 1 else 0.0))
        cut = cutoff_ms + (1000 * CONSONANT_S if len(romaji) == 1 and cutoff_ms < 0 else 0)
        lines.append(f"{stem}.wav={stem}{suffix},{offset:g},{consonant:g},{cut:g},{preutterance:g},15")
    (folder / "oto.ini").write_bytes((oto if oto is not None else "\r\n".join(lines)).encode(encoding))
    (folder / "character.txt").write_bytes(f"name={name}".encode(encoding))
    (folder / "readme.txt").write_bytes(terms.encode(encoding))
    return folder
