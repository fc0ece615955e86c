"""Several new names in one request: "rename A and B to C and D", "call the cello Celli and the keys Rhodes".

Each gets its own. Where there is one name for several, it is asked which name each shall have.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_END = r"(?:,? (?:please|pls|respectively|instead|in that order))*[\s.!]*$"
_TO = r"(?: to(?: be)?| as| into|:| ->| =)"
_LISTS = regex(
    rf"{LEAD}(?:rename|relabel|retitle|name|label|call) (?P<what>.+?){_TO} (?P<names>[^\"]+?){_END}", re.IGNORECASE
)
_PAIRS = regex(rf"{LEAD}(?:rename|relabel|retitle|name|label|call) (?P<all>[^\"]+?){_END}", re.IGNORECASE)
_AND = regex(r",? and (?!roll\b)|, | & ", re.IGNORECASE)
_PAIR = regex(rf"^(?P<what>.+?){_TO} (?P<name>.+)$", re.IGNORECASE)
EACH_ITS_NAME = "Which name shall each of them have?"

Read = Callable[[str, DialogueState], list[Step]]


def renamed_each(text: str, scene: DialogueState, understand: Read) -> list[Step] | None:
    """One step a new name, or the question which name each shall have; None for any other request."""
    simple = plain(text)
    if len(simple) != len(text):
        return None
    pairs = _one_by_one(text, simple, scene) or _in_two_lists(text, simple, scene)
    if pairs is None or len(pairs) < 2:
        return None
    if any(not name for _, name in pairs):
        return [Step("ask", {"text": EACH_ITS_NAME})]
    each = [understand(f"rename {what} to {name}", scene) for what, name in pairs]
    steps = [step for one in each for step in one]
    return None if any(len(one) != 1 for one in each) or any(step.task in REPLIES for step in steps) else steps


def _one_by_one(text: str, simple: str, scene: DialogueState) -> list[tuple[str, str]] | None:
    match = _PAIRS.match(simple)
    pieces = _pieces(text[match.start("all") : match.end("all")]) if match else []
    pairs = [_pair(piece, scene) for piece in pieces]
    known = [pair for pair in pairs if pair]
    return known if len(known) == len(pieces) >= 2 else None


def _pair(piece: str, scene: DialogueState) -> tuple[str, str] | None:
    if told := _PAIR.match(piece):
        return (told["what"], told["name"]) if things(told["what"], scene) else None
    named = things(piece, scene)
    if len(named) not in (1, 2) or piece[: named[0].start].strip().lower() not in ("", "the", "my", "our"):
        return None
    name = re.sub(r"^(?:track|clip|channel|bus)\s+", "", piece[named[0].end :].strip(), flags=re.IGNORECASE)
    return (piece[: named[0].end], name) if name else None


def _in_two_lists(text: str, simple: str, scene: DialogueState) -> list[tuple[str, str]] | None:
    match = _LISTS.match(simple)
    if match is None:
        return None
    whats = _pieces(text[match.start("what") : match.end("what")])
    names = _pieces(text[match.start("names") : match.end("names")])
    if len(whats) < 2 or any(len(things(one, scene)) != 1 for one in whats):
        return None
    if len(names) == len(whats):
        return list(zip(whats, names, strict=True))
    return [(what, "") for what in whats] if len(names) == 1 else None


def _pieces(words: str) -> list[str]:
    return [one.strip() for one in _AND.split(words) if one.strip()]
