"""Words spoken by flite where it is installed: smoother English voices than espeak-ng's."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from models.singing.phone import NUCLEI, Phone, Speech, kind_of_arpabet, with_exact_borders
from models.speech.flite_program import PAUSES, flite, plain, spoken_by_flite

STRETCH = 1.35


def say(words: Sequence[str], voice: str) -> Speech:
    """Speak words in one breath; raises ModelError when flite fails."""
    words = [plain(word) for word in words]
    samples, rate, timed = spoken_by_flite(" ".join(words), voice, stretch=STRETCH)
    owners = _words_of([name for name, _, _ in timed], _phones_by_word(tuple(words), voice))
    phones = tuple(Phone(name, start_s, end_s, kind_of_arpabet(name), owner)
                   for (name, start_s, end_s), owner in zip(timed, owners, strict=True))
    return with_exact_borders(Speech(samples, rate, phones))


@functools.lru_cache(maxsize=4096)
def spoken_syllables(word: str, voice: str) -> int:
    """How many syllables a word has when this voice speaks it; 0 when it cannot say it at all."""
    names = [name for group in _phones_by_word((plain(word),), voice) for name in group]
    return sum(kind_of_arpabet(name) in NUCLEI for name in names)


@functools.lru_cache(maxsize=1024)
def _phones_by_word(words: tuple[str, ...], voice: str) -> tuple[tuple[str, ...], ...]:
    """The phones of each word alone: commas make flite pause between them."""
    groups: list[list[str]] = []
    for name in ["pau", *flite("-voice", voice, "-ps", "-o", "none", "-t", ", ".join(words) + " ").split()]:
        if name in PAUSES:
            groups.append([])
        else:
            groups[-1].append(name)
    groups = [group for group in groups if group]
    if len(groups) == len(words):
        return tuple(tuple(group) for group in groups)
    return tuple(tuple(name for group in _phones_by_word((word,), voice) for name in group) if len(words) > 1
                 else tuple(name for group in groups for name in group) for word in words)


def _words_of(names: Sequence[str], by_word: Sequence[Sequence[str]]) -> list[int]:
    """Which word each phone belongs to: the cheapest alignment with the words spoken one by one."""
    lone = [(name, word) for word, group in enumerate(by_word) for name in group]
    cost = np.zeros((len(names) + 1, len(lone) + 1))
    cost[:, 0], cost[0, :] = np.arange(len(names) + 1), np.arange(len(lone) + 1)
    for i, name in enumerate(names, 1):
        for j, (other, _) in enumerate(lone, 1):
            cost[i, j] = min(cost[i - 1, j - 1] + _difference(name, other), cost[i - 1, j] + 1, cost[i, j - 1] + 1)
    owners = [0] * len(names)
    i, j = len(names), len(lone)
    while i > 0:
        owners[i - 1] = lone[max(0, j - 1)][1] if lone else 0
        if j > 0 and cost[i, j] == cost[i - 1, j - 1] + _difference(names[i - 1], lone[j - 1][0]):
            i, j = i - 1, j - 1
        elif j > 0 and cost[i, j] == cost[i, j - 1] + 1:
            j -= 1
        else:
            i -= 1
    return owners


def _difference(one: str, other: str) -> float:
    if one == other:
        return 0.0
    same_class = (kind_of_arpabet(one) in NUCLEI) == (kind_of_arpabet(other) in NUCLEI)
    return 0.6 if same_class else 1.5
