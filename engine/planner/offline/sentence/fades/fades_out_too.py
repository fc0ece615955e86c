"""Fades out, too: "both out over their last 2", behind fades in, and the other way round."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.text.amount_words import number_of
from engine.planner.offline.text.counts import COUNT
from engine.planner.regex import regex
from engine.tasks.plan import Step

_OTHER_END = regex(
    r"(?:(?:and|then|now|also) )*(?:(?:fade|have|bring|let) )?(?P<who>both|all|them|it|each|these|those)?"
    r"(?: of (?:them|those))?(?: (?:fade|fades|go|goes|going|come|comes))? ?(?:back )?(?P<way>out|in)"
    rf" (?:over|across) (?:the |their |its )?(?:(?:very )?(?:last|final|first) )?(?P<n>{COUNT})"
    r"(?: (?P<unit>bars?|beats?|seconds?|secs?|s))?(?: (?:too|as well|at the end|at the start|please))*"
)
_SAME_LENGTH = regex(
    r"(?:(?:and|then|now|also) )*(?:(?:have it|let it|make it|it should) )?(?:fade|come|comes|go|goes|ease|rise)?"
    r" ?(?:back )?(?P<way>up|in|out|down)(?: (?:slowly|gently|softly|gradually|smoothly))?(?: (?:as well|too|also))?,?"
    r"(?: (?:over|for|with|in))?(?: the)? same (?:length|time|duration|long|amount of time)(?: (?:as well|too|also"
    r"|please))*"
)
_WAYS = {"up": "in", "down": "out"}
_FADES = {"in": "fade_in", "out": "fade_out"}


def fades_out_too(said: Said) -> list[Step] | None:
    """The fades at the other end; None behind anything else, or where more is said."""
    last = said.last()
    if as_long := _as_long(last, said):
        return as_long
    match = _OTHER_END.fullmatch(said.text.strip())
    if match is None or not last or any(not _is_fade(one) or one.kind == _FADES[match["way"]] for one in last):
        return None
    clips = _clips(said, is_last=match["who"] in (None, "it"))
    if not clips or match["who"] == "both" and len(clips) != 2:
        return None
    long_s = float(number_of(match["n"])) * _second_of(match["unit"] or _unit_of(last), said)
    return [
        Step("edit_clip", {"clip": one, "action": _FADES[match["way"]], "duration": number(long_s)}) for one in clips
    ]


def _as_long(last: list[Frame], said: Said) -> list[Step] | None:
    """ "And come up slowly as well, same length"."""
    match = _SAME_LENGTH.fullmatch(said.text.strip())
    if match is None or not last or any(not _is_fade(one) or "duration" not in one.args for one in last):
        return None
    kind = _FADES[_WAYS.get(match["way"], match["way"])]
    if any(one.kind == kind for one in last):
        return None
    return [
        Step("edit_clip", {"clip": clip, "action": kind, "duration": act.args["duration"]})
        for act in last
        for clip in act.clips()
    ]


def _is_fade(act: Frame) -> bool:
    return act.tool == "edit_clip" and act.kind in _FADES.values()


def _clips(said: Said, *, is_last: bool) -> list[str]:
    """The clips that were faded: by the last request, or by all those in a row."""
    found: list[str] = []
    for act in said.last() if is_last else said.focus.acts:
        if not _is_fade(act):
            break
        found += [one for one in act.clips() if one not in found and said.scene.clip(one)]
    return found[::-1]


def _unit_of(last: list[Frame]) -> str:
    """The unit of the fade before, for a bare figure."""
    return "s" if any(re.search(r"\d ?s(?:ec|\b)|\bseconds?\b", one.said.lower()) for one in last) else "bars"


def _second_of(unit: str, said: Said) -> float:
    bar_s = Clause("", "", "", said.scene).bar_s
    beats = float(said.scene.context.time_signature.partition("/")[0])
    return bar_s if unit.startswith("bar") else bar_s / beats if unit.startswith("beat") else 1.0
