"""The place of a song that a question names: "the turn bit", "the chorus" (each of them), "bar 9", "1:20"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.part_said import PART, numbered, sections
from engine.planner.offline.text.names import name_words
from engine.planner.regex import regex

_ARTICLE = regex(r"^(?:(?:the|our|my|this|that|whole|entire|all of)\s+)+", re.IGNORECASE)
_NOUN = regex(r"\s+(?:section|part|bit|passage|marker|bars)$", re.IGNORECASE)
_ORDER = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "last": -1, "final": -1}
_EDGE = regex(
    r"(?:very )?(?:start|beginning|top|(?P<end>end|ending))(?: of (?:the |this |our )?(?:song|tune|track|piece|it|cue"
    r"|show))?"
)
_FROM_TO = regex(r"(?P<a>\d+) ?(?:and|to|till|until|-) ?(?:bar )?(?P<b>\d+)")
_BAR = regex(r"\d{1,3}")
""" "What sounds at 18"."""
_CLOCK = regex(
    r"(?:(?P<minutes>\d+):(?P<rest>\d{2})|(?P<seconds>\d+(?:\.\d+)?) ?(?:seconds?|secs?|s)|seconds? (?P<at>\d+))"
    r"(?: in)?"
)
_WAYS = {"past": "after", "beyond": "after", "behind": "after", "ahead of": "before"}


@dataclass(frozen=True)
class AskedStretch:
    """From this bar to before that one; or a time."""

    start: float = 1.0
    end: float = 1.0
    at_s: float | None = None

    def args(self) -> dict[str, Any]:
        """As arguments."""
        if self.at_s is not None:
            return {"at": number(self.at_s)}
        return {"start_bar": number(self.start), "end_bar": number(self.end)}


def places(words: str | None, scene: DialogueState, way: str = "") -> list[AskedStretch]:
    """The places that words name and nothing else; "before" and "after" one is all that lies there, "from" it and
    after the last of them what lies there and behind it."""
    found = _places(words, scene)
    way = _WAYS.get(way.lower(), way.lower())
    if way not in ("before", "after", "from") or any(one.at_s is not None for one in found):
        return found if way not in ("before", "after", "from") else []
    end = float(last_bar(Clause("", "", "", scene)))
    if found and way == "before":
        return [AskedStretch(1.0, found[0].start)] if found[0].start > 1 else []
    if found and way == "after" and found[-1].end < end:
        return [AskedStretch(found[-1].end, end)]
    return [AskedStretch(found[-1].start, end)] if found and found[-1].start < end else []


def _places(words: str | None, scene: DialogueState) -> list[AskedStretch]:
    bare = _ARTICLE.sub("", (words or "").strip(" ,?.!").lower())
    if not bare:
        return []
    if clock := _CLOCK.fullmatch(bare):
        seconds = 60 * int(clock["minutes"] or 0) + float(clock["rest"] or clock["seconds"] or clock["at"])
        return [AskedStretch(at_s=float(seconds))]
    if edge := _EDGE.fullmatch(bare):
        end = float(last_bar(Clause("", "", "", scene)))
        return [AskedStretch(end - 1, end) if edge["end"] else AskedStretch(1.0, 2.0)]
    if (bar := _BAR.fullmatch(bare)) and 0 < int(bar[0]) < last_bar(Clause("", "", "", scene)):
        return [AskedStretch(float(bar[0]), float(bar[0]) + 1)]
    bars = PART.fullmatch(bare)
    if bars and bars["a"]:
        told = numbered(bars)
        return [AskedStretch(*told)] if told else []
    if reach := _FROM_TO.fullmatch(bare):
        start, end = float(reach["a"]), float(reach["b"])
        return [AskedStretch(start, end)] if 1 <= start < end else []
    parts = sections(scene)
    for said in dict.fromkeys((bare, _NOUN.sub("", bare))):
        if found := _sections(said, parts):
            return found
    return []


def _sections(said: str, parts: dict[str, tuple[float, float]]) -> list[AskedStretch]:
    """A part by its name; of several that differ by a number all of them, or the one that is counted."""
    words = name_words(said)
    exact = [reach for name, reach in parts.items() if words and name_words(name) == words]
    if exact:
        return [AskedStretch(*reach) for reach in exact]
    first = _ORDER.get(said.split()[0]) if len(said.split()) > 1 else None
    bare = name_words(said.split(maxsplit=1)[1]) if first is not None else words
    alike = [reach for name, reach in parts.items() if bare and _without_number(name) == bare]
    if first is not None:
        return [AskedStretch(*alike[first])] if -len(alike) <= first < len(alike) else []
    return [AskedStretch(*reach) for reach in alike]


def _without_number(name: str) -> Sequence[str]:
    words = name_words(name)
    return words[:-1] if len(words) > 1 and re.fullmatch(r"\d+|[a-d]|i+", words[-1]) else words
