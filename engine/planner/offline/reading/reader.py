"""Reader: what a request asks for, step by step, and which of its words are which argument."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.reading.bag_of_words import weighed
from engine.planner.offline.reading.intents import intent_chances
from engine.planner.offline.reading.kinds import OLD, kind_chances, said_by, words_without_names
from engine.planner.offline.reading.network import network
from engine.planner.offline.text.words import COMMANDS, Token, plain, tokens
from engine.planner.regex import regex
from engine.tasks.task import find_task

MAYBE = 0.08
"""From this chance on it is weighed whether a word begins a new step."""
UNLIKELY = 4.0
"""Words for a needed argument may score this much less than no argument at all."""
MOST_CUTS = 10
CLARITY = 3.0
"""What a clear step counts beside a likely cut (measured on held-out chains)."""
COMMAND = 3.0
"""So much likelier a joint is where a step begins when a command follows (odds, measured on held-out chains)."""
JOINTS = frozenset((",", ";", "and", "then", "&", "plus"))
_QUOTATION = regex(r'"[^"]*"')
_EXTRA = {
    "edit_clip": ("gain_db", "clips"),
    "generate_midi": ("style",),
    "image_to_audio": ("prompt",),
}
"""Arguments that writers mark and the fillers read, beside those of the task table."""


@dataclass(frozen=True)
class ArgumentSpan:
    """Characters start…end of the clause, read as one argument."""

    name: str
    start: int
    end: int
    text: str
    point: str = ""
    """For a clip, track or picture: what the words point to (ref, last, other, nth …)."""


@dataclass(frozen=True)
class StepSpan:
    """Characters start…end ask for one step; `is_before`: it is carried out before the one in front of it."""

    start: int
    end: int
    is_before: bool


_ALL_BUT = regex(
    r"\b(?:everything|everyone|all(?: of)?(?: the)?(?: other)?(?: tracks?)?|every (?:other"
    r" )?track)\s+(?:except|but|apart from|other than|besides|save)"
    r"(?:\s+for)?\s+(?:the |my )?[\w']+(?:\s*,\s*(?:the |my )?[\w']+)*(?:\s*,?\s*(?:and|&|or)\s+(?:the |my"
    r" )?[\w']+)?",
    re.IGNORECASE,
)


def _quoted(text: str) -> list[tuple[int, int]]:
    """What is one thing, whatever it says: quotations (lyrics, texts, names), "everything but the bass and the pad"."""
    simple = plain(text)
    return [match.span() for pattern in (_QUOTATION, _ALL_BUT) for match in pattern.finditer(simple)]


@dataclass(frozen=True)
class ScoredText:
    """A text with the network's scores of each word."""

    text: str
    words: tuple[Token, ...]
    """As many as were read."""
    label_scores: NDArray[np.float32]
    tag_scores: NDArray[np.float32]
    cut_chances: NDArray[np.float32]
    """[shape=(words, 3)]: goes on, a new step, a new step that comes before the one in front."""
    point_scores: NDArray[np.float32]
    named: tuple[int, ...] = ()
    """For each word whether it names a clip, a track or a picture."""

    def kinds(self, start: int, end: int) -> Mapping[str, float]:
        """How likely characters start…end are what the network knows, a task of the session's own, or no task."""
        if (start, end) not in self._kinds:
            self._kinds[start, end] = self._kinds_in(start, end)
        return self._kinds[start, end]

    @cached_property
    def _kinds(self) -> dict[tuple[int, int], Mapping[str, float]]:
        return {}

    def _kinds_in(self, start: int, end: int) -> Mapping[str, float]:
        words, said = self.words_and_said(start, end)
        return kind_chances(words, said) if words else {OLD: 1.0}

    def words_and_said(self, start: int, end: int) -> tuple[str, NDArray[np.float32]]:
        """The words inside without names, and what the network says of them."""
        inside = [i for i, word in enumerate(self.words) if start <= word.start < end]
        if not inside:
            return "", np.zeros(2 * self.label_scores.shape[1] + self.tag_scores.shape[1], np.float32)
        marks = [self.named[i] if i < len(self.named) else 0 for i in inside]
        words = words_without_names([self.words[i].text for i in inside], marks)
        return words, said_by(self.label_scores[inside], self.tag_scores[inside])

    def intents(self, start: int, end: int) -> Mapping[str, float]:
        """How likely characters start…end ask for each task/kind, by what people say for it."""
        if (start, end) not in self._intents:
            self._intents[start, end] = intent_chances(*self.words_and_said(start, end))
        return self._intents[start, end]

    @cached_property
    def _intents(self) -> dict[tuple[int, int], Mapping[str, float]]:
        return {}

    def labels(self, start: int, end: int) -> NDArray[np.float32]:
        """How likely each label is for characters start…end [shape=(labels,)]."""
        if (start, end) not in self._labels:
            self._labels[start, end] = self._labels_in(start, end)
        return self._labels[start, end]

    @cached_property
    def _labels(self) -> dict[tuple[int, int], NDArray[np.float32]]:
        return {}

    def _labels_in(self, start: int, end: int) -> NDArray[np.float32]:
        inside = [i for i, word in enumerate(self.words) if start <= word.start < end]
        if not inside:
            return np.full(len(network().labels), 1 / len(network().labels), np.float32)
        return _chances(self.label_scores[inside].mean(axis=0))

    @cached_property
    def steps(self) -> list[StepSpan]:
        """The stretches of the text that ask for one step each, in their order: likely cuts that leave clear steps."""
        quoted, goes_on = _quoted(self.text), self._goes_on
        places = [
            i
            for i in range(1, len(self.words))
            if 1 - goes_on[i] > MAYBE and not any(a < self.words[i].start < b for a, b in quoted)
        ]
        places = sorted(sorted(places, key=lambda i: goes_on[i])[:MOST_CUTS])
        edges = [0, *(self.words[i].start for i in places), len(self.text)]
        stays = np.log(np.clip(goes_on[places], 1e-4, 1 - 1e-4))
        cut = np.log(-np.expm1(stays))
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(edges)):
            best.append(
                max(
                    (
                        best[start][0]
                        + (float(cut[start - 1]) if start else 0.0)
                        + float(stays[start : end - 1].sum())
                        + self._clarity(edges[start], edges[end]),
                        start,
                    )
                    for start in range(end)
                )
            )
        found: list[StepSpan] = []
        at = len(edges) - 1
        while at > 0:
            start = best[at][1]
            before = self.cut_chances[places[start - 1]] if start else np.array([0, 1, 0])
            found.append(StepSpan(edges[start], edges[at], bool(before[2] > before[1])))
            at = start
        return found[::-1]

    @cached_property
    def _goes_on(self) -> NDArray[np.float32]:
        """How likely no step begins at each word; a joint before a command is a likelier one [shape=(words,)]."""
        stays = self.cut_chances[:, 0].copy()
        for i in range(1, len(self.words) - 1):
            if self.words[i].low in JOINTS and self.words[i + 1].low in COMMANDS:
                stays[i] = stays[i] / (stays[i] + COMMAND * (1 - stays[i]))
        return stays

    def _clarity(self, start: int, end: int) -> float:
        """How clearly a stretch asks for one task, as a log chance."""
        known = float((self.labels(start, end) @ _task_of_label()).max())
        by_task: dict[str, float] = {}
        for kind, chance in self.kinds(start, end).items():
            task = kind.partition("/")[0]
            by_task[task] = by_task.get(task, 0.0) + chance
        old = by_task.pop(OLD, 0.0)
        return CLARITY * float(np.log(max([old * known, *by_task.values()]) + 1e-3))

    def spans(self, start: int, end: int, task: str) -> list[ArgumentSpan]:
        """The arguments of a task that characters start…end name; places count from `start`."""
        inside = [i for i, word in enumerate(self.words) if start <= word.start and word.end <= end]
        if not inside:
            return []
        allowed = _tags_of(task)
        path = _best_path(self.tag_scores[np.ix_(inside, allowed)], _steps_of(task))
        tags = [network().tags[allowed[i]] for i in path]
        return self._spans([self.words[i] for i in inside], tags, inside, start)

    def likeliest(self, start: int, end: int, name: str) -> ArgumentSpan | None:
        """The words most like an argument that was not read, when they are likely enough to be worth a try."""
        inside = [i for i, word in enumerate(self.words) if start <= word.start and word.end <= end]
        tags = network().tags
        if not inside or f"B-{name}" not in tags:
            return None
        nothing = self.tag_scores[inside, tags.index("O")]
        begins = self.tag_scores[inside, tags.index(f"B-{name}")] - nothing
        goes_on = self.tag_scores[inside, tags.index(f"I-{name}")] - nothing
        first = int(begins.argmax())
        if begins[first] < -UNLIKELY:
            return None
        last = first
        while last + 1 < len(inside) and goes_on[last + 1] > -UNLIKELY / 2:
            last += 1
        begin, stop = self.words[inside[first]].start, self.words[inside[last]].end
        return ArgumentSpan(name, begin - start, stop - start, self.text[begin:stop], "ref")

    def _spans(self, words: list[Token], tags: list[str], numbers: list[int], start: int) -> list[ArgumentSpan]:
        made: list[ArgumentSpan] = []
        for word, tag, number in zip(words, tags, numbers, strict=True):
            kind, _, name = tag.partition("-")
            if kind == "I" and made:
                made[-1] = ArgumentSpan(name, made[-1].start, word.end - start, "", made[-1].point)
            elif kind == "B":
                point = network().points[int(self.point_scores[number].argmax())]
                made.append(ArgumentSpan(name, word.start - start, word.end - start, "", point))
        return [
            ArgumentSpan(one.name, one.start, one.end, self.text[start + one.start : start + one.end], one.point)
            for one in made
        ]


