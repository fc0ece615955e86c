"""Said behind: what a second clause gives to the first: a figure that is enough, where it is nicer to enter."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_ENOUGH = regex(
    r"(?P<told>.*\b(?:louder|quieter|softer|lower|higher|up|down|more (?:quiet|loud|soft)|later|earlier|shorter"
    r"|longer|faster"
    r"|slower)\b[^,.;]*?)[\s,;.]+(?:(?:i (?:think|guess|suppose|believe|reckon|would say|'d say)|maybe|perhaps|say"
    r"|but|and|about"
    r"|some|around|already|only|just)[\s,]+)*(?P<much>(?:\d+(?:\.\d+)?|one|two|three|four|five|six|eight|ten|a|half a)"
    r" ?(?:d ?b|decibels?|semitones?|bpm|beats?|bars?|ms|milliseconds?|seconds?|percent|%))"
    r" (?:(?:will|would|should|ought to|is|are|might|must)(?: already| surely| just)?(?: be| do)?|does)"
    r"(?: (?:it|enough|fine|plenty|ok|okay|right|good|sufficient|the job|the trick))*[\s.!]*$",
    re.IGNORECASE | re.DOTALL,
)
""" "A little more quiet, I think three decibels will be enough"."""
_VAGUELY = regex(r"\b(?:an? (?:little |tiny )?(?:bit|little|touch|tad|hair)|slightly|somewhat|a little"
    r" bit)\s+", re.IGNORECASE)
_NICER_LATER = regex(
    r"^(?P<lead>\W*(?:(?:and|so|ok|but|now)\s+)*)(?P<who>(?:the |my |our )?[\w' ]{2,30}?) (?:(?:should|shall|must"
    r"|may|needs to|has to|please|better) )*(?:not"
    r"|shouldn't"
    r"|mustn't|don't|doesn't|needn't) (?:(?:please|yet|already|right|have to|to|be|just) )*(?:play|start|come in"
    r"|be there|begin"
    r"|enter|sound|be heard)?(?: right| already)? ?(?:from|at) the (?:very )?(?:beginning|start|top)[,;.:]? "
    r"(?:(?:but|and|it is|it's|it would be|nicer|better|if|when|let|rather|only|instead|please|i'd like|have) )*"
    r"(?:he|she|it|they|him|her|them)? ?(?:(?:should|can|could|may|must|to|only) )*"
    r"(?:enters?|comes? in|starts?|begins?|plays?|joins?(?: in)?)? ?(?P<where>(?:at|in|from|on|with)"
    r" [^,;.!?]+)[\s.!]*$",
    re.IGNORECASE,
)
""" "It should not play from the beginning, it is nicer when he enters in bar 5"."""


_TOO_HARD = regex(
    r"^(?P<lead>\W*(?:(?:and|so|ok|but|now|hm+)[\s,]+)*)(?P<who>(?:the |my |our |that |this )?[\w' -]{1,30}?)"
    r" (?:just )?(?:(?P<out>ends?|stops?|cuts? (?:off|out)|breaks? off|finish(?:es)?)|starts?|begins?|comes? in"
    r"|enters?|kicks? in)"
    r" (?:way |far |a bit |much )?(?:too |so |very )?(?:abrupt(?:ly)?|sudden(?:ly)?|hard|harsh(?:ly)?|sharp(?:ly)?)"
    r"(?: (?:at|in) the (?:end|start|beginning))?[\s,;:.]+(?:(?:so|and|please|just|can you|could you|maybe)\s+)*"
    r"(?:soften|smooth(?:en)?|ease|fix|round|improve|gentle|mend) (?:it|that|this|them|him|her|the end|the start)"
    r"(?: (?:out|off|in|up|down|over|a bit|a little|please))*[\s.!]*$",
    re.IGNORECASE,
)
""" "The ring ends too abruptly, soften it": its end is faded, and it is no quieter."""


def with_what_is_behind(text: str) -> str:
    """Both clauses as one order."""
    if '"' in text:
        return text
    if hard := _TOO_HARD.match(text):
        return f"{hard['lead']}fade {hard['who']} {'out' if hard['out'] else 'in'}"
    if enough := _ENOUGH.match(text):
        return f"{_VAGUELY.sub('', enough['told'])} by {enough['much']}"
    if later := _NICER_LATER.match(text):
        return f"{later['lead']}{later['who']} only comes in at {later['where'].split(' ', 1)[1]}"
    return text
