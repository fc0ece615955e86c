"""Timelines of known kinds of sound for training and testing the listener.

What it learns from is made here: our own instruments, drum kits and textures, and voices of flite and espeak-ng.
What it is tested on is another soundfont's band (FluidSynth with TimGM6mb) and other voices.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.hearing_notes import plucked, struck
from bench.hearing_voices import LINES, at_rate, chanted, revoiced, said, said_somehow, sung
from bench.song_maker import RATE as SONG_RATE
from bench.song_maker import make_song
from engine.catalog.model import Brief, Report
from engine.media.clip import Clip
from engine.media.note import Note
from models.hearing.chunks import RATE_HZ
from models.hearing.kinds import KINDS
from models.sound.music.style_table import STYLES
from models.sound.sketch import Sketch
from models.sound.synth.drum_kit import KITS, play_drums

_TONAL = ("bass", "chords", "melody")
_NOISES = ("rain", "waterfall", "tape hiss", "steam", "wind", "white noise", "pink noise", "sea waves")
_LEARNT_VOICES = (("flite", "kal16"), ("flite", "rms"), ("flite", "awb"), ("espeak", "gmw/en-US"),
                  ("espeak", "gmw/en-GB-x-rp"), ("espeak", "gmw/en-US+m7"), ("espeak", "gmw/en-US+f1"),
                  ("espeak", "gmw/en-US+f5"))
_VARIANTS = ("m1", "m2", "m4", "m5", "m6", "f2", "f4", "m8", "croak", "whisperf")
_TESTED_VOICES = (("flite", "slt"), ("espeak", "gmw/en-US+f3"), ("espeak", "gmw/en-US+m3"))
_LEARNT_SINGERS = ("rms", "awb", "deep-rms", "alto", "max", "bruno", "pip", "formant", "formant-high", "kid")
_PIECE = RATE_HZ // 4
Pool = dict[str, list[np.ndarray]]


@dataclass(frozen=True)
class Timeline:
    """Sound at RATE_HZ and the kind of each stretch."""

    samples: np.ndarray
    parts: tuple[tuple[str, int], ...]
    """Kind and length in samples, one after the other."""


def learnt_pool(styles: int = 17, seeds: int = 2) -> Pool:
    """What the listener learns from."""
    pool: Pool = {kind: [] for kind in KINDS}
    pool["speech"] = [said(voice, LINES[number::8]) for number, voice in enumerate(_LEARNT_VOICES)]
    pool["speech"] += [said_somehow(variant, number) for number, variant in enumerate(_VARIANTS)]
    pool["tonal"] += [plucked(number) for number in range(24)]
    with tempfile.TemporaryDirectory() as folder:
        for number, voice in enumerate(_LEARNT_SINGERS):
            pool["singing"] += [sung(voice, number, Path(folder)), sung(voice, number + 40, Path(folder))]
        pool["singing"] += [chanted(voice, number) for number, voice in enumerate(_LEARNT_VOICES)]
        pool["drums"] += [_dry_drums(kit, number) for number, kit in enumerate([*KITS] * 4)]
        for seed in range(seeds):
            for style in list(STYLES)[:styles]:
                made = _generated(f"{style} loop", Path(folder), seed, bars=8)
                pool["music"].append(made["audio"])
                pool["drums"] += [made["drums"]] if "drums" in made else []
                parts = [made[part] for part in _TONAL if part in made]
                pool["tonal"] += [*parts, parts[-2][:len(parts[-1])] + parts[-1][:len(parts[-2])]]
        for source in _NOISES:
            pool["noise"].append(_generated(source, Path(folder), 1, duration_s=12)["audio"])
        _add_variety(pool, Path(folder))
    return pool


def _add_variety(pool: Pool, folder: Path) -> None:
    """Voices and notes that differ more than those of any program."""
    voices = (("flite", "rms"), ("flite", "awb"), ("flite", "kal16"), ("espeak", "gmw/en-US"),
              ("espeak", "gmw/en-GB-x-rp"))
    pool["speech"] += [revoiced(voice, number) for number, voice in enumerate(voices * 4)]
    pool["tonal"] += [struck(number) for number in range(60)]
    singers = (*_LEARNT_VOICES[:3], *(("espeak", f"gmw/en-US+{name}") for name in ("f2", "f4", "m1", "m2")))
    pool["singing"] += [chanted(voice, 3 + number) for number, voice in enumerate(singers)]
    for style in STYLES:
        made = _generated(f"{style} loop", folder, 2, bars=4)
        parts = [made[part] for part in _TONAL if part in made]
        frames = min(map(len, parts))
        pool["tonal"].append(np.sum([part[:frames] for part in parts], axis=0))
        pool["music"].append(made["audio"])


def tested_pool(songs: int = 4, first_seed: int = 700) -> Pool:
    """What it has not seen: a soundfont's band and other voices."""
    pool: Pool = {kind: [] for kind in KINDS}
    pool["speech"] = [said(voice, LINES[number::6]) for number, voice in enumerate(_TESTED_VOICES)]
    for seed in range(first_seed, first_seed + songs):
        song = make_song(seed)
        stems = {name: at_rate(stem, SONG_RATE) for name, stem in song.stems.items()}
        pool["singing"].append(stems["vocals"])
        pool["drums"].append(stems["drums"])
        pool["music"].append(stems["drums"] + stems["bass"] + stems["other"])
        pool["tonal"] += [stems["bass"], stems["other"]]
    return pool