@dataclass(frozen=True)
class Segment:
    """A part of a reading: one step's words."""

    reading: ScoredText
    start: int
    end: int
    is_before: bool = False

    @cached_property
    def labels(self) -> NDArray[np.float32]:
        """How likely each label is, with what the words by themselves say [shape=(labels,)]."""
        chances = self.reading.labels(self.start, self.end)
        return weighed(chances, network().labels, self.reading.text[self.start : self.end])

    @property
    def kinds(self) -> Mapping[str, float]:
        """How likely the words are what the network knows, a task of the session's own, or no task."""
        return self.reading.kinds(self.start, self.end)

    @property
    def intents(self) -> Mapping[str, float]:
        """How likely the words ask for each task/kind, by what people say for it."""
        return self.reading.intents(self.start, self.end)

    def spans(self, task: str) -> tuple[ArgumentSpan, ...]:
        """The arguments of a task that the words name."""
        if task not in self._spans:
            self._spans[task] = tuple(self.reading.spans(self.start, self.end, task))
        return self._spans[task]

    @cached_property
    def _spans(self) -> dict[str, tuple[ArgumentSpan, ...]]:
        return {}

    def likeliest(self, name: str) -> ArgumentSpan | None:
        """The words most like an argument that was not read."""
        return self.reading.likeliest(self.start, self.end, name)


