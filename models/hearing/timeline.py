"""From chances at every moment to spans: the likeliest course of kinds, which does not jump about."""

from __future__ import annotations

import numpy as np

from engine.catalog.model import Span

_STAY = 0.94
_SURE = 1e-3


def likeliest_course(chances: np.ndarray) -> np.ndarray:
    """The kind at every moment [shape=(moments,)], by Viterbi's algorithm, from chances [shape=(moments, kinds)]."""
    count, kinds = chances.shape
    if not count:
        return np.zeros(0, np.intp)
    score = np.log((chances + _SURE) / (chances + _SURE).sum(axis=1, keepdims=True))
    step = np.full((kinds, kinds), np.log((1 - _STAY) / max(1, kinds - 1)))
    np.fill_diagonal(step, np.log(_STAY))
    came_from = np.zeros((count, kinds), np.int16)
    best = score[0]
    for moment in range(1, count):
        ways = best[:, None] + step
        came_from[moment] = ways.argmax(axis=0)
        best = ways.max(axis=0) + score[moment]
    course = np.zeros(count, np.intp)
    course[-1] = int(best.argmax())
    for moment in range(count - 1, 0, -1):
        course[moment - 1] = came_from[moment, course[moment]]
    return course


def spans_of(course: np.ndarray, chances: np.ndarray, labels: tuple[str, ...], step_s: float,
             seconds: float) -> list[Span]:
    """One span for every stretch of the same kind; the last ends with the clip."""
    borders = np.flatnonzero(np.diff(course, prepend=-1, append=-1))
    spans = []
    for begin, end in zip(borders[:-1], borders[1:], strict=True):
        kind = int(course[begin])
        until = seconds if end == len(course) else end * step_s
        spans.append(Span(round(begin * step_s, 6), round(until, 6), labels[kind],
                          round(float(chances[begin:end, kind].mean()), 2)))
    return [span for span in spans if span.end_s > span.start_s]
