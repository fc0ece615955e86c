"""Tagger: which words of a clause are which argument (a linear chain over tokens, best path)."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.planner.weights import Weights, weights
from engine.planner.words import Token, plain, token_features, tokens

_SPREAD = np.uint32(2654435761)


@dataclass(frozen=True)
class Span:
    """Characters start…end of the clause, read as one argument."""

    name: str
    start: int
    end: int
    text: str


def tag_buckets(features: NDArray[np.uint32], tags: NDArray[np.uint32], size: int) -> NDArray[np.int64]:
    """Where the weight of (feature, tag) lies [shape=(tokens, features, tags)]; size is a power of two."""
    mixed = features[:, :, None] ^ (tags[None, None, :] * _SPREAD)
    return ((mixed ^ (mixed >> np.uint32(15))) & np.uint32(size - 1)).astype(np.int64)


def best_path(scores: NDArray[np.float32], steps: NDArray[np.float32]) -> list[int]:
    """Viterbi over scores [shape=(tokens, tags)] with steps [shape=(tags, tags)]."""
    total, back = scores[0], []
    for row in scores[1:]:
        through = total[:, None] + steps
        back.append(through.argmax(axis=0))
        total = through.max(axis=0) + row
    path = [int(total.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


@functools.lru_cache(maxsize=2048)
def spans(text: str, task: str) -> tuple[Span, ...]:
    """The arguments that the words of a clause name, in their order."""
    table = weights()
    found = tokens(plain(text))
    allowed = table.tags_of_task.get(task)
    if not found or not allowed:
        return ()
    return tuple(_spans(text, found, _tags(table, found, task, allowed)))


def _tags(table: Weights, found: list[Token], task: str, allowed: list[int]) -> list[str]:
    numbers = np.array(allowed, dtype=np.uint32)
    buckets = tag_buckets(token_features(found, task), numbers, table.tag_weights.shape[0])
    scores = table.tag_weights[buckets].sum(axis=1)
    return [table.tags[allowed[i]] for i in best_path(scores, table.tag_steps[np.ix_(allowed, allowed)])]


def _spans(text: str, found: list[Token], tags: list[str]) -> list[Span]:
    made: list[Span] = []
    open_name = ""
    for token, tag in zip(found, tags, strict=True):
        kind, _, name = tag.partition("-")
        if kind == "I" and name == open_name and made:
            made[-1] = Span(name, made[-1].start, token.end, text[made[-1].start : token.end])
        elif kind in ("B", "I"):
            made.append(Span(name, token.start, token.end, text[token.start : token.end]))
            open_name = name
        else:
            open_name = ""
    return made
