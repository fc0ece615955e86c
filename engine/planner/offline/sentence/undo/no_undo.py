"""No undo: "don't undo that", "take 1 back", "not so busy": words of taking back that take nothing back."""

from __future__ import annotations

import re

from engine.planner.offline.text.number_words import NUMBER_WORDS
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

BACK_OR_ELSE = "Should I take something back, or did you mean something else?"
NOTHING_CALLED = "I have done nothing called “{}”; what should I do?"
NOTHING_SINCE = "Nothing has been done since “{}” that is left to undo."
_SAYS_SO = regex(
    r"\b(?:undo\w*|undid|revert\w*|redo\w*|rdeo|revret|(?:roll|tak|took|wound|wind|chang|turn)\w* (?:\w+ ){0,4}back"
    r"|rollback|rewind|unwind|ctrl|crtl|cmd|rescind|reinstate\w*|reapply|withdraw\w*)\b",
    re.IGNORECASE,
)
_NOT_UNDOING = regex(
    r"\bback (?:vocals?|ing|beat|up)\b|\bback(?:ings?|beats?|ground|wards?|up|track\w*)\b"
    r"|\b(?:further|farther|far|miles|metres|meters|feet) away\b|\bas (?:if|though)\b[^.;!?]*"
    r"|\b(?:trim|step|dial|pull|knock|hold|push|eas|fad|lean|kick|sit|laid|lay)\w* (?:\w+ ){0,4}back\b"
    r"|\b(?:back|return\w*) to (?:the )?(?:bar|beat|start|beginning|top|intro|verse|chorus|bridge|outro|hook|marker|\d)"
    r"|\b(?:play|read|sing|listen|hear|lean|sit|step)\w* (?:\w+ ){0,3}back\b|\b(?:further|farther) back\b"
    r"|\b(?:roll|tak|pull|cut|trim|eas|dial|shav)\w*(?: \w+){0,4}? (?:highs?|lows?|mids?|top(?: end)?|low end|treble"
    r"|bottom(?: end)?|edge|boom\w*|air|sibilan\w+|mud)\b(?: off| back| out)?"
    r"|\bforget (?:it|that|him|her|them) (?:in|at|during|for|from) (?:the |bars? )"
    r"|\bscratch (?:that itch|sounds?|noises?|effects?|fx|dis[ck]s?|records?|perc\w*)\b"
    r"|\bscrap (?:metal|iron|yard)\b|\bredouble\w*|\b(?:revert|reverse|invert|flip)\w* (?:the )?(?:phase|polarity)\b",
    re.IGNORECASE,
)
"""Words of an undo that are about something else here."""
_A_FIGURE = rf"(?:\d+(?:[.,]\d+)?|{NUMBER_WORDS})"
_DB = r"(?: ?(?:db|decibels?))"
_OF_DEGREE = regex(
    r"\b(?:not|n'?t) (?:quite |nearly |all |half )?(?:so|as|that|too) \w+\b|\b(?:way |far |much |bit )*too \w+\b"
    r"|\b(?:eas|dial|pull|rein|hold)(?:e|ing)? (?:it |that |this |them |him |her )?(?:off|back|down|in)\b"
    r"|\bton(?:e|ing) (?:it |that |this |them |him |her )?down\b"
    r"|\bback(?:ing)? (?:it |that |this |them |him |her )?(?:off|down)\b"
    r"|\b(?:not|don'?t|without) (?:(?:go|going|take|taking|undo|undoing|put|putting|pull|bring) )?(?:it |that |them )?"
    r"(?:all the way|complete\w*|entire\w*|fully|totally|whole)(?: back| off| out| away)?"
    r"|\btake (?:\d+(?:[.,]\d+)?|one|two|three|four|half)(?: ?(?:db|decibels?|percent|%|semitones?|cents|steps?))?"
    r" (?:of (?:it|that) )?(?:back|off|out)\b(?! steps?)"
    r"|\b(?:half[ -]?way|part[ -]?way|(?:half|(?:a |one )?(?:third|quarter)|two thirds)(?: of (?:that|it|the way)| way"
    r"| that)?(?: again)?)(?: (?:back|towards?|to))+\b|\bback (?:half|part)[ -]?way\b"
    rf"|(?<!last )(?<!first )(?<!other )\b(?:half|(?:a |one )?(?:third|quarter)|{_A_FIGURE}{_DB}?)(?: of (?:it"
    rf"|that|them"
    rf"|what \w+ \w+"
    rf"|(?:the|those|these|that|this)(?: (?:{_A_FIGURE}){_DB}?)?))? (?:back|off again)\b(?! steps?)"
    rf"|\bback (?:(?:up|down|off)(?: by)?|by) {_A_FIGURE}{_DB}?\W*$|\bhalf of what (?:you|i|we)\b"
    r"|\b(?:less|milder|gentler|subtler|sparser|simpler|busier)\b"
    r"|(?<!\bthe )(?<!\blike )(?<!\bas )(?<!\bthan )(?<!\bfrom )(?<!\bone )\bearlier\b(?=\W*$|,? please)"
    r"|(?:\bthe (?:first|second|third|last|other|new)|\bthat) one (?:a (?:bit|little|touch) )?earlier\W*$",
    re.IGNORECASE,
)
""" "Too much, ease off", "not so busy", "a bit earlier", "take 1 back": less is wanted, and nothing is to go."""
_GOES = regex(
    r"\b(?:undo\w*|undid|revert\w*|redo|restore\w*|cancel|scrap|scratch|forget|back|off|out|away|without|rid|lose|drop"
    r"|kill|ditch|bin|nix|remove|delete|was|were|before|original\w*|never ?mind|again|mistake|gone|leave)\b",
    re.IGNORECASE,
)
_REFUSES = regex(
    r"(?<!why )\b(?:do not|don'?t|dont|never|not|no need|nothing|rather not|without)"
    r" (?:(?:you|we|i|ever|please|just|want|wish|need|have|dare|going|try|to) ){0,4}"
    r"(?:undo(?:ing|ne)?|redo(?:ing|ne)?|revert(?:ing|ed)?|roll(?:ing|ed)? back"
    r"|(?:take|taking|taken) (?:\w+ ){0,2}back)\b"
    r"|\bno (?:undo|redo|rollback)s?(?: please| now| here| needed| at all)?\W*$"
    r"|\b(?:undo|redo|revert) (?:(?:that|it|this) )?(?:not|rien|nada)(?: that| it)?\W*$"
    r"|\btake (?:that|it|this) not back\b|(?:\bnie|别) (?:undo|redo)\b",
    re.IGNORECASE,
)
""" "Don't undo that", "I never want to take it back": nothing is to go."""


def refuses_undo(text: str) -> bool:
    """Is it said that nothing is to be taken back? "Don't, undo that" and "why don't you undo it?" say that it is."""
    rest, found = _REFUSES.subn(" ", plain(text))
    return found > 0 and _SAYS_SO.search(_NOT_UNDOING.sub(" ", rest)) is None


def is_of_degree(text: str) -> bool:
    """Is something said to be too much, or wanted less, and nothing to be taken back?"""
    rest, found = _OF_DEGREE.subn(" ", plain(text))
    return found > 0 and _GOES.search(_NOT_UNDOING.sub(" ", rest)) is None
