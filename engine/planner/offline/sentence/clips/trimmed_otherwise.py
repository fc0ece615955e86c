"""Trimmed otherwise: "no, the last 4", "or rather bar 7", "only one bar" behind a trim or an end cut off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.trims import ENDS, PAST, STARTS
from engine.planner.offline.sentence.scope.lying import bar_s, beats_of_bar, seconds
from engine.planner.offline.text.number_words import NUMBER_WORDS, spoken_number
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

_FEW = regex(
    rf"(?:(?:just|only|keep|rather|i meant|not those) )*(?:the )?(?P<which>first|last|final) (?P<n>\d+|{NUMBER_WORDS})"
    r"(?: bars)?(?: (?:of it|instead|rather))*"
)
_FROM_TO = regex(
    r"(?:(?:rather|make it|make that|it should be|i meant|only|from|bars?) )*(?P<a>\d+) ?(?:to|-|–|till|until|thru) ?"
    r"(?:bar )?(?P<b>\d+)(?: (?:instead|rather))?"
)
_MORE_BARS = regex(
    rf"(?:(?:give|leave|keep|let)(?: me| it| us)? )?(?:(?P<n>one|an?|another|\d+|{NUMBER_WORDS}) (?:more |extra )?bars?"
    rf"(?: more)?|(?P<m>\d+|{NUMBER_WORDS}|a) bars? longer)(?: of (?:it|that))?"
    r"(?P<where> (?:at|on|in) (?:the |its )?(?:front|start|beginning|end|back))?(?: (?:please|too))*"
)
_OTHER_BAR = frozenset("or rather make it that bar no not at instead be better the i mean meant just only".split())
_AMOUNT_ONLY = frozenset("only just make it that be rather enough do instead less fine will only not so much".split())


def trimmed_otherwise(said: Said) -> list[Step] | None:
    """The trim; None where none was told, or not all of it is known."""
    return _other_few(said) or _other_bars(said) or _more_bars(said) or _other_bar(said) or _other_amount(said)


def _trimmed_last(said: Said) -> Frame | None:
    """The trim to whole bars that was done last."""
    last = said.last()
    if len(last) != 1 or (last[0].tool, last[0].kind) != ("edit_clip", "trim"):
        return None
    return last[0] if all(isinstance(last[0].args.get(name), int) for name in ("start_bar", "end_bar")) else None


def _other_bars(said: Said) -> list[Step] | None:
    """ "No, 5 to 10": these bars of it."""
    act, match = _trimmed_last(said), _FROM_TO.fullmatch(said.text.strip())
    if act is None or match is None or not int(match["a"]) < int(match["b"]):
        return None
    args = {**act.args, "start_bar": int(match["a"]), "end_bar": int(match["b"])}
    return [told_as(Step("edit_clip", args), "fix", act)]


def _more_bars(said: Said) -> list[Step] | None:
    """ "One more bar of it", "a bar longer": at its end."""
    act, match = _trimmed_last(said), _MORE_BARS.fullmatch(said.text.strip())
    if act is None or match is None:
        return None
    words = (match["n"] or match["m"] or "one").removeprefix("an ").strip()
    size = int(words) if words.isdigit() else int(spoken_number(words) or 1)
    at_front = (match["where"] or "").split()[-1:] in (["front"], ["start"], ["beginning"])
    args = dict(act.args)
    args |= {"start_bar": args["start_bar"] - size} if at_front else {"end_bar": args["end_bar"] + size}
    return [told_as(Step("edit_clip", args), "fix", act)] if args["start_bar"] >= 1 else None


def _other_few(said: Said) -> list[Step] | None:
    """ "No, the last 4" behind a trim: another end of what it was."""
    last = said.last()
    match = _FEW.fullmatch(said.text.strip())
    if match is None or len(last) != 1 or (last[0].tool, last[0].kind) != ("edit_clip", "trim"):
        return None
    clip = said.scene.clip(last[0].args.get("clip"))
    if clip is None or clip.kind != "audio":
        return None
    length = (float(match["n"]) if match["n"].isdigit() else float(spoken_number(match["n"]) or 0)) * bar_s(clip, said)
    span = {"start": 0, "end": seconds(length)} if match["which"] == "first" else {"start": seconds(-length)}
    return [told_as(Step("edit_clip", {"clip": clip.id, "action": "trim", **span}), "fix", last[0])] if length else None


def _other_bar(said: Said) -> list[Step] | None:
    """ "Or rather bar 7": the end that was told, there."""
    last, words = said.last(), frozenset(re.findall(r"[a-z']+", said.text))
    if len(last) != 1 or (last[0].tool, last[0].kind) != ("edit_clip", "trim") or len(said.places) != 1:
        return None
    place, act = said.places[0], last[0]
    if place.how not in ("bare", "at") or len(place.spans) != 1 or said.amounts or words - _OTHER_BAR or said.is_open:
        return None
    if any(not isinstance(act.args.get(name), int) for name in ("start_bar", "end_bar")):
        return None
    start, end = place.spans[0]
    is_end, is_start = (re.search(rf"\b{form}\b", act.said) is not None for form in (ENDS, STARTS))
    new = {}
    if PAST.search(act.said):
        new = {"end_bar": int(end) - 1}
    elif is_end != is_start:
        new = {"end_bar": int(start) - 1} if is_end else {"start_bar": int(start)}
    args = {**act.args, **new}
    return [told_as(Step("edit_clip", args), "fix", act)] if new and args["start_bar"] <= args["end_bar"] else None


def _other_amount(said: Said) -> list[Step] | None:
    """ "Only one bar" behind bars that were cut off an end."""
    if (bars := _other_bars_off(said)) is not None:
        return bars
    last = said.last()
    if not last or any((one.tool, one.kind) != ("edit_clip", "cut") for one in last) or said.places or said.things:
        return None
    amounts = [one for one in _with_unit(said.amounts, last[0]) if one.unit in ("bars", "beats", "s")]
    if len(amounts) != 1 or len(said.amounts) > 1 or said.bag - _AMOUNT_ONLY:
        return None
    if not said.bag and not said.corrects and said.form not in ("N", "just N", "only N"):
        return None
    steps: list[Step] = []
    for act in last:
        clip = said.scene.clip(act.args.get("clip"))
        start = act.args.get("start")
        if clip is None or not isinstance(start, int | float):
            return None
        each = bar_s(clip, said)
        if start > 0:  # it ends now where the cut began
            is_end = clip.bars is not None and abs((clip.bars[1] - clip.bars[0]) * each - start) < 0.02
            if not is_end or "end" not in act.args:
                return None
            start = -1.0
        off = amounts[0].value * {"bars": each, "beats": each / beats_of_bar(said), "s": 1.0}[amounts[0].unit]
        span = {"start": seconds(-off)} if start < 0 else {"start": 0, "end": seconds(off)}
        steps.append(told_as(Step("edit_clip", {"clip": clip.id, "action": "cut", **span}), "fix", act))
    return steps


def _with_unit(amounts: Sequence[Quantity], act: Frame) -> list[Quantity]:
    """ "Just one", behind "the first two bars": of the same."""
    units = {one.unit for one in quantities(act.said.lower()) if one.unit in ("bars", "beats", "s")}
    units |= set(_BARS_TOLD.findall(act.said.lower()))
    return [replace(one, unit=next(iter(units))) if not one.unit and len(units) == 1 else one for one in amounts]


_BARS_TOLD = regex(r"\b(?:two|three|four|\d) (bars|beats)\b")


_SO_MANY = regex(
    rf"(?:(?:only|just|make (?:it|that)|no|rather|cut) )+(?P<n>\d+|{NUMBER_WORDS})(?: bars?)?"
    r"(?: (?:instead|rather|off))*"
)


def _other_bars_off(said: Said) -> list[Step] | None:
    """ "Just one", behind the first two bars that were cut off: of the same end."""
    match, last = _SO_MANY.fullmatch(said.text.strip(" .!")), said.last()
    if match is None or len(last) != 1 or (last[0].tool, last[0].kind) != ("edit_clip", "cut"):
        return None
    start, end = last[0].args.get("start_bar"), last[0].args.get("end_bar")
    clip = said.scene.clip(last[0].args.get("clip"))
    size = int(match["n"]) if match["n"].isdigit() else int(spoken_number(match["n"]) or 0)
    if not isinstance(start, int) or not isinstance(end, int) or clip is None or clip.bars is None or size < 1:
        return None
    if abs(clip.bars[0] - end - 1) < 0.01:
        span = {"end_bar": start + size - 1}
    elif abs(clip.bars[1] - start) < 0.01:
        span = {"start_bar": end - size + 1}
    else:
        return None
    return [told_as(Step("edit_clip", {**last[0].args, **span}), "fix", last[0])]
