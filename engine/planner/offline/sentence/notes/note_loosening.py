"""What of notes is loosened: "only the timing", "leave the velocities", "just in how hard they are hit"."""

from __future__ import annotations

import re

from engine.planner.offline.slots.clause import Args
from engine.planner.regex import regex


def _pattern(words: str) -> re.Pattern[str]:
    return regex(words, re.IGNORECASE)


_TIMING = r"(?:timing|groove|placement|time)"
_STRENGTH = (
    r"(?:velocit(?:y|ies)|dynamics|loudness|accents"
    r"|strengths?|how (?:hard|loud|strong|heavy|soft)(?:ly)? (?:(?:the |each |every |all the )?(?:notes?|hits?"
    r"|strokes?)"
    r"|(?:each|every) one|they|it)(?:(?:'s|'re| is| are| gets?)(?: being)? (?:hit|played|struck)"
    r"| (?:all )?(?:lands?|hits?|strikes?|sounds?|comes? (?:down|out)|is|are)))"
)
_AS_IT_IS = (
    r"(?: (?:alone|as (?:it|they) (?:is|are|was|were)|as is|untouched|the same|in place|put|at all|tight|steady"
    r"|locked(?: in)?|solid|exact|spot on|dead on|on (?:the )?(?:grid|time)))*"
)


def _but_not(what: str) -> re.Pattern[str]:
    """ "Leave the velocities alone", "timing stays": that is not touched."""
    return _pattern(
        rf"[\s,;.]*\b(?:(?:and|but|just)\W+)*(?:(?:leave|keep|don'?t (?:touch|change)|do not (?:touch|change)"
        rf"|without (?:touching|changing)|not) (?:the |its |their |with the )?{what}{_AS_IT_IS}"
        rf"|(?:the |its |their )?{what} no touch\b|(?:the |its |their )?{what} (?:(?:can|should|must|to) )?(?:stays?"
        rf"|remains?|(?:is|are) (?:fine|good"
        rf"|ok(?:ay)?))"
        rf"{_AS_IT_IS})"
    )


_SPARES_STRENGTH, _SPARES_TIMING = _but_not(_STRENGTH), _but_not(_TIMING)
_ONLY_TIMING = _pattern(rf"\b(?:only |just )?(?:in |the |its |of the )*{_TIMING}\b")
_ONLY_STRENGTH = _pattern(rf"\b(?:only |just )?(?:in |the |its |of the )*{_STRENGTH}(?:\b|$)")

_OF_WHOM = _pattern(
    r"\bhow (?:hard|loud|strong|heavy|soft)(?:ly)? (?!(?:the )?(?:notes?|hits?|they|it|each|every)\b)"
    r"(?P<who>(?:the |my |our )?[\w' -]{2,30}?)(?:'s)?(?: (?:hits?|notes?|strokes?))?"
    r" (?:lands?|hits?|strikes?|plays?|is (?:hit|played|struck)|are (?:hit|played|struck))\b"
)
""" "How hard the kick hits land"."""


def loosened(args: Args, rest: str) -> tuple[Args, str]:
    """What is loosened: the timing, the velocities, or both."""
    rest = _OF_WHOM.sub(r"\g<who> velocity", rest)
    spared = [form.search(rest) for form in (_SPARES_STRENGTH, _SPARES_TIMING)]
    rest = _SPARES_TIMING.sub(" ", _SPARES_STRENGTH.sub(" ", rest))
    timing, strength = _ONLY_TIMING.search(rest), _ONLY_STRENGTH.search(rest)
    if spared[0] or timing and not strength and not spared[1]:
        args = {**args, "of": "timing"}
    elif spared[1] or strength and not timing:
        args = {**args, "of": "velocity"}
    return args, _ONLY_STRENGTH.sub(" ", _ONLY_TIMING.sub(" ", rest))
