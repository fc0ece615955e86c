"""Words spoken by espeak-ng, flat in pitch, with phones: raw material for singing in any language."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence

import numpy as np

from models.singing.phone import NUCLEI, Phone, Speech, kind_of_ipa, with_exact_borders

RATE_WPM = 140

_ARPABET_TO_ESPEAK = {
    "aa": "A:", "ae": "a", "ah": "V", "ao": "O:", "aw": "aU", "ax": "@", "ay": "aI", "b": "b", "ch": "tS", "d": "d",
    "dh": "D", "eh": "E", "er": "3:", "ey": "eI", "f": "f", "g": "g", "hh": "h", "ih": "I", "iy": "i:", "jh": "dZ",
    "k": "k", "l": "l", "m": "m", "n": "n", "ng": "N", "ow": "oU", "oy": "OI", "p": "p", "r": "r", "s": "s", "sh": "S",
    "t": "t", "th": "T", "uh": "U", "uw": "u:", "v": "v", "w": "w", "y": "j", "z": "z", "zh": "Z",
}


def say(words: Sequence[str], voice: str, pitch: int = 45) -> Speech:
    """Speak words in one breath; `voice` as in "gmw/en-US+f4". A word may be a hint: "[t w ih]"."""
    from models.speech.espeak_library import speak

    spellings = [_with_hint(word) for word in words]
    starts = np.concatenate([[0], np.cumsum([len(spelling) + 1 for spelling in spellings])[:-1]]).astype(int).tolist()
    spoken = speak(" ".join(spellings), voice, rate_wpm=RATE_WPM, pitch=pitch, pitch_range=0)
    rate = spoken.sample_rate_hz
    phones = tuple(
        Phone(phoneme.ipa, phoneme.start / rate, phoneme.end / rate, kind_of_ipa(phoneme.ipa),
              max(0, bisect.bisect_right(starts, phoneme.text_position) - 1))
        for phoneme in spoken.phonemes if phoneme.ipa and phoneme.end > phoneme.start)
    return with_exact_borders(Speech(spoken.samples.astype(np.float64), rate, phones))


@functools.lru_cache(maxsize=4096)
def spoken_syllables(word: str, voice: str) -> int:
    """How many syllables a word has when this voice speaks it; 0 when it cannot say it at all."""
    from models.speech.espeak_library import phonemes_of

    phonemes = phonemes_of(_with_hint(word), voice)
    return sum(kind_of_ipa(phoneme.ipa) in NUCLEI for phoneme in phonemes if phoneme.ipa)


def _with_hint(word: str) -> str:
    if not (word.startswith("[") and word.endswith("]")):
        return word
    names = [_ARPABET_TO_ESPEAK.get(name.lower().rstrip("012"), name) for name in word[1:-1].split()]
    return f"[[{'_'.join(names)}]]"
