"""Words of a score and of its composer, as plain ones: "the first four bars they play", "it should run at 126"."""

from __future__ import annotations

import re

from engine.planner.regex import regex

_EXCEPTED = regex(
    r"[,;]\s*(?P<what>(?:(?:the|my|our) )?[\w'-]+(?: [\w'-]+){0,2}?(?:(?:,| and|, and| &) (?:(?:the|my|our) )?[\w'-]+"
    r"(?: [\w'-]+){0,2}?)*) (?:excepted|excluded|aside|apart)(?=\W*$|\s*[,;.])",
    re.IGNORECASE,
)
""" "Everything a tone lower, drums and vox excepted"."""
_MARKED = regex(
    r"\bmark (?:the )?(?:place|spot|point|moment|bar) (?:where|when) [^:,.;]+[:,] (?:it'?s |that'?s )?(?:at |on"
    r" )?(?=bar \d)",
    re.IGNORECASE,
)
""" "Mark the place where the ice breaks: bar 9"."""
_RUNS_AT = regex(
    r"\b(?:it|that|everything|things|we|the (?:song|piece|tune|music|whole thing)) (?:should|must|has to|have to"
    r"|needs? to|could|can"
    r"|may|shall|ought to) (?:run|move|go|tick|roll|march)(?: along)? at (?P<bpm>(?:[5-9]\d|1\d\d|2[0-4]\d)(?: ?bpm)?)"
    r"(?! ?(?:d ?b|%|percent|k?hz|ms|bars?|beats?))\b",
    re.IGNORECASE,
)
""" "It should run at 126" is its tempo."""
_BARS_PLAYED = regex(
    r"\b(?P<bars>(?:the )?(?:first|last|opening|final) (?:\d+|two|three|four|six|eight) bars) (?:that )?"
    r"(?:(?P<many>they)|he|she|it) plays?\b",
    re.IGNORECASE,
)
""" "For the first four bars they play"."""

_SAME_GOES = regex(
    r"(?<=[,;] )(?:and )?(?:the )?same (?:goes|holds|is true|applies|is wanted) for (?=(?:the |my |our )?\w)"
    r"|(?<=\w) and the same"
    r" (?:goes|holds|is true|applies) for (?=(?:the |my |our )?\w)",
    re.IGNORECASE,
)
""" "… and the same goes for the stabs"."""

_UNDER_NOW = regex(
    r"(?P<by>\d+ ?bpm) (?:(?P<less>under|below|less than|lower than|slower than)|over|above|more than|faster than)"
    r" (?:(?:what|where|how(?: fast)?) it(?: i|')s|the (?:present|current) (?:tempo|speed)|this)(?: (?:right )?now|"
    r" at the moment)?",
    re.IGNORECASE,
)
""" "20 bpm under what it is now"."""
_SIZE = r"(?P<size>an? (?:octave|third|fourth|fifth|sixth|tone|whole step|half step|semitone))"
_DOWN_ONE = regex(
    rf"(?P<first>\b(?:up|down) {_SIZE}\b|\b{_SIZE.replace('?P<size>', '?P<size2>')} (?:up|down|higher"
    rf"|lower)\b)(?P<between>[^.;]{{2,40}}?)"
    r"\b(?P<way>up|down) one(?=\s*[,.;!]|\s*$| please| and\b)",
    re.IGNORECASE,
)
""" "Cello up an octave, piano down one"."""

_TRADE = regex(
    r"^\W*(?:let |have |make )?[^:;,.]{3,60}? (?:trade|swap|exchange|switch) (?:registers|octaves|ranges|places in"
    r" pitch)\s*[:;,.]+\s*"
    r"(?=[^.]*\b(?:up|higher)\b[^.]*\b(?:down|lower)\b|[^.]*\b(?:down|lower)\b[^.]*\b(?:up|higher)\b)",
    re.IGNORECASE,
)
""" "Let them trade registers: cello up an octave, …": what follows says it."""


def without_score_words(text: str) -> str:
    """The text with the plain words."""
    text = _SAME_GOES.sub("same for ", _MARKED.sub("mark ", text))
    text = _TRADE.sub("", text)
    text = _UNDER_NOW.sub(lambda one: f"{one['by']} {'slower' if one['less'] else 'faster'}", text)
    text = _DOWN_ONE.sub(
        lambda one: f"{one['first']}{one['between']}{one['way']} {one['size'] or one['size2']}", text
    )
    text = _EXCEPTED.sub(r" except \g<what>", _RUNS_AT.sub(r"the tempo should be \g<bpm>", text))
    return _BARS_PLAYED.sub(lambda one: f"{one['bars']} of {'them' if one['many'] else 'it'}", text)
