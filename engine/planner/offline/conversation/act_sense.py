"""Sense: what a turn wants of the acts before it, and which of the things it names it wants it for, as chances.

The forms (act_forms) know what is said in few words; this knows how people say the same at length. Its tables are
counted words, made by bench/planner/train_acts.py: things, figures and acts are told by what they are to the
conversation, so no name counts.
"""

from __future__ import annotations

import functools
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.planner.offline.conversation.act_forms import figures_of
from engine.planner.offline.conversation.acts import ONLY_TELLS, is_about, named_in
from engine.planner.offline.conversation.figures import is_value
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Mention, Things
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.text.quantity import Quantity

PATH = Path(__file__).parents[2] / "data" / "acts.npz"
BUCKETS = 1 << 14
WANTS = (
    *("none", "words", "half", "double", "figure", "figure of the first", "opposite", "instead", "also", "also but"),
    *("mirrored", "back", "back, the first", "like", "redo", "further"),
)
"""What can be wanted of earlier acts. "none": the turn is about none of them; "further": a bit more or less."""
_JOINTS = frozenset((",", ".", ";", ":", "!", "?", "and", "but", "though", "while", "so", "yet", "whereas"))
_LONGEST = 60


_CALLED = (
    r"(?:one|thing|act|change|edit|step|request|move|deed|tweak|adjustment|alteration|bit|instruction|command)s?\b"
)
_ALONE = r"(?=\W*$|[,.;:!?]| (?:but|and|is|was|stays?|can|only|back))"
_OF_TWO = r"of (?:the two|those|them)\b"
_BEFORE_LAST = rf"(?:the |that )?(?:{_CALLED} )?(?:before|b4) (?:the )?last(?: one)?\b"
_PLACED = r"\b(?:{before}(?:the |that |your |my |very )*{word} (?:{of_two}|{called})|(?:the |that ){word}\b{alone})"


def _ordinal(word: str, before: str = "") -> re.Pattern[str]:
    return re.compile(_PLACED.format(before=before, word=word, of_two=_OF_TWO, called=_CALLED, alone=_ALONE))


_ORDINALS = (
    ("<act1>", _ordinal(r"(?:first|1st|former|earlier|initial|previous)", f"{_BEFORE_LAST}|")),
    ("<act2>", _ordinal(r"(?<!before )(?<!b4 )(?:second|2nd|latter|last|latest|later|most recent|newest|newer)")),
)
""" "The first change", "the last one": acts by their place among the last two."""


@dataclass(frozen=True)
class TurnSense:
    """The words of a turn, its things and figures told by what they are to the acts."""

    words: tuple[str, ...]
    things: tuple[tuple[int, Mention | str], ...]
    """Places among the words, with what is named there: a thing, or an act by its place ("F" first, "S" second)."""
    figures: tuple[tuple[int, Quantity], ...]
    scene: tuple[str, ...]
    """What was done before: one thing or more, in one request or more, taken back."""


def spoken(things: Things, acts: Sequence[Frame], state: State) -> TurnSense:
    """A turn as the tables read it."""
    named = [(*named_in(things, one), one) for one in things.mentions]
    figures = [(one.start, one.end, one) for one in figures_of(things)]
    last = [one for one in acts if one.turn == acts[-1].turn]
    spans: list[tuple[int, int, str, Mention | Quantity | str]] = [
        (start, end, _thing(one, last, acts, state), one) for start, end, one in named
    ]
    spans += [(start, end, _figure(one, acts), one) for start, end, one in figures]
    for letter, ordinal in _ORDINALS:
        spans += [(*one.span(), letter, "F" if letter == "<act1>" else "S") for one in ordinal.finditer(things.low)]
    words: list[str] = []
    found: list[tuple[int, Mention | str]] = []
    numbers: list[tuple[int, Quantity]] = []
    at = 0
    for start, end, letter, one in sorted(spans, key=lambda span: span[:2]):
        if start < at:
            continue
        words += _plain(things.low[at:start])
        if words and words[-1] in ("the", "my", "our", "that", "this", "your", "bar", "bars"):
            words.pop()
        if isinstance(one, Quantity):
            numbers.append((len(words), one))
        else:
            found.append((len(words), one))
        words.append(letter)
        at = end
    words += _plain(things.low[at:])
    return TurnSense(tuple(words[:_LONGEST]), tuple(found), tuple(numbers), _scene(last, acts, state))


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[a-z]+)?|\d+|[,.;:?!]", text)


def _thing(mention: Mention, last: Sequence[Frame], acts: Sequence[Frame], state: State) -> str:
    ids = set(mention.ids)
    if any(is_about(one, ids, state) for one in last):
        return "<last>"
    return "<earlier>" if any(is_about(one, ids, state) for one in acts) else "<other>"


def _figure(figure: Quantity, acts: Sequence[Frame]) -> str:
    recent = acts[-4:]
    is_old = any(is_value(value, name, figure) for one in recent for name, value in numbers_of(one.args).items())
    return "<old>" if is_old else "<new>"


