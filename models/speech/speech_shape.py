"""What is done to speech after it was spoken: pauses, pitch and speed, edges, level."""

from __future__ import annotations

import numpy as np

from engine.errors import ModelError
from engine.media.audio import Audio, resample
from engine.media.level import at_loudness
from models.speech.espeak_library import Spoken

_KEPT_BEFORE_S, _KEPT_AFTER_S = 0.02, 0.12
_SILENT_DB = -55.0


def with_pauses(spoken: Spoken, times: float) -> np.ndarray:
    """Make the pauses of speech this many times as long; float32 [shape=(n,)]."""
    if times == 1.0:
        return spoken.samples
    parts, at = [], 0
    for phoneme in spoken.phonemes:
        pause = phoneme.end - phoneme.start
        if phoneme.ipa == "" and pause > 0.03 * spoken.sample_rate_hz:
            wanted = round(pause * times)
            silence = spoken.samples[phoneme.start:phoneme.start + min(pause, wanted)]
            parts += [spoken.samples[at:phoneme.start], silence, np.zeros(max(0, wanted - pause), np.float32)]
            at = phoneme.end
    return np.concatenate([*parts, spoken.samples[at:]])


def reshaped(samples: np.ndarray, rate: int, semitones: float, speed: float) -> np.ndarray:
    """Pitch and speed (1 = as it is) beyond what the library itself can do, by the WORLD vocoder."""
    if (abs(semitones) < 0.05 and speed > 0.99) or len(samples) < 2000:
        return samples
    import pyworld

    sound = np.ascontiguousarray(samples, np.float64)
    f0, times = pyworld.dio(sound, rate, f0_floor=45.0)
    f0 = pyworld.stonemask(sound, f0, times, rate)
    envelope = np.maximum(pyworld.cheaptrick(sound, f0, times, rate), 1e-12)
    aperiodicity = pyworld.d4c(sound, f0, times, rate)
    out = pyworld.synthesize(f0 * 2 ** (semitones / 12), envelope, aperiodicity, rate, 5.0 / speed)
    if not np.isfinite(out).all():
        raise ModelError("Changing the pitch of the voice failed.")
    return out.astype(np.float32)


def trimmed(samples: np.ndarray, rate: int) -> np.ndarray:
    """Take silence off both ends, leaving 20 ms before and 120 ms after."""
    loud = np.nonzero(np.abs(samples) > np.abs(samples).max() * 10 ** (_SILENT_DB / 20))[0]
    first = max(0, int(loud[0]) - round(_KEPT_BEFORE_S * rate))
    last = min(len(samples), int(loud[-1]) + round(_KEPT_AFTER_S * rate))
    kept = samples[first:last].copy()
    fade = min(len(kept), round(0.005 * rate))
    kept[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
    kept[len(kept) - fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return kept


def finished(samples: np.ndarray, from_rate_hz: int, sample_rate_hz: int, loudness_lufs: float) -> Audio:
    """At the session's rate and this loudness, true peaks under −1 dBTP."""
    audio = resample(Audio(np.ascontiguousarray(samples[None, :], np.float32), from_rate_hz), sample_rate_hz)
    level = at_loudness(audio.samples[0].astype(np.float64), sample_rate_hz, loudness_lufs)
    return Audio(np.ascontiguousarray(level[None, :], np.float32), sample_rate_hz)
