"""Reads requests as their writer marked them: what is still wrong then is lost by the rules, not by the network."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from bench.planner.examples import Labelled, example_of, labelled
from bench.planner.rows import Row, held_dialogues, read_rows
from engine.planner.offline.reading import reading_cache
from engine.planner.offline.reading.network import network
from engine.planner.offline.reading.reader import ScoredText, read
from engine.planner.offline.text.words import plain, tokens

SURE = 12.0
"""How far the marked answer stands above the others."""


def marked_reading(row: Row) -> ScoredText | None:
    """What a network without fault would read; None where the words of the steps lie mixed."""
    example = example_of(row)
    if not example.cuts_known:
        return None
    words = labelled(example, random.Random(0), names=False)
    one = network()
    found = tuple(tokens(plain(row.text)))
    labels = np.stack([_chosen(len(one.labels), _label(words, number)) for number in words.segment])
    tags = np.stack([_chosen(len(one.tags), one.tags.index(tag) if tag in one.tags else 0) for tag in words.tags])
    cuts = np.array([[0.998 if i == cut else 0.001 for i in range(3)] for cut in words.cuts], np.float32)
    points = np.stack([_chosen(len(one.points), max(0, point)) for point in words.points])
    return ScoredText(row.text, found, labels, tags, cuts, points)


def marked_rows(writer: str) -> list[Row]:
    """The requests of a writer ("" for all), or the turns of the held-out conversations that are said once only."""
    if writer != "dialogues":
        return [row for row in read_rows() if writer in ("", row.writer)]
    rows = [turn.row for _, talk in held_dialogues() for turn in talk]
    said = Counter(row.text for row in rows)
    return [row for row in rows if said[row.text] == 1]


@contextmanager
def read_as_marked(rows: list[Row]) -> Iterator[None]:
    """Within it the planner hears these requests as marked, and everything else with the network."""
    known = {row.text: reading for row in rows if (reading := marked_reading(row))}

    def hear_marked(text: str, named: tuple[int, ...] = (), before: str = "") -> ScoredText:
        return known.get(text) or read(text, named, before)

    reading_cache.read = hear_marked
    try:
        yield
    finally:
        reading_cache.read = read


def _label(words: Labelled, segment: int) -> int:
    names = network().labels
    label = words.labels[max(0, segment)]
    known = (one for one in (label, label.partition("/")[0]) if one in names)
    return names.index(next(known, "ask"))


def _chosen(count: int, which: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    row = np.zeros(count, np.float32)
    row[which] = SURE
    return row
