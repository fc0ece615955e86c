"""Noises at a time: "there's a creak at 12 seconds, kill it" mends that moment; nothing is cut away behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

WHERE_IT_ENDS = "From where to where should be cut, for example from 12.0 to 12.4 s?"
_NOISE = re.compile(
    r"\b(?:creak\w*|clicks?|pops?|cough\w*|bumps?|thumps?|squeaks?|crackles?|rustl\w+|knocks?|bangs?|sneez\w*|breaths?|plosives?"
    r"|sirens?|barks?|beeps?|glitch\w*|drop-?outs?|scratch\w*|clunks?|thuds?|smacks?|sniff\w*|rattles?|doors?|chairs?|phones?"
    r"|noises?|spikes?|clatter|swallows?|mic (?:hit|bump|knock)s?|(?:fret|string) noises?)\b",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(
    r"\b(?:at|around|near) (?:about |around |roughly )?(?:\d+(?:\.\d+)? ?(?:s|secs?|seconds?)\b|\d+:\d\d)",
    re.IGNORECASE,
)
_ON_FROM_THERE = re.compile(
    r"\b(?:from|after|behind|onwards?|until|till|past|since|everything|all|rest|tail|end(?:ing)?|remaining|off)\b",
    re.IGNORECASE,
)
_BEFORE_S, _AFTER_S = 0.2, 0.5
"""How far around the time that is told; people name it a moment late."""


def noise_at(steps: Sequence[Step], text: str) -> list[Step]:
    """The steps; a cut that only says where it begins is the mending of a noise, or a question."""
    said = plain(text)
    if not any(map(_has_no_end, steps)) or _ON_FROM_THERE.search(said) or not _AT_A_TIME.search(said):
        return list(steps)
    if not _NOISE.search(said):
        return [Step("ask", {"text": WHERE_IT_ENDS})]
    return [_mended(step) if _has_no_end(step) else step for step in steps]


def _has_no_end(step: Step) -> bool:
    is_cut = step.task == "edit_clip" and step.args.get("action") == "cut"
    return is_cut and "start" in step.args and not {"end", "end_bar"} & set(step.args)


def _mended(step: Step) -> Step:
    at = float(step.args["start"])
    around = {"start": round(max(0.0, at - _BEFORE_S), 3), "end": round(at + _AFTER_S, 3)}
    return Step("inpaint", {**({"clip": step.args["clip"]} if "clip" in step.args else {}), **around})
