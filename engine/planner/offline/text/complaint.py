"""Complaints that name a fault and no act: "the cello isn't loud enough", "the pad is too bright", "not enough bass".

They are said as the request that mends it. What only a figure can mend is left for a question.
"""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

_LEAD = r"^(?P<lead>\W*(?:(?:please|ok(?:ay)?|hm+|no|but|and|so|now|well|oh|i think|i feel|to me|still)\b[\s,]+)*)"
_WHO = (
    r"(?P<who>(?:the |my |our |that |this |his |her )?(?!i\b|we\b|you\b|there\b|not\b|time\b|room\b"
    r"|way\b|much\b|far\b|still\b|just\b|bit\b|a bit\b|slightly\b|really\b"
    r"|space\b)[\w'&-]+?(?: (?!is\b|are\b|isn't\b|not\b)[\w'&-]+?){0,3}?)"
)
_MUCH = (
    r"(?: (?:still|just|really|a (?:bit|little|touch|tad)|slightly|somewhat|kind of|kinda|rather|way|so|all"
    r"|completely|totally"
    r"|quite|always|often|very|pretty|at all|there))*"
)
_IS = (
    rf"(?:'s|'re| (?:is|are|was|were|sounds?|seems?|feels?|plays?|sings?|comes? out|sits?|keeps? (?:being"
    rf"|playing|singing)))?{_MUCH}"
)
_IS_NOT = (
    rf"(?:(?:'s|'re)? not|(?: (?:is|are|does|do))?(?:n't| not)| (?:is|are|sounds?|feels?) never)(?: (?:be"
    rf"|sound|feel|play|sing|sit))?{_MUCH}"
)
_END = r"(?: (?:there|here|now|yet|to me|at all|anywhere|everywhere|please|somehow))*(?P<end>[\s.!]*)$"
_TIMING = (
    rf"(?:{_IS} (?:out of time|off (?:the )?(?:beat|grid|time)|off-(?:beat|grid)|sloppy(?: in time)?|behind the beat"
    r"|ahead of the beat|untight|out of sync|out of step)"
    rf"|{_IS_NOT} (?:in time|tight(?: enough)?|on (?:the )?(?:grid|beat)|together|in sync)"
    r"|(?:'s)? timing is (?:off|bad|sloppy|loose|a mess|all over the place))"
)
_TUNING = (
    rf"(?:{_IS} (?:out of (?:tune|pitch)|off[- ](?:key|pitch|tune)|pitchy|detuned)|{_IS_NOT} (?:in tune|on pitch)"
    r"|(?:'s)? (?:tuning|intonation|pitch) is (?:off|bad|a mess))"
)
_MORE = {
    "loud": "louder", "quiet": "quieter", "soft": "softer", "bright": "brighter", "dark": "darker", "warm": "warmer",
    "wide": "wider", "narrow": "narrower", "dry": "drier", "punchy": "punchier", "fat": "fatter", "thick": "thicker",
    "clear": "clearer", "crisp": "crisper", "high": "higher", "low": "lower", "fast": "faster", "slow": "slower",
    "long": "longer", "short": "shorter", "smooth": "smoother", "deep": "deeper", "thin": "thinner", "big": "bigger",
    "present": "more present", "audible": "louder", "aggressive": "more aggressive", "wet": "wetter",
    "tight": "tighter",
}  # fmt: skip
_LESS = {
    "loud": "quieter", "quiet": "louder", "soft": "louder", "bright": "darker", "dark": "brighter", "dull": "brighter",
    "wide": "narrower", "narrow": "wider", "dry": "wetter", "thin": "fuller", "cold": "warmer",
    "harsh": "smoother", "muddy": "clearer",
}  # fmt: skip
"""What is too much of it, and what mends that."""
_TOO = rf"(?:{_IS}(?: (?:much|far))? too (?P<too>{'|'.join(_LESS)}))"
_NOT_ENOUGH = rf"(?:{_IS_NOT} (?P<adjective>{'|'.join(_MORE)}) enough)"
_ADJECTIVE_FIRST = rf"not (?P<quite>quite |nearly )?(?P<adjective>{'|'.join(_MORE)}) enough,? (?:is |are )?"
_SCARCE = r"(?:there(?:'s| is| are) )?(?:not (?:nearly |quite )?enough|too little|too few)(?: of)? "
_NO_FADE = r"(?:i want |i'd like |there should be |with )?no (?P<fade>fade(?:[- ](?:in|out))?s?) (?:on|for|at|in) "

_FORMS = (
    (regex(rf"{_LEAD}{_WHO}{_TIMING}{_END}", re.IGNORECASE), "quantize {who}"),
    (regex(rf"{_LEAD}{_WHO}{_TUNING}{_END}", re.IGNORECASE), "autotune {who}"),
    (regex(rf"{_LEAD}{_WHO}{_NOT_ENOUGH}{_END}", re.IGNORECASE), "make {who} {more}"),
    (regex(rf"{_LEAD}{_WHO}{_TOO}{_END}", re.IGNORECASE), "make {who} {more}"),
    (regex(rf"{_LEAD}{_ADJECTIVE_FIRST}{_WHO}{_END}", re.IGNORECASE), "make {who} {more}"),
    (regex(rf"{_LEAD}{_NO_FADE}{_WHO}{_END}", re.IGNORECASE), "take the {fade} off {who}"),
    (regex(rf"{_LEAD}{_SCARCE}{_WHO}{_END}", re.IGNORECASE), "more {who}"),
)
_HOW_MUCH = frozenset("louder quieter softer higher lower faster slower longer shorter bigger wetter drier".split())
_QUITE = regex(r"\b(?:quite|nearly)\b", re.IGNORECASE)
_LITTLE = regex(r"\b(?:a (?:bit|little|touch|tad)|slightly|somewhat) too\b", re.IGNORECASE)
_FAR = regex(r"\b(?:much|way|far) too\b", re.IGNORECASE)
_NOBODY = regex(r"^(?:it|that|this|they)$", re.IGNORECASE)


def as_request(text: str) -> str:
    """The request that a complaint stands for; the same text for anything else."""
    simple = plain(text).replace("’", "'")
    if '"' in simple or "?" in simple or len(simple) != len(text):
        return text
    for form, request in _FORMS:
        match = form.match(simple)
        if match is None:
            continue
        parts = match.groupdict()
        more = _MORE.get((parts.get("adjective") or "").lower(), "") or _LESS.get((parts.get("too") or "").lower(), "")
        if _NOBODY.match(match["who"]) and (parts.get("too") or request.startswith("more") or more in _HOW_MUCH):
            return text  # how much of what was done is read with it
        is_little = _QUITE.search(match[0]) or parts.get("too") and _LITTLE.search(match[0])
        more = f"a bit {more}" if more and is_little else f"much {more}" if _FAR.search(match[0]) else more
        return f"{match['lead']}{request.format(who=match['who'], more=more, fade=parts.get('fade'))}{match['end']}"
    return text
