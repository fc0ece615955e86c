"""What the reader learns from: words with the step they belong to, the argument they say, the clip they point to."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.planner.rows import Mark, Row
from engine.planner.offline.reading.previous_call import KIND_OF
from engine.planner.offline.text.words import plain, tokens

POINTS = ("ref", "last", "sel", "other", "rest", "all", "nth", "prev", "step")
"""What words for a clip or a track can mean."""
_POINTING = ("clip", "clips", "midi", "image", "track", "reference")
_JOINED = re.compile(
    r"\s*(?:[,;.!?:]|—|–|→|>|\s-\s)*\s*\b(?:and|then|but|plus|also|after|afterwards|once|before|next|finally|lastly)\b"
    r"|\s*(?:[;.!?:]|—|–|→|>|\s-\s)+|\s*,",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Segment:
    """Characters start…end ask for one step; `is_before`: it is carried out before the one in front of it."""

    start: int
    end: int
    label: str
    is_before: bool = False


@dataclass(frozen=True)
class Example:
    """One request with what is to be read in it."""

    text: str
    marks: tuple[Mark, ...]
    segments: tuple[Segment, ...]
    cuts_known: bool = True
    """False where the words of the steps lie mixed; then the segments are stretches of marked words only."""
    context: str = ""
    writer: str = ""
    edges: tuple[int, ...] = field(default=())


def label_of(row: Row, step: int) -> str:
    """task or task/kind of one step."""
    task = row.tasks[step - 1]
    value = next((mark.value for mark in row.of_step(step) if mark.name == KIND_OF.get(task)), "")
    return f"{task}/{value}" if value and " " not in value and "," not in value else task


def point_of(mark: Mark) -> str:
    """What the words of a mark point to, or ""."""
    if mark.name not in _POINTING:
        return ""
    value = mark.value.partition(":")[0]
    return "step" if value.startswith("$") else value if value in POINTS else "ref"


def example_of(row: Row, context: str = "") -> Example:
    """A row as an example."""
    if len(row.tasks) == 1:
        segments: tuple[Segment, ...] | None = (Segment(0, len(row.text), label_of(row, 1)),)
    else:
        segments = _segments(row)
    if segments:
        return Example(row.text, row.marks, segments, True, context, row.writer)
    loose = []
    for step in range(1, len(row.tasks) + 1):
        for mark in row.of_step(step):
            if mark.end > mark.start:
                loose.append(Segment(mark.start, mark.end, label_of(row, step)))
    return Example(row.text, row.marks, tuple(loose), False, context, row.writer)


def _segments(row: Row) -> tuple[Segment, ...] | None:
    """The stretches of a chain, one a step, or None where they lie mixed or cannot be told apart."""
    spans = []
    for step in range(1, len(row.tasks) + 1):
        marks = [mark for mark in row.of_step(step) if mark.end > mark.start]
        if not marks:
            return _by_signs(row)
        spans.append((min(mark.start for mark in marks), max(mark.end for mark in marks), step))
    spans.sort()
    if any(before[1] > after[0] for before, after in zip(spans, spans[1:], strict=False)):
        return None
    edges = [0]
    for before, after in zip(spans, spans[1:], strict=False):
        found = list(_JOINED.finditer(row.text, before[1], after[0]))
        joins = [match for match in found if re.search(r"\w", match[0])] or found
        edges.append(joins[0].start() if joins else before[1])
    return _cut(row, edges, [step for _, _, step in spans])


def _by_signs(row: Row) -> tuple[Segment, ...] | None:
    """Steps without marked words: cut at the signs, when there are as many stretches as steps."""
    quoted = [match.span() for match in re.finditer(r'"[^"]*"', plain(row.text))]
    found = [
        match.start()
        for match in _JOINED.finditer(row.text)
        if match.start() > 0
        and re.search(r"\w", row.text[match.end() :])
        and not any(a < match.start() < b for a, b in quoted)
        and not any(mark.start <= match.start() < mark.end for mark in row.marks)
    ]
    if len(found) + 1 != len(row.tasks):
        return None
    edges = [0, *found]
    bounds = [*edges, len(row.text)]
    for mark in row.marks:
        if mark.end > mark.start and not bounds[mark.step - 1] <= mark.start < bounds[mark.step]:
            return None
    return _cut(row, edges, list(range(1, len(row.tasks) + 1)))


def _cut(row: Row, edges: Sequence[int], steps: Sequence[int]) -> tuple[Segment, ...]:
    bounds = [*edges, len(row.text)]
    return tuple(
        Segment(bounds[i], bounds[i + 1], label_of(row, step), i > 0 and step < steps[i - 1])
        for i, step in enumerate(steps)
    )


def common_labels(examples: Sequence[Example], least: int = 4) -> list[str]:
    """All labels; a kind that is rare falls to its task."""
    counts = Counter(segment.label for one in examples for segment in one.segments)
    kept = {label if counts[label] >= least else label.partition("/")[0] for label in counts}
    return sorted(kept | {label.partition("/")[0] for label in counts})


@dataclass
class Labelled:
    """An example as numbers, one entry a word; -1 where nothing is known."""

    words: list[str]
    tags: list[str]
    cuts: list[int]
    """0: goes on, 1: a new step, 2: a new step that comes before the one in front."""
    segment: list[int]
    points: list[int]
    named: list[int]
    """0: no name, 1: of a clip or track of the session, 2: of a picture."""
    labels: list[str]
    context: str


def labelled(one: Example, rng: random.Random, *, names: bool = True) -> Labelled:
    """Words with their numbers; `names`: some of the named clips are known in the session."""
    found = tokens(plain(one.text))
    made = Labelled(
        [token.text for token in found], [], [], [], [], [], [segment.label for segment in one.segments], one.context
    )
    shown = rng.random() < 0.8 if names else False
    open_mark: Mark | None = None
    seen: set[int] = set()
    for token in found:
        mark = next((m for m in one.marks if m.start <= token.start and token.end <= m.end and m.name != "edge"), None)
        made.tags.append("O" if mark is None else ("I-" if mark is open_mark else "B-") + mark.name)
        open_mark = mark
        point = point_of(mark) if mark else ""
        made.points.append(POINTS.index(point) if point else -1)
        known = point == "ref" and mark is not None and mark.value == "ref" and shown and token.text[0].isalnum()
        known = known and token.low not in ("the", "my", "our", "of", "a", "on", "in", "that", "her", "his")
        kind = 2 if mark is not None and mark.name == "image" else 1
        made.named.append(kind if known and rng.random() < 0.9 else 0)
        number = next((i for i, s in enumerate(one.segments) if s.start <= token.start < s.end), -1)
        made.segment.append(number)
        fresh = one.cuts_known and number > 0 and number not in seen
        made.cuts.append(-1 if not one.cuts_known else (2 if one.segments[number].is_before else 1) if fresh else 0)
        seen.add(number)
    if rng.random() < 0.2 and made.named:
        made.named[rng.randrange(len(made.named))] = 1
    return made
