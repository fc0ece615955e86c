"""Some of it: "last one only", "chorus 1 was fine how it was": what was done in several places stays in some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from engine.planner.offline.conversation.act_sense import acts_of
from engine.planner.offline.conversation.become import taken_back_acts
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.place import ORDINALS, Bars
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.over_bars import bars_left
from engine.planner.offline.sentence.scope.where import fader_of
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_JOINT = regex(r"\s*[,;.]\s*(?:(?:and|but|so) )?|\s+(?:but|and|because|cos|since) ")
_HM = regex(r"^(?:(?:h?m+|no|nah|ok|oh|actually|wait|hang on|sorry|well)[ ,]+)+")
_COUNT = rf"(?P<which>{'|'.join(ORDINALS)})"
_NEEDS = r"(?: (?:really )?(?:needs?|wants?|gets?|has|should have|should get|had) (?:it|that|this))"
_ONLY_ONE = regex(
    rf"(?:(?:(?:do |make |put )?(?:it |that )?(?:only|just) (?:(?:in|on|for|at) )?(?:the )?{_COUNT} (?:one|time)"
    rf"|(?:the )?{_COUNT.replace('which', 'other')} (?:one|time))(?P<needs>{_NEEDS})?(?P<only> only| alone)?"
    r"(?: please)?)$"
)
_ONLY_THERE = regex(
    rf"(?:only|just) (?:in |on |for |at )?(?:the )?(?P<part>[\w' ]+?)(?:{_NEEDS}| only)?$"
    r"|(?P<bare>[\w' ]+?) (?:only|alone)$"
)
_FINE = regex(
    r"(?:leave |keep )?(?:the )?(?P<part>[\w' ]+?) (?:(?:was|were|is|sounded) (?:(?:actually|totally|already|quite) )?"
    r"(?:fine|good|ok|okay|right|great|better|perfect|nice)(?: (?:how|as|the way|like|where) it (?:was|is))?"
    r"(?: before)?"
    r"|(?:can |should )?(?:stays?|remains?) (?:how|as|the way|like) it (?:was|is)|(?:how|as|the way|like) it was"
    r"|(?:doesn'?t|didn'?t|does not|did not) (?:need|want) (?:it|that|this))$"
)


def some_of_it(said: Said) -> list[Step] | None:
    """What goes back; None where no part of the places is told, or more than that."""
    last = said.last()
    if not last or any(said.text[one.start : one.end] != "one" for one in said.amounts):
        return None
    clauses = [_HM.sub("", one.strip()) for one in _JOINT.split(said.text) if one and one.strip()]
    if not all(any(form.fullmatch(one) for form in (_ONLY_ONE, _FINE, _ONLY_THERE)) for one in clauses):
        return None
    parts = _parts(last, said)
    found = [_goes(one, parts, said) for one in clauses] if len(parts) > 1 else []
    if not found or None in found:
        return None
    gone = [part for part in parts if any(one and part in one for one in found)]
    if not gone or len(gone) == len(parts):
        return None
    return _without(last, gone, said)


def _parts(last: Sequence[Frame], said: Said) -> list[Bars]:
    """The places that the request told, else those where its calls hold."""
    first = last[0]
    while first.corrects and (base := said.state.frame(first.corrects)):
        first = base
    told = taken_apart(first.said, said.scene).spans
    held = [one for one in dict.fromkeys(_span(act, said) for act in last) if one]
    inside = [one for one in told if any(a - 0.01 <= one[0] and one[1] <= b + 0.01 for a, b in held)]
    found = sorted(dict.fromkeys(inside if len(inside) > 1 else held))
    edges = [bar for name, bar in said.scene.context.markers if name.lower() in first.said.lower()]
    return [part for one in found for part in _apart(one, edges)]


def _apart(span: Bars, edges: Sequence[float]) -> list[Bars]:
    """Parts of the song that lie end to end and are told each by its name."""
    ends = [span[0], *(one for one in edges if span[0] + 0.01 < one < span[1] - 0.01), span[1]]
    return list(pairwise(ends))


def _span(act: Frame, said: Said) -> Bars | None:
    start, end = act.args.get("start_bar"), act.args.get("end_bar")
    if act.tool == "automate" and isinstance(start, int | float) and isinstance(end, int | float):
        return float(start), float(end)
    clips = [view for one in act.clips() if (view := said.scene.clip(one))]
    return clips[0].bars if len(clips) == 1 and "clips" not in act.args and start is None else None


def _goes(clause: str, parts: Sequence[Bars], said: Said) -> list[Bars] | None:
    """The parts that a clause gives back."""
    match = _ONLY_ONE.fullmatch(clause)
    if match and (match["which"] or match["needs"] or match["only"]):
        place = ORDINALS[match["which"] or match["other"]]
        return [one for one in parts if one != parts[place]] if -len(parts) <= place < len(parts) else None
    if match := _FINE.fullmatch(clause):
        return _of(match["part"], parts, said) or None
    if (match := _ONLY_THERE.fullmatch(clause)) and (kept := _of(match["part"] or match["bare"], parts, said)):
        return [one for one in parts if one not in kept]
    return None


def _of(words: str, parts: Sequence[Bars], said: Said) -> list[Bars]:
    """The parts that are called so: by their count, or by a part of the song."""
    if (one := re.fullmatch(rf"(?:the )?{_COUNT} one", words)) and -len(parts) <= ORDINALS[one["which"]] < len(parts):
        return [parts[ORDINALS[one["which"]]]]
    found = taken_apart(f"in {words}", said.scene)
    if len(found.places) != 1 or found.is_open or found.words or found.things:
        return []
    inside = [one for one in parts if any(a - 0.01 <= one[0] and one[1] <= b + 0.01 for a, b in found.spans)]
    meet = [one for one in parts if any(a + 0.01 < one[1] and one[0] < b - 0.01 for a, b in found.spans)]
    return inside if inside == meet else []  # what lies only partly in it is not kept or given back as a whole


def _without(last: Sequence[Frame], gone: Sequence[Bars], said: Said) -> list[Step] | None:
    """Calls that hold only there are taken back, of others the rest is kept."""
    dropped: list[Frame] = []
    steps: list[Step] = []
    for act in last:
        own = _span(act, said)
        if own is None:
            return None
        left = bars_left(own, gone)
        if left == [own]:
            continue
        if not left:
            dropped.append(act)
        elif act.tool != "automate":
            return None
        for place, (start, end) in enumerate(left):
            step = Step(act.tool, {**act.args, "start_bar": number(start), "end_bar": number(end)})
            steps.append(told_as(step, "again" if place else "fix", act))
    if any(one.corrects for one in dropped):  # its correction lies on the same lane: there it stands as elsewhere
        given = [_as_elsewhere(one, said) for one in dropped]
        return [*(one for one in given if one), *steps] if None not in given else None
    undone = taken_back_acts(dropped, acts_of(said.state)) if dropped else []
    return None if undone is None else [*undone, *steps] or None


def _as_elsewhere(act: Frame, said: Said) -> Step | None:
    """Over the bars of an automation what holds in the rest of the song."""
    track, parameter = str(act.args.get("track")), act.args.get("parameter")
    pan = next((view.pan for view in said.scene.context.track_views if view.name == track), None)
    value = {"volume": fader_of(track, said.scene), "mute": 0.0, "pan": pan}.get(str(parameter))
    if act.tool != "automate" or value is None:
        return None
    return told_as(Step(act.tool, {**act.args, "from": number(value), "to": number(value)}), "fix", act)
