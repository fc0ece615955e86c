"""In each part: "pads down 2 in chorus 1 and 2", "mute the hats in the verse and the bridge" is done in both."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import compiled, plain
from engine.tasks.plan import Step

_NUMBER = re.compile(r"[\s_-]*(?P<number>\d+)$")
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_COUNT = rf"(?:\d|{'|'.join(_WORDS)})"
_NUMBERED = re.compile(rf"(?P<base>.*?)[\s_-]*(?P<count>{_COUNT})$")


def in_each_part(
    text: str, scene: DialogueState, read: Callable[[str, DialogueState], list[Step]]
) -> list[Step] | None:
    """The steps for each part that is listed, where they are automation of the first; None for any other request."""
    parts = {name.lower(): bar for name, bar in scene.context.markers}
    if len(parts) < 2 or '"' in plain(text):
        return None
    names = "|".join(_as_said(name) for name in sorted(parts, key=len, reverse=True))
    listed = compiled(
        rf"\b(?:in|during|over|across|through(?:out)?|for)\s+(?:the )?(?P<first>{names})"
        rf"(?P<more>(?:\s*(?:,|and|&|\+|,\s*and)\s*(?:(?:in|during|over|for) )?(?:the )?(?:{names}|{_COUNT}))+)"
        r"(?!\s*(?:db|%|bars?|beats?)\b|[\w.])",
        re.IGNORECASE,
    ).search(plain(text))
    meant = _meant(listed["first"], listed["more"], names, parts) if listed else []
    if listed is None or len(meant) < 2:
        return None
    first = f"{text[: listed.end('first')]}{text[listed.end('more') :]}"
    steps = read(first, DialogueState.of(scene.context))
    ends = sorted(parts.values())
    last = float(last_bar(Clause(text, "automate", "", scene)))
    stretches = [(bar, next((one for one in ends if one > bar), last)) for bar in meant]
    if any(step.task != "automate" or _bars(step) != stretches[0] for step in steps):
        return None
    return [
        replace(step, args={**step.args, "start_bar": number(start), "end_bar": number(end)})
        for start, end in stretches
        for step in steps
    ]


def _as_said(name: str) -> str:
    """A pattern of the name, its number in figures or in words."""
    number = _NUMBER.search(name)
    if number is None or int(number["number"]) > len(_WORDS):
        return re.escape(name)
    word = _WORDS[int(number["number"]) - 1]
    return rf"{re.escape(name[: number.start()])}[\s_-]*(?:{number['number']}|{word})"


def _meant(first: str, more: str, names: str, parts: dict[str, float]) -> list[float]:
    """Where the parts begin that are listed; none where one of them is not there."""
    base, found = "", []
    for said in [first.lower(), *(one[0].lower() for one in re.finditer(rf"{names}|{_COUNT}", more, re.IGNORECASE))]:
        numbered = _NUMBERED.match(said) if said not in parts else None
        if numbered:
            count = numbered["count"]
            said = f"{numbered['base'] or base} {count if count.isdigit() else _WORDS.index(count) + 1}"
        base = _NUMBER.sub("", said)
        found.append(next((bar for name, bar in parts.items() if name_words(name) == name_words(said)), None))
    return [bar for bar in found if bar is not None] if None not in found else []


def _bars(step: Step) -> tuple[object, object]:
    return step.args.get("start_bar"), step.args.get("end_bar")
