"""Levels of sends: "turn the vox send down 3", "guitar send to -6", "mute the keys send in the verse"."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.sentence.apart.said import Said, is_bus
from engine.planner.offline.sentence.effects.knob_ways import LARGE, SMALL
from engine.planner.offline.sentence.routing.sends_likened import NOT_SENT
from engine.planner.offline.sentence.routing.sends_told import ENDS_DB, SendSet, is_called, send_over, sends_of
from engine.planner.offline.sentence.scope.where import bars_told
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

WHICH = "A send to which bus or track?"
_SENDS = frozenset("send sends goes going sent".split())
_UP = frozenset("up raise boost increase louder higher more push crank".split())
_DOWN = frozenset("down lower reduce drop cut decrease quieter softer less back off pull".split())
_SILENT = frozenset("mute kill no without remove stop end silence".split())
_BESIDE = frozenset(
    "turn bring take push pull dial set put make have get by to into at of on from that it level levels amount amounts"
    " volume bus return aux around about how much half third quarter in its should db decibels there".split()
)
_STEP_DB = 3.0
_FIXED = regex(r"\b(?:to|at|=)\s*(?:about |around )?$")
_DOES = regex(r"\b(?:reverbs?|verb|delays?|echo)\b(?= sends?\b)|(?<=to the )(?:reverb|verb|delay|echo)\b")
_IS_NOUN = regex(r"\S.*\bsends?\b|^sends\b|\bhow much\b")
_SHARES = {"half": 0.5, "third": 0.333, "quarter": 0.25}


def send_turned(said: Said) -> list[Step] | None:
    """The sends with their new level; None where no send is turned, or not all of it is known."""
    if not said.bag & _SENDS or not _IS_NOUN.search(said.text) or len(said.amounts) > 1:
        return None
    kind = _DOES.search(said.text)
    words = {kind[0]} if kind else set()
    goals = [one for one in said.things if is_bus(one, said)]
    who = [track for one in said.things if one not in goals for track in one.tracks]
    if said.bag - words - _SENDS - _UP - _DOWN - SMALL - LARGE - _SILENT - _BESIDE or not who or len(goals) > 1:
        return None
    spans = bars_told(said, who)
    if spans is None or any(one.how for one in said.things):
        return None
    made: list[Step] = []
    for track in dict.fromkeys(who):
        meant = [one for one in sends_of(track, said.scene)
                 if (not goals or one.to in goals[0].tracks) and (not kind or is_called(one.to, kind[0]))]  # fmt: skip
        level = _level(meant[0], said) if len(meant) == 1 else None
        if goals and not meant and (fixed := _fixed(said)) is not None and not spans:
            made.append(Step("route", {"action": "send", "track": track, "to": goals[0].tracks[0], "value_db": fixed}))
            continue
        if not meant and kind and len(who) == 1 and said.bag & (_UP | _DOWN):
            return [Step("ask", {"text": NOT_SENT.format(track, kind[0])})]
        if level is None:
            return (
                [Step("ask", {"text": WHICH})]
                if len(who) == 1 and len(meant) != 1 and said.bag & (_UP | _DOWN)
                else None
            )
        if spans:
            made += [send_over(track, meant[0].to, level, bars) for bars in spans]
            continue
        step = Step("route", {"action": "send", "track": track, "to": meant[0].to, "value_db": round(level, 1)})
        made.append(told_as(step, "fix", meant[0].call) if meant[0].call else step)
    return made



def _fixed(said: Said) -> float | None:
    """A level that is told as such."""
    one = said.amounts[0] if said.amounts else None
    if one is None or one.unit not in ("", "dB") or _share(one, said):
        return None
    is_told = _FIXED.search(said.text[: one.start]) or not said.bag & (_UP | _DOWN)
    return one.value if is_told else None


def _share(one: Quantity, said: Said) -> float:
    return next((share for word, share in _SHARES.items() if word in said.text[one.start : one.end].split()), 0.0)


def _level(send: SendSet, said: Said) -> float | None:
    if (fixed := _fixed(said)) is not None:
        return fixed
    if said.bag & _SILENT and not said.amounts or said.bag & {"off"} and not said.amounts:
        return ENDS_DB
    way = bool(said.bag & _UP) - bool(said.bag & _DOWN)
    if not way:
        return None
    if not said.amounts:
        if "half" in said.bag:
            return send.level_db + way * 6.0
        return send.level_db + way * _STEP_DB * (0.5 if said.bag & SMALL else 2.0 if said.bag & LARGE else 1.0)
    one = said.amounts[0]
    if share := _share(one, said):
        return send.level_db + way * {0.5: 6.0, 0.333: 3.5, 0.25: 2.5}[share]
    return send.level_db + way * abs(one.value) if one.unit in ("", "dB") else None
