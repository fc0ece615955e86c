"""A ride otherwise: "two is enough", "start it a bar earlier", "and afterwards back to where it was" behind a volume
that rises or falls over bars."""

from __future__ import annotations

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.scope.lying import beats_of_bar
from engine.planner.offline.sentence.scope.song_parts import song_end
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.amount_words import number_of
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SIZE = frozenset(
    "only two three one four is are enough plenty make by just rather not so much no fine do will would be go of"
    " instead that's that it them db decibels maybe say too".split()
)
_LESS = frozenset("less gentler softer smaller".split())
_MORE = frozenset("more stronger bigger further".split())
_SMALL = frozenset("bit little touch slightly tad much lot still even again a".split())
_SHARE = 0.33
_LEAST_DB = -40.0
"""What goes lower is a fade."""
_SHIFTS = regex(
    r"(?:(?:no|ok|and|but|hm+|please|it|this|that|they|the (?:rise|swell|ramp|fade|ride)|make|have|let|should|must|can"
    r"|could|just|rather|has to|needs to)\W+)*"
    r"(?P<edge>begin|begins|start|starts|starting|end|ends|finish|stop)?(?: (?:it|that|this|them))?\W*N (?P<way>earlier"
    r"|sooner|later)(?: (?:please|though|then|instead|rather))*\W*"
)
_BACK = regex(
    r"(?:(?:and|then|but|ok|please)\W+)*(?:(?P<when>afterwards?|after (?:that|it|the P)|behind (?:that|it)|from then on"
    r"|at the end of (?:it|that)|then|from there)\W+)?"
    r"(?:(?:it|she|he|they|that|the volume|the level|T)\W+)?(?:(?:should|must|can|to|go|goes|come|comes|return|returns"
    r"|bring|put|take|be|is|it|them|down|up|again|T)\W+)*(?:back )?(?:down |up )?(?:to |at )?"
    r"(?:(?:its|the|their|her|his) (?:former|old|previous|usual|own|original|earlier|first)"
    r" (?:level|volume|value|self|one)"
    r"|normal|where (?:it|she|he|they) (?:was|were)(?: before)?|(?:how|as) (?:it|they) (?:was|were)(?: before)?"
    r"|(?:what|the level) (?:it|they) (?:was|were|had)(?: before)?|the level (?:of )?before|back)"
    r"(?:\W+(?P<when2>after(?:wards?)?(?: (?:that|it))?|behind it|from there|then|from then on|again))*\W*"
)


_ENOUGH = regex(
    rf"(?:(?:no|ok|just|only|by|and|but|hm+)\W+)*(?P<n>\d+(?:\.\d+)?|{NUMBER_WORDS})(?: (?:db|decibels?))?"
    r"(?: (?:is|are|will be|would be|was))?(?: (?:more than|quite|already))?"
    r" (?:enough|plenty|only|fine|instead|will do|would do)(?: (?:please|though|then))*\W*"
)
""" "Two is enough", though "two" may sound like a name."""


def ride_otherwise(said: Said) -> list[Step] | None:
    """The steps; None where no level was ridden last, or not all of it is known."""
    last = said.last()
    if len(last) == 1 and _is_ride(last[0]) and (match := _ENOUGH.fullmatch(said.text.strip())):
        return _by(number_of(match["n"]), last[0])
    if len(last) != 1 or not _is_ride(last[0]) or any(not one.is_pronoun for one in said.things) or said.is_open:
        return None
    return _back_behind(said, last[0]) or _shifted(said, last[0]) or _sized(said, last[0])


def _is_ride(act: Frame) -> bool:
    if act.tool != "automate" or act.args.get("parameter") != "volume" or act.args.get("end_bar") is None:
        return False
    ends = [act.args.get("from"), act.args.get("to")]
    return all(isinstance(one, int | float) and one > _LEAST_DB for one in ends) and ends[0] != ends[1]


def _form(said: Said) -> str:
    """The words with N for an amount, P for a place and "it" for a pronoun."""
    spans = [(one.start, one.end, "N") for one in said.amounts]
    spans += [(one.start, one.end, "P") for one in said.places]
    spans += [(one.start, one.end, "it") for one in said.things]
    return lettered(said.text, spans).strip()


def _back_behind(said: Said, act: Frame) -> list[Step] | None:
    """Where it ends the level goes back to where it began, and stays there."""
    match = _BACK.fullmatch(_form(said)) if not said.amounts and not said.places else None
    is_after = match and (match["when"] not in (None, "then") or match["when2"] not in (None, "again", "then"))
    end, start = song_end(said), float(act.args["end_bar"])
    if match is None or not is_after or end <= start:
        return None
    level = {"from": act.args["from"], "to": act.args["from"], "start_bar": number(start), "end_bar": number(end)}
    return [Step("automate", {"track": act.args.get("track"), "parameter": "volume", **level})]


def _shifted(said: Said, act: Frame) -> list[Step] | None:
    """ "Start it a bar earlier" moves its start, "a bar earlier" all of it."""
    match = _SHIFTS.fullmatch(_form(said))
    if match is None or len(said.amounts) != 1 or said.amounts[0].unit not in ("bars", "beats") or said.places:
        return None
    bars = abs(said.amounts[0].value) / (beats_of_bar(said) if said.amounts[0].unit == "beats" else 1.0)
    by = bars if match["way"] == "later" else -bars
    start, end = float(act.args["start_bar"]), float(act.args["end_bar"])
    edge = match["edge"] or ""
    start += 0.0 if edge.startswith(("end", "fin", "stop")) else by
    end += 0.0 if edge.startswith(("beg", "start")) else by
    if start < 1 or end <= start:
        return None
    return [told_as(Step("automate", {**act.args, "start_bar": number(start), "end_bar": number(end)}), "fix", act)]


def _sized(said: Said, act: Frame) -> list[Step] | None:
    """ "Two is enough", "a bit less": how far it goes."""
    start, end = float(act.args["from"]), float(act.args["to"])
    bag, size = said.bag, abs(end - start)
    if said.places or len(said.amounts) > 1:
        return None
    if said.amounts:
        one = said.amounts[0]
        is_new = one.unit in ("", "dB") and not one.signed and 0.3 <= one.value <= 24 and not bag - _SIZE
        if not is_new or "to " in said.text[max(0, one.start - 3) : one.start] or not bag & (_SIZE - {"it", "that"}):
            return None
        size = one.value
    elif bool(bag & _LESS) == bool(bag & _MORE) or bag - _LESS - _MORE - _SMALL - _SIZE:
        return None
    else:
        size *= 1 - _SHARE if bag & _LESS else 1 + _SHARE
    return _by(size, act)


def _by(size: float, act: Frame) -> list[Step]:
    start, end = float(act.args["from"]), float(act.args["to"])
    to = number(round(start + (size if end > start else -size), 1))
    return [told_as(Step("automate", {**act.args, "to": to}), "fix", act)]
