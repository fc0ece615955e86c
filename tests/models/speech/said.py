"""Speech for the tests: what is said, by voices that every test machine has, and how far an answer is from it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from engine.media.audio import Audio, resample
from engine.media.clip import Clip, audio_clip
from models.speech.espeak_library import speak
from models.speech.flite_program import installed_voices, spoken_by_flite

RATE = 16000
WEATHER = "The weather was cold this morning, but the sun came out in the afternoon."
RIVER = "We were away a year ago, when the long road ran along the river."
DOOR = "He opened the door slowly and looked into the dark room."


def said(text: str, voice: str = "rms") -> np.ndarray:
    """float64 [shape=(n,)] at 16 kHz; espeak-ng where there is no flite."""
    if voice in installed_voices():
        samples, rate = spoken_by_flite(text, voice)[:2]
    else:
        spoken = speak(text, "gmw/en-US" + ("+f3" if voice == "slt" else ""), rate_wpm=150)
        samples, rate = spoken.samples, spoken.sample_rate_hz
    audio = resample(Audio(np.ascontiguousarray(samples[None], np.float32), rate), RATE)
    return audio.samples[0].astype(np.float64) * 0.3 / np.abs(audio.samples).max()


def clip(folder: Path, samples: np.ndarray, rate: int = RATE, name: str = "take") -> Clip:
    return audio_clip(folder, name, Audio(np.ascontiguousarray(np.atleast_2d(samples), np.float32), rate))


def noise(frames: int, seed: int = 1, *, is_pink: bool = False) -> np.ndarray:
    white = np.random.default_rng(seed).standard_normal(frames)
    if not is_pink:
        return white
    spectrum = np.fft.rfft(white) / np.sqrt(np.maximum(1, np.arange(frames // 2 + 1)))
    made = np.fft.irfft(spectrum, frames)
    return made / made.std()


def mixed(samples: np.ndarray, other: np.ndarray, snr_db: float) -> np.ndarray:
    return samples + other * np.sqrt(np.mean(samples**2) / np.mean(other**2)) * 10 ** (-snr_db / 20)


def si_sdr_db(made: np.ndarray, truth: np.ndarray) -> float:
    made, truth = np.asarray(made, np.float64), np.asarray(truth, np.float64)
    part = (made @ truth) / (truth @ truth + 1e-20) * truth
    return float(10 * np.log10((part @ part + 1e-20) / (np.sum((made - part) ** 2) + 1e-20)))


def word_errors(truth: str, heard: str) -> float:
    """Word error rate."""
    wanted, given = (re.sub(r"[^a-z' ]", "", text.lower()).split() for text in (truth, heard))
    costs = list(range(len(given) + 1))
    for row, word in enumerate(wanted, 1):
        before, costs[0] = costs[:], row
        for column, other in enumerate(given, 1):
            costs[column] = min(before[column] + 1, costs[column - 1] + 1, before[column - 1] + (word != other))
    return costs[-1] / len(wanted)
