"""Kinds: is a clause one of the tasks that the reader network learned, one of the session's own, or beside the table?

A small table over the words (names left out) and over what the network says of them: it knows tasks that the network
was never shown, and what is no task at all. Made by bench/planner/train_kinds.py.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.reading.word_table import WordTable, read_word_table
from engine.planner.offline.text.words import compiled
from engine.planner.regex import regex

PATH = Path(__file__).parents[2] / "data" / "kinds.npz"
BUCKETS = 1 << 14
"""Words and pieces of words are counted by a number of 14 bits."""
NAME = "nameofone"
OLD = "old"
"""The label of what the reader network can tell by itself."""
STRONGER = 8.0
"""So many times likelier is a task whose own word is said."""
_OWN_WORDS: tuple[tuple[str, str], ...] = (
    (
        "marker",
        r"\b(?:markers?|flags? (?:at|here|called|that)|locators?|rehearsal (?:marks?|letters?))\b"
        r"|\b(?:put|set|add|make|place)\b (?:\w+ ){0,3}?marks?\b",
    ),
    ("edit_notes", r"\b(?:quanti[sz]\w*|humani[sz]\w*|velocit\w+|legato|staccato|strum\w*)\b"),
    ("automate", r"\b(?:automat(?:e|ion)|crescendo|decrescendo|diminuendo)\b"),
    ("freeze", r"\b(?:un-?)?freez\w+\b|\b(?:un)?freeze\b"),
    ("plugin", r"\b(?:un-?)?bypass\w*\b"),
    ("export", r"\bexport\w*\b|\b(?:as|an?|to|the) (?:mp3s?|flacs?|wavs?|m4a|aac)\b"),
    ("set_track", r"\b(?:dis)?arm(?:ed|ing)?\b|\bcolou?r (?:the|it|them|my|all)\b|\b(?:input )?monitoring\b"),
    ("transport/set_meter", r"\b(?:time signature|meter)\b"),
    ("transport/ramp", r"\b(?:ritardando|rallentando|accelerando|accel|rall)\b"),
    ("transport/record", r"\bcount[- ]?in\b"),
    (
        "route/sidechain",
        r"\bduck (?:the|it|my)\b.*\b(?:with|under|to|when)\b|\bside-?chain (?:the |my )?\w+ (?:to|with|from)\b",
    ),
    (
        "route/group",
        r"\b(?:in|into|to|under) (?:an?|the) (?:\w+ )?(?:folder|group)\b(?! (?:of|chat))"
        r"|^\W*group (?:the |my )?\w",
    ),
    ("route", r"\bungroup\w*\b|\b(?:to|on|through|into) an? (?:\w+ )?bus\b"),
    ("take", r"\btakes? (?:\d|one|two|three|four|five)\b|\b(?:first|second|third|previous) take\b"),
)
FEW = 3
"""So few words beside names are no task of the session's own unless one of them is its word."""
WEAKER = 0.002
_TELLING = regex(
    r"\b(?:red|green|blue|yellow|orange|purple|violet|pink|brown|black|white|gr[ae]y|gold|lilac|turquoise|teal"
    r"|colou?r\w*|inserts?|plug-?ins?|takes?|versions?"
    r"|overs|clips|clipping|peak\w*|lufs|loud|mp3|wav|flac|stems|midi|freeze|bounce|send|group|bus|top|bottom"
    r"|first|arm\w*|marker|markers|flag|meter|waltz"
    r"|selected|quanti[sz]e\w*|humani[sz]e\w*|legato|staccato|swing|strum|thin|double|bypass\w*|automation"
    r"|tracks|files?|tempo|from|to|count|masking|unfreeze"
    r"|ungroup|pump\w*|duck\w*|sidechain|monitor\w*|export|0/0|00/0|0/00|00/00)\b",
    re.IGNORECASE,
)
_ASKS = regex(r"\W*(?:any\w*|what\w*|which|how|are|is|does|were|where\w*|who\w*)\b", re.IGNORECASE)
MOST_WORDS = 48
"""Of a clause; what is said after them rarely tells its kind."""


@functools.lru_cache(maxsize=2)
def kinds(path: Path = PATH) -> WordTable:
    """Load one table; it holds numbers and plain texts only."""
    return read_word_table(path)


def words_without_names(words: list[str], named: list[int]) -> str:
    """The words of a clause with one word for every name of a clip or track."""
    made = [NAME if name else word for word, name in zip(words, named, strict=True)]
    return " ".join(made[:MOST_WORDS])


def said_by(labels: NDArray[np.float32], tags: NDArray[np.float32]) -> NDArray[np.float32]:
    """What the network says of some words [shape=(words, names)], in one row [shape=(scores,)]."""
    return np.concatenate([labels.mean(axis=0), labels.max(axis=0), tags.max(axis=0)]).astype(np.float32)


def kind_chances(text: str, said: NDArray[np.float32]) -> dict[str, float]:
    """How likely each kind is: `old`, a task/kind of the session's own, refuse, ask or chat."""
    table = kinds()
    scores = table.scores(text, said)
    own = [label for label, pattern in _OWN_WORDS if compiled(pattern, re.IGNORECASE).search(text)]
    if own:
        hits = [any(label == one or label.startswith(f"{one}/") for one in own) for label in table.labels]
        scores = scores + np.log(STRONGER) * np.array(hits, np.float32)
    few = len([word for word in re.findall(r"[^\W\d_]+", text) if word != NAME]) <= FEW
    if few and not _TELLING.search(re.sub(r"\d", "0", text).replace(" / ", "/")):
        asks = _ASKS.match(text) is not None
        own_task = [
            ("/" in label or label in ("export", "set_track")) and not (asks and label.startswith("session_info"))
            for label in table.labels
        ]
        scores = scores + np.log(WEAKER) * np.array(own_task, np.float32)
    chances = np.exp(scores - scores.max())
    return dict(zip(table.labels, (chances / chances.sum()).tolist(), strict=True))
