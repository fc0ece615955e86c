"""Sounds at a place: "a crash on 17", "snare roll in bar 16, 16ths, getting louder": made, whatever came before.

Hits, percussion and effects; what is named so in the session is none of them.
"""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.sentence.places import Place
from engine.planner.offline.sentence.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.offline.text.counts import COUNT, counted
from engine.planner.offline.text.words import COMMANDS
from engine.tasks.plan import Step

_LEAD = re.compile(
    r"^(?:(?:make|create|generate|give|get|have|put|add|write|build|do|drop|gimme|want|need|i want|i need|how about)\s+"
    r"(?:me\s+|us\s+)?)?(?:an?|some|another|one)?\s*"
)
_NOUN = (
    r"(?:crash(?:es)?|cymbals?|gongs?|booms?|impacts?|stingers?|whoosh(?:es)?|swoosh(?:es)?|risers?|(?:up|down)lifters?"
    r"|(?:noise )?sweeps?|(?:snare |drum |timpani |tom |kick )?(?:rolls?|fills?)|(?:hand ?)?claps?|tambourines?"
    r"|shakers?|hi-?hats?|cowbells?|triangles?|glissand[oi]s?|cymbal swells?|thunder(?:claps?)?|knocks?|gunshots?"
    r"|door slams?|applause|explosions?|beeps?|woodblocks?)"
)
_SOUND = re.compile(rf"(?:[\w'-]+ ){{0,3}}?{_NOUN}\b")
_NOT_NEW = frozenset(
    "the my our that this those more less no not louder quieter softer same again too also as well first last"
    " it them off out up down back db".split()
)
_LONGEST = 14
_RISES = re.compile(r"\b(?:risers?|(?:up|down)lifters?|sweeps?)\b")
_TOO = re.compile(r"\s*and (?:at |on )?(?:bar )?(?P<bar>\d+)\b")
_NUMBER = re.compile(r"\b(?:on|at)(?: the)? (?P<bar>\d+)(?= and \d+\b|\W*$|,)")
_BARS = re.compile(rf",?\s*\b(?P<count>{COUNT})[ -]bars?(?: long)?\b")
_EARLIEST = 4
""" "On 2 and 4" are beats."""


def sound(said: Said) -> list[Step] | None:
    """The sound and its place; None for anything else."""
    places = said.places or _on_a_number(said)
    if said.things or said.unclear or said.is_open or said.scene.context.files or len(places) != 1:
        return None
    if len(said.text.split()) > _LONGEST or "?" in said.typed or '"' in said.typed:
        return None
    (place,) = places
    lead = _LEAD.match(said.text)
    begins = lead.end() if lead else 0
    also = _TOO.match(said.text, place.end)
    head, tail = said.text[begins : place.start], said.text[also.end() if also else place.end :]
    if place.start <= begins or not _SOUND.match(_BARS.sub("", head, count=1).lstrip(" ,")):
        return None
    words = re.findall(r"[\w'-]+", head)
    if _NOT_NEW & set(words) or words[0] in COMMANDS - {"clap", "roll", "hit"}:
        return None
    lasts = _BARS.search(f"{head}{tail}")
    prompt = re.sub(r" +(?=,)", "", " ".join(_BARS.sub("", f"{head}{tail}").split())).strip(" ,;.")
    bars = counted(lasts["count"]) if lasts else 0
    return _steps(re.sub(r"^reverse\b", "reversed", prompt), place, bars, float(also["bar"]) if also else 0.0)


def _on_a_number(said: Said) -> list[Place]:
    """ "A crash on 17"."""
    found = [*_NUMBER.finditer(said.text)]
    return [Place(*one.span(), ((float(one["bar"]), float(one["bar"]) + 1),), "at") for one in found[:1]]


def _steps(prompt: str, place: Place, bars: int, also: float) -> list[Step] | None:
    start, end = place.spans[0]
    if place.how == "to":
        if not bars and _RISES.search(prompt):
            return None  # as long as such things are, which the words for it know
        bars = bars or 1
        start = place.point - bars
    elif place.how in ("in", "bare") and end - start > 1:
        bars = bars or int(end - start)
    elif place.how == "before" or also and also <= _EARLIEST:
        return None
    if start < 1:
        return None
    args: dict[str, Any] = {"prompt": prompt, **({"bars": bars} if bars else {})}
    made = [Step("generate_audio", args), Step("arrange", {"action": "place", "clip": "$1", "bar": number(start)})]
    if also:
        made.append(Step("arrange", {"action": "duplicate", "clip": "$1", "bar": number(also)}))
    return made