def timeline(pool: Pool, seed: int, *, parts: int = 12, shaped: bool = False) -> Timeline:
    """A course of stretches of 1.5 to 4 s; `shaped` colours each stretch as a microphone or a room would."""
    random = np.random.default_rng(seed)
    sounds, named = [], []
    kind = ""
    for _ in range(parts):
        kind = str(random.choice([other for other in KINDS if other != kind]))
        sound = _stretch(pool, kind, round(random.uniform(1.5, 4) * RATE_HZ), random)
        if kind != "silence":
            sound = _coloured(sound, random) if shaped else sound
            sound = sound / (np.abs(sound).max() + 1e-9) * 10 ** (random.uniform(-16, -1) / 20)
            sound = sound + 1e-4 * random.standard_normal(len(sound))
        sounds.append(sound)
        named.append((kind, len(sound)))
    return Timeline(np.concatenate(sounds).astype(np.float32), tuple(named))


def _stretch(pool: Pool, kind: str, count: int, random: np.random.Generator) -> np.ndarray:
    if kind in _MADE and (not pool[kind] or random.random() < 0.6):
        return _MADE[kind](count, random)
    sound = pool[kind][int(random.integers(len(pool[kind])))]
    for _ in range(40):
        at = int(random.integers(0, max(1, len(sound) - count)))
        part = sound[at:at + count]
        pieces = part[:len(part) // _PIECE * _PIECE].reshape(-1, _PIECE)
        if np.mean(np.abs(pieces).max(axis=1, initial=0.0) > 0.03 * np.abs(sound).max()) > 0.85:
            break
    return part


def _noise(count: int, random: np.random.Generator) -> np.ndarray:
    """Noise of some slope, within some band, steady or slowly swelling."""
    hz = np.fft.rfftfreq(count, 1 / RATE_HZ) + 1
    gain = hz ** -random.uniform(-0.3, 1.0)
    low, high = np.exp(random.uniform(np.log(20), np.log(1500))), np.exp(random.uniform(np.log(3000), np.log(20000)))
    gain /= (1 + (low / hz) ** 4) * (1 + (hz / high) ** 4)
    sound = np.fft.irfft(np.fft.rfft(random.standard_normal(count)) * gain, count)
    swell = 1 + random.uniform(0, 0.6) * np.sin(2 * np.pi * random.uniform(0.1, 1.0) * np.arange(count) / RATE_HZ)
    return np.asarray(sound * swell)


def _clicks(count: int, random: np.random.Generator) -> np.ndarray:
    sound = 1e-4 * random.standard_normal(count)
    for _ in range(int(random.integers(max(3, count // 15000), 5 + count // 4000))):
        at, length = int(random.integers(0, count - 80)), int(random.integers(1, 60))
        fall = np.exp(-np.arange(length) / random.uniform(2, 14))
        body = random.standard_normal(length) if random.random() < 0.4 else np.ones(length)
        sound[at:at + length] += random.choice([-1, 1]) * random.uniform(0.3, 1) * fall * body
    return sound


def _silence(count: int, random: np.random.Generator) -> np.ndarray:
    return np.asarray(random.standard_normal(count) * 10 ** random.uniform(-5, -3.6))


_MADE: dict[str, Callable[[int, np.random.Generator], np.ndarray]] = {
    "noise": _noise, "clicks": _clicks, "silence": _silence}


def _coloured(sound: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Through a slope of ±4 dB an octave at most, sometimes a narrow band, sometimes a room."""
    spectrum = np.fft.rfft(sound)
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ) + 20
    gain = (hz / 1000) ** random.uniform(-0.5, 0.5)
    if random.random() < 0.3:
        gain /= 1 + (hz / random.uniform(3000, 9000)) ** 6
    if random.random() < 0.4:
        length = round(random.uniform(0.1, 0.7) * RATE_HZ)
        room = random.standard_normal(length) * np.exp(-6 * np.arange(length) / length)
        room *= random.uniform(0.05, 0.3) / np.sqrt(np.sum(room**2))
        room[0] += 1
        spectrum = spectrum * np.fft.rfft(room, len(sound))[:len(spectrum)]
    return np.asarray(np.fft.irfft(spectrum * gain, len(sound)))


def _dry_drums(kit: str, number: int) -> np.ndarray:
    """A groove of single hits without any room, of drums tuned up or down."""
    random = np.random.default_rng(number + 100)
    step = round(60 / random.uniform(70, 155) / 4 * RATE_HZ)
    out = np.zeros(64 * step + 2 * RATE_HZ)
    speed = {pitch: float(random.uniform(0.75, 1.35)) for pitch in (36, 38, 42, 46)}
    level = {pitch: float(random.uniform(*(0.4, 1.0) if pitch < 40 else (0.1, 0.5))) for pitch in speed}
    tight_s = {pitch: float(np.exp(random.uniform(np.log(0.015), np.log(0.3)))) for pitch in speed}
    hats = int(random.choice([1, 2, 2, 4]))
    for at in range(64):
        hits = [36] * (at % 16 in (0, 8, 10) or random.random() < 0.06) + [38] * (at % 8 == 4)
        hits += [46 if random.random() < 0.1 else 42] * (at % hats == 0)
        for pitch in hits:
            hit = play_drums(kit, [Note(pitch, 0.0, 1.0)], [0], RATE_HZ, RATE_HZ, random).mean(axis=0)
            hit = np.interp(np.arange(0, len(hit) - 1, speed[pitch]), np.arange(len(hit)), hit)
            hit = hit * np.exp(-np.arange(len(hit)) / (tight_s[pitch] * RATE_HZ))
            hit = hit / (np.abs(hit).max() + 1e-9)
            place = out[at * step:at * step + len(hit)]
            place += level[pitch] * random.uniform(0.7, 1) * hit[:len(place)]
    return out[:64 * step]


def _generated(prompt: str, folder: Path, seed: int, **args: float) -> dict[str, np.ndarray]:
    made = Sketch().run({"prompt": prompt, **args}, {}, Brief("generate_audio", folder, sample_rate_hz=RATE_HZ,
                                                              seed=seed), Report())
    return {name: at_rate(clip.audio().samples, RATE_HZ) for name, clip in made.items()
            if isinstance(clip, Clip) and clip.kind == "audio"}
