"""Only in several stretches: "the sample only on bars 3-4 and 7-8, cut the rest" is silent everywhere else."""

from __future__ import annotations

import re
from itertools import pairwise

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.bars_said import are_listed
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.spans_said import spans_said
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ONLY = regex(
    r"\b(?:only|just)(?: (?:ever|play\w*|sings?|keep|use|want|have|there|heard|comes? in|be))* (?:in|on|over"
    r"|during|for)? ?§"
    r"|§(?: ¤)? (?:only|alone|and nothing else|and nowhere else|nothing else|nowhere else|, nothing else)"
    r"|\b(?:keep|use|want|leave) (?:only|just) (?:¤ )?(?:in |on |from |of )?§|\bonly (?:keep|use|leave) (?:¤"
    r" )?(?:in |on )?§"
    r"|§.*\b(?:cut|mute|silence|drop|delete|lose|remove) (?:out )?(?:all )?the rest"
)
_BESIDE = frozenset(
    "the a my our i we you want need like would could should must to be is are let have make it its that of in on"
    " at for"
    " over during please now ok okay so and then only just keep use leave play plays playing sing sings heard there cut"
    " mute silence drop delete lose remove out all rest nothing nowhere else alone elsewhere silent ever comes"
    " come part"
    " parts with i'd".split()
)


def kept_parts(text: str, scene: DialogueState) -> list[Step] | None:
    """A mute over each stretch between; None for any other request, and for one stretch, to which a clip is trimmed."""
    said = plain(text).strip().lower().replace("’", "'")
    spans = spans_said(said, scene) if '"' not in said else None
    if not spans or len(spans) < 2 or any(one.end > other.first for one, other in pairwise(spans)):
        return None
    if not are_listed(spans, said):
        return None
    form = f"{said[: spans[0].at]} § {said[spans[-1].to :]}"
    named = [one for one in things(form, scene) if form[one.start : one.end].split()[-1] != "rest"]
    tracks = list(dict.fromkeys(track for one in named for track in one.tracks))
    if len(named) != 1 or len(tracks) != 1:
        return None
    form = f"{form[: named[0].start]} ¤ {form[named[0].end :]}"
    form = re.sub(r"\b(?:the|my|our) (?=[§¤])", "", " ".join(form.split()))
    if not _ONLY.search(form) or set(re.findall(r"[a-z']+|\d+", form)) - _BESIDE:
        return None
    ends = [1.0, *(edge for one in spans for edge in (one.first, one.end)), float(last_bar(Clause("", "", "", scene)))]
    gaps = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end]
    mute = {"track": tracks[0], "parameter": "mute", "from": 1, "to": 1}
    return [Step("automate", {**mute, "start_bar": number(start), "end_bar": number(end)}) for start, end in gaps]
