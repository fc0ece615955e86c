"""Trains the table of intents (engine/planner/data/intents.npz): what musicians say for each task and kind of it.

    python -m bench.planner.train_intents [--leave-out w4,a3] [--out FILE]

It learns from corpus/lines (a label and a line; names in braces) and from the turns of bench/planner_called that want
one kind of act; words for the same act as in the turn before have a label of their own. Two minutes on one processor;
needs torch.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from bench.planner.examples import Example, Segment, labelled
from bench.planner.rows import CORPUS
from bench.planner.train_kinds import written
from bench.planner.train_planner import requests
from bench.planner.word_table_training import Pace, Row, write_table
from bench.planner_called.planner_called import HERE as CALLED
from bench.planner_called.wanted import Wanted, wanted
from bench.planner_strangers.held import Scene, read_talks
from engine.planner.context import ClipInfo, Context
from engine.planner.languages.request import in_english
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.intents import AS_BEFORE, PATH, label_of
from engine.planner.offline.reading.kinds import OLD
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.reader import ScoredText, read
from engine.planner.offline.text.words import plain, tokens

LINES = CORPUS / "lines"
FEWEST = 4
"""A label needs so many rows."""
OF_TALKS = 2
"""A turn of a conversation counts as often as so many lines."""
OF_CORPUS = 80
"""Of each label of the other corpora so many requests are learned, too."""
PACE = Pace(buckets=1 << 14, epochs=12, batch=256, rate=0.02, least=5)
_NAME = re.compile(r"\{([^{}]*)\}")


def lines(left_out: Sequence[str]) -> Iterator[Row]:
    """What stands by itself."""
    for path in sorted(LINES.glob("*.tsv")):
        if path.stem in left_out:
            continue
        for line in path.read_text("utf-8").splitlines():
            label, _, text = line.partition("\t")
            names = tuple(dict.fromkeys(_NAME.findall(text)))
            yield _row(_NAME.sub(r"\1", text), _context(names), label.strip())


def requests_of_the_corpus() -> Iterator[Row]:
    """Some of each label of what the network and the table of kinds learned from, so that none of it is forgotten."""
    rng, counts = random.Random(2), Counter[str]()
    found: list[tuple[Example, Segment]] = [
        (one, segment) for one in requests([]) if one.cuts_known for segment in one.segments
    ]
    rng.shuffle(found)
    for one, segment in found:
        counts[segment.label] += 1
        if counts[segment.label] > OF_CORPUS:
            continue
        marks = labelled(one, rng).named
        yield _of_reading(read(one.text, tuple(marks)), segment.label, segment.start, segment.end)
    for name in ("desk.txt", "beside.txt"):
        said = list(written(name, [], rng))
        rng.shuffle(said)
        for text, label, places in said:
            counts[label] += 1
            if counts[label] > OF_CORPUS or label == OLD:
                continue
            named = tuple(int(any(a <= word.start < b for a, b in places)) for word in tokens(plain(text)))
            yield _of_reading(read(text, named), label, 0, len(text))


def turns(left_out: Sequence[str]) -> Iterator[Row]:
    """Turns of conversations that want one kind of act."""
    for path in sorted(CALLED.glob("*.txt")):
        if path.stem in left_out:
            continue
        songs, talks = read_talks(path)
        for talk in talks:
            context, before = _of_song(songs[talk.song]), frozenset[str]()
            for text, line in talk.turns:
                calls = wanted(line)[0]
                labels = {_label(one) for one in calls}
                if len(labels) == 1:
                    label = next(iter(labels))
                    is_as_before = calls[0].op != "fresh" and label in before
                    yield _row(text, context, AS_BEFORE if is_as_before else label)
                before = frozenset(one for one in labels if one not in REPLIES)


def _label(one: Wanted) -> str:
    return label_of(one.task, {name: values[0] for name, values in one.args.items()})


def _of_song(song: Scene) -> Context:
    return _context(tuple(name for name, *_ in song.tracks), tuple(clip for *_, clip in song.tracks if clip))


def _context(tracks: Sequence[str], clips: Sequence[str] = ()) -> Context:
    made = tuple(ClipInfo(f"c{i}", name, name) for i, name in enumerate((*tracks, *clips)))
    return Context(clips=made, tracks=tuple(tracks))


def _row(text: str, context: Context, label: str) -> Row:
    said = in_english(text, context)
    reading = read(said.text, named_words(said.text, DialogueState.of(said.context)))
    return _of_reading(reading, label, 0, len(said.text))


def _of_reading(reading: ScoredText, label: str, start: int, end: int) -> Row:
    words, said = reading.words_and_said(start, end)
    return Row(words, said, label)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    left_out = options.leave_out.split(",")
    rows = [row for row in lines(left_out) if row.words]
    rows += [row for row in turns(left_out) if row.words for _ in range(OF_TALKS)]
    rows += [row for row in requests_of_the_corpus() if row.words]
    counts = Counter(row.label for row in rows)
    rows = [row for row in rows if counts[row.label] >= FEWEST]
    labels = sorted({row.label for row in rows})
    print(len(rows), "rows,", len(labels), "labels", flush=True)
    write_table(options.out, rows, labels, PACE)


if __name__ == "__main__":
    main()
