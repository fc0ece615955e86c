"""Last bars: "reverse the last bar of the beat", "fade everything out over the last 2 bars", by their numbers."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import compiled, plain
from engine.planner.regex import regex

_LAST = regex(
    r"(?:\b(?:over|for|in|during|at|through|across|of)\s+)?\b(?:the |its )?(?P<which>last|final|first)\s+"
    r"(?:(?P<count>\d+|[a-z]+)\s+)?bars?\b(?!\s*\d)",
    re.IGNORECASE,
)
_DONE_TO_BARS = regex(
    r"\b(?:fad(?:e|es|ing)|revers\w*|backwards?|mut(?:e|es|ed|ing)|silen\w*|louder|quieter|softer|up|down|duck|rit\w*|rall\w*|accel\w*|slow\w*|speed\w*)\b",
    re.IGNORECASE,
)
_FADED = regex(r"\bfad(?:e|es|ing)\b", re.IGNORECASE)
_OTHERWISE = regex(
    r"\b(?:trim|keep|cut|loop\w*|split|delet\w*|remov\w*|cop\w*|repeat\w*|doubl\w*|export|bounce|move|play|record\w*|only"
    r"|before|after|into|except|but)\b",
    re.IGNORECASE,
)


_MARKED = regex(r"\b(?:mark(?:er)?|label|flag|cue|locator|chapter)\b", re.IGNORECASE)
_BEFORE_END = regex(
    r"\b(?P<count>\d+|[a-z]+)\s+bars?\s+(?:before|from|ahead of)\s+(?:the\s+)?(?:very\s+)?end(?:\s+of\s+(?:the|our|my)"
    r"\s+(?:song|piece|track|session))?\b",
    re.IGNORECASE,
)


def _marked(text: str, scene: DialogueState) -> str:
    """ "Mark the last 4 bars as Coda", "a marker Coda 4 bars before the end": at the bar where they begin; else ""."""
    simple = plain(text)
    match = (_BEFORE_END.search(simple) or _LAST.search(simple)) if _MARKED.search(simple) else None
    count = _count(match) if match else 0
    if not match or count < 1 or "which" in match.groupdict() and match["which"].lower() == "first":
        return ""
    bar = float(last_bar(Clause(text, "", "", scene))) - count
    at = "" if re.search(r"\b(?:mark|label|name|call|tag|flag)\s+$", simple[: match.start()], re.IGNORECASE) else "at "
    at = "" if re.search(r"\b(?:at|on|in|from)\s+$", simple[: match.start()], re.IGNORECASE) else at
    return f"{text[: match.start()]}{at}bar {bar:g}{text[match.end() :]}" if bar >= 1 else ""


def in_numbered_bars(text: str, scene: DialogueState) -> str:
    """The request with the numbers of these bars: of the one clip that is named, else of the song."""
    simple = plain(text)
    if '"' not in simple and (told := _marked(text, scene)):
        return told
    match = _LAST.search(simple)
    if match and (told := _of_a_part(text, match, scene)):
        return told
    if not match or not _DONE_TO_BARS.search(simple) or _OTHERWISE.search(simple) or len(_LAST.findall(simple)) > 1:
        return text
    count = _count(match)
    if count < 1:
        return text
    bar_s = Clause(text, "", "", scene).bar_s
    start, end = 1.0, float(last_bar(Clause(text, "", "", scene)))
    clips = [clip for thing in things(simple, scene) for clip in scene.clips if clip.id in thing.clips]
    if len(clips) == 1 and _FADED.search(simple):  # a clip fades at its own end, over so many bars
        at = match.end("which")
        return text if match["count"] else f"{text[:at]} 1{text[at:]}"
    if len(clips) == 1:
        start, end = (round(at / bar_s + 1, 2) for at in (clips[0].start, clips[0].start + clips[0].length))
    a, b = (start, start + count) if match["which"].lower() == "first" else (end - count, end)
    if a < start or b > end:
        return text
    return f"{text[: match.start()]}from bar {a:g} to bar {b:g}{text[match.end() :]}"


def _count(match: re.Match[str]) -> int:
    said = match["count"]
    return int(said) if said and said.isdigit() else int(spoken_number(said.lower()) or 0) if said else 1


def _of_a_part(text: str, match: re.Match[str], scene: DialogueState) -> str:
    """ "The first 4 bars of the chorus", where the song has such a part; "" where it has not."""
    markers = sorted(scene.context.markers, key=lambda marker: marker[1])
    ends = [*(bar for _, bar in markers[1:]), float(last_bar(Clause(text, "", "", scene)))]
    for (name, start), end in zip(markers, ends, strict=False):
        part = compiled(rf"\s+(?:of|in)\s+(?:the\s+)?{re.escape(name)}\b", re.IGNORECASE).match(text, match.end())
        count = _count(match)
        if part and 0 < count <= end - start:
            a, b = (start, start + count) if match["which"].lower() == "first" else (end - count, end)
            return f"{text[: match.start()]}from bar {a:g} to bar {b:g}{text[part.end() :]}"
    return ""
