"""Can the words be understood when they are sung? Sung lines made speech again, and read by a recogniser."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SPOKEN_PITCH_HZ = 120.0
Frames = tuple[np.ndarray, np.ndarray, np.ndarray]
"""(F0, envelope, aperiodicity), a frame every 5 ms."""
_KEPT_AFTER_S, _KEPT_BEFORE_S = 0.09, 0.16
"""What is left of a note: its beginning, and its end with the consonants that follow."""


@dataclass(frozen=True)
class WordErrors:
    """How many words were read wrong."""

    errors: int = 0
    words: int = 0

    def __add__(self, other: WordErrors) -> WordErrors:
        return WordErrors(self.errors + other.errors, self.words + other.words)

    @property
    def rate(self) -> float:
        """Errors for each word: 0 = all right, above 1 with many insertions."""
        return self.errors / max(1, self.words)


def cut_by_notes(frames: Frames, notes: Sequence[tuple[float, float]]) -> np.ndarray:
    """A sung line as speech on one pitch, 16 kHz: the middles of the notes taken out.

    `notes` are (on, off) of each sung syllable in seconds; nothing else is known of the singer. Consonants that
    begin more than 160 ms before the next note are cut too.
    """
    times = 0.005 * np.arange(len(frames[0]))
    keep = np.ones(len(times), bool)
    for on_s, off_s in notes:
        first, last = on_s + _KEPT_AFTER_S, off_s - _KEPT_BEFORE_S
        if last - first > 0.05:
            keep[(times > first) & (times < last)] = False
    return _spoken(frames, np.nonzero(keep)[0])


def cut_by_sounds(frames: Frames,
                  sounds: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> np.ndarray:
    """A sung line as speech on one pitch, 16 kHz: every sound brought back to the length it was spoken with.

    `sounds` are ((start, end) where it is sung, (start, end) where it was spoken) in seconds.
    """
    places: list[float] = []
    for (start_s, end_s), (from_s, to_s) in sounds:
        count = max(1, round((to_s - from_s) / 0.005))
        places += [start_s + (end_s - start_s) * (step + 0.5) / count for step in range(count)]
    return _spoken(frames, np.clip(np.round(np.array(places) / 0.005).astype(int), 0, len(frames[0]) - 1))


def copied(is_voiced: np.ndarray, log_envelope: np.ndarray, aperiodicity: np.ndarray,
           sample_rate_hz: int) -> np.ndarray:
    """Analysed speech through the vocoder on one pitch, 16 kHz: the best that singing it can reach."""
    import pyworld
    import soxr

    samples = pyworld.synthesize(np.where(is_voiced, SPOKEN_PITCH_HZ, 0.0),
                                 np.ascontiguousarray(np.exp(log_envelope)),
                                 np.ascontiguousarray(aperiodicity, np.float64), sample_rate_hz)
    return soxr.resample(samples, sample_rate_hz, 16000, quality="VHQ")


def analysed(samples: np.ndarray, sample_rate_hz: int) -> Frames:
    """What was sung, taken apart; sound of any rate is read at 16 kHz."""
    import pyworld
    import soxr

    sound = np.ascontiguousarray(soxr.resample(samples.astype(float), sample_rate_hz, 16000, quality="VHQ"))
    f0, times = pyworld.harvest(sound, 16000, f0_floor=65.0, f0_ceil=1000.0)
    return f0, pyworld.cheaptrick(sound, f0, times, 16000), pyworld.d4c(sound, f0, times, 16000)


def _spoken(frames: Frames, kept: np.ndarray) -> np.ndarray:
    import pyworld

    f0, envelope, aperiodicity = frames
    flat = np.where(f0[kept] > 0, SPOKEN_PITCH_HZ, 0.0)
    return pyworld.synthesize(flat, np.ascontiguousarray(envelope[kept]), np.ascontiguousarray(aperiodicity[kept]),
                              16000)


def heard(samples: np.ndarray) -> str:
    """What pocketsphinx reads in 16 kHz sound, with its own language model."""
    decoder = _decoder()
    loud = 0.6 * samples / (np.abs(samples).max() + 1e-9)
    silence = np.zeros(3200)
    pcm = (32767 * np.concatenate([silence, loud, silence])).astype("<i2").tobytes()
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return re.sub(r"\(\d+\)", "", found.hypstr) if found else ""


def word_errors(said: str, read: str) -> WordErrors:
    """Fewest substitutions, insertions and deletions."""
    wanted, got = said.lower().split(), read.lower().split()
    row = list(range(len(got) + 1))
    for i, word in enumerate(wanted, 1):
        before, row = row, [i]
        for j, other in enumerate(got, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (word != other)))
    return WordErrors(row[-1], len(wanted))


@functools.cache
def _decoder():
    from pocketsphinx import Decoder

    return Decoder(samprate=16000, loglevel="FATAL")
