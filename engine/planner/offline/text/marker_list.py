"""A list of names with their places: "three flags: Intro at the top, Talk where Anna starts, Drop at 9"."""

from __future__ import annotations

import re

from engine.planner.offline.text.clock import clock_s
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import COMMANDS, tokens
from engine.planner.regex import regex

_STARTS = r"(?:starts?|begins?|comes?(?: in)?|enters?|kicks? in|drops? in|sets? in|opens?|arrives?|is coming in)"
_ENDS = r"(?:ends?|stops?|finish(?:es)?|is over|are over|is done|drops? out|fades? out|goes out)"
VERB_LAST = regex(
    rf"(?:right |just |exactly )?(?:(?:at |to )?(?:the )?(?:(?:place|point|spot|bar) )?(?:where|when|as"
    r"|once)|at)\s+(?P<what>.+?)\s+"
    rf"(?:(?P<starts>{_STARTS})|(?P<ends>{_ENDS}))(?: (?:talking|speaking|singing|playing|place|time))?",
    re.IGNORECASE,
)
VERB_FIRST = regex(
    rf"(?:at (?:the )?)?(?:where|when)\s+(?:(?P<starts>{_STARTS})|(?P<ends>{_ENDS}))\s+(?P<what>.+)", re.IGNORECASE
)
BARE_VERB = regex(rf"(?P<what>(?:the )?[\w' -]+?)\s+(?:(?P<starts>{_STARTS})|(?P<ends>{_ENDS}))", re.IGNORECASE)
EDGE_OF = regex(
    r"(?:at |on |by )?(?:the )?(?:(?P<starts>start|beginning|top|entry|entrance)|(?P<ends>end)) of (?P<what>.+)"
    r"|(?:at |on |with )?(?P<whose>.+?)(?:'s|s'|(?= entr))"
    r" (?:(?P<starts_2>start|beginning|entry|entrance)|(?P<ends_2>end))",
    re.IGNORECASE,
)
_ENTRY = r"(?:entry|entries|entrances?|beginnings?|starts?|appearances?|first notes?)"
_SHARED = regex(
    rf"(?P<as>\s+(?:as|with) markers)?,?\s+(?:(?:each|both|all)(?: of (?:them|these|those))?\s+)?(?:right |just )?"
    rf"(?:(?:there )?where (?:each(?: of (?:them|these))?|they(?: each| all| both)?|it|she|he|(?:its|their|the) clips?"
    rf"|both(?: of them)?|all of them) (?:each )?{_STARTS}"
    rf"|at (?:their|its)(?: own| first| very)* {_ENTRY})(?=[\s,.!;]|$)",
    re.IGNORECASE,
)
""" "…Priya and Tom where each of them begins": one place phrase for all of a list."""
_OF_SEVERAL = regex(
    r"(?:(?P<names>[^,:;.]+ and [^,:;.]+?)\s+)?\bwhere (?P<whats>[^.;:]+? and [^.;:,]+?) (?:start|begin|come in|enter)"
    r"(?=[\s,.!;]*$)",
    re.IGNORECASE,
)
_ENTRIES_OF = regex(
    rf"(?:at )?(?:the )?{_ENTRY} of (?P<whats>[^.;:]+? and [^.;:,]+?)(?=[\s,.!;]*$)", re.IGNORECASE
)
EVERY = regex(
    rf"(?:at |on |for )?(?:the )?(?P<edge>start|beginning|end)s? of (?:every|each|all)(?: of)?(?: the)? (?P<clip>.+?)"
    r" (?:clip|region|part|phrase)s?"
    rf"|(?:at |on |for )?(?:every|each|all)(?: of)?(?: the)?(?: single)? (?:{_ENTRY}|time|place|spot|point)s?"
    rf"(?: (?:of|where|when|that))? (?P<what>.+?)(?: {_STARTS})?"
    rf"|(?:at |on |for )?(?:every|each)(?: single)? (?P<whose>.+?) (?:entry|entrance|start|clip|region)"
    rf"|(?:at |on |for )?all(?: of)?(?: the)? (?P<all>.+?) (?:entries|entrances|starts|clips|regions)",
    re.IGNORECASE,
)
""" "Every entry of the choir", "the beginning of each dialogue clip"."""
NAMED = regex(r",?\s+(?:as|called|named|labell?ed)\s+(?:the )?(?P<name>[^,;]+?)$", re.IGNORECASE)
AWAY = regex(
    r"(?:at |on )?(?P<count>\d+|an?|one|two|three|four|five|six|seven|eight|twelve"
    r"|sixteen) bars? (?P<way>after|behind"
    r"|past|before|ahead of|in front of|earlier than|later than)\s+(?P<what>.+)",
    re.IGNORECASE,
)
BAR = regex(
    r"(?:(?:right |exactly )?(?:at|on|in|from|to)\s+)?(?:the (?:start|top"
    r"|beginning) of )?(?:the )?(?:(?:bars?|measures?"
    r"|m\.|b\.)\s*)?(?P<bar>\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)",
    re.IGNORECASE,
)
START = regex(
    r"(?:right |very |all the way |quite )*(?:(?:at|from|on|in)\s+)?(?:right "
    r"|very )?(?:the )?(?:very )?(?:top|start|beginning|front|head|zero"
    r"|first bar|outset|first)(?: of (?:the|our) (?:song|show|session|piece|episode|track|tune|thing))?",
    re.IGNORECASE,
)
END = regex(
    r"(?:right )?(?:at|on|in)\s+(?:the )?(?:very )?end(?: of (?:the|our) (?:song|show|session|piece"
    r"|episode|track|tune|thing))?",
    re.IGNORECASE,
)
HERE = regex(r"(?:right )?(?:here|at the (?:playhead|cursor)|where i am)", re.IGNORECASE)
_WORD = (
    r"(?:(?:chapter|section|song|cue|time)[ -]?)?(?:markers?|marks|flags?|cues?(?: points?)?|points)\b|(?:hot cues?"
    r"|locators?|labels?|chapters?|memory points?)\b"
)
_VERB = r"(?:put|add|set|drop|place|make|create|stick|give|need|want|like|have|get|lay|insert|write|throw|mark|label)"
HEAD = regex(
    rf"{LEAD}(?:(?:i(?:'d| would)? |(?:can|could) (?:i|we) )?(?:{_VERB})\s+)?(?:(?:me|us|in|down|up|a|an"
    r"|some|the|these|those|this|following"
    rf"|few|couple of|new|down|there|are|for|\d+|two|three|four|five|six|seven|eight)\s+)*(?:{_WORD})"
    r"(?:\s+(?:please|pls|for (?:me|us)|for (?:the|this|our) \w+(?=\s*:)|list|set|in|down|now|as follows"
    r"|like (?:this|so)"
    r"|called|named|for|at the following places)\b)*\s*[:,;.-]?\s*",
    re.IGNORECASE,
)
MARK = regex(rf"{LEAD}(?:mark|label|flag)\s+(?:these|this|the following)?\s*:?\s*", re.IGNORECASE)
TAIL = regex(
    rf"\s*,?\s*(?:as|with|by)\s+(?:(?:the|my|new)\s+)?(?:{_WORD})(?:\s*,?\s*please)?[\s.!]*$", re.IGNORECASE
)
SPACED = regex(
    rf"{LEAD}(?:(?:{_VERB})\s+)?(?:me\s+|us\s+)?(?:an?\s+|some\s+|the\s+)?(?:{_WORD})\s+(?:at\s+|on\s+|for\s+)?every\s+"
    r"(?P<count>other|\d+|two|three|four|five|six|seven|eight|twelve|sixteen)(?:th)?\s+bars?[\s.!]*(?:please[\s.!]*)?$",
    re.IGNORECASE,
)
PLEASE = regex(r"[\s,]*(?:\b(?:please|pls|thanks|thank you))?[\s.!]*$", re.IGNORECASE)
_NAMES = regex(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_JOINT = regex(r"\s*[;\n]\s*|\s*,\s*(?:and\s+|then\s+)*|\s+and\s+(?:then\s+)?|\s*\.\s+(?=\S)", re.IGNORECASE)
_AGAIN = regex(
    rf"(?:(?:put|set|add|mark|label)\s+)?(?:(?:an?|one|the|new"
    rf"|another)\s+)*(?:{_WORD})(?=\s+\S)(?:\s+(?:called|named|for)\b)?\s+"
    r"|(?:put|set|add|mark|label)\s+",
    re.IGNORECASE,
)
""" "…, marker Caller at bar 9": the word once more."""
APART = regex(
    r"(?P<places>(?:at|on|in)\b.+?),?\s+(?:and\s+)?(?:call(?:ed)?|named?|labell?ed)(?: them| it)?\s+(?P<names>.+)",
    re.IGNORECASE,
)
""" "At 5 and 9, called Verse and Chorus": first all the places."""
_FORMS = (
    regex(r"(?P<place>[^()]+?)\s*\((?P<name>[^()]+)\)"),
    regex(r"(?P<name>[^()]+?)\s*\((?P<place>[^()]+)\)"),
    regex(
        r"(?:an?other|an?|one|the)(?:\s+(?:other|marker|flag|cue|one))?\s+(?P<place>.+?)\s+(?:called"
        r"|named|for|saying|with)\s+(?P<name>.+)",
        re.IGNORECASE,
    ),
    regex(
        r"(?:an?other|an?|one)(?:\s+(?:other|marker|flag|cue|one))?\s+(?:called|named|for"
        r"|saying)\s+(?P<name>.+?)\s+(?P<place>(?:at|on|in|where|when|\w+ bars?)\b.+)",
        re.IGNORECASE,
    ),
    regex(
        r"(?P<place>(?:at|on|in|where|when|bar|measure)\b.+?),?\s+(?:called|named|labell?ed|saying"
        r"|as)\s+(?P<name>.+)",
        re.IGNORECASE,
    ),
    regex(r"(?P<name>.+?)\s+(?P<place>\d+:\d\d)"),
    regex(r"(?P<name>.+?)\s*(?:=|(?<!\d):|->|→| - )\s*(?P<place>.+)"),
    regex(r"(?P<place>(?:bar |measure )?\d+(?::\d\d)?|\d+:\d\d)\s*(?:=|:|->| - )\s*(?P<name>.+)", re.IGNORECASE),
    regex(
        r"(?P<name>.+?)\s+(?:(?:is|goes|belongs|should be|starts|begins)\s+)?(?P<place>(?:right |just "
        r"|exactly |very |all the way |always )*"
        r"(?:at|on|in|from|to|where|when|as|once|here|bar|measure|the start|the end|the beginning"
        r"|(?:\d+|an?|one|two|three|four|five|six|seven|eight|twelve|sixteen) bars? \w+)\b.*)",
        re.IGNORECASE,
    ),
    regex(
        rf"(?P<place>(?:(?:at|on|in)\s+)?(?:bar|measure)\s+\d+|at \S+)[\s,]+(?:(?:put|add"
        rf"|set)\s+)?(?:an? (?:{_WORD})\s+)?"
        r"(?:the\s+)?(?P<name>.+)",
        re.IGNORECASE,
    ),
    regex(r"(?P<name>.+?)\s+(?P<place>\d+)"),
)
_NO_NAME = frozenset("bar bars it that them this from to of for by with at on in is are db".split())


def with_places(text: str) -> str:
    """The list with a place for each name where several share the words for it."""
    text = re.sub(r"\bup top\b", "at the top", text, flags=re.IGNORECASE)
    if shared := _SHARED.search(text):
        head = HEAD.match(text)
        start = head.end() if head and head.end() < shared.start() else 0
        names = _last_names(text[start : shared.start()])
        if len(names) > 1:
            at = text.lower().rindex(names[0].lower(), start, shared.start())
            listed = ", ".join(f"{one} where {one} starts" for one in names)
            return f"{text[:at]}{listed}{shared['as'] or ''}{text[shared.end() :]}"
    several = _OF_SEVERAL.search(text) or _ENTRIES_OF.search(text)
    whats = _NAMES.split(several["whats"]) if several else []
    if several is None or not all(whats):
        return text
    told = several.groupdict().get("names")
    names = [f"{one} " for one in _last_names(told)] if told else [""] * len(whats)
    at = several.start() if not told else text.index(names[0].strip(), several.start())
    if len(names) != len(whats):
        return text
    listed = ", ".join(f"{name}where {what} starts" for name, what in zip(names, whats, strict=True))
    return f"{text[:at]}{listed}{text[several.end() :]}"


def _last_names(words: str) -> list[str]:
    """The names at the end of a list: what has a place of its own is none of them."""
    found = [one for one in _NAMES.split(words) if one.strip()]
    found = [re.sub(r"^(?:then|and|also|for)\s+", "", one.strip(), flags=re.IGNORECASE) for one in found]
    placed = [number for number, one in enumerate(found) if pair(one)]
    return found[placed[-1] + 1 if placed else 0 :]


def zipped(match: re.Match[str]) -> list[tuple[str, str]]:
    """Names with their places, where there are as many of them; [] else."""
    lists = [
        [match.string[a:b].strip() for a, b in items(match.string, *match.span(one))] for one in ("names", "places")
    ]
    names, places = lists
    is_even = len(names) == len(places) > 1 and all(map(_is_name, names))
    places = [one if _is_place(one) else f"at {one}" for one in places]
    is_even = is_even and all(map(_is_place, places))
    return list(zip([one.strip(' "') for one in names], places, strict=True)) if is_even else []


def items(said: str, start: int, end: int) -> list[tuple[int, int]]:
    """What stands between the joints of a list, outside quotation marks."""
    quoted = [match.span() for match in re.finditer(r'"[^"]*"', said)]
    made, at = [], start
    for joint in _JOINT.finditer(said, start, end):
        if not any(a < joint.start() < b for a, b in quoted):
            made.append((at, joint.start()))
            at = joint.end()
    made.append((at, end))
    return [(a, b) for a, b in made if said[a:b].strip(" .!?")]


def pair(item: str) -> tuple[tuple[int, int], str] | None:
    """Where the name stands in an item, and the words for its place."""
    item = item.rstrip(" .!")
    lead = _AGAIN.match(item)
    first = lead.end() if lead else 0
    if found := _named_pair(item[first:]):
        (a, b), place = found
        return (a + first, b + first), place
    return None


def _named_pair(item: str) -> tuple[tuple[int, int], str] | None:
    for form in _FORMS:
        match = form.fullmatch(item)
        if match and _is_name(match["name"]) and _is_place(match["place"]):
            a, b = match.span("name")
            a += len(match["name"]) - len(re.sub(r"^(?:the|an?)\s+(?=\S)", "", match["name"], flags=re.IGNORECASE))
            return (a, b), match["place"].strip()
    return None


def _is_name(words: str) -> bool:
    if re.fullmatch(r'\s*"[^"]+"\s*', words):
        return True
    said = [one.low for one in tokens(words)]
    is_short = 0 < len(said) <= 4 and any(any(char.isalpha() for char in one) for one in said)
    return is_short and not set(said) & _NO_NAME and not (said[0] in COMMANDS and words.strip()[:1].islower())


def _is_place(words: str) -> bool:
    words = words.strip()
    if any(form.fullmatch(words) for form in (START, END, HERE, AWAY, VERB_LAST, VERB_FIRST, EDGE_OF)):
        return True
    match = BAR.fullmatch(words)
    if clock_s(words) is not None or match and (match["bar"][0].isdigit() or spoken_number(match["bar"].lower())):
        return True
    return re.match(r"(?:at|on|in)\s+(?:the\s+)?\w+", words, re.IGNORECASE) is not None and len(words.split()) < 6
