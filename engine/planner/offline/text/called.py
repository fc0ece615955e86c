"""Names told behind what they are given to: "a marker at 25, and call it Last Chorus"."""

from __future__ import annotations

import re

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex

A_NEW = regex(r"\b(?:an?|some)\b", re.IGNORECASE)
_AND_CALL_IT = regex(
    r"\b(?P<thing>markers?|mark|flag|cue|locator|track|lane|folder|group|bus)\b(?P<between>[^,.;!?]*?)"
    r"[\s,]+(?:and|then|and then) (?:call|name|label|title) (?:it|that|this|them)\s+(?P<name>(?:the\s+)?[^,.;!?]+)$",
    re.IGNORECASE,
)
_NAME_IS = regex(
    r"\b(?P<thing>group|folder|bus|return|track|lane|marker)\b(?P<between>[^,.;!?]*?)\s*[,.;:]?\s+(?:and\s+|please\s+)?"
    r"(?:(?:its |the )?name(?: is| should be| it| them| that| of it is|:|=)?"
    r"|(?:call|title) (?:it|them|that|this|the (?:group|folder|bus|return|track|lane|marker)))\s+"
    r"(?P<name>(?!of\b|for\b|the (?:group|bus|track)\b)(?:the\s+)?[^,.;!?]+?)(?=\s*(?:[,.;!?]|$)|\s+(?:and|then|at"
    r"|with)\b)",
    re.IGNORECASE,
)


_MADE_AND_CALLED = regex(
    r"^(?P<head>\W*(?:(?:please|now|ok|and|then|can you|could you)\W+)*(?:write|make|create|generate|compose|add"
    r"|give me)"
    r"(?: me| us)? (?!(?:the|my|our|his|her|its?|them|that|those|this|these)\b)(?!.*\b(?:tracks?|lane|markers?|bus"
    r"|group|folder|copy|called|named)\b.*\b(?:and|,)).+?)"
    r"\s*(?:,|;|\.|,? and|,? then)\s+(?:call|name|label|title) (?:it|that|this|the (?:new )?(?:track|part|clip)"
    r"|its track)"
    r"(?: as)? (?P<name>[^,.;:!?]+?)(?P<tail>\W*)$",
    re.IGNORECASE,
)


_TRACK_THEN_MADE = regex(
    r"^(?P<lead>\W*(?:(?:please|now|ok|and|then|can you|could you)\W+)*)(?:create|add|make|open|set up)(?: me)?"
    r" an? (?:new )?"
    r"(?:midi |instrument )?(?:track|lane) (?:called|named) (?P<name>[^,.;:!?]+?)(?:,? and|,? then|,|;|\.)+ (?:then )?"
    r"(?P<made>(?:write|make|generate|compose|create|(?:put|move|place|copy|duplicate|drag|paste)"
    r" (?=(?:the|that|this|my|a copy)\b)) ?[^.;]+?)"
    r" (?:(?:on(?:to)?|in(?:to)?|over to|to) (?:it|there|that (?:new )?track)|(?:over )?there)(?P<rest>\b.*)$",
    re.IGNORECASE,
)


def made_and_called(text: str) -> str:
    """ "Write a bass over Em C G D, call it Low End", "a track called Low End and write … on it": on that new track."""
    if (then := _TRACK_THEN_MADE.match(text)) and '"' not in plain(text):
        return f"{then['lead']}{then['made']}{then['rest'].rstrip(' .')} on a new track called {then['name'].strip()}"
    match = None if '"' in plain(text) else _MADE_AND_CALLED.match(text)
    if not match or re.search(r"\b(?:and|then|but)\b", match["name"]):
        return text
    return f"{match['head']} on a new track called {match['name'].strip()}{match['tail']}"


_BY_NAME = regex(
    r"\b(?P<thing>markers?|marks?|tracks?|lanes?|bus|buses|groups?|folders?) (?:with|of|by|under) the (?:name"
    r"|title)(?: of)?"
    r"(?= [\w\"'])",
    re.IGNORECASE,
)


_THERE_WHERE = regex(r"\bthere (?=where\b)", re.IGNORECASE)


