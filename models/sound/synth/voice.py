"""Instruments: each voice is a stack of layers, a waveform with an envelope; and how one note of it is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.sound.synth.circle import sections
from models.sound.synth.wavetable import cycle, read


@dataclass(frozen=True)
class Layer:
    """One oscillator of a voice."""

    wave: str = "sine"
    """See `wavetable.cycle`; noise is white noise around the pitch."""
    gain: float = 1.0
    ratio: float = 1.0
    """Frequency as a multiple of the note's."""
    cents: float = 0.0
    pan: float = 0.0
    cutoff_hz: float = 12000.0
    """Low-pass of the waveform …"""
    follows: float = 0.0
    """… plus this many times the note's frequency."""
    slope: float = 2.0
    q: float = 1.0
    attack_s: float = 0.002
    decay_s: float = 0.0
    """Time to fall to 1/e of the way to `sustain`; 0 = no decay."""
    sustain: float = 0.0
    hardness: float = 0.0
    """0 … 1: how much this layer belongs to hard notes only."""


@dataclass(frozen=True)
class SynthVoice:
    """An instrument."""

    layers: tuple[Layer, ...]
    release_s: float = 0.1
    rings_s: float = 0.0
    """Rings on for so long after the note however short it is (bells, 808)."""
    lowest: int = 0
    """Notes below are played an octave higher."""
    highest: int = 127
    vibrato_cents: float = 0.0
    drive: float = 0.0
    """0 clean … 4 overdriven."""
    sweep: float = 0.0
    """Starts this many octaves too high and falls within 20 ms (808)."""
    pitch_decay: float = 0.0
    """How much faster high notes decay than low ones, as an exponent."""
    top_hz: float = 0.0
    """Low-pass after the drive, as a loudspeaker cabinet; 0 = none."""
    gain: float = 1.0


def make_note(
    voice: SynthVoice,
    pitch: int,
    seconds: float,
    hardness: float,
    brightness: float,
    rate: int,
    random: np.random.Generator,
) -> np.ndarray:
    """One note, stereo float32 [shape=(2, n)], with its release; `hardness` and `brightness` 0–1."""
    from scipy.signal import sosfilt

    while pitch < voice.lowest:
        pitch += 12
    while pitch > voice.highest:
        pitch -= 12
    frequency = 440.0 * 2 ** ((pitch - 69) / 12)
    held_s = max(seconds, voice.rings_s)
    held, total = int(held_s * rate), int((held_s + voice.release_s) * rate) + 1
    time = np.arange(total, dtype=np.float32) / rate
    bend = _bend(voice, time)
    sound = np.zeros((2, total), np.float32)
    for layer in voice.layers:
        level = layer.gain * (1 - layer.hardness + layer.hardness * hardness**1.5 * 2)
        wave = _wave(layer, frequency, total, brightness, rate, random, bend) * _envelope(
            layer, voice, time, pitch, level
        )
        angle = (layer.pan + 1) * np.pi / 4
        sound[0] += wave * np.float32(np.cos(angle) * 1.4142)
        sound[1] += wave * np.float32(np.sin(angle) * 1.4142)
    if voice.drive:
        sound = np.tanh(sound * (1 + voice.drive)) / np.float32((1 + voice.drive) ** 0.5)
    if voice.top_hz:
        sound = sosfilt(sections("low", voice.top_hz, rate), sound, axis=1).astype(np.float32)
    fade = np.exp(-np.maximum(time - held / rate, 0) * (5 / max(voice.release_s, 1e-3)))
    fade[-32:] *= np.linspace(1, 0, 32, dtype=np.float32)
    return sound * (fade * np.float32(voice.gain))


def _bend(voice: SynthVoice, time: np.ndarray) -> np.ndarray | None:
    if voice.sweep:
        return (2 ** (voice.sweep * np.exp(-time / 0.012))).astype(float)
    if voice.vibrato_cents:
        depth = voice.vibrato_cents / 1200 * np.log(2) * np.clip((time - 0.18) * 4, 0, 1)
        return 1 + depth * np.sin(2 * np.pi * 5.4 * time.astype(float))
    return None


def _wave(
    layer: Layer,
    frequency: float,
    count: int,
    brightness: float,
    rate: int,
    random: np.random.Generator,
    bend: np.ndarray | None,
) -> np.ndarray:
    own = frequency * layer.ratio * 2 ** (layer.cents / 1200)
    phase = float(random.random()) if layer.cents else 0.0
    if layer.wave == "noise":
        return _breath(layer, frequency, count, rate, random)
    if own > 0.45 * rate:
        return np.zeros(count, np.float32)
    cutoff = (layer.cutoff_hz + layer.follows * frequency) * 2 ** (2.0 * (brightness - 0.5))
    return read(
        cycle(layer.wave, round(own, 4), round(cutoff, 2), layer.slope, layer.q, rate), own, count, rate, phase, bend
    )


def _breath(layer: Layer, frequency: float, count: int, rate: int, random: np.random.Generator) -> np.ndarray:
    """Noise around the pitch: breath, bow or pick."""
    from scipy.signal import sosfilt

    low, high = frequency * 0.7, min(layer.cutoff_hz * 0.5, frequency * 8)
    band = sections("band", (low, max(high, low * 2)), rate, 1)
    return 3.0 * sosfilt(band, random.standard_normal(count)).astype(np.float32)


def _envelope(layer: Layer, voice: SynthVoice, time: np.ndarray, pitch: int, level: float) -> np.ndarray:
    curve: np.ndarray = np.full(len(time), level, np.float32)
    if layer.decay_s:
        decay = layer.decay_s * 2 ** (-(pitch - 60) / 12 * voice.pitch_decay)
        curve = level * (layer.sustain + (1 - layer.sustain) * np.exp(-time / np.float32(decay)))
    return curve * np.minimum(1, time / np.float32(max(layer.attack_s, 1e-4)))


def unison(wave: str, cents: tuple[float, ...], gain: float, **shape: float) -> tuple[Layer, ...]:
    """The same layer several times, detuned and spread from left to right."""
    count = len(cents)
    return tuple(
        Layer(
            wave, gain / count**0.5, cents=cent, pan=(-0.8 + 1.6 * number / (count - 1)) if count > 1 else 0.0, **shape
        )
        for number, cent in enumerate(cents)
    )
