"""More or less of a level or a side that was just set: "keep going", "down a bit more", "1 dB back", "further left",
"closer to the middle", "all the way"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.become import is_shift, scaled
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_UP = frozenset("up louder higher raise".split())
_DOWN = frozenset("down quieter softer lower reduce".split())
_LITTLE = frozenset("bit little touch tad hair smidge slightly".split())
_MORE = frozenset("more further still another even extra farther".split())
_BESIDE = frozenset(
    "it that this go goes come comes needs need has to be by some turn bring take pull push make get give move nudge"
    " a db must even yet on way".split()
)
_BACK = frozenset("back again give gives get put bring have it that come turn go some db by move".split())
_GO_ON = regex(r"(?:ok |yes |yeah )?(?:keep (?:going|at it)|(?:go|carry) on|don'?t stop|more of (?:that|it))")
_STILL = regex(r"(?:it'?s |that'?s |thats |its )?still (?P<how>[a-z ]*?)(?P<is>loud|hot|quiet|soft|low)")
_AWAY = frozenset("further farther more wider out away apart".split())
_INWARDS = frozenset("closer narrower in inwards nearer less".split())
_MIDDLE = frozenset("middle centre center".split())
_ENDS = regex(
    r"(?:pan (?:it|them) |put (?:it|them) |ok |no )*(?:all the way|fully|hard|full|right over|completely)"
    r"(?: (?:to the )?(?P<side>left|right|l|r))?(?: over| out)?"
)
_OTHER_SIDE = regex(r"(?:(?:pan|put|move|swap|flip) (?:it|them) )?(?:to |on |over to )?the other (?:side|ear)")
_FACTORS = {(1, False): 1.5, (1, True): 1.25, (-1, False): 0.5, (-1, True): 2 / 3}
"""By the way and whether it is a little: the steps that other such words take."""


def more_of_it(said: Said) -> list[Step] | None:
    """The steps; None behind anything else, or where not all of it is known."""
    last = said.last()
    if not last or said.places or any(not one.is_pronoun for one in said.things) or len(said.amounts) > 1:
        return None
    if all((one.tool, one.kind) == ("mix", "gain") for one in last):
        ways = {(_number(one, "value_db") > 0) - (_number(one, "value_db") < 0) for one in last}
        return _level(said, last, ways.pop()) if len(ways) == 1 and 0 not in ways else None
    if all(is_shift(one) for one in last):
        return _moved_on(said, last)
    if all((one.tool, one.kind) == ("mix", "pan") for one in last) and not said.amounts:
        return _side(said, last)
    return None


_ONE_MORE = regex(
    r"(?:and |ok |then |move it |just )*(?:(?:one|an?|1)(?: more| further)?|another)(?: one)?(?: (?P<unit>beat|bar))?"
    r"(?: more| further| on| that way| (?P<way>later|earlier))*"
)


def _moved_on(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    """ "One more", "another beat" behind a move: as far again, or that much further the same way."""
    match = _ONE_MORE.fullmatch(said.text.strip(" .!"))
    if match is None or not re.search(r"\b(?:more|another|further)\b", said.text):
        return None
    made: list[Step] = []
    for act in last:
        by = float(act.args["offset_beats"])
        if match["way"] and (match["way"] == "later") != (by > 0):
            return None
        if match["unit"]:
            beats = said.scene.context.time_signature.partition("/")[0] if match["unit"] == "bar" else "1"
            by = float(beats) * (1 if by > 0 else -1)
        made.append(told_as(Step("arrange", {**act.args, "offset_beats": number(by)}), "again", act))
    return made


def _number(act: Frame, name: str) -> float:
    value = act.args.get(name)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0.0


def _level(said: Said, last: Sequence[Frame], way: int) -> list[Step] | None:
    told = (1 if said.bag & _UP else 0) - (1 if said.bag & _DOWN else 0)
    if said.bag & _UP and said.bag & _DOWN:
        return None
    if said.amounts:
        return _by_figure(said, last, way, told)
    if _GO_ON.fullmatch(said.text):
        return _times(last, 1, is_little=False)
    if match := _STILL.fullmatch(said.text):
        wanted = -1 if match["is"] in ("loud", "hot") else 1
        is_little = bool(set(match["how"].split()) & _LITTLE)
        known = not set(match["how"].split()) - _LITTLE - {"a", "too", "way", "far", "much", "so", "very"}
        return _times(last, 1, is_little=is_little) if wanted == way and known else None
    if told != way or not said.bag & _MORE or said.bag - _UP - _DOWN - _LITTLE - _MORE - _BESIDE:
        return None
    return _times(last, 1, is_little=bool(said.bag & _LITTLE))


def _by_figure(said: Said, last: Sequence[Frame], way: int, told: int) -> list[Step] | None:
    one = said.amounts[0]
    is_share = one.unit != "dB" and said.text[one.start : one.end].startswith(("half", "a half", "a quarter"))
    if one.unit not in ("", "dB") or one.signed or is_share:
        return None
    is_back = bool(said.bag & {"back", "again"}) and told != way and ("back" in said.bag or told == -way)
    is_more = bool(said.bag & _MORE) and told in (0, way) and (one.unit or "db" in said.bag or told == way)
    if said.bag - _UP - _DOWN - (_BACK if is_back else _MORE | _BESIDE) or is_back == bool(is_more):
        return None
    by = number((-way if is_back else way) * abs(one.value))
    return [told_as(Step("mix", {**act.args, "value_db": by}), "again", act) for act in last]


def _side(said: Said, last: Sequence[Frame]) -> list[Step] | None:
    values = [_number(one, "value") for one in last]
    sides = {(value > 0) - (value < 0) for value in values}
    named = {one for one in said.bag if one in ("left", "right", "l", "r")}
    told = {-1 if one.startswith("l") else 1 for one in named}
    if match := _ENDS.fullmatch(said.text):
        way = next(iter(told), 0) if match["side"] else sides.pop() if len(sides) == 1 else 0
        if not way or match["side"] and len(last) > 1:
            return None
        return [told_as(Step("mix", {**act.args, "value": way}), "fix", act) for act in last]
    if _OTHER_SIDE.fullmatch(said.text):
        return scaled(last, -1)
    if 0 in sides or told and (len(sides) > 1 or told != sides):
        return None
    rest = said.bag - named - _LITTLE - _BESIDE - {"over", "much", "too", "not", "so", "far", "still", "side", "pan"}
    is_little = bool(said.bag & _LITTLE)
    if rest <= _AWAY and said.bag & _AWAY and "too" not in said.bag and "not" not in said.bag:
        return _times(last, 1, is_little=is_little)
    inwards = said.bag & (_INWARDS - {"in"} if said.bag & _MIDDLE else _INWARDS)
    if told or not rest <= _INWARDS | _MIDDLE or not inwards or "too" in said.bag or "not" in said.bag:
        return None
    return _times(last, -1, is_little=is_little)


def _times(last: Sequence[Frame], way: int, *, is_little: bool) -> list[Step] | None:
    return scaled(last, _FACTORS[way, is_little])
