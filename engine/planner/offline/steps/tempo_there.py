"""Tempo there: "the hymn begins at bar 11: 4/4 from there, and 92", "the break slower, 118": a place and bare figures.

What is said of no thing, with a place, a meter or a tempo and no word besides, is the meter and the tempo from there.
"""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.bars import last_bar
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.offline.slots.meter import meters_in, without_meters
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import compiled, plain, tokens
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BEGINS = regex(
    r"^\W*(?:(?:ok|so|and|now|then)\W+)*(?:the |our |a |my )?(?:next|new|second|third|last|other|final|first)\b"
    r"(?: [\w'-]+){0,3}? (?:begins?|starts?|comes?(?: in)?)(?= (?:at|on|in|from) )"
)
""" "The next hymn begins at": who begins there is nothing of the session."""
_BAR = regex(r"\b(?:start of )?bars? (?P<bar>\d{1,3})(?![\d/]| ?(?:to|-|until|till|and) ?(?:bar )?\d)")
_FROM = regex(
    r"\b(?:from|as of|starting (?:at|from)) (?P<bar>\d{1,3})(?: on(?:wards?)?\b|(?=,|:| (?:\d|in |at |a )))"
)
_BPM = regex(
    r"(?<![\w./#-])(?P<bpm>\d{2,3}(?:\.\d+)?)(?: ?bpm)?(?![\w:%/.]| ?(?:bars?|beats?|db|hz|ms|seconds?)\b)"
)
_ON = regex(r"\b(?:from|on(?:wards?)?|starts?|begins?|as of|to the end|starting)\b|\bat (?!\d)")
_REST = regex(
    r"[,.;]?\s*\b(?:and |but )?(?:the )?(?:rest|everything else)(?: of it)?"
    r" (?:stays?|as (?:it )?is|remains?|is fine|unchanged|the same)\b"
    r"(?: (?:as (?:it )?is|the same|put|there|like that|so))*"
)
_SLOWER, _FASTER = regex(r"\b(?:slower|slow|slows)\b"), regex(r"\b(?:faster|quicker|fast)\b")
_WORDS = frozenset(
    "a an the please pls let make it it's us song tempo bpm meter metre time signature do put set i want would like"
    " need needs and with of that this should has have could you can we beats goes going get gets be is in to at on"
    " from part section there here now ok so change switch but first must way much lot bit little there's too also"
    " onwards end by new next song waltz slower slow slows faster quicker fast begins starts comes as well bar start"
    " then piece different speed just up down".split()
)


def tempo_there(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    low = plain(text).strip().lower()
    parts = {name.lower() for name, _ in scene.context.markers}
    if '"' in low or "?" in low or any(low[one.start : one.end] not in parts for one in things(low, scene)):
        return None
    said, rest_stays = _REST.subn("", _BEGINS.sub(" from ", low))
    meters = meters_in(said) or (["3/4"] if re.search(r"\bwaltz\b", said) else [])
    said = without_meters(said).strip()
    place = _place(said, scene)
    if place is None or len(meters) > 1:
        return None
    bar, end, said = place
    tempi = [float(one["bpm"]) for one in _BPM.finditer(said)]
    said = _BPM.sub(" ", said)
    words = {one.low.strip(".'") for one in tokens(said) if any(char.isalpha() for char in one.low)}
    if len(tempi) != 1 or not 30 <= tempi[0] <= 300 or re.search(r"\d", said) or not words <= _WORDS:
        return None
    slower, faster, now = _SLOWER.search(low), _FASTER.search(low), scene.context.tempo
    if slower and tempi[0] >= now or faster and tempi[0] <= now:
        return None
    if not (meters or slower or faster or words & {"tempo", "bpm"} or "bpm" in low or _speaks_of_tempo(scene)):
        return None
    made = [Step("transport", {"action": "set_meter", "meter": one, "bar": number(bar)}) for one in meters]
    made.append(Step("transport", {"action": "set_tempo", "bpm": number(tempi[0]), "bar": number(bar)}))
    if end and (rest_stays or not _ON.search(low)) and not re.search(r"\bfrom there\b|\bon\b", low):
        if meters:
            made.append(Step("transport", {"action": "set_meter", "meter": scene.context.time_signature, "bar": end}))
        made.append(Step("transport", {"action": "set_tempo", "bpm": number(now), "bar": end}))
    return made


def _place(said: str, scene: DialogueState) -> tuple[float, float | None, str] | None:
    """The one bar where it begins, where that part of the song ends, and the words without it."""
    found: set[float] = set()
    ends: set[float] = set()
    marks = sorted({*(bar for _, bar in scene.context.markers), float(last_bar(Clause("", "", "", scene)))})
    for name, bar in sorted(scene.context.markers, key=lambda one: -len(one[0])):
        said, count = compiled(rf"\b{re.escape(name.lower())}\b").subn(" ", said)
        if count:
            found.add(bar)
            ends |= {next(one for one in marks if one > bar)} if marks[-1] > bar else set()
    for form in (_BAR, _FROM):
        bars = [float(one["bar"]) for one in form.finditer(said)] if form is _BAR or not found else []
        if bars:
            found |= set(bars)
            said = form.sub(" ", said)
    if len(found) != 1:
        return None
    end = number(next(iter(ends))) if ends and next(iter(ends)) < marks[-1] else None
    return next(iter(found)), end, said


def _speaks_of_tempo(scene: DialogueState) -> bool:
    """ "From bar 25 on 130" behind a velocity is one; where nothing was done, or a tempo was set, it is a tempo."""
    last = done_last(State.of(scene)) if scene.context.dialogue and scene.done else []
    return not scene.done or bool(last) and all(one.kind in ("set_tempo", "set_meter") for one in last)
