"""The same as another got: "and the bass, same as what the hats got", "do to the bass what you did to the hats"."""

from __future__ import annotations

from engine.planner.offline.conversation.become import done_to_others
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Said, lettered
from engine.planner.offline.sentence.follow_ups.chosen import goes_both_ways
from engine.planner.offline.sentence.follow_ups.taken_off import ids_of
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_T = r"(?:(?:the |my |our |both (?:the )?)?T(?:(?:,| and|, and| &|) (?:the |my )?T)*)"
_GOT = r"(?:got|gets|get|had|has|did|received|was given|were given)"
_SAME = (
    r"(?:exactly )?(?:the |that )?(?:very )?same(?: (?:again|thing|amount|move|treatment|deal|cut|boost"
    r"|drop|change|way))?"
)
_DID = r"(?:(?:you|we|i)(?:'ve|'d| have)?(?: just)? (?:did|gave|done|given|took|put|made))(?: (?:to|for|on|with|off))?"
_LEAD = r"(?:(?:and|also|now|then|ok|so|please|n)[\s,]+)*"
_END = r"(?:[\s,]+(?:please|pls|too|as well|then))*\W*"
_FORMS = tuple(
    regex(rf"{_LEAD}{form}{_END}")
    for form in (
        rf"(?P<who>{_T})[,:]?(?: (?:gets?|can have|should (?:get|have)|needs?|wants?))?"
        rf" {_SAME} (?:as|that|like)(?: what| whatever)? (?:on |for |with |you gave )?(?P<like>{_T})(?: {_GOT}| too)?",
        rf"(?P<who>{_T})[,:]?(?: (?:gets?|can have|should (?:get|have)|needs?"
        rf"|wants?))? what(?:ever)? (?P<like>{_T}) {_GOT}",
        rf"(?:do|give|apply) (?:to |on |for )?(?P<who>{_T}) (?:what(?:ever)?|(?:the )?same(?: as)?(?: what)?) {_DID}"
        rf" (?P<like>{_T})",
        rf"(?:give |put |do |take |apply )?{_SAME} (?:on|for|to|with|off|from) (?P<who>{_T}) (?:as|like)(?: what)?"
        rf" (?:{_DID} )?(?:on |for |with |off |to |from )?(?P<like>{_T})(?: {_GOT})?",
        rf"(?:give )?(?P<who>{_T}) {_SAME} as {_DID} (?P<like>{_T})",
    )
)
_HALF = tuple(
    regex(rf"{_LEAD}{form}{_END}")
    for form in (
        rf"half (?:of )?what (?P<like>{_T}) {_GOT} (?:for|on|to) (?P<who>{_T})",
        rf"(?P<who>{_T})[,:]?(?: (?:gets?|can have))? half (?:of )?what (?P<like>{_T}) {_GOT}",
        rf"(?P<who>{_T}) (?:like|same as) (?P<like>{_T}),? but (?:only )?half(?: (?:of it|that|as much))?",
    )
)


def same_as(said: Said) -> list[Step] | None:
    """What was done last to the one, for the other; None where nothing was, or the words say more."""
    named = [one for one in said.things if not one.is_pronoun and one.tracks]
    if not said.is_later or len(named) < 2 or said.places or said.amounts and not _says_half(said):
        return None
    text = " ".join(lettered(said.text, [(one.start, one.end, "T") for one in named]).split())
    whole = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    half = None if whole else next((match for form in _HALF if (match := form.fullmatch(text))), None)
    match = whole or half
    if match is None:
        return None
    before = sum(1 for _ in regex(r"\bT\b").finditer(text[: match.start("like")]))
    count = sum(1 for _ in regex(r"\bT\b").finditer(match["like"]))
    like = named[before : before + count]
    who = [*named[:before], *named[before + count :]]
    acts = _done_to({track for one in like for track in one.tracks}, said)
    if not acts or not who or goes_both_ways(acts):
        return None
    steps = done_to_others(acts, [ids_of(one) for one in who], said.state)
    if not steps or half is None:
        return steps
    if any(one.task != "mix" or "value_db" not in one.args for one in steps):
        return None
    return [
        Step(one.task, {**one.args, "value_db": number(float(one.args["value_db"]) / 2)}, op=one.op, base=one.base)
        for one in steps
    ]


def _says_half(said: Said) -> bool:
    return all(said.text[one.start : one.end].startswith("half") for one in said.amounts)


def _done_to(tracks: set[str], said: Said) -> list[Frame]:
    """What the newest request about them did to them."""
    about = [one for one in said.focus.acts if tracks & {*(tracks_of(one) or said.focus.tracks_about(one))}]
    return sorted((one for one in about if one.turn == about[0].turn), key=lambda one: one.number)
