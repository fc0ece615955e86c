"""Ducking otherwise: "half of that", "strings too but only 3", "no ducking there"."""

from __future__ import annotations

from engine.planner.offline.conversation.acts import ONLY_TELLS
from engine.planner.offline.conversation.ducking_depth import depth_of
from engine.planner.offline.conversation.named_undo import taken_back, with_corrections
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.said import Said
from engine.planner.offline.slots.clause import number
from engine.tasks.plan import Step

_SAME = frozenset("same too also as well ditto likewise".split())
_BESIDE = frozenset(
    "but only just do does for to by make duck ducks dip dips ducked it that them under with on of and let go down like"
    " around about db not so much less more there again has have".split()
)
_OFF = frozenset("no off remove lose without take stop ducking duck sidechain pumping it that there any more".split())
_DEPTH = frozenset(
    "deeper harder more less gentler softer like about around make it to only just at least most say go be down enough"
    " plenty fine do by rather db that should dip roughly or further stronger try".split()
)
_FACTORS = {"half": 0.5, "double": 2.0, "twice": 2.0}


def duck_again(said: Said) -> list[Step] | None:
    """The steps; None where nothing was ducked last, or not all of the words are known."""
    last = said.last()
    if not last or said.places or any(one.tool != "route" or one.kind != "sidechain" for one in last):
        return None
    who = [track for one in said.things if not one.is_pointed for track in one.tracks]
    if who:
        return _others(said, who, last)
    words = said.text[said.amounts[0].start :].split() if len(said.amounts) == 1 else []
    if words and words[0] in _FACTORS and not said.bag - {"of", "that", "it", "as", "much", "about", "the", "make"}:
        return [_deeper(one, depth_of(one) * _FACTORS[words[0]]) for one in last]
    if len(said.amounts) == 1 and not said.bag - _DEPTH:
        return _to_depth(said, last)
    if said.bag & {"off", "no", "remove", "lose", "without", "stop"} and not said.bag - _OFF and not said.amounts:
        live = [one for one in said.state.frames if one.is_live and one.tool not in ONLY_TELLS]
        chain = [each for one in last for each in with_corrections(one, live)]
        return taken_back([one for one in live if one in chain], live) if all(one.request for one in chain) else None
    return None


def _to_depth(said: Said, last: list[Frame]) -> list[Step] | None:
    """ "Deeper, like 8 db", "at least 6", "2 db more"."""
    one = said.amounts[0]
    if one.unit not in ("", "dB") or not 0.5 <= abs(one.value) <= 40:
        return None
    behind = said.text[one.end :].split()[:2]
    way = 1 if {"more", "deeper"} & set(behind) else -1 if {"less"} & set(behind) else 0
    return [_deeper(act, max(0.5, depth_of(act) + way * abs(one.value)) if way else abs(one.value)) for act in last]


def _others(said: Said, who: list[str], last: list[Frame]) -> list[Step] | None:
    """Others under the same one, as far down or by a figure of their own."""
    if not said.bag & _SAME or said.bag - _SAME - _BESIDE or len(said.amounts) > 1:
        return None
    if any(one.unit not in ("", "dB") or not 0.5 <= abs(one.value) <= 40 for one in said.amounts):
        return None
    to = {str(one.args.get("to")) for one in last}
    if len(to) != 1 or to & set(who):
        return None
    depth = abs(said.amounts[0].value) if said.amounts else last[-1].args.get("value_db")
    values = {} if depth is None else {"value_db": number(-abs(float(depth)))}
    args = {"action": "sidechain", "to": to.pop(), **values}
    return [told_as(Step("route", {**args, "track": one}), "again", last[-1]) for one in who]


def _deeper(act: Frame, depth_db: float) -> Step:
    return told_as(Step("route", {**act.args, "value_db": number(-round(depth_db, 1))}), "fix", act)