def _scene(last: Sequence[Frame], acts: Sequence[Frame], state: State) -> tuple[str, ...]:
    several = len(last) > 1 or any(one.args.get("tracks") or one.args.get("clips") for one in last)
    calls = state.context.dialogue[-1].calls if state.context.dialogue else ()
    is_undone = any(str(call.get("tool")) == "undo" for call in calls)
    has_figure = any(numbers_of(one.args) for one in last)
    return (
        f"several {several}",
        f"requests {min(2, len({one.turn for one in acts}))}",
        f"undone {is_undone}",
        f"figure {has_figure}",
    )


def acts_of(state: State) -> list[Frame]:
    """The calls that did something and still stand."""
    return [one for one in state.frames if one.state == "done" and one.tool not in ONLY_TELLS]


# --- the tables ---


@dataclass(frozen=True)
class Tables:
    """Two linear models over counted words."""

    wants: NDArray[np.float32]
    """[shape=(BUCKETS, wants)]"""
    wants_bias: NDArray[np.float32]
    meant: NDArray[np.float32]
    """[shape=(BUCKETS,)]"""
    meant_bias: float


@functools.cache
def tables(path: Path = PATH) -> Tables:
    """Load one file; it holds numbers only."""
    with np.load(path, allow_pickle=False) as data:
        wants = np.zeros((BUCKETS, len(WANTS)), np.float32)
        wants[data["rows"]] = data["wants"].astype(np.float32) * data["scale"]
        meant = np.zeros(BUCKETS, np.float32)
        meant[data["meant_rows"]] = data["meant"].astype(np.float32)
        return Tables(wants, data["wants_bias"].astype(np.float32), meant, float(data["meant_bias"]))


def chances(said: TurnSense, by: Tables | None = None) -> NDArray[np.float32]:
    """How likely each of WANTS is [shape=(wants,)]."""
    model = by or tables()
    places, sizes = numbered(features(said))
    total = sizes @ model.wants[places] + model.wants_bias
    shares = np.exp(total - total.max())
    return np.asarray(shares / shares.sum(), np.float32)


def meant_chance(said: TurnSense, place: int, want: str, by: Tables | None = None) -> float:
    """How likely what is named at a place is what it is wanted for."""
    model = by or tables()
    places, sizes = numbered(features_of_thing(said, place, want))
    return float(1 / (1 + np.exp(-(sizes @ model.meant[places] + model.meant_bias))))


def features(said: TurnSense) -> Iterator[str]:
    """What is counted of a turn: words, neighbours, pairs nearby, parts of words, and what was done before."""
    words = ["^", *said.words, "$"]
    for one, two in zip(words, words[1:], strict=False):
        yield f"2 {one} {two}"
    for parts in zip(words, words[1:], words[2:], strict=False):
        yield f"3 {' '.join(parts)}"
    for at, one in enumerate(words):
        yield f"1 {one}"
        for other in words[at + 2 : at + 5]:
            yield f"~ {one} {other}"
        if len(one) > 3 and one[0] != "<":
            framed = f"<{one}>"
            for start in range(len(framed) - 3):
                yield f"p {framed[start : start + 4]}"
    letters = " ".join(one for one in said.words if one[0] == "<")
    yield f"all {letters}"
    for one in said.scene:
        yield f"s {one}"
        yield f"s {one} {letters}"
        for word in set(said.words):
            yield f"sw {one} {word}"


def features_of_thing(said: TurnSense, place: int, want: str) -> Iterator[str]:
    """What is counted of a thing in a turn: the words around it, and which other things there are on which side."""
    words = said.words
    own = words[place] if place < len(words) else "<other>"
    others = [(at, words[at]) for at, _ in said.things if at != place and at < len(words)]
    sides = " ".join(f"{'before' if at < place else 'behind'} {word}" for at, word in others)
    base = [f"own {own}", f"sides {own} {sides}", f"alone {not others}"]
    for near in range(1, 5):
        left = words[place - near] if place >= near else "^"
        right = words[place + near] if place + near < len(words) else "$"
        base += [f"l{near} {left}", f"r{near} {right}", f"l {left}", f"r {right}"]
    left2 = " ".join(words[max(0, place - 2) : place]) or "^"
    right2 = " ".join(words[place + 1 : place + 3]) or "$"
    base += [f"l2 {left2}", f"r2 {right2}", f"lr {left2.split()[-1]} {right2.split()[0]}"]
    base += [f"b {word}" for word in words]
    start = max((at + 1 for at in range(place) if words[at] in _JOINTS), default=0)
    end = min((at for at in range(place + 1, len(words)) if words[at] in _JOINTS), default=len(words))
    base += [f"c {word}" for word in words[start:end]]
    base += [f"c2 {one} {two}" for one, two in zip(words[start:end], words[start + 1 : end], strict=False)]
    for one in base:
        yield one
        yield f"{want} {one}"


def numbered(found: Iterator[str]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Numbers of what is counted, and what each counts: their squares add up to 1 [shape=(features,)]."""
    places = np.unique(np.array([zlib.crc32(one.encode("utf-8")) % BUCKETS for one in found], np.int64))
    return places, np.full(len(places), 1 / np.sqrt(max(1, len(places))), np.float32)
