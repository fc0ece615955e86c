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

from bench.singing_songs import SONGS
from bench.song_maker import RATE as SONG_RATE
from bench.song_maker import make_song
from engine.clip import Clip, midi_clip
from engine.model import Brief, Report
from engine.note import Note, TempoMap
from models.singing.world_singer import WorldSinger
from models.sound.hearing.chunks import RATE_HZ
from models.sound.hearing.kinds import KINDS
from models.sound.music.style_table import STYLES
from models.sound.sketch import Sketch
from models.sound.synth.drum_kit import KITS, play_drums
from models.speech.espeak_library import speak
from models.speech.flite_program import spoken_by_flite

LINES = tuple(line for song in SONGS for line in song.lines)
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
    pool["speech"] = [_said(voice, LINES[number::8]) for number, voice in enumerate(_LEARNT_VOICES)]
    pool["speech"] += [_said_somehow(variant, number) for number, variant in enumerate(_VARIANTS)]
    pool["tonal"] += [_plucked(number) for number in range(24)]
    with tempfile.TemporaryDirectory() as folder:
        for number, voice in enumerate(_LEARNT_SINGERS):
            pool["singing"] += [_sung(voice, number, Path(folder)), _sung(voice, number + 40, Path(folder))]
        pool["singing"] += [_chanted(voice, number) for number, voice in enumerate(_LEARNT_VOICES)]
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
    return pool


def tested_pool(songs: int = 4, first_seed: int = 700) -> Pool:
    """What it has not seen: a soundfont's band and other voices."""
    pool: Pool = {kind: [] for kind in KINDS}
    pool["speech"] = [_said(voice, LINES[number::6]) for number, voice in enumerate(_TESTED_VOICES)]
    for seed in range(first_seed, first_seed + songs):
        song = make_song(seed)
        stems = {name: _mono(stem, SONG_RATE) for name, stem in song.stems.items()}
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


def _mono(samples: np.ndarray, rate: int) -> np.ndarray:
    import soxr

    return np.asarray(soxr.resample(np.atleast_2d(samples).mean(axis=0), rate, RATE_HZ), np.float64)


def _said(voice: tuple[str, str], lines: tuple[str, ...]) -> np.ndarray:
    parts = []
    for line in lines:
        if voice[0] == "flite":
            samples, rate, _ = spoken_by_flite(line, voice[1])
        else:
            spoken = speak(line, voice[1])
            samples, rate = spoken.samples, spoken.sample_rate_hz
        parts.append(_mono(samples, rate))
    return np.concatenate(parts)


def _said_somehow(variant: str, number: int) -> np.ndarray:
    """A variant of espeak-ng's voice, slower or faster, flatter or livelier."""
    random = np.random.default_rng(number + 300)
    parts = []
    for line in LINES[number::9]:
        spoken = speak(line, f"gmw/en-US+{variant}", rate_wpm=int(random.integers(120, 230)),
                       pitch=int(random.integers(25, 75)), pitch_range=int(random.integers(15, 85)))
        parts.append(_mono(spoken.samples, spoken.sample_rate_hz))
    return np.concatenate(parts)


def _plucked(number: int) -> np.ndarray:
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


def _sung(voice: str, number: int, folder: Path) -> np.ndarray:
    random = np.random.default_rng(number)
    notes, beat, pitch = [], 0.0, int(random.integers(48, 60))
    while beat < 16:
        length = float(random.choice([0.5, 1, 1, 1.5, 2]))
        pitch = int(np.clip(pitch + random.integers(-3, 4), 45, 72))
        notes.append(Note(pitch, beat, length * 0.95))
        beat += length
    tempo = TempoMap.constant(float(random.uniform(80, 130)))
    words = " ".join(LINES[(3 * number + step) % len(LINES)] for step in range(3))
    brief = Brief("sing", folder, tempo, sample_rate_hz=RATE_HZ, seed=number)
    made = WorldSinger().run({"lyrics": words, "voice": voice}, {"midi": midi_clip(folder, "line", notes, tempo, beat)},
                             brief, Report())["audio"]
    assert isinstance(made, Clip)
    return _mono(made.audio().samples, RATE_HZ)


def _chanted(voice: tuple[str, str], number: int) -> np.ndarray:
    """Words drawn out on one note each, by WORLD, from one pitch straight to the next."""
    import pyworld

    random = np.random.default_rng(number)
    parts = []
    for word in " ".join(LINES[number::11]).split()[:24]:
        speech = np.ascontiguousarray(_said(voice, (word,)))
        pitch, times = pyworld.harvest(speech, RATE_HZ, f0_floor=60)
        envelope = pyworld.cheaptrick(speech, pitch, times, RATE_HZ)
        breath = pyworld.d4c(speech, pitch, times, RATE_HZ)
        count = round(float(random.choice([0.35, 0.5, 0.5, 0.8, 1.1])) / 0.005)
        source = np.interp(np.arange(count), [0, 0.25 * count, 0.8 * count, count],
                           [0, 0.35 * len(pitch), 0.6 * len(pitch), len(pitch) - 1]).round().astype(int)
        shake = 1 + random.choice([0, 0.006, 0.014]) * np.sin(2 * np.pi * 5.6 * 0.005 * np.arange(count))
        melody = np.where((pitch[source] > 0) | (np.arange(count) > 0.3 * count),
                          440 * 2 ** ((random.integers(46, 72) - 69) / 12) * shake, 0.0)
        parts.append(pyworld.synthesize(melody, envelope[source], breath[source], RATE_HZ, 5.0))
    return np.concatenate(parts)


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
    return {name: _mono(clip.audio().samples, RATE_HZ) for name, clip in made.items()
            if isinstance(clip, Clip) and clip.kind == "audio"}
