"""Last bars: "reverse the last bar of the beat", "fade everything out over the last 2 bars", by their numbers."""

from __future__ import annotations

import re

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import compiled, plain

_LAST = re.compile(
    r"(?:\b(?:over|for|in|during|at|through|across|of)\s+)?\b(?:the |its )?(?P<which>last|final|first)\s+"
    r"(?:(?P<count>\d+|[a-z]+)\s+)?bars?\b(?!\s*\d)",
    re.IGNORECASE,
)
_DONE_TO_BARS = re.compile(
    r"\b(?:fad(?:e|es|ing)|revers\w*|backwards?|mut(?:e|es|ed|ing)|silen\w*|louder|quieter|softer|up|down|duck)\b",
    re.IGNORECASE,
)
_FADED = re.compile(r"\bfad(?:e|es|ing)\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:trim|keep|cut|loop\w*|split|delet\w*|remov\w*|cop\w*|repeat\w*|doubl\w*|export|bounce|move|play|record\w*|only"
    r"|before|after|into|except|but)\b",
    re.IGNORECASE,
)


def in_numbered_bars(text: str, scene: DialogueState) -> str:
    """The request with the numbers of these bars: of the one clip that is named, else of the song."""
    simple = plain(text)
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
    if len(clips) == 1 and _FADED.search(simple):
        return text  # a clip fades at its own end
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
