"""Enters late: "no congas until verse 2", "lose the count on the kit, it starts at bar 3": what lies before goes."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.sentence.apart.said import Named, Said
from engine.planner.offline.sentence.apart.taken_apart import taken_apart
from engine.planner.offline.sentence.scope.lying import in_order
from engine.planner.offline.sentence.scope.where import over
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NOT = frozenset("not don't dont shouldn't shouldnt mustn't can't never no doesn't".split())
_ENTERS = frozenset("come comes coming play plays start starts enter enters in be there must should only from".split())


_NOT_AT_FIRST = regex(
    r"(?:(?:could|can|should|let|have|make|get) )?(?P<who>(?:the |my |our )?[\w' ]{2,30}?) (?:to )?"
    r"(?:come|comes|start|starts|enter|enters|begin|begins|kick|kicks)(?: in)?"
    r" (?P<where>(?:at|in|from|on) [^,;]+?),? (?:instead of|rather than|and not) (?:at |from |in |on )?"
    r"(?:the )?(?:very )?(?:start|beginning|top|first bar|downbeat)"
)
""" "Come in halfway through it instead of at the start"."""
_COUNT = (
    r"(?:its |their )?(?:count(?: ?-? ?in)?|clicks?|sticks?|stick count|lead ?-? ?in|pick ?-? ?up|chatter|talking"
    r"|noise|silence|all|stuff|bit|bits|part)"
)
_OFF = r"(?:lose|cut|trim|chop|remove|drop|take|rid|ditch|kill|delete|crop|strip|no|without|clear)"
_BEGINS = r"(?:only |first |not )*(?:starts?|begins?|enters?|comes? in|kicks? in|plays?)"
_WITHOUT_COUNT = regex(
    rf"{_OFF}(?: out| away| off)?(?: of)? {_COUNT}(?: before)?(?: (?:on|off|of|from|out|at|in|start|front))* T(?: T)*"
    rf"(?: [,;.:])?(?: so| that| because| cause| as| since)* (?:(?:T|they|it|he|she) )?(?:{_BEGINS} )?P"
    rf"|T(?: T)* (?:{_BEGINS}|(?:in |only |just )*) ?P [,;.:]?(?: with)?(?: nothing| silence"
    rf"| silent) before(?: T| it| that| them| then)?"
)
""" "Lose the count on the kit, it starts at the song": it stays where it lies, without what comes before."""

_ALL_BEFORE = regex(rf"{_OFF} T P(?: (?:on|off|of|from|in|for))? T(?: T)*")
""" "Drop everything before the song on the kick"."""


def enters_late(said: Said) -> list[Step] | None:
    """ "The congas only from verse 2 on", "no congas until verse 2": what lies before goes."""
    if match := _NOT_AT_FIRST.fullmatch(said.text.strip(" .!")):
        told = f"{match['who']} only come in {match['where']}"
        said = taken_apart(told, said.scene, focus=said.focus if said.is_later else None)
    things = [one for one in said.things if not one.is_pronoun]
    if len(said.places) != 1 or not things or said.amounts or said.is_open:
        return None
    place = said.places[0]
    if _WITHOUT_COUNT.fullmatch(said.form) and place.how in ("at", "from", "bare"):
        return _all_silent_before(things, place.point, said)
    if _ALL_BEFORE.fullmatch(said.form) and place.how == "to" and things[0].how == "all":
        return _all_silent_before(things[1:], place.point, said)
    is_only = bool({"only", "just", "first"} & set(said.text.split())) and place.how in ("from", "at")
    is_not = bool(said.bag & _NOT) and place.how == "to"
    if is_only == is_not or said.bag - _ENTERS - _NOT - {"just", "first", "let", "have", "want", "has", "to", "at"}:
        return None
    if is_only and place.how == "at" and not said.bag & _ENTERS - {"only", "from", "in"}:
        return None
    return _all_silent_before(things, place.spans[0][0] if is_only else place.point, said)


def _all_silent_before(things: Sequence[Named], bar: float, said: Said) -> list[Step] | None:
    if any(one.is_pointed or one.how for one in things):
        return None
    made = [_silent_before(track, bar, said) for one in things for track in one.tracks]
    return [step for steps in made for step in steps or ()] if made and all(made) else None


def _silent_before(track: str, bar: float, said: Said) -> list[Step] | None:
    clips = [one for one in in_order(track, said) if one.bars]
    early = [one for one in clips if one.bars and one.bars[0] < bar - 0.01]
    if not early or all(one.bars and one.bars[1] <= bar + 0.01 for one in clips):
        return None
    start, end = early[0].bars or (1.0, 1.0)
    if len(early) == 1 and end > bar + 0.01 and bar == int(bar):
        return [Step("edit_clip", {"clip": early[0].id, "action": "trim", "start_bar": int(bar)})]
    return [over(track, "mute", 1, (max(1.0, start), bar))]
