"""What begins and ends a sentence and says nothing of what is to be done: "no, sorry, …", "… please"."""

from __future__ import annotations

from dataclasses import dataclass

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.regex import regex

_LEAD = regex(
    r"^(?:(?![-+]\d)\W)*(?P<told>(?:(?:(?:nope|nah|sorry|oops|wait|hang on|hold on|ok(?:ay)?|and|n|but|now|then|so"
    r"|well|h+m+|m+m+|ew+|yuk|yuck|crap|damn|shit|sick|obvs|obviously|btw|fyi"
    r"|actually|ffs|l+o+l|(?:ha)+h?|omg|ngl|tbh|whoa|(?:fine|right|good|very well) then"
    r"|please|pls|cool|perfect|lovely|yes|yeah|yep|yup|oh|ah|argh|ugh|um|uh|er|alright|thanks|thx|cheers|also|maybe|or"
    r"|my bad|(?:that'?s |that was )?(?:the )?wrong (?:one|track|thing|clip|part|section|place|spot|bars?"
    r"|chorus|verse|song part)|not that one"
    r"|(?:that'?s |it'?s )?(?:the )?wrong way(?: a?round)?"
    r"|i meant?|i mean|i said|what i meant(?: was)?|that'?s better|much better|not bad|good one|hey|mate"
    r"|one more thing|while you(?:'re| are) (?:at it|there)|let'?s see)\b(?!'s)(?:[\s,.!;:]|-(?!\d))*"
    r"|(?:good|great|nice|right|rather|fine|next|better|first|finally|again|no)\b\s*(?:[,.!;:]|-(?!\d))+\s*"
    r"|no (?=(?:no|make|the|that|it|not|only|just|wait|sorry|put|leave|bring|take|turn|set|do|i|let|more(?= like)"
    r"|keep|another|back|undo|mute|solo|\d|[-+]))))*)"
)
_CORRECTS = regex(
    r"\b(?:wrong|not that one|no|nope|nah|sorry|oops|wait|i meant?|i mean|i said|rather|my bad|hang on)\b"
)
_ADDS = regex(r"\b(?:and|n|also)\b")
_TRAIL = regex(
    r"(?P<told>(?:[\s,.!;:-]*\b(?:please|pls|plz|actually|though|tho|then|rather|after all|now|ok(?:ay)?|thanks|thx|ta"
    r"|will you|would you|if you can|if possible|if (?:that'?s|it'?s) (?:ok|okay|alright|possible|fine)|sorry"
    r"|mate|cheers|i think|i guess|i suppose|i reckon|maybe|perhaps|ffs|l+o+l|(?:ha)+h?|i meant?|for now|for me"
    r"|while you'?re at it|at least|again please|on second thoughts?|yeah|obviously|obvs?|of course|naturally"
    r"|clearly|duh|(?:just )?for (?:fun|a laugh|kicks|the hell of it|good measure)|if you (?:don'?t mind|would"
    r"|like)))*)[\s.!,;:]*$"
)
_UNIT = r" ?(?:d ?b|bars?|beats?|semitones?|steps|%|bpm|ms|k?hz)"
_NOT_THAT = regex(
    rf"(?<=\d)(?P<unit>{_UNIT})?,? (?:and )?(?:not|instead of|rather than) (?:bar )?[-+−]?\d+(?:\.\d+)?(?:{_UNIT})?"
    r"[\s.!]*$"
)
_BUT_ONLY = regex(r"\bbut (?=(?:only|just)\b)")


@dataclass(frozen=True)
class Around:
    """A sentence without that."""

    begins: int
    """The character where it begins."""
    text: str
    """In lower case."""
    corrects: bool
    """Does it begin like a correction?"""
    adds: bool
    """Does it begin like something more: "and", "also"?"""


def around(typed: str, scene: DialogueState) -> Around:
    """The sentence without what stands around it."""
    low = typed.lower()
    lead = _LEAD.match(low)
    said = lead["told"] if lead else ""
    begins = _before_a_name(lead.end() if lead else 0, typed, scene)
    body = low[begins:]
    if other := _NOT_THAT.search(body):
        said, body = f"{said} rather ", body[: other.end("unit") if other["unit"] else other.start()]  # "3, not 2"
    trail = _TRAIL.search(body)
    if trail:
        said, body = f"{said} {trail['told']}", body[: trail.start()]
    body = _BUT_ONLY.sub("    ", body)
    return Around(begins, body, bool(_CORRECTS.search(said)), bool(_ADDS.search(said)))


def _before_a_name(begins: int, typed: str, scene: DialogueState) -> int:
    """Where a sentence begins whose first word belongs to a name: "OH L down 2" is no "oh"."""
    for name in scene.context.tracks:
        at = typed.lower().find(name.lower())
        is_whole = " " in name or name.isupper() and typed.startswith(name, at)
        if 0 <= at < begins < at + len(name) + 1 and is_whole and (not at or not typed[at - 1].isalnum()):
            return at
    return begins
