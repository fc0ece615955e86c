"""Figure said: a bare figure takes the place of the bar or length that the request before told: "and 33", "no 6"."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.clips.loops import loop
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FIGURE = regex(r"(?<![\w.+-])\d+(?![\w.%:/])")
_BARS = regex(r" bars?\b")
_BESIDE = frozenset("make it to at about rather only at least bar bars do on".split())
_AT = regex(r"\b(?:at|to|on|till|until|up to)(?: bar)? *$")


def figure_said(said: Said) -> list[Step] | None:
    """The acts before with the figure; None where more is said, or their request had not just one such figure."""
    last, new = said.last(), _bare(said)
    if not last or new is None or said.bag - _BESIDE or any(not one.is_pronoun for one in said.things):
        return None
    request = plain(last[0].said).strip().lower()
    found = list(_FIGURE.finditer(request))
    if len(found) != 1 or any(one.said != last[0].said for one in last):
        return None
    told, is_length = float(found[0][0]), _BARS.match(request, found[0].end()) is not None
    if len(last) == 1 and (last[0].tool, last[0].kind) == ("edit_clip", "loop") and "duration" in last[0].args:
        is_end = not is_length and _AT.search(request[: found[0].start()])
        return loop(taken_apart(f"till bar {new:g}", said.scene, focus=said.focus)) if is_end else None
    changes = [_changed(one, told, new, is_length=is_length) for one in last]
    if any(one is None for one in changes):
        return None
    op = "again" if said.adds and not said.corrects and last[0].kind == "duplicate" else "fix"
    return [
        told_as(Step(one.tool, {**one.args, **change}), op, one)
        for one, change in zip(last, changes, strict=True)
        if change is not None
    ]


def _bare(said: Said) -> float | None:
    """A figure without a unit, or "at 33" told as a place."""
    if len(said.amounts) == 1 and not said.places:
        one = said.amounts[0]
        is_told = re.fullmatch(r"\d+", said.text[one.start : one.end]) is not None
        return one.value if is_told and not one.unit else None
    if len(said.places) == 1 and not said.amounts:
        words = said.text[said.places[0].start : said.places[0].end]
        match = re.fullmatch(r"(?:(?:at|to|by|till|until) )?(?:bar )?(\d+)", words)
        return float(match[1]) if match else None
    return None


def _changed(act: Frame, told: float, new: float, *, is_length: bool) -> dict[str, Any] | None:
    """The arguments of a call that the figure was told for, with the new one."""
    if act.kind == "duplicate" and not is_length:
        return {"bar": number(new)} if act.args.get("bar") == told else None
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    if not is_length or not isinstance(start, int | float) or not isinstance(end, int | float) or new < 1:
        return None
    if (act.tool, act.kind) == ("edit_clip", "trim"):
        return {"end_bar": number(start + new - 1)} if end - start + 1 == told else None
    if act.tool != "automate" or end - start != told or act.args.get("from") == act.args.get("to"):
        return None
    if float(act.args["to"]) < float(act.args["from"]):
        return {"start_bar": number(end - new)} if end > new else None
    return {"end_bar": number(start + new)}
