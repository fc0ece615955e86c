"""When each token of a transcript is said, from what the decoder's attention looks at (dynamic time warping)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from models.speech.pocket_decoder import HeardWord

_SMOOTHED = 7
"""Frames of the median filter; the value of Whisper's own alignment."""


def token_frames(attention: np.ndarray) -> np.ndarray:
    """The frame at which each token begins [shape=(tokens,)].

    `attention` [shape=(heads, tokens, frames)] says how much each token looks at each frame.
    """
    from scipy.ndimage import median_filter

    spread = attention.std(axis=1, keepdims=True)
    level = (attention - attention.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-8)
    smooth = median_filter(level, size=(1, 1, _SMOOTHED), mode="reflect")
    return _first_frames(-smooth.mean(axis=0))


def _first_frames(cost: np.ndarray) -> np.ndarray:
    """The cheapest way through a cost matrix that only moves forward: where it enters each row."""
    rows, columns = cost.shape
    above = [0.0] + [np.inf] * columns
    came = np.zeros((rows + 1, columns + 1), np.int8)
    for row, costs in enumerate(cost.tolist(), 1):
        here = [np.inf]
        ways = []
        for column, price in enumerate(costs, 1):
            diagonal, up, left = above[column - 1], above[column], here[-1]
            way = 0 if diagonal <= up and diagonal <= left else 1 if up <= left else 2
            ways.append(way)
            here.append(price + (diagonal, up, left)[way])
        came[row, 1:] = ways
        above = here
    return _entered(came)


def _entered(came: np.ndarray) -> np.ndarray:
    """Follow the way back; 0 = from the row and column before, 1 = from the row before, 2 = from the column before."""
    row, column = came.shape[0] - 1, came.shape[1] - 1
    first = np.zeros(row, int)
    while row > 0 and column > 0:
        first[row - 1] = column - 1
        way = came[row, column]
        row, column = row - (way != 2), column - (way != 1)
    return first


def pieces_of(tokens: Sequence[int], decode: Callable[[list[int]], str]) -> list[tuple[str, int]]:
    """(text, number of its first token): tokens with the others that complete their letters."""
    pieces: list[tuple[str, int]] = []
    begun: list[int] = []
    for number, token in enumerate(tokens):
        begun.append(token)
        text = decode(begun)
        if not text.endswith("\ufffd"):  # else a letter of several bytes goes on
            pieces.append((text, number - len(begun) + 1))
            begun = []
    return pieces


def words_of(
    pieces: Sequence[tuple[str, int]], starts_s: np.ndarray, sureness: Sequence[float], *, is_spaced: bool
) -> tuple[HeardWord, ...]:
    """Words from pieces; `starts_s` is when each token begins, and the last one ends, `sureness` that of each token.

    A word begins with a space, or with each piece where the language has none; punctuation stays with its word.
    """
    groups: list[list[tuple[str, int]]] = []
    for text, first in pieces:
        is_word = any(sign.isalnum() for sign in text)
        begins = text.startswith(" ") or not is_spaced
        if groups and not (begins and is_word):
            groups[-1].append((text, first))
        else:
            groups.append([(text, first)])
    ends = [group[0][1] for group in groups[1:]] + [len(starts_s) - 1]
    words = []
    for group, after in zip(groups, ends, strict=True):
        text, first = "".join(piece for piece, _ in group).strip(), group[0][1]
        if text:
            sure = float(np.mean(sureness[first:after]))
            begin_s = float(starts_s[first])
            words.append(HeardWord(text, begin_s, max(begin_s, float(starts_s[after])), sure))
    return tuple(words)
