"""The words of a question that say nothing of what is asked: "ok so can you tell me …", "… right now, do you know?"."""

from __future__ import annotations

import re

from engine.planner.offline.text.knob_words import EFFECT_WORDS
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_LONGEST = 140
_LEAD = regex(
    r"^\W*(?:(?:(?:just )?so (?:that )?(?:i|we) (?:can |do )?(?:get|have|know|note|write)[^,:?]{0,40}(?=[,:])"
    r"|for (?:my|our|the) (?:recall )?(?:notes?|sheet|records?|log|list)(?=[,:])|and|so|ok(?:ay)?|hey|hi|hm+|um+"
    r"|uh|wait|but|then|well|now|right|good|great|cool|nice|thanks|just|btw"
    r"|by the way|also|actually|sorry|please|pls|quick (?:q|question|one)|(?:one )?(?:more )?question|remind me"
    r"|(?:can|could|would|will) you (?:please |kindly )?(?:just )?(?:tell|remind) me|(?:please )?tell me"
    r"|(?:can|could) you (?:please )?(?:just )?(?:check|see|look up|say)|do you know|(?:i'd|i would) like to know"
    r"|i (?:just )?(?:want|need) to know|just (?:asking|curious|wondering)|(?:i'm )?(?:curious|wondering)|i wonder"
    r"|may i (?:kindly )?(?:ask|know)(?: you)?|let me know|any idea|check|first(?: of all)?|gimme|(?:give|show"
    r"|read) me)\b(?:\s+(?:whether|if)\b)?[\s,:.!-]*)*",
    re.IGNORECASE,
)
_SHORT = regex(r"\b(what|where|who|when|how|why)(?:'s|s)\b(?! of\b)|\b((?:what|which) \w+)'s\b", re.IGNORECASE)
""" "Whens the drop", "which side's the clav on": is."""
_CLEFT = regex(
    r"\b(who|what|where|when|(?:which|what) \w+) (?:is|was) (?:it|that|this) (?:that|who|which)(?:'s|s| is| are)? ",
    re.IGNORECASE,
)
""" "Who is it that's talking": who is talking."""
_TOPIC = regex(
    r"^(?P<topic>(?:the |my |our )?[\w' -]{2,30}?),\s+(?P<head>(?:is|are|where|what|how|does|do|when|which)\b[^,]*?)"
    r"\b(?:it|they|he|she)\b(?P<rest>[^,]*)$",
    re.IGNORECASE,
)
""" "The gulls, where are they panned?" """
_ASKS = regex(
    r"\b(?:tell me|remind me|know|check|look up|wonder|curious|question|gimme|(?:give|show|read) me)\b", re.IGNORECASE
)
_REMARK = regex(
    r"^(?:(?:that'?s|it'?s|sounds?|feels?) )?(?:way |a bit |bit |much |far )?(?:too|so|very|quite|pretty|really|kinda)"
    r" \w+(?: now)?,\s+",
    re.IGNORECASE,
)
""" "Too hectic, what was it before?": why it is asked."""
_TAIL = regex(
    r"(?:[\s,.?;:!-]+(?:(?:i (?:want|need|would like|'d like) )?(?:the |in )?exact (?:numbers?|figures?|values?|db)"
    r"|(?:just |only )?(?:the |in )?(?:numbers|figures)|in d ?b)(?! of)"
    r"|[\s,]+(?:rn|at present|presently|(?:right |just )?now|at the (?:moment|minute)|currently|again|atm|today"
    r"|exactly|roughly|approximately|then|please|pls"
    r"|actually|so far|yet|already|though|tho|anyway|by the way|btw|in (?:total|all|fact)|or (?:not|no|what)"
    r"|do you know|at all|as well|too|(?:real )?quick(?:ly)?|by accident|somewhere|for a sec"
    r"|in (?:seconds|minutes(?: and seconds)?|time)|in the"
    r" (?:song|session|project)|of it|for me))*[\s?.!…]*$",
    re.IGNORECASE,
)
_END_TO_END = regex(
    r",? from (?:the )?[\w' -]{2,24}? to the (?:very )?end(?: of (?:the )?[\w' -]{2,24})?$|,? from (?:start"
    r"|beginning|top|front) to"
    r" (?:end|finish|back|bottom)$",
    re.IGNORECASE,
)
""" "The whole show, from the overture to the end of the bows"."""
_LATE = regex(r"[.;!?]\s+\w")
"""What goes on behind the question asks for something else."""

