"""Figure said: a bare figure takes the place of the one that was said in the turn before, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.copies import copy
from engine.planner.offline.sentence.fades import fade
from engine.planner.offline.sentence.loops import loop
from engine.planner.offline.sentence.said import Said, taken_apart
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_FIGURE = re.compile(r"(?<![\w.])\d+(?![\w.%:/])")
_BESIDE = frozenset("make it to at about like rather only more at least bar bars do on".split())
_AT = re.compile(r"\b(?:at|to|on|till|until|up to|by|from|in)(?: the)?(?: bar)? *$")
_READERS: dict[tuple[str, str], Callable[[Said], list[Step] | None]] = {
    ("edit_clip", "fade_in"): fade,
    ("edit_clip", "fade_out"): fade,
    ("automate", ""): fade,
    ("arrange", "duplicate"): copy,
}


def figure_said(said: Said) -> list[Step] | None:
    """The act before with the figure; None where more is said, or its request had not just one such figure."""
    last = said.last()
    bar = _bare(said)
    if not last or bar is None or said.bag - _BESIDE or any(not one.is_pronoun for one in said.things):
        return None
    act, request = last[0], plain(last[0].said).strip().lower()
    if any(one.said != last[0].said for one in last):
        return None
    found = [one for one in _FIGURE.finditer(request)]
    if len(found) != 1 or len({(one.tool, one.kind) for one in last}) != 1:
        return None
    if (act.tool, act.kind) == ("edit_clip", "loop") and "duration" in act.args and _AT.search(request[: found[0].start()]):
        return loop(taken_apart(f"till bar {bar:g}", said.scene, focus=said.focus))
    if (act.tool, act.kind) == ("edit_clip", "trim") and re.match(r" bars?\b", request[found[0].end() :]):
        return _trimmed(act, bar)
    reader = _READERS.get((act.tool, act.kind if act.tool != "automate" else ""))
    if reader is None or act.tool == "automate" and not re.match(r" bars?\b", request[found[0].end() :]):
        return None
    words = f"{request[: found[0].start()]}{bar:g}{request[found[0].end() :]}"
    turns = said.scene.context.dialogue[: act.turn - 1]
    before = DialogueState.of(replace(said.scene.context, dialogue=turns))
    steps = reader(taken_apart(words, before))
    if not steps or len(steps) != len(last) or any(one.task != act.tool for one in steps):
        return None
    op = "again" if said.adds and not said.corrects and act.kind == "duplicate" else "fix"
    return [told_as(one, op, old) for one, old in zip(steps, last, strict=True)]


def _bare(said: Said) -> float | None:
    """A figure without a unit, or "33" told as a place."""
    if len(said.amounts) == 1 and not said.places:
        one = said.amounts[0]
        is_told = re.fullmatch(r"\d+", said.text[one.start : one.end]) is not None
        return one.value if is_told and not one.unit else None
    if len(said.places) == 1 and not said.amounts:
        words = said.text[said.places[0].start : said.places[0].end]
        match = re.fullmatch(r"(?:(?:at|to|by|till|until) )?(?:bar )?(\d+)", words)
        return float(match[1]) if match else None
    return None


def _trimmed(act: Frame, bars: float) -> list[Step] | None:
    """So many bars long instead."""
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    if not isinstance(start, int | float) or not isinstance(end, int | float) or bars < 1:
        return None
    return [told_as(Step("edit_clip", {**act.args, "end_bar": number(start + bars - 1)}), "fix", act)]
