"""What Whisper may be believed: the rules that keep it from writing words into silence and from repeating itself."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

_NOBODY_SPEAKS = 0.6
_UNSURE = -1.0
"""Mean log probability of a token; below it another try is made. These three values are those of the paper
(https://arxiv.org/abs/2212.04356, section 4.5)."""
_REPEATS = 2.4
"""A text that zlib makes this many times smaller says the same again and again."""
TEMPERATURES = (0.0, 0.4, 0.8)
"""0 = the likeliest word each time; the others are tried when that cannot be believed."""


@dataclass(frozen=True)
class Attempt:
    """A transcript of one stretch."""

    tokens: tuple[int, ...]
    """Words only: no language, task or end marks."""
    probabilities: tuple[float, ...]
    """Of each token, 0–1."""
    text: str
    sureness: float
    """Mean log probability of a token."""


def is_silence(nobody: float, attempt: Attempt) -> bool:
    """True when the network itself holds the stretch for empty; `nobody` is the probability of its no-speech mark."""
    return nobody > _NOBODY_SPEAKS and attempt.sureness < _UNSURE


def is_believed(attempt: Attempt) -> bool:
    """True when no other try is needed."""
    return attempt.sureness >= _UNSURE and not is_repetition(attempt.text)


def is_repetition(text: str) -> bool:
    """True for a text that goes round in circles."""
    content = text.encode()
    return len(content) > 40 and len(content) / len(zlib.compress(content)) > _REPEATS


def best_attempt(attempt: Callable[[float], Attempt], nobody: float) -> tuple[Attempt | None, bool]:
    """(what may be written down, whether there was something that may not); `attempt` takes a temperature.

    None = nobody speaks, or nothing that was tried can be believed.
    """
    tried: list[Attempt] = []
    for temperature in TEMPERATURES:
        tried.append(attempt(temperature))
        if not tried[-1].tokens or is_silence(nobody, tried[0]):
            return None, False
        if is_believed(tried[-1]):
            return tried[-1], False
    kept = [one for one in tried if not is_repetition(one.text)]
    return (max(kept, key=lambda one: one.sureness), False) if kept else (None, True)
