"""Which sound of a recording is which phone: words that are known, found again by pocketsphinx."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import ModelError, UserError
from models.singing.phone import Phone, Speech, kind_of_arpabet, with_exact_borders

if TYPE_CHECKING:
    from pocketsphinx import Decoder

_RATE_HZ = 16000
_SILENCE_S = 0.1
_FRAME_S = 0.01
_WIDE_BEAMS = {"beam": 1e-100, "pbeam": 1e-100, "wbeam": 1e-80}
"""The words are known, so the search may be patient: narrow beams lose unusual voices."""
_NO_PHONE = ("SIL", "+SPN+", "+NSN+")


def why_missing() -> str:
    """Empty when recordings can be aligned, else one sentence that says what to do."""
    try:
        import pocketsphinx  # noqa: F401
    except ImportError:
        return "pocketsphinx is not installed: run `pip install pocketsphinx`."
    return ""


def aligned(samples: np.ndarray, sample_rate_hz: int, words: Sequence[str]) -> Speech:
    """A spoken or sung recording of English words with its phones, each with the index of its word.

    `samples` float [shape=(n,)]. Raises UserError for a word that no dictionary has, and when the words cannot be
    found in the sound.
    """
    import soxr

    decoder = _decoder()
    strange = [word for word in words if not decoder.lookup_word(word)]
    if strange:
        raise UserError(f"The recording cannot be read: '{strange[0]}' is in no dictionary; write it as it is said.")
    sound = soxr.resample(np.asarray(samples, float), sample_rate_hz, _RATE_HZ, quality="HQ")
    sound = np.pad(0.6 * sound / (np.abs(sound).max() + 1e-9), round(_SILENCE_S * _RATE_HZ))
    pcm = (32767 * sound).astype("<i2").tobytes()
    try:
        decoder.set_align_text(" ".join(words))
        _read(decoder, pcm)
        decoder.set_alignment()
        _read(decoder, pcm)
        phones = _phones(decoder, words)
    except RuntimeError as error:
        raise ModelError(f"The recording could not be aligned with its words: {error}.") from error
    if len({phone.word for phone in phones}) < len(words):
        raise UserError(f"The words '{' '.join(words)}' were not all found in the recording; say each of them once.")
    return with_exact_borders(Speech(np.asarray(samples, np.float64), sample_rate_hz, tuple(phones)))


def _read(decoder: Decoder, pcm: bytes) -> None:
    decoder.start_utt()
    decoder.process_raw(pcm, full_utt=True)
    decoder.end_utt()


def _phones(decoder: Decoder, words: Sequence[str]) -> list[Phone]:
    phones: list[Phone] = []
    number = -1
    for entry in decoder.get_alignment() or ():
        inside = [phone for phone in entry if phone.name not in _NO_PHONE]
        if not inside or entry.name.startswith("<"):
            continue
        number = min(number + 1, len(words) - 1)
        for phone in inside:
            start_s = max(0.0, phone.start * _FRAME_S - _SILENCE_S)
            end_s = (phone.start + phone.duration) * _FRAME_S - _SILENCE_S
            name = phone.name.lower()
            phones.append(Phone(name, start_s, max(start_s, end_s), kind_of_arpabet(name), number))
    return phones


@functools.cache
def _decoder() -> Decoder:
    from pocketsphinx import Decoder

    return Decoder(samprate=_RATE_HZ, lm=None, loglevel="FATAL", bestpath=False, **_WIDE_BEAMS)