def called_by_name(text: str) -> str:
    """ "A marker with the name Solo there where the violin begins" is one called Solo, where it begins."""
    return _BY_NAME.sub(r"\g<thing> called", _THERE_WHERE.sub("", text))


_ROOM_NAMED = regex(
    r"\b(?P<noun>bus|group|folder|track|return) (?:called|named) (?P<name>[^,.;:!?\"]+?)(?P<between>,? (?:and|then"
    r"|and then)"
    r" |[,;.] (?:and |then )*)(?P<rest>[^.;]*?)\b(?:the|that|this) (?:new )?(?P=noun)\b(?! (?:called|named|with|of)\b)",
    re.IGNORECASE,
)


def with_room_as_it(text: str) -> str:
    """ "… on a bus called Wall and turn the bus down 3 dB": turn it down."""
    match = _ROOM_NAMED.search(text)
    if match is None or re.search(r"\b(?:and|then)\b", match["name"]):
        return text
    head = text[: match.end("between")]
    return f"{head}{match['rest']}it{text[match.end() :]}"


def name_is(text: str) -> str:
    """ "In one group, name is Brass" is a group called Brass; so is "… and name it Brass"."""
    match = None if '"' in plain(text) else _NAME_IS.search(text)
    if not match or not _NEW_OR_ONE.search(text[: match.start()]) or _NAMED_ALREADY.search(match["between"]):
        return text
    told, between = f" called {match['name'].strip()}", match["between"]
    comma = "," if between and match["thing"].lower() != "marker" else ""
    return f"{text[: match.start('between')]}{told}{comma}{between}{text[match.end() :]}"


_GROUPED_AS = regex(
    r"^(?P<head>\W*(?:(?:please|now|ok|and|then|can you|could you)\W+)*(?:group"
    r"|bundle)\s+[^.;!?]+?)\s*[,;.]?\s+(?:and |then )?"
    r"(?:call|name|title) (?:it|them|that|those|the (?:group|folder|lot|two|pair))\s+(?P<name>[^,.;!?]+?)"
    r"(?=\s*(?:[,.;!?]|$)|\s+(?:and|then)\b)",
    re.IGNORECASE,
)


def grouped_as(text: str) -> str:
    """ "Group the toms and call it Toms" is to group them as Toms."""
    match = None if '"' in plain(text) else _GROUPED_AS.search(text)
    if not match or re.search(r"\b(?:as|called|named)\b", match["head"]):
        return text
    return f"{match['head']} as {match['name']}{text[match.end() :]}"


_NEW_OR_ONE = regex(r"\b(?:an?|one|some|new|own)(?: \w+)?\s*$|\b(?:add|make|create)\s*$", re.IGNORECASE)
_NAMED_ALREADY = regex(r"\b(?:called|named|titled)\b", re.IGNORECASE)
_RENAMED_NEXT = regex(
    r"^(?P<head>\W*(?:\w+\s+){0,3}?(?:rename|relabel|retitle)\b(?!.*\bto\b)[^.;,]*?)(?:\s+please)?\s*[.;,]\s*"
    r"(?:it|that|we|they|i|he|she)\b[^.;,]*?\b(?:call(?:s|ed)?|names?|named|titled)\s+(?:(?:it|that|this)\s+)?"
    r"(?P<name>[^.;,]+)(?P<rest>\W*)$",
    re.IGNORECASE,
)


def renamed(text: str) -> str:
    """ "Rename the Chorus marker. We call it the Refrain": to the Refrain."""
    match = None if '"' in plain(text) else _RENAMED_NEXT.match(text)
    return f"{match['head'].strip()} to {match['name'].strip()}" if match else text


def called(text: str) -> str:
    """ "Drop a marker at 25 and call it Last Chorus": a marker called Last Chorus at 25."""
    match = None if '"' in plain(text) else _AND_CALL_IT.search(text)
    if not match or not A_NEW.search(text[: match.start()]) or re.search(r"\b(?:and|then)\b", match["name"]):
        return text
    return f"{text[: match.end('thing')]} called {match['name'].strip()}{match['between']}"