EFFECT = rf"(?:{'|'.join(EFFECT_WORDS.values())}|auto-?tune|filters?|equali[sz]er|bit-?crusher|widener)"
ANY_EFFECT = r"(?:effects?|plug-?\s?ins?|fx|inserts?|processing|devices?)"
_SLOTS = {
    "{t}": r"(?P<t>[^?,.;:!\"]+?)",
    "{a}": r"(?P<a>[^?,.;:!\"]+?)",
    "{b}": r"(?P<b>[^?,.;!\"]+?)",
    "{p}": r"(?P<p>[^?,.;!\"]+?)",
    "{what}": r"(?:what(?:'s|s|\s+is|\s+are)|which\s+is)",
    "{where}": r"where(?:'s|s|'re|\s+is|\s+are)",
    "{is}": r"(?:is|are)",
    "{who}": r"(?:(?:(?:is|are) there |does |is )?(?:anything|anyone|anybody|something)|who(?:'s|s)?|what(?:'s|s)?"
    r"|(?:which|what)(?: of (?:the|my|our))?(?: (?:tracks?|channels?|ones?"
    r"|instruments?|parts?|sounds?|things?|voices?|clips?|people))?)(?: (?:all|else|exactly|currently|still))*"
    r"(?:'s| is| are| do| does| has| have| gets?| get)?(?: (?:all|else|currently|still|being|been|got|in there))*",
    "{effect}": EFFECT,
    "{any}": ANY_EFFECT,
}


def form(words: str) -> re.Pattern[str]:
    """A form of question, with {t} for a thing, {p} for a place of the song, {a} and {b} for two things."""
    for slot, pattern in _SLOTS.items():
        words = words.replace(slot, pattern)
    return compiled(words, re.IGNORECASE)


_A_WORD = regex(
    r"(?P<lead>\b(?:say|says|said|sing|sings|mentions?|use|uses|is|words?) (?:the words? )?)"
    r"\"(?P<word>[\w' -]{1,40}?)[,.?!]?\"(?=\W*$| (?:said|sung|spoken|mentioned|in|on|of)\b)",
    re.IGNORECASE,
)
""" "When does she say “prize”?": a word that is looked for."""


def without_lead(said: str) -> str:
    """What is asked, without what leads up to it: "quick one, …"."""
    return said[_LEAD.match(said).end() :]  # type: ignore[union-attr]


def core(text: str) -> str:
    """The question itself; "" for what is none, or more than one sentence."""
    said = _A_WORD.sub(r"\g<lead>\g<word>", plain(text).strip())
    if '"' in said or len(said) > _LONGEST:
        return ""
    said = _CLEFT.sub(r"\1 is ", _SHORT.sub(lambda match: f"{match[1] or match[2]} is", said))
    said = _REMARK.sub("", said[_LEAD.match(said).end() :])  # type: ignore[union-attr]
    said = _END_TO_END.sub("", said.rstrip(" ?.!"))
    said = said[: _TAIL.search(said).start()]  # type: ignore[union-attr]
    if topic := _TOPIC.match(said):
        said = f"{topic['head']}{topic['topic']}{topic['rest']}"
    return "" if _LATE.search(said) else said


def has_mark(text: str) -> bool:
    """Does it end with a question mark, or begin with "tell me"?"""
    said = plain(text).strip()
    return said.rstrip(" .!…").endswith("?") or _ASKS.search(_LEAD.match(said)[0]) is not None  # type: ignore[index]
