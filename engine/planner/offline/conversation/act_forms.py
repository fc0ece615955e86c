"""Forms: the turns that speak of an earlier act, with their things and figures as letters.

"Put the bass back, the organ can stay" is "put T0 back, T1 can stay"; "80 instead of 100 for the bass" is "N0 instead
of N1 for T0". F, S, Z and B stand for the first, the second and the last act, and for both of two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.planner.offline.conversation.acts import named_in
from engine.planner.offline.conversation.state import State
from engine.planner.offline.conversation.things import Mention, Things
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.planner.regex import regex

PLACES = ("F", "S", "Z", "B")
"""The first, the second, the last act; both of two."""
_TURN = r"F|S|Z|B"
_T = r"T\d(?:\+T\d)*"
_AND = regex(r"(T\d)(?:,? and |, (?=T\d(?:, T\d)*,? (?:and|&) T\d)| & | n )(?=T\d)")
_SINGLE = ("one", "a", "an", "second")
_THOSE = regex(r"\b(?:those|these|the|them|us|you) $")
_ITS = regex(r"\b(?:the|my|our|your|that|this) (?=[TN]\d)")
_ORDINALS = (
    ("F", r"(?:the |that )?(?:first|1st|former)"),
    ("S", r"(?:the |that )?(?:second|2nd|latter)"),
    ("Z", r"(?:the |that )?(?:last|latest|most recent)"),
)
_BOTH = regex(
    r"\b(?:both(?: of (?:them|those|these))?|(?:them|those|these) both|all of (?:them|those)|(?:them|those) all"
    r"|(?:the|those|these) two|each(?: of them)?)\b(?! (?:bars?|beats?|notes?|tracks?|clips?))"
)
_ONE = r" (?:one|thing|act|change|edit|step|request|move)(?: of (?:those|them|the two|these))?"
_NOT_ACTS = (
    r"(?! (?:\d|two|three|four|half|bars?|beats?|notes?|verse|chorus|takes?|clips?|tracks?|parts?|sections?|time|word"
    r"|line|hit|second|third|T\d|N\d))"
)
_OF_ACTS = rf"(?:{_ONE}| of (?:those|them|the two|these)|{_NOT_ACTS})"
_LEADING = regex(
    r"^\W*(?P<told>(?:(?:no|nope|nah|sorry|oops|wait|ok|okay|and|but|now|then|so|well|hm+|actually|please|just|can you|"
    r"could you|i meant|i mean|i said|good|great|right|yes|yeah|oh|ah|rather)\b[\s,.!;:-]*)*)"
)
_TRAILING = regex(
    r"(?P<told>(?:[\s,.!;:]*\b(?:please|instead|actually|though|tho|then|rather|after all|now|ok|thanks|will you|"
    r"would you|if you can))*)\W*$"
)
_CORRECTS = regex(r"\b(?:no|nope|nah|sorry|oops|wait|actually|i meant|i mean|i said|rather|instead)\b")
_NOT_OLD = r"(?:,? (?:not|and not|instead of|rather than|in place of) (?P<old>N\d))?"
_FOR_IT = rf"(?:,? (?:for|on|in|at|with) (?P<what>{_T}))?"
FIGURES = tuple(
    regex(form)
    for form in (
        rf"(?:make |set |put |turn |change |give |do |have |with |on |at |for )?(?P<what>{_T}|{_TURN}),?"
        r"(?P<firm> (?:should (?:be|have been)|ought to be|needs to be|must be|is to be|better|rather|only|just))*"
        rf"(?P<at> (?:to|at))?(?P<by> by)?(?P<only> (?:only|just))? (?P<new>N\d){_NOT_OLD}",
        r"(?:make (?:(?:that|it) )?|do |change (?:(?:that|it) )?to |it should be )?(?P<only>rather |only |just )?"
        rf"(?P<new>N\d){_NOT_OLD},? (?:for|on|in|at|with|to) (?P<what>{_T}|{_TURN})",
        rf"(?:make (?:(?:that|it) )?|do )?(?P<only>rather |only |just )?(?P<new>N\d){_NOT_OLD} (?P<what>B)",
        rf"(?:change|make|turn|set) (?P<old>N\d) (?:to|into) (?P<new>N\d){_FOR_IT}",
        rf"(?P<old>N\d) (?:should be|should have been|was meant to be) (?P<new>N\d){_FOR_IT}",
    )
)
_SAME = r"(?:exactly |just )?(?:the )?same"
LIKE = tuple(
    regex(form)
    for form in (
        rf"(?:do |make |with |for |to |on )?(?P<to>{_T}),? (?:should be |should get |gets? |to be )?(?:done )?"
        rf"(?:{_SAME} (?:way |thing |treatment )?(?:as|like|that|to)|(?:just |exactly )?like)"
        r" (?:with |for |on |to )?(?P<as>T\d)(?: (?:was|got|has|had|did))?",
        rf"(?:do|apply|give) (?:to |with |for )?(?P<to>{_T}) "
        rf"(?:(?:exactly |just )?what|{_SAME}(?: thing)?(?: (?:as|that|what))*)"
        r"(?: (?:you|we|i|was|have))*(?: (?:did|done|gave|given|made))? (?:to |with |for |on )?(?P<as>T\d)(?: got)?",
        rf"treat (?P<to>{_T}) (?:just |exactly )?(?:like|as|the same as|the same way as) (?:you (?:did|treated) )?"
        r"(?P<as>T\d)",
        rf"(?:do )?{_SAME} (?:thing |treatment )?(?:for|to|on|with) (?P<to>{_T}) (?:as|that) (?:you did |was done )?"
        r"(?:for |to |on |with )?(?P<as>T\d)",
        r"what(?:ever)? you did (?:to|with|for|on) (?P<as>T\d),? (?:also |too |do (?:that |it )?(?:also )?)*"
        rf"(?:for|to|on|with) (?P<to>{_T})(?: too| as well)?",
        rf"copy what you did (?:to|on|with) (?P<as>T\d) (?:to|onto|over to) (?P<to>{_T})",
        rf"(?P<to>{_T}) (?:to )?match(?:ing)? what you did (?:to|on|with) (?P<as>T\d)",
    )
)
_SIDE = r"(?:on|to|at|of) (?:the )?(?:other|opposite)(?: one)? side"
MIRROR = tuple(
    regex(form)
    for form in (
        rf"(?:do )?(?:the )?same (?:thing |amount )?(?:for|on|to|with) (?P<to>{_T}),? (?:but |only )?{_SIDE}",
        rf"(?P<to>{_T}) (?:by )?(?:as far|(?:by )?(?:the )?same (?:amount|far)|equally far|just as far|the same|same),?"
        rf" (?:but )?(?:{_SIDE}|(?:on|to) (?:the )?(?P<side>left|right))",
        rf"mirror (?:that|it) (?:for|on|with) (?P<to>{_T})",
        rf"(?P<to>{_T}) (?:opposite|mirrored|(?:the )?(?:exact )?opposite(?: way| side)?"
        rf"|{_SIDE}(?: (?:by )?the same amount)?)",
    )
)
_WAS = r"(?:it|they|he|she|that) (?:was|were|had been|used to be|stood|sat)(?: before)?"
_BEFORE = (
    rf"(?:(?:exactly |just )?(?:as|how|where|like|the way|to (?:how|where|what)) {_WAS}|(?:like|as) before|to normal)"
)
_STAYS = (
    r"(?:(?:,|;| but| and|\.)* (?:(?:leave|keep|not|don't touch) (?P<stays>T\d(?:\+T\d)*|{})"
    r"|(?P<stays2>T\d(?:\+T\d)*|{}) (?:can |should |may )?(?:stays?|remains?|is|are|was|were))"
    r"(?: (?:fine|good|ok|okay|right|great|put|there|so|alone|as is|that way|(?:like|as|how|the way) (?:that|this"
    r"|it is|they are|now)))*|,? (?:only undo|undo only|just undo) (?:that|this|it)"
    r"|,? (?:but )?(?:only|just) T\d(?:\+T\d)*)?"
).replace("{}", r"F|S|Z|the rest|everything else")
UNDO = tuple(
    regex(form + _STAYS)
    for form in (
        rf"(?:(?P<made>undo|revert|scrap|cancel|take back|drop|unmake)|put back)(?: only| just)? (?P<what>{_T}|{_TURN})"
        r"(?: again| back| only)?",
        rf"(?:undo|revert|scrap|cancel|take back|drop)(?: only| just)? (?:it|that|this|the change"
        rf"|what (?:you|we) (?:did|have done)) (?:to|for|on|with|at|of) (?P<what>{_T}|{_TURN})",
        rf"(?P<what>{_TURN}) (?:back|away|off)(?: again)?",
        r"(?:(?:put|get|bring|set|move|turn|have) )?(?:back )?"
        rf"(?P<what>{_T}|B)(?: back| again| back again)(?: {_BEFORE})?",
        rf"(?:(?:put|get|bring|set|leave|keep|have|make) )?(?:back )?(?P<what>{_T}|B) (?:again )?{_BEFORE}",
        rf"(?P<what>{_T}) (?:was|were|sounded|sat) (?:just |really |quite |much |perfectly |already )?"
        r"(?:fine|good|better|ok|okay|right|great|nicer|perfect)(?: (?:before|originally|earlier|without(?: it)?"
        rf"|{_BEFORE}))?",
        rf"take (?P<what>{_TURN}) (?:back|away|off|out)",
        rf"(?P<soft>leave|spare|skip) (?P<what>{_T}|B)(?: alone| out(?: of it)?| be)?(?: after all)?",
        rf"(?P<soft>not) (?:for |on |to |with )?(?P<what>{_T}|{_TURN})(?: after all)?",
    )
)
_NOT_THOSE = (
    rf"(?:,? (?:and |but )?(?:not|leave|without|keep|spare)(?: for| on)? {_T}(?: alone| out of it| out| as (?:it|they)"
    r" (?:was|were|is|are)| as is)?)?"
)
ONLY = tuple(
    regex(form)
    for form in (
        rf"(?:only|just)(?: for| on| to| with)? (?P<what>{_T})(?: please)?{_NOT_THOSE}",
        rf"(?:for |on )?(?P<what>{_T})(?: only| alone)(?: please)?{_NOT_THOSE}",
        rf"(?:not|not for|not on) {_T},? (?:only|just) (?P<what>{_T})",
    )
)
_BUT_AT = r",?(?: (?:but|only|just|though|by|at|with|to))* (?P<new>N\d)(?: only| though| there)?"
ALSO_BUT = tuple(
    regex(form)
    for form in (
        rf"(?:do )?(?:the )?(?:exactly )?same(?: thing| again)? (?:for|to|on|with) (?P<to>{_T}){_BUT_AT}",
        rf"(?:do )?(?P<to>{_T}),? (?:too|as well|also|likewise|the same|same){_BUT_AT}",
        rf"(?:likewise|ditto|also|the same|same) (?:for |on |with )?(?P<to>{_T}){_BUT_AT}",
        rf"do (?P<to>{_T}) as well{_BUT_AT}",
    )
)
KEEP = regex(
    r"(?:leave|keep|let) (?:it|that|this|them|everything|things)"
    r"(?: (?:like|as|how|the way) (?:that|this|it is|they are|it is now)| that way| so| as is| there| be)?"
)


@dataclass
class TurnForm:
    """A turn with its things and figures as letters."""

    words: str
    things: list[Mention] = field(default_factory=list)
    figures: list[Quantity] = field(default_factory=list)
    corrects: bool = False
    is_second_thought: bool = False
    """ "… after all"."""

    def ids(self, name: str) -> list[set[str]]:
        """The clips and tracks of each thing of "T1+T2"."""
        return [set(self.things[int(one[1:])].ids) for one in name.split("+")]

    def figure(self, name: str) -> Quantity:
        """The figure of "N0"."""
        return self.figures[int(name[1:])]


def form_of(text: str, state: State) -> TurnForm:
    """A turn as such a form."""
    things = Things(text, state)
    form = TurnForm("")
    named = [(*named_in(things, one), one) for one in things.mentions]
    spans: list[tuple[int, int, str]] = []
    for start, end, mention in named:
        spans.append((start, end, f"T{len(form.things)}"))
        form.things.append(mention)
    for one in figures_of(things):
        spans.append((one.start, one.end, f"N{len(form.figures)}"))
        form.figures.append(one)
    words, at = "", 0
    for start, end, letter in sorted(spans):
        if start < at:
            continue
        words, at = f"{words}{things.low[at:start]}{letter}", end
    words = re.sub(r"\s+", " ", words + things.low[at:]).strip()
    words = re.sub(r"\bbars? (?=N\d)", "", words)
    words = _ITS.sub("", words)
    while (joined := _AND.sub(r"\1+", words)) != words:
        words = joined
    words = _BOTH.sub("B", words)
    for letter, ordinal in _ORDINALS:
        words = re.sub(rf"\b{ordinal}\b{_OF_ACTS}", letter, words)
    lead = _LEADING.match(words)
    words = words[lead.end() :] if lead else words
    trail = _TRAILING.search(words)
    words, told = (words[: trail.start()], trail["told"]) if trail else (words, "")
    form.words = words.strip(" ,.;:!-")
    form.is_second_thought = "after all" in told
    form.corrects = bool(_CORRECTS.search(f"{lead['told'] if lead else ''} {told}"))
    return form


def figures_of(things: Things) -> list[Quantity]:
    """The quantities of a turn that are no part of a name and no pronoun."""
    named = [named_in(things, one) for one in things.mentions]
    found = [one for one in quantities(things.text) if not any(start <= one.start < end for start, end in named)]
    return [one for one in found if one.unit or not _is_pronoun(things.low, one)]


def _is_pronoun(low: str, figure: Quantity) -> bool:
    """ "The other one", "those two"."""
    is_word = low[figure.start : figure.end].isalpha()
    return is_word and bool(_THOSE.search(low[: figure.start])) or low[figure.start : figure.end] in _SINGLE


def in_form(forms: Sequence[re.Pattern[str]], form: TurnForm) -> re.Match[str] | None:
    """The first of these forms that the whole turn is."""
    return next((found for one in forms if (found := one.fullmatch(form.words))), None)
