"""Trains the table of kinds (engine/planner/data/kinds.npz): a task that the reader network learned, another, or none.

    python -m bench.planner.train_kinds [--frames DIR] [--leave-out NAME,NAME] [--out FILE]

It learns from the requests of the corpus, from corpus/desk.txt and corpus/beside.txt, and from the turns of the written
out conversations that stand alone. A few minutes on one processor; needs torch.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch

from bench.planner.examples import Example, example_of, labelled
from bench.planner.rows import CORPUS, read_steps
from bench.planner.train_planner import requests, turns
from bench.planner.variety import made_name, name_pool, sloppy, varied
from bench.planner.word_table_training import Pace, Row, write_table
from engine.planner.context import context_from_row
from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.reading.kinds import BUCKETS, OLD, PATH, said_by, words_without_names
from engine.planner.offline.reading.mentions import named_words
from engine.planner.offline.reading.reader import read
from engine.planner.offline.text.words import plain, tokens

FRAMES = CORPUS / "frames"
NEW = ("take", "edit_notes", "marker", "automate", "route", "set_track", "plugin", "freeze", "export", "session_info")
"""Tasks that the network was never shown."""
SHOWN = 16
"""How many of the ways to say a line of desk.txt and beside.txt are shown."""
PACE = Pace(buckets=BUCKETS, epochs=7, batch=64, rate=0.01)
_CALL = re.compile(r"^fresh (\S+)|^(talk)\b|^(undo|redo)\b")
_WAYS = re.compile(r"\[([^\[\]]*)\]")
_NAME = re.compile(r"\{([^{}]*)\}")


def label_of_call(task: str, args: dict[str, str]) -> str:
    """The kind of a call that is written out."""
    task = task.partition("|")[0]
    if task in REPLIES:
        return task
    if task == "talk":
        return "chat"
    if task == "transport":
        action = args.get("action", "")
        if action == "set_tempo" and "to_bpm" in args:
            return "transport/ramp"
        own = action == "set_meter" or "marker" in args or "count_in" in args
        return f"transport/{action}" if own else OLD
    if task not in NEW:
        return OLD
    kind = args.get("aspect" if task == "session_info" else "action", "").partition("|")[0]
    if task == "automate":
        kind = kind or "write"
    return f"{task}/{kind}" if kind and task not in ("export", "set_track") else task


def frames(folder: Path, left_out: list[str]) -> Iterator[tuple[str, str, DialogueState]]:
    """(words, label, scene) of the turns that stand alone and ask for one kind of thing."""
    import sys

    sys.path.insert(0, str(folder))
    from rows import Session
    from validate import ARG, conversations

    for path in sorted(folder.glob("*.txt")):
        if path.stem in left_out:
            continue
        for lines in conversations(path.read_text("utf-8")):
            scene = DialogueState.of(context_from_row({"context": Session(lines).shown([])}))
            turns: list[tuple[str, list[str]]] = []
            for line in lines:
                if line.startswith(">"):
                    turns.append((line[1:].strip(" ~"), []))
                elif turns and not line.startswith("="):
                    turns[-1][1].append(line)
            for text, told in turns:
                calls = [_CALL.match(line) for line in told]
                if not told or not all(calls):
                    continue
                heads = [
                    label_of_call(m[1] or m[2] or m[3], dict(ARG.findall(line.split("->")[0])))
                    for m, line in zip(calls, told, strict=True)
                    if m
                ]
                if len(set(heads)) == 1:
                    yield text, heads[0], scene


def written(name: str, left_out: list[str], rng: random.Random) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """(words, label, places of names) of a file whose lines say things in several ways."""
    if name in left_out:
        return
    for line in (CORPUS / name).read_text("utf-8").splitlines():
        if "\t" not in line:
            continue
        label, ways = line.split("\t")
        for text in sorted({_one_way(ways, rng) for _ in range(SHOWN)}):
            made, places = "", []
            at = 0
            for match in _NAME.finditer(text):
                made += text[at : match.start()]
                said = match[1] if rng.random() < 0.6 else made_name(rng)
                places.append((len(made), len(made) + len(said)))
                made, at = made + said, match.end()
            yield re.sub(r"\s+$", "", made + text[at:]), label, places


def _one_way(ways: str, rng: random.Random) -> str:
    while _WAYS.search(ways):
        ways = _WAYS.sub(lambda match: rng.choice(match[1].split("|")), ways, count=1)
    return ways


def shown(text: str, label: str, named: list[int], start: int = 0, end: int | None = None, before: str = "") -> Row:
    """A stretch of a text as numbers; `before` tells of the turn before."""
    end = len(text) if end is None else end
    reading = read(text, tuple(named), before)
    inside = [i for i, word in enumerate(reading.words) if start <= word.start < end] or [0]
    words = [reading.words[i].text for i in inside]
    marks = [named[i] if i < len(named) else 0 for i in inside]
    said = said_by(reading.label_scores[inside], reading.tag_scores[inside])
    return Row(words_without_names(words, marks), said, label)


def material(folder: Path, left_out: list[str]) -> list[Row]:
    """Everything to learn from."""
    rng = random.Random(2)
    made: list[Row] = []
    for text, label, scene in frames(folder, left_out):
        for n in range(3):
            one = text if n == 0 else sloppy(Example(text, (), ()), rng).text
            made.append(shown(one, label, list(named_words(one, scene))))
    for name in ("desk.txt", "beside.txt"):
        for text, label, places in written(name, left_out, rng):
            text = sloppy(Example(text, (), ()), rng).text if rng.random() < 0.4 else text
            known = rng.random() < 0.8
            named = [int(known and any(a <= t.start < b for a, b in places)) for t in tokens(plain(text))]
            made.append(shown(text, label, named))
    asked = [one for one in requests([]) if one.cuts_known]
    pool = name_pool(asked)
    steps = [example_of(row) for row in read_steps()]
    for example in [*asked, *steps, *(one for one in turns([]) if one.cuts_known)]:
        one = varied(example, pool, rng)
        marks = labelled(one, rng).named
        for segment in one.segments:
            task = segment.label.partition("/")[0]
            label = task if task in REPLIES else OLD
            made.append(shown(one.text, label, marks, segment.start, segment.end, one.context))
    return made


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=Path, default=FRAMES)
    parser.add_argument("--leave-out", default="")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    rows = material(options.frames, [name for name in options.leave_out.split(",") if name])
    counts = Counter(row.label for row in rows)
    print(len(rows), "rows,", counts.most_common(12))
    labels = sorted(counts)
    write_table(options.out, rows, labels, PACE)


if __name__ == "__main__":
    main()
