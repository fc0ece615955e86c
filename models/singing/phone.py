"""Phones of a spoken phrase, whoever spoke it: when each sounds and how it may be stretched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

Kind = Literal["vowel", "diphthong", "sonorant", "voiced", "unvoiced", "release"]
"""A release is the burst and breath of p, t or k, apart from the silence before it."""
NUCLEI = ("vowel", "diphthong")

_IPA_VOWELS = frozenset("aeiouyɑæɐɒɔəɚɛɜɝɞɤɨɪɯɵøœɶʉʊʌʏɘäᵻ")
_IPA_SONORANTS = frozenset("mnŋɲɴɳlɫʎɭʟrɹɾɻɽjwɥʋɰʲ")
_IPA_VOICED = frozenset("bdɡgvðzʒβɣʝʁɖɟʐʑɦɓɗʕ")
_IPA_MARKS = frozenset("ːˑ̩̯̪̥̬̞̝̟̠̃͡ᵝ")

_HARD_STOPS = ("p", "t", "k", "q", "c", "ʈ")

_ARPABET: dict[str, Kind] = {
    **dict.fromkeys("aa ae ah ao ax eh er axr ih iy uh uw".split(), "vowel"),
    **dict.fromkeys("aw ay ey ow oy".split(), "diphthong"),
    **dict.fromkeys("m n ng l r y w".split(), "sonorant"),
    **dict.fromkeys("b d g v dh z zh jh dx".split(), "voiced"),
}


@dataclass(frozen=True)
class Phone:
    """One sound of speech."""

    name: str
    start_s: float
    end_s: float
    kind: Kind
    word: int
    """Index of the word it belongs to."""

    @property
    def length_s(self) -> float:
        """How long it was spoken."""
        return self.end_s - self.start_s

    @property
    def is_nucleus(self) -> bool:
        """True for what carries a syllable."""
        return self.kind in NUCLEI


@dataclass(frozen=True, eq=False)
class Speech:
    """A spoken phrase with its phones."""

    samples: np.ndarray
    """float64 [shape=(n,)]."""
    sample_rate_hz: int
    phones: tuple[Phone, ...]


def kind_of_ipa(ipa: str) -> Kind:
    """How a phone written in IPA behaves; two vowels, or a vowel with a consonant after it, glide."""
    letters = [letter for letter in ipa if letter not in _IPA_MARKS]
    if "̩" in ipa:
        return "vowel"
    if letters and letters[0] in _IPA_VOWELS:
        return "diphthong" if len(set(letters)) > 1 else "vowel"
    if letters and letters[0] in _IPA_SONORANTS:
        return "diphthong" if any(letter in _IPA_VOWELS for letter in letters) else "sonorant"
    if letters and letters[0] in _IPA_VOICED:
        return "voiced"
    return "unvoiced"


def kind_of_arpabet(name: str) -> Kind:
    """How a phone of the American dictionary alphabet behaves."""
    return _ARPABET.get(name.lower().rstrip("012"), "unvoiced")


def with_exact_borders(speech: Speech) -> Speech:
    """Move each border between an obstruent and a vowel to where the voice really sets in.

    Speech engines count part of the vowel to the stop before it, or its burst to the vowel. The
    burst of each hard stop becomes a phone of its own, so that it can be kept short when sung.
    """
    level = _level_between(speech, 90, 1000)
    phones = list(speech.phones)
    for left, (before, vowel) in enumerate(zip(speech.phones, speech.phones[1:], strict=False)):
        if vowel.is_nucleus and before.kind in ("voiced", "unvoiced") and abs(before.end_s - vowel.start_s) < 0.002:
            start_s = _voice_onset(level, before, vowel)
            phones[left] = replace(phones[left], end_s=start_s)
            phones[left + 1] = replace(phones[left + 1], start_s=start_s)
    noise = _level_between(speech, 1500, 0.45 * speech.sample_rate_hz)
    return replace(speech, phones=tuple(part for phone in phones for part in _with_release(phone, noise)))


def _with_release(phone: Phone, level: np.ndarray) -> tuple[Phone, ...]:
    """p, t, k → closure and release, parted at the steepest rise of the noise."""
    if phone.name.strip("ʰ̚ʲ") not in _HARD_STOPS or phone.length_s < 0.03:
        return (phone,)
    first, last = max(0, round(1000 * phone.start_s) - 6), round(1000 * phone.end_s)
    steps = level[first + 4:last + 4] - level[first:last][:len(level[first + 4:last + 4])]
    if not len(steps) or steps.max() < 8:
        return (phone,)
    burst_s = (first + int(np.argmax(steps)) + 1) / 1000
    if burst_s <= phone.start_s + 0.008:
        return (replace(phone, kind="release"),)
    if burst_s >= phone.end_s - 0.004:
        return (phone,)
    return replace(phone, end_s=burst_s), replace(phone, start_s=burst_s, kind="release")


def _level_between(speech: Speech, low_hz: float, high_hz: float) -> np.ndarray:
    """Energy of a band in dB, one value a millisecond."""
    from scipy.signal import butter, sosfiltfilt

    samples, sample_rate_hz = speech.samples, speech.sample_rate_hz
    if len(samples) < 64:
        return np.full(1, -120.0)
    band = sosfiltfilt(butter(2, [low_hz, high_hz], "band", fs=sample_rate_hz, output="sos"), samples)
    window = np.hanning(round((0.024 if low_hz < 500 else 0.004) * sample_rate_hz) + 2)[1:-1]
    power = np.convolve(band**2, window / window.sum(), "same")
    centres = np.arange(0, len(samples), sample_rate_hz / 1000).astype(int)
    return 10 * np.log10(power[centres] + 1e-9)


def _voice_onset(level: np.ndarray, before: Phone, vowel: Phone) -> float:
    """First millisecond near the border after which the vowel is within 7 dB of its own level."""
    middle = level[round(1000 * (vowel.start_s + 0.3 * vowel.length_s)):
                   round(1000 * (vowel.end_s - 0.2 * vowel.length_s))]
    first = round(1000 * (before.start_s + 0.1 * before.length_s))
    last = round(1000 * (vowel.start_s + min(0.06, 0.4 * vowel.length_s)))
    nearby = level[first:last]
    if not len(middle) or not len(nearby):
        return vowel.start_s
    quiet = np.nonzero(nearby < np.median(middle) - 7)[0]
    return (first + int(quiet[-1]) + 1) / 1000 if len(quiet) else vowel.start_s