def _chances(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    found = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(found / found.sum(axis=-1, keepdims=True), np.float32)


@functools.lru_cache(maxsize=256)
def read(text: str, named: tuple[int, ...] = (), before: str = "") -> ScoredText:
    """Read a text. `named`: for each word 1 for a clip or track of the session, 2 for a picture, else 0.

    `before` is what `context_words` says of the turn before.
    """
    found = tokens(plain(text))
    known = named if len(named) == len(found) else (0,) * len(found)
    labels, tags, cuts, points = network().answers([token.text for token in found], known, before)
    return ScoredText(text, tuple(found[: len(labels)]), labels, tags, _chances(cuts), points, known)


def context_words(asked: bool, label: str, said: str) -> str:
    """What the network is told about the turn before: what was done (task/kind) or asked about, and its words."""
    did = label.replace("/", " ").replace("_", " ")
    return f"{'question' if asked else 'did'}: {did or 'nothing'}; {' '.join(said.split()[:24])}"


@functools.lru_cache(maxsize=1)
def _task_of_label() -> NDArray[np.float32]:
    """Which label belongs to which task [shape=(labels, tasks)]."""
    tasks = [label.partition("/")[0] for label in network().labels]
    names = sorted(set(tasks))
    return np.array([[task == name for name in names] for task in tasks], np.float32)


@functools.lru_cache(maxsize=64)
def _tags_of(task: str) -> list[int]:
    """The tags that can stand in words for a task; O is the first."""
    names = {arg.name for arg in find_task(task).args} | set(_EXTRA.get(task, ()))
    return [i for i, tag in enumerate(network().tags) if tag == "O" or tag[2:] in names]


@functools.lru_cache(maxsize=64)
def _steps_of(task: str) -> NDArray[np.float32]:
    """What may follow what: I-x only after B-x or I-x [shape=(tags + 1, tags)], the last row is the beginning."""
    tags = [network().tags[i] for i in _tags_of(task)]
    cost = np.zeros((len(tags) + 1, len(tags)), np.float32)
    for j, tag in enumerate(tags):
        if tag.startswith("I-"):
            cost[:, j] = -50
            for i, before in enumerate(tags):
                if before[2:] == tag[2:]:
                    cost[i, j] = 0
    return cost


def _best_path(scores: NDArray[np.float32], steps: NDArray[np.float32]) -> list[int]:
    """Viterbi over scores [shape=(words, tags)]."""
    total, back = scores[0] + steps[-1], []
    for row in scores[1:]:
        through = total[:, None] + steps[:-1]
        back.append(through.argmax(axis=0))
        total = through.max(axis=0) + row
    path = [int(total.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
