"""What holds anyway: "same key but everything 6 bpm faster": a tempo leaves the key as it is, and a key the tempo."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.planner.tone_wish import tone_words

_PITCH = r"(?:key|pitch|pitches|notes|tuning|register)"
_PACE = r"(?:tempo|speed|pace|length|timing|rhythm|starts?|positions?|places?)"
_BOTH = rf"(?:{_PITCH}|{_PACE})(?:(?:,| and| &) (?:the )?(?:{_PITCH}|{_PACE}))*"
_FORMS = (
    r"^(?P<lead>\W*(?:(?:and|ok|okay|now|please|then)\W+)*)(?:in |at |with )?the ?same {what}(?: as (?:now|before"
    r"|it is))?[\s,;:.]*(?:(?:but|just|only|and|please)\b[\s,]*)*(?=\w)",
    r"[\s,;:.]+(?:(?:but|and|just|only|all)\b[\s,]*)*(?:(?:in |at |with )?the ?same {what}"
    r"|(?:keep|leave|keeping|leaving|hold|holding) (?:the |its |my |our |that )?{what}(?: (?:the same|as it is|as"
    r" is|alone|where it is|put|there))?"
    r"|(?:with(?:out)?|don'?t|not|do not) (?:chang(?:e|ing)|touch(?:ing)?|alter(?:ing)?|mov(?:e|ing)) (?:the |its"
    r" )?{what}"
    r"|(?:the |its )?{what} (?:stays?|remains?|is)(?: (?:the same|as it is|put|where it is|fine"
    r"|right))?)(?=\s*[.!]*\s*$)",
)


def _compiled(what: str) -> tuple[re.Pattern[str], ...]:
    made = (one.replace("{what}", what).replace("the ?same", "(?:the )?same") for one in _FORMS)
    return tuple(regex(one, re.IGNORECASE) for one in made)


_OF_PITCH, _OF_PACE, _OF_BOTH = _compiled(_PITCH), _compiled(_PACE), _compiled(_BOTH)
_TURNS_PACE = regex(
    r"\b(?:bpm|tempo)\b(?!.*\b(?:semitones?|octaves?|key of|transpose)\b)"
    r"|^\W*(?:(?:make|play|take|it|that|everything|all|the|whole|song|tune|thing|a|bit|little|lot|much|please|just"
    r"|now|and"
    r"|but|of|touch|tad|way|faster|slower|quicker|in|half|double|time)\b\W*)+$",
    re.IGNORECASE,
)
_TURNS_PITCH = regex(
    r"^(?!.*\b(?:bpm|tempo to|faster|slower|quicker)\b).*\b(?:semitones?|octaves?|whole tone|half step|transpose"
    r"|thirds?|fifths?|fourths?|(?:up|down) to [a-g](?:#|b)?)\b",
    re.IGNORECASE,
)
_TURNS_LENGTH = regex(
    r"\b(?:half|twice|three times) (?:as|the) (?:long|length)\b|\b(?:shorter|longer|staccato|legato|shorten"
    r"|lengthen)\b",
    re.IGNORECASE,
)


_FINE = regex(
    r"(?<=[a-z0-9])[.;,!]\s+(?:but |and )?(?:everything else|all (?:the )?(?:rest|others)|the rest|the others?)"
    r"(?:'s| is| are| was| were| sounds?) (?:(?:just|all|really|perfectly|still) )*(?:fine|good|right|ok(?:ay)?"
    r"|great|perfect"
    r"|lovely|nice|in order)(?: (?:as (?:it|they) (?:is|are)|now|already|by me|with me))?[\s.!]*$",
    re.IGNORECASE,
)
""" "… Everything else was fine": so it stays."""


_AS_ELSEWHERE = regex(
    r"(?P<told>.*\b(?:to|till?|until|at|for|out|by) (?:bar )?\d+(?: ?(?:bars?|d ?b|%|percent))?(?: as well| too)?),?"
    r" (?:just |same )?(?:like|as) (?:the (?:rest|others?)|everything else|all (?:the )?(?:rest|others)|the other"
    r" (?:ones|tracks|clips"
    r"|parts))(?: (?:is|are|do|does|of (?:it|them)))?[\s.!]*$",
    re.IGNORECASE | re.DOTALL,
)
""" "Loop it out to 8 bars like the rest": the figure says it."""
_AS_IT_WAS = regex(
    r"(?P<told>.*\b(?:(?:in|to|into|dead|at) (?:the )?(?:middle|cent(?:er|re))|(?:to|at) bar \d+|(?:at|to)"
    r" -\d[\d.]*(?: ?d ?b)?)),?"
    r" (?:right |exactly |just )*(?:where|like|as|how|the way) (?:it|they|he|she|that|those)(?:'d| had)? (?:was"
    r"|were|been|used to be|sat|started"
    r"|lay|belongs?)(?: (?:before|originally|at first|earlier|at the start|to start with|tho|though))*[\s.!]*$",
    re.IGNORECASE | re.DOTALL,
)
""" "Back in the middle where they were": the place says it."""
_PLACED = regex(r"\b(?:in|during|over|for|through|while|from) (?:the |my |bars? |he |she )", re.IGNORECASE)
_AS_BEFORE_AGAIN = regex(
    r",? (?:(?:and|but) )?(?:then )?(?:(?:it|they) )?(?:(?:comes?|goes|go|should be|is|be|returns?) )?"
    r"(?:(?:back )?(?:as|like|to how|to where|to what) (?:it|they) (?:was|is|were|are)(?: before)?(?: again)?"
    r"|back (?:at|to|up to) (?:its |the )?(?:full|old|normal|usual|same)(?: (?:level|volume))?"
    r"|(?:comes?|goes) back(?: up)?"
    r"|normal(?: again)?|back up)"
    r"(?: (?:there|then|again|after that|afterwards|(?:once|when|as soon as) (?:he|she|it|they)(?:'s|'ve| has|"
    r" have| is)?"
    r" (?:finished|done|over|through|stops?|stopped|ends?|ended))| (?:from|after|behind|at) (?P<till>[^,.;!?]+?)"
    r"(?: on(?:wards?)?)?)?"
    r"(?=\W*$)",
    re.IGNORECASE,
)
""" "Quieter in the refrain, and as it was from the outro on": what holds over bars ends with them."""
_FROM_ON = regex(r"\bfrom (?!.*\b(?:to|till?|until)\b)", re.IGNORECASE)
_IS_CHANGED = regex(
    r"\b(?:\d[\d.]* ?d(?:b|ecibels?)|\w+er|less|more|down|up|under|dips?|ducks?|drops?|sinks?"
    r"|mute[ds]?|silent|out|half)\b",
    re.IGNORECASE,
)
_NOTHING_AFTER = regex(
    r"[.;,]\s*(?:and |so )?(?:after (?:that|this)|afterwards),? (?:i|we) (?:don'?t|do not) (?:want|need) to hear"
    r" (?:it|that|him|her|them)(?: any ?more| at all)?(?=\W*$)",
    re.IGNORECASE,
)
""" "Fade it out until bar 5. After that I don't want to hear it any more"."""
_FADES_OUT = regex(r"\bfad\w+\b.*\bout\b", re.IGNORECASE)
_ONLY_THERE = regex(r",? (?:and |but )?(?:just|only) (?:there|in that part|in those bars)(?=\W*$|,)", re.IGNORECASE)


_OFF = (
    r"(?:lose|drop|cut|trim|chop|remove|take|get rid of|throw|ditch|kill|delete|bin|strip|clear|scrap)"
    r"(?: out| off| away)?"
)
_REST_GONE = regex(
    rf"[\s,;:.]+(?:(?:so|and|then|please|just|you can|we can|i'd)\s+)*{_OFF}\s+(?:please )?(?:(?:everything|all"
    r"|anything|whatever|what(?:'s|s| is| comes| lies| plays)?|the (?:rest|stuff|part|bit|bars|music))(?: (?:of it|else"
    r"|that))*(?:'s| is| comes| lies| plays| goes)?(?: (?:there|it))? ?(?P<way>before|up to|until|after|behind|past"
    r"|beyond|from)(?: (?:that|it|then|there|this)(?: on)?)?|(?P<rest>the rest|everything else|all the rest)"
    r"(?: of it)?)(?=\W*$)",
    re.IGNORECASE,
)
""" "The pads should only start at the drop, so lose everything before that": where it starts says it."""
_LEAD_STARTS = regex(
    r"\b(?:only|just|not|should|must|needs? to|has to|may)\b.*\b(?:starts?|comes?|enters?|begins?|kicks?|plays?"
    r"|from)\b",
    re.IGNORECASE,
)
_LEAD_ENDS = regex(r"\b(?:stops?|ends?|finish(?:es)?|until|till?|up to)\b", re.IGNORECASE)
_LEAD_ONLY = regex(r"\b(?:only|just)\b.*\b(?:from|until|till?|up to|starts?|comes? in|enters?)\b", re.IGNORECASE)


_ONLY_WORD = regex(r"\b(?:only|just|nothing but)\b", re.IGNORECASE)
_ELSE_GONE = regex(
    r"[\s,;:.]+(?:(?:and|so) )?(?:nothing else(?: (?:playing|left|plays|there))?|(?:(?:everything|all|everyone)"
    r" else|the (?:rest"
    r"|others?))(?: (?:is|are|goes|should|must|be|has|to|completely))* (?:gone|out|off|muted|silent|quiet"
    r"|away))(?=\W*$)",
    re.IGNORECASE,
)
""" "In the last bars just the voice, everything else gone"."""
_GOES_ON = regex(
    r"(?P<told>.*\b(?:silen\w+|mute\w*|hole|gap|stops?|out|quiet|gone)\b.*?)[\s,;:.]+(?:and |but )?then (?:(?:it"
    r"|everything|we|they|all) )?(?:(?:goes|go|carr(?:y|ies)|comes|come) )?(?:straight |right |just |back )?"
    r"(?:on|in|normal|back)(?: again)?(?: (?:as|like) (?:(?:it|they) (?:is|was|are|were)|before|normal|usual"
    r"|written))?[\s.!]*$",
    re.IGNORECASE | re.DOTALL,
)
""" "All tracks silent for that bar, then straight on as it is"."""


_AS_FROM = regex(
    r"[\s,;]+(?:(?:just|kind of|sort of|a bit|more) )?(?:like|as if|as though) (?:(?:it|he|she|they)(?:'s| is| are"
    r"| was| were| came| comes| sounds?)? )?(?:coming )?(?:from )?(?:behind|under|underneath|inside|outside|through"
    r"|beyond|next door)\b[^,.;!?]*(?=\W*$)",
    re.IGNORECASE,
)
""" "Muffled, like from behind the window": a marker that is called so is no place there."""


def _without_rest(text: str) -> str:
    if (gone := _ELSE_GONE.search(text)) and _ONLY_WORD.search(text[: gone.start()]):
        return text[: gone.start()]
    match = _REST_GONE.search(text)
    if match is None:
        return text
    told = text[: match.start()]
    if match["rest"]:
        lead = _LEAD_ONLY
    else:
        lead = _LEAD_STARTS if match["way"].lower() in ("before", "up to", "until") else _LEAD_ENDS
    return told if lead.search(told) else text


def without_what_holds(text: str) -> str:
    """The request without the key that a tempo leaves alone, the tempo that a key does, and what is so anyway."""
    simple = plain(text)
    if '"' in simple:
        return text
    if (fine := _FINE.search(simple)) and len(simple) == len(text):
        text = text[: fine.start()]
        simple = plain(text)
    for form in (_AS_ELSEWHERE, _AS_IT_WAS):
        if (match := form.match(simple)) and len(simple) == len(text):
            text = simple = text[: match.end("told")]
    if len(simple) == len(text):
        text = _without_rest(text)
        as_from = _AS_FROM.search(text)
        text = text[: as_from.start()] if as_from and tone_words(text[: as_from.start()].lower()) else text
        text = goes["told"] if (goes := _GOES_ON.match(text)) else text
        simple = plain(text)
    if _FADES_OUT.search(simple) and len(simple) == len(text):
        text = _NOTHING_AFTER.sub("", text)
        simple = plain(text)
    if _PLACED.search(simple) and len(simple) == len(text):
        before = _AS_BEFORE_AGAIN.search(text)
        if before and _IS_CHANGED.search(told := text[: before.start()]):
            is_from = before["till"] and _FROM_ON.search(told)
            text = f"{told} until {before['till']}" if is_from else told
        text = _ONLY_THERE.sub("", text)
        simple = plain(text)
    for forms, turns in ((_OF_PITCH, _TURNS_PACE), (_OF_PACE, _TURNS_PITCH), (_OF_BOTH, _TURNS_LENGTH)):
        for form in forms:
            match = form.search(simple)
            if match is None:
                continue
            lead = match.groupdict().get("lead") or ""
            rest = f"{lead}{text[match.end() :]}" if match.start() == 0 else text[: match.start()]
            if turns.search(rest):
                return rest
    return text
