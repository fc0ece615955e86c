"""The same as another got: "and the bass, same as what the hats got", "do to the bass what you did to the hats"."""

from __future__ import annotations

from collections.abc import Sequence

from engine.planner.offline.conversation.become import done_to_others
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.sentence.apart.focus import tracks_of
from engine.planner.offline.sentence.apart.said import Named, Said, lettered
from engine.planner.offline.sentence.follow_ups.chosen import goes_both_ways
from engine.planner.offline.sentence.follow_ups.taken_off import ids_of
from engine.planner.offline.sentence.undo.deeds import EFFECTS, is_called
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
        return _copied_treatment(text, named, said)
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


_COPIED = tuple(
    regex(rf"{_LEAD}{form}{_END}")
    for form in (
        rf"(?:copy|apply|use|put|transfer|add) (?:the |that )?(?:same )?(?P<what>[a-z][a-z -]*?)(?: settings?| effect)?"
        rf" (?:from|of|on) (?P<like>{_T}) (?:to|onto|on|over to|for) (?P<who>{_T})",
        rf"(?:copy|apply|use|put|transfer) (?P<like>{_T})(?:'s?)? (?P<what>[a-z][a-z -]*?)(?: settings?| effect)?"
        rf" (?:to|onto|on|over to|for) (?P<who>{_T})",
    )
)


def _copied_treatment(text: str, named: Sequence[Named], said: Said) -> list[Step] | None:
    """ "Copy the compressor from the drums to the bass", "copy the piano's fade-in to the bass": that deed for it."""
    match = next((found for form in _COPIED if (found := form.fullmatch(text.replace("T 's", "T's")))), None)
    if match is None or len(named) != 2 or match["what"].split()[-1] in _NO_DEEDS:
        return None
    live = [one for one in said.state.frames if one.is_live and is_called(one, f"the {match['what']}")]
    own = [one for one in live if set(named[0].tracks) & {*(tracks_of(one) or said.focus.tracks_about(one))}]
    if not own and EFFECTS.fullmatch(match["what"]):
        return [Step("ask", {"text": "Which effect?"})]
    newest = [one for one in own if one.turn == own[-1].turn]
    return done_to_others(newest, [ids_of(named[1])], said.state) if newest else None


_NO_DEEDS = frozenset("clip clips region regions part notes note melody copy chords bars bar".split())


def _says_half(said: Said) -> bool:
    return all(said.text[one.start : one.end].startswith("half") for one in said.amounts)


def _done_to(tracks: set[str], said: Said) -> list[Frame]:
    """What the newest request about them did to them."""
    about = [one for one in said.focus.acts if tracks & {*(tracks_of(one) or said.focus.tracks_about(one))}]
    return sorted((one for one in about if one.turn == about[0].turn), key=lambda one: one.number)
