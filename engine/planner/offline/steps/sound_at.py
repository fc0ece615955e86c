"""A sound at a place: "a crash on 17", "snare roll in bar 16, 16ths, getting louder": it is made, whatever came before.

Hits, percussion and effects of which every word is known; what is named so in the session is none of them.
"""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.number_words import spoken_number
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.tasks.plan import Step

_LEAD = re.compile(
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|hey|so|just|also|can you|could you|can i|can we|i|we|let's|let me)\W+)*"
    r"(?:(?:make|create|generate|give|get|have|put|add|write|build|do|drop|gimme|want|need|how about)\s+"
    r"(?:me\s+|us\s+)?)?"
    r"(?:an?|some|another|one)?\s*",
    re.IGNORECASE,
)
_NOUN = (
    r"(?:crash(?:es)?|cymbals?|gongs?|booms?|impacts?|stingers?|whoosh(?:es)?|swoosh(?:es)?|risers?|(?:up|down)lifters?"
    r"|(?:noise )?sweeps?|(?:snare |drum |timpani |tom |kick )?(?:rolls?|fills?)|(?:hand ?)?claps?|tambourines?"
    r"|shakers?|hi-?hats?|cowbells?|triangles?|glissand[oi]s?|cymbal swells?|thunder(?:claps?)?|knocks?|gunshots?"
    r"|door slams?|applause|explosions?|beeps?|woodblocks?)"
)
_BAR = r"(?:the )?(?:start of )?(?:bar )?(?P<{}>\d{{1,3}}(?:\.\d+)?)"
_PLACE = re.compile(
    rf"[\s,]*\b(?:(?P<into>into|before|up to|leading (?:in)?to) {_BAR.format('up_to')}"
    rf"|(?:from|under|over|in|through|across|for) (?:bars? )?(?P<a>\d+) (?:to|until|-) (?:bar )?(?P<b>\d+)"
    rf"|(?:at|on|in|for|from|to) {_BAR.format('at')}(?: on(?:wards?)?)?(?: and (?:at |on )?(?:bar )?(?P<also>\d+))?)"
    r"(?=[\s,.!;]*$|[,;]| please)",
    re.IGNORECASE,
)
_BARS = re.compile(r",?\s*\b(?P<count>\d+|an?|one|two|three|four|six|eight)[ -]bars?(?: long)?\b", re.IGNORECASE)
_PLEASE = re.compile(r"[\s,]*\b(?:please|pls|thanks)\b[\s.!]*$", re.IGNORECASE)
_NOT_NEW = frozenset(
    "the my our that this those more less no not louder quieter softer same again too also as well first last"
    " it them off out up down back db".split()
)
_LONGEST = 14
_RISES = re.compile(r"\b(?:risers?|(?:up|down)lifters?|sweeps?)\b", re.IGNORECASE)
_EARLIEST = 4
""" "On 2 and 4" are beats."""


def sound_at(text: str, scene: DialogueState) -> list[Step] | None:
    """The steps of such a request; None for any other."""
    if '"' in plain(text) or "?" in text or len(text.split()) > _LONGEST or scene.context.files:
        return None
    said = _PLEASE.sub("", in_bars(plain(text).strip(), DialogueState.of(scene.context))).rstrip(" .!")
    places = list(_PLACE.finditer(said))
    where = places[-1] if places else None
    lead = _LEAD.match(said)
    if where is None or lead is None or where.start() <= lead.end():
        return None
    head, tail = said[lead.end() : where.start()], said[where.end() :]
    noun = re.match(rf"(?P<own>(?:[\w'-]+ ){{0,3}}?{_NOUN})\b(?P<more>.*)$", head, re.IGNORECASE)
    words = [one.low for one in tokens(head)]
    is_new = noun is not None and not _NOT_NEW & set(words) and words[0] not in COMMANDS - {"clap", "roll", "hit"}
    if not is_new or things(text, scene) or where["also"] and float(where["at"]) <= _EARLIEST:
        return None
    lasts = _BARS.search(f"{head}{tail}")
    prompt = " ".join(_BARS.sub("", f"{head}{tail}").split()).strip(" ,;")
    return _steps(prompt, where, _count(lasts["count"]) if lasts else 0)


def _count(said: str) -> int:
    return int(said) if said.isdigit() else 1 if said.lower() in ("a", "an") else int(spoken_number(said.lower()))


def _steps(prompt: str, where: re.Match[str], bars: int) -> list[Step] | None:
    args: dict[str, Any] = {"prompt": prompt}
    if where["into"] and not bars and _RISES.search(prompt):
        return None  # as long as such things are, which the words for it know
    if where["into"]:
        bars = bars or 1
        start = float(where["up_to"]) - bars
    elif where["a"]:
        start = float(where["a"])
        bars = bars or int(float(where["b"]) - start)
    else:
        start = float(where["at"])
    if start < 1 or bars < 0:
        return None
    args |= {"bars": bars} if bars else {}
    made = [Step("generate_audio", args), Step("arrange", {"action": "place", "clip": "$1", "bar": number(start)})]
    if also := where["also"]:
        made.append(Step("arrange", {"action": "duplicate", "clip": "$1", "bar": number(float(also))}))
    return made
