"""A change of mind inside a sentence: "pan it left, no, right"."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import COMMANDS, plain
from engine.planner.regex import regex

_FILLER = r"(?:oh|ah|hm+|er+m?|uh+m?|um+|but)"
_PAUSE = r"(?:[\s,.!]|-(?!\d))+"
TAKEN_BACK = (
    rf"(?:{_FILLER}[\s,]+)?"
    r"(?:no|nope|nah|sorry|pardon(?: me)?|wait|actually|i mean|i meant|or rather|rather|make that|scratch that|oops"
    rf"|correction|hang on|hold on)\b(?:{_PAUSE}(?:no|wait|sorry|pardon(?: me)?|actually|i mean|i meant"
    rf"|make (?:it|that)|scratch that|rather|better|say|hang on|hold on)\b)*{_PAUSE}"
)
_TURN = regex(rf"\s*(?:[,;:.!?]+|\s-+|\.{{2,}})\s*{TAKEN_BACK}(?=\w|[-+\"])", re.IGNORECASE)
_NO = regex(rf"[\s,;:.!?-]*{TAKEN_BACK}", re.IGNORECASE)
_MAKE_IT = regex(
    rf"[\s,;:.!?-]*(?:(?:{_FILLER}|e+h+m*|a+h+)[\s,.]+)*(?:make (?:it|that)|better|or rather)(?: more like)?\s+",
    re.IGNORECASE,
)
""" "At -14.. ehh make it -10": of two figures the second."""
_HESITATION = regex(rf"[\s,.-]+{_FILLER}(?<!but)[\s,.-]+", re.IGNORECASE)
_NOT_A_CHANGE = regex(
    r"^(?:idea|one|more|need|problem|worries|matter|thanks?|thank|words|vocals?|voice|singer|singing|drums?|bass|lyrics"
    r"|fade|reverb|traffic|music|noise|click)\b",
    re.IGNORECASE,
)
""" "No need", "no vocals": nothing is taken back."""
_BARE_NO = regex(r"[\s,;:.!?-]*(?:no|nope|nah)\s+", re.IGNORECASE)
_AFTER_NO = regex(
    r"[-+\"\d]|(?:the|an?|make|it|it'?s|that|this|my|his|her|to|at|on|in|by|not|just|only|use|left|right|centre|center"
    r"|up|down|bar|beat|minus|plus|half|twice|both|all|another|undo|faster|slower|louder|quieter|softer|higher|lower"
    r"|more|less|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-g](?:#|b|\s(?:flat|sharp))?"
    r"|\w+teen|\w+ty(?:\s\w+)?)\b",
    re.IGNORECASE,
)
""" "No, the left one", "no make it 3"; "no hum" is a wish of its own."""
_UNIT = r" ?(?:d ?b|decibels?|bars?|beats?|%|percent|semitones?|cents|bpm|lufs|k?hz|ms)\b|%"
_FIGURE_TURN = regex(
    rf"(?<![\w.#])(?<!\d[-–])(?<!not )(?<!than )(?<!of )(?P<old>[-+]?\d+(?:[.,]\d+)?)(?P<unit>{_UNIT})?"
    r"(?:\s*(?:\.{2,}|…)\s*(?:(?:eh+|u+h+|u+m+|er+m?|h+m+|oh|ah|ach)\b[\s,.]*)*make (?:it|that)\s+"
    r"|(?:\s*(?:[,;:!?]+|\s-+|\.{2,}|…)\s*|\s+)(?:(?:eh+|u+h+|u+m+|er+m?|h+m+|oh|ah|ach)\b[\s,.]*)*"
    r"(?:(?:no|nope|nah|wait|sorry|actually|i mean|i meant|or rather|rather|scratch that)\b[\s,.]*)+"
    r"(?:make (?:it|that)\s+)?)"
    rf"(?:(?:bar|to|at|by|on)\s+)?(?P<new>[-+]?\d+(?:[.,]\d+)?)(?![\w.:/])(?P<behind>{_UNIT})?",
    re.IGNORECASE,
)
MOST_TURNS = 4
"""Who changes their mind more often than this has to say it anew."""
LONGEST = 9
"""Words after the turn; more than this is a request of its own."""
_I_MEANT = regex(r"[\s,]+(?:is what )?i (?:mean|meant|wanted|want)(?: to say)?\W*$", re.IGNORECASE)
""" "No, the voice I mean": words that only say that it is a correction."""
_STAYS = regex(
    r"\s*[,;.]\s*(?:and )?(?:the |my |our )?[\w' -]{1,30}? (?:(?:should |can |must |may )?(?:stays?|remains?)"
    r"|(?:is|are) fine)\b.*$",
    re.IGNORECASE,
)
""" "I mean the celli, the violins stay as they are": what is not meant."""
_MORE = regex(r"[\s,;]+(?:and|then)\b", re.IGNORECASE)


def change_of_mind(text: str) -> tuple[str, str] | None:
    """(what was said first, what replaces it), or None."""
    simple = plain(text)
    if '"' in simple:
        return None
    found = list(_TURN.finditer(simple))
    if not 1 <= len(found) <= MOST_TURNS:
        return None
    head, tail = text[: found[-1].start()], _I_MEANT.sub("", text[found[-1].end() :])
    if said := _STAYS.sub("", tail).strip():
        tail = said
    if _BARE_NO.fullmatch(found[-1][0]) and not _AFTER_NO.match(tail) and not is_new_command(tail):
        return None
    if len(head.split()) < 2 or not 1 <= len(_MORE.split(tail)[0].split()) <= LONGEST or _NOT_A_CHANGE.match(tail):
        return None
    return head, tail


def with_last_figure(text: str) -> str:
    """ "To 13.. no 12" is "to 12": of two figures right behind each other the one that was meant."""
    return _FIGURE_TURN.sub(lambda one: f"{one['new']}{one['behind'] or one['unit'] or ''}", text)


def takes_back(gap: str, hesitates: bool) -> bool:
    """Do the words between two numbers take the first one back ("no wait"; an "uh" where one hesitates)?"""
    return bool(_NO.fullmatch(gap) or _MAKE_IT.fullmatch(gap)) or hesitates and bool(_HESITATION.fullmatch(gap))


def is_new_command(tail: str) -> bool:
    """Does the replacement say what to do, not only with what?"""
    first = re.findall(r"[\w'-]+", tail.lower())[:1]
    return bool(first) and first[0] in COMMANDS
