"""Resung: a line that was sung, wanted higher or lower: the voice is transposed where it lies."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.intervals import semitones_of
from engine.planner.offline.text.words import plain, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step

_INTERVAL = regex(
    r"\b(?:(?P<size>an? [\w ]{0,12}?(?:octave|third|fourth|fifth|sixth|second|whole tone|semitone)|half a step)"
    r"|(?P<count>\d+|two|three|four|five) (?:semitones?|steps?|semis))\s+"
    r"(?P<way>lower|higher|down|up|deeper|above|below)\b",
    re.IGNORECASE,
)
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5}
_SINGS = regex(r"\b(?:sing|sings|sung|singing)\b", re.IGNORECASE)
_AGAIN = regex(r"\b(?:again|same (?:line|melody|phrase|vocal|part|words|thing)|once more)\b", re.IGNORECASE)
_POINTS = regex(r"\b(?:same|it|that|this|them)\b", re.IGNORECASE)
_LINE = regex(r"\b(?:line|melody|vocals?|voice|phrase)\b", re.IGNORECASE)
_BESIDE_IT = regex(r"\b(?:too|also|as well|on top|in harmony|with it|along)\b", re.IGNORECASE)
_WORDS = frozenset(
    "please now ok okay and can could you let lets let's have it its this that them her him she he they us me instead"
    " the a whole entire same line thing melody song part tune vocal vocals voice phrase hook verse again all but once"
    " more sing sings sung singing too also as well on top one words make want i i'd like to then just".split()
)


def resung(text: str, scene: DialogueState) -> list[Step] | None:
    """The transposition of what was sung last, or the notes that are named sung so; None for any other request."""
    said = plain(text)
    match = _INTERVAL.search(said)
    sings = _SINGS.search(said) is not None
    if not match or '"' in said or not (sings or _AGAIN.search(said)):
        return None
    size = _semitones(match)
    rest = f"{said[: match.start()]} {said[match.end() :]}"
    points = _POINTS.search(rest) is not None
    named = [] if points else [one for one in things(rest, scene) if one.clips]
    left = "".join(" " if any(one.start <= at < one.end for one in named) else char for at, char in enumerate(rest))
    if not size or any(word.low not in _WORDS for word in tokens(left) if word.text[0].isalnum()):
        return None
    sung = [one for one in State.of(scene).frames if one.is_live and one.tool not in ("undo", "redo")]
    made = [one for one in sung if one.tool == "sing" and one.out]
    clips = {clip for one in named for clip in one.clips}
    notes = [one.id for one in scene.clips if one.id in clips and one.kind == "midi"]
    again = [one for one in made if not clips or clips & {*one.out, str(one.args.get("midi"))}]
    if again and (sings or sung[-1] in again or _LINE.search(rest)):
        clip = again[-1].out[-1]
        if _BESIDE_IT.search(rest):
            return [Step("harmonize", {"clip": clip, "interval": f"{match['size'] or match[0]} {match['way']}"})]
        return [Step("change_tempo_key", {"clip": clip, "semitones": size})]
    if sings and len(notes) == 1:
        return [Step("sing", {"midi": notes[0]}), Step("change_tempo_key", {"clip": "$1", "semitones": size})]
    return None


def _semitones(match: re.Match[str]) -> int:
    said = (match["count"] or "").lower()
    size = (_COUNT.get(said) or int(said)) if said else abs(semitones_of(match["size"]))
    return -size if match["way"].lower() in ("lower", "down", "deeper", "below") else size
