"""Given back: a part of what a level was turned: "bit much, take one back off", "give the bass two of those four back",
"only half of what you added"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.scope.where import fader_of, level_by
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.amount_words import number_of
from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.share_said import PART, share_of
from engine.planner.regex import regex
from engine.tasks.plan import Step

_N = rf"(?:\d+(?:[.,]\d+)?|{NUMBER_WORDS})(?: and a half)?"
_DB = r"(?: ?(?:d ?bs?|decibels?))"
_WHO = r"(?:(?:the |my |our )?T|it|them|her|him|she|he|they|that one)"
_RAISED = (
    r"added|gave|put (?:on|in|up)|put|raised|boosted|lifted|pushed|bumped|turned (?:it |T )?up"
    r"|brought (?:it |T )?up"
)
_LOWERED = (
    r"took (?:off|out|away|down)|took|cut|lowered|dropped|pulled|dipped|shaved|knocked|ducked|turned (?:it |T )?down"
    r"|brought (?:it |T )?down|pulled (?:it |T )?(?:down|back)"
)
_DID = (
    rf"(?:(?:you|we|i)(?:'ve|'d| have| had)?(?: just| only)? (?:(?P<raised>{_RAISED})|(?P<lowered>{_LOWERED})"
    rf"|did|changed"
    r"|moved|turned)(?: (?:off|out|away|on|down|up|back))?"
    rf"(?: (?:to|on|onto|off|from|of|for|there|before|earlier|just now|just|{_WHO}))*)"
)
_OF_IT = (
    rf"(?: of)? (?:(?:what|the amount|as much as|the bit|the d ?bs?) {_DID}|(?:the|those|these|that|your|this)"
    rf" (?P<total>{_N}){_DB}?|(?:that|it|those|them|these|this)|(?:the|that|your|this) (?:cut|boost|raise|lift|rise"
    r"|drop|change|move|bump|push|increase|reduction|dip))"
)
_AMOUNT = rf"(?:(?:just |only |about |around |maybe |like )*(?:the )?(?:{PART}|(?P<n>{_N}|half an?|an?){_DB}?))"
_BACK = r"(?:back(?: (?:up|down|off|on|in|out|again))*|(?:off|out|down|up|on) again)"
_VERB = (
    r"(?:give|let|allow|hand|put|bring|take|pull|knock|get|dial|add|shave|want|need|have|has|can have"
    r"|could have|may have"
    r"|should have|gets?|could do with|can get|could use|return|ease|turn)"
)
_LEAD = (
    r"(?:[\w' ]{0,40}?\b(?:much|far|loud|quiet|many)\b[^,;.]*[,;.]+\s*)?(?:(?:so|but|and|ok|no|nah|please|just"
    r"|maybe|hm+"
    r"|then|now|actually|i (?:only )?(?:want(?:ed)?|meant|need(?:ed)?)|i'd say|let's|lets|can you|could you)\W+)*"
)
_END = rf"(?: (?:on|to|for|from|off|in|of|with) {_WHO})?(?:,? (?:please|pls|then|again|i think|though|tho|only))*\W*"
_ITS_OWN = rf"(?:{_WHO}(?: only| just)?(?:,|:)? )?"
_GIVEN = tuple(
    regex(rf"{_LEAD}{form}{_END}")
    for form in (
        rf"{_ITS_OWN}(?:{_VERB} )?(?:(?:me|us|{_WHO}) )?(?:have |got )?{_AMOUNT}(?:{_OF_IT})?,? {_BACK}",
        rf"{_ITS_OWN}(?:{_VERB} )?(?:{_WHO} )?{_BACK} (?:by )?{_AMOUNT}(?P<of>{_OF_IT})",
        rf"{_ITS_OWN}(?:(?:bring|turn|put|get|nudge|push|pull|come|go) )?(?:{_WHO} )?back (?P<way>up|down)(?: by)?"
        rf" {_AMOUNT}(?:{_OF_IT})?",
    )
)
_ONLY = tuple(
    regex(rf"{_LEAD}{form}{_END}")
    for form in (
        rf"{_ITS_OWN}(?:(?:(?:only|just|{_VERB}|make|do|keep|leave|use|try) )*(?:(?:me|us|{_WHO}) )?)(?:only "
        rf"|just )?"
        rf"{_AMOUNT}(?:{_OF_IT}|(?<=half) as much)(?: (?:is|was|will be|would be) (?:enough|plenty|fine)"
        rf"| will do| would do| in)?",
    )
)
_ON_TOP = regex(rf"(?:put )?{_N}{_DB}? back|back (?:up|down) {_N}{_DB}?")
""" "1 dB back" comes on top of what was done."""
_OF_WHAT = regex(r"\b(?:what|amount) \w+ |\b(?:only|just) [\w ]*half as much\b")


def given_back(said: Said) -> list[Step] | None:
    """The levels, turned by so much less; None where none was turned, or not all of it is known."""
    if not said.is_later or said.places:
        return None
    figures = [(one.start, one.end) for one in quantities(said.text)]
    named = things(said.text, said.scene, figures)  # "the bass two of those" is no clip "bass two"
    text = lettered(said.text, [(one.start, one.end, "T") for one in named]).strip().lower().replace("t:", "t ")
    text = re.sub(r"(?<![\w'])t(?![\w'])", "T", text)
    back = next((match for form in _GIVEN if (match := form.fullmatch(text))), None)
    only = next((match for form in _ONLY if (match := form.fullmatch(text))), None) if back is None else None
    match = back or only
    if match is None or only is not None and not (named or _OF_WHAT.search(text)):
        return None
    if not named and _ON_TOP.fullmatch(text):
        return None
    who = list(dict.fromkeys(track for one in named for track in one.tracks))
    made: list[Step] = []
    for act in _turned(match, who, said):
        by = _by(act, said)
        new = _left(by, match, is_back=back is not None) if by else None
        if by is None or new is None:
            return None
        made += _with(act, by, new, who, said)
    return made or None


def _left(by: float, match: re.Match[str], *, is_back: bool) -> float | None:
    """What is left of a move."""
    if part := match["part"]:
        share = share_of(part)
        return round(by * (1 - share if is_back else share), 2) if 0 < share < 1 else None
    told = match["n"]
    size = 0.5 if told.startswith("half") else 1.0 if told in ("a", "an") else number_of(told)
    if not 0 < size < abs(by) or match.groupdict().get("way") and (match["way"] == "up") == (by > 0):
        return None
    left = abs(by) - size if is_back else size
    return round(left if by > 0 else -left, 2)


def _turned(match: re.Match[str], who: Sequence[str], said: Said) -> list[Frame]:
    """The acts that are meant: of what is named its newest, else those of the last turn, or that the words describe."""
    told = match.groupdict()
    of_last = said.last()

    def fits(act: Frame) -> bool:
        by = _by(act, said)
        if by is None or told.get("part") is None and act.kind == "pan":
            return False
        if told.get("raised") and by < 0 or told.get("lowered") and by > 0:
            return False
        return told.get("total") is None or abs(abs(by) - number_of(told["total"])) < 0.01

    if not who:
        found = [one for one in of_last if fits(one)]
        is_told = bool(told.get("total") or told.get("raised") or told.get("lowered"))
        if found and (is_told or len(found) == len(of_last) or {_what(one) for one in of_last} <= {"level", "pan"}):
            return found
        newest = next((one for one in said.focus.acts if fits(one)), None) if is_told else None
        return [one for one in said.focus.acts if newest and one.turn == newest.turn and fits(one)]
    found = []
    for track in who:
        about = [one for one in said.focus.acts if track in tracks_of(one)]
        is_of_last = bool(of_last) and any(one in of_last for one in about)
        act = next((one for one in about if fits(one)), None)
        points = re.search(r"\b(?:that|it|those|this|these|them)\b", match[0]) and not told.get("total")
        if act is None or points and not (is_of_last and act in of_last) or act is not about[0] and not is_of_last:
            return []
        found += [act] if act not in found else []
    return found


def _what(act: Frame) -> str:
    return "pan" if act.kind == "pan" else "level" if act.kind == "gain" or act.tool == "automate" else ""


def _by(act: Frame, said: Said) -> float | None:
    """By how much it turned a level or a side; None for anything else."""
    if (by := level_by(act, said)) is not None:
        return by or None
    name = {("mix", "gain"): "set_db", ("mix", "pan"): "value", ("edit_clip", "gain"): "value_db"}.get(
        (act.tool, act.kind), ""
    )
    value = act.args.get(name)
    if not isinstance(value, int | float):
        return None
    if name == "value_db":
        return float(value)
    what = "pan" if name == "value" else "fader"
    stood = {round(before, 4) for _, kind, before in act.was if kind == what}
    return round(float(value) - stood.pop(), 4) if len(stood) == 1 else None


def _with(act: Frame, by: float, new: float, who: Sequence[str], said: Said) -> list[Step]:
    """The act with what is left of it; of an older one, or for a part of its tracks, the way there from now."""
    of_it = tracks_of(act)
    is_last = any(act is one for one in said.last()) and (not who or set(of_it) <= set(who))
    if act.tool == "automate":
        level = number(round(fader_of(str(act.args.get("track")), said.scene) + new, 4))
        return [told_as(Step(act.tool, {**act.args, "from": level, "to": level}), "fix", act)]
    name = next(one for one in ("value_db", "set_db", "value") if one in act.args)
    args = {**act.args, name: number(round(float(act.args[name]) - by + new, 4))}
    if is_last:
        return [told_as(Step(act.tool, args), "fix", act)]
    tracks = [one for one in of_it if not who or one in who]
    if act.kind == "pan":
        return [Step(act.tool, {"track": one, "action": "pan", name: args[name]}) for one in tracks]
    if act.tool != "mix":
        return [told_as(Step(act.tool, args), "fix", act)]
    return [Step("mix", {"track": one, "action": "gain", "value_db": number(round(new - by, 4))}) for one in tracks]
