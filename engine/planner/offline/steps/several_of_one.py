"""Several of one: "both mics" where one track is called so and its group has another, or where nobody knows whom."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.slots.thing import Thing
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.other_one import WHICH
from engine.planner.offline.text.counts import counted
from engine.planner.offline.text.names import name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_COUNTED = regex(
    r"\b(?:(?P<both>both)(?: of)?(?: the| my| our| these| those)?|(?:all(?: of)? |all (?:the|my|our) |the |my |our )"
    r"(?P<n>two|three|four)) (?P<noun>[a-z][a-z-]+s)\b(?! (?:and|or|&|n)\b)",
    re.IGNORECASE,
)
_OF_CLIPS = frozenset(
    "clips regions takes bars beats parts sections sides ends times halves notes copies choruses verses hits words"
    " lines versions events loops channels".split()
)


def _told(text: str, scene: DialogueState) -> tuple[re.Match[str], Thing, int] | None:
    """Where more are counted than there are tracks of that name, whose clips are called otherwise."""
    simple = plain(text)
    if '"' in simple or len(simple) != len(text):
        return None
    for match in _COUNTED.finditer(simple):
        noun = match["noun"].lower()
        one_of_them = f"{simple[: match.end('noun') - 1]} {simple[match.end('noun') :]}"  # "both jingles": the jingle
        named = things(simple, scene) or things(one_of_them, scene)
        found = [one for one in named if one.start <= match.start("noun") < one.end]
        if noun in _OF_CLIPS or len(found) != 1 or len(found[0].tracks) != 1:
            continue
        called = name_words(found[0].tracks[0].lower())
        clips = [one for one in scene.clips if one.track == found[0].tracks[0]]
        is_theirs = sum(noun.rstrip("s") in one.name.lower() for one in clips) > 1
        views = {one.name: one.kind for one in scene.context.track_views}
        is_group = views.get(found[0].tracks[0]) in ("group", "bus")
        if noun not in called and not is_theirs and not is_group:
            return match, found[0], _count(match)
    return None


def _count(match: re.Match[str]) -> int:
    return 2 if match["both"] else counted(match["n"].lower())


def with_group_counted(text: str, scene: DialogueState) -> str:
    """The request with the members of the group in their place, where it has just so many."""
    told = _told(text, scene)
    if told is None:
        return _with_clips_counted(text, scene)
    match, thing, count = told
    own = next((one.group for one in scene.context.track_views if one.name == thing.tracks[0]), "")
    inside = [one for one in with_members([own], scene) if one != own] if own else []
    if len(inside) != count:
        return text
    return f"{text[: match.start()]}{', '.join(inside[:-1])} and {inside[-1]}{text[match.end() :]}"


def _with_clips_counted(text: str, scene: DialogueState) -> str:
    """ "Swap the two answers", where just two clips are called so: these by their names."""
    simple = plain(text)
    match = _COUNTED.search(simple) if len(simple) == len(text) and '"' not in simple else None
    if match is None or match["noun"].lower() in _OF_CLIPS:
        return text
    noun = match["noun"].lower().rstrip("s")
    if any(noun in name_words(one.lower()) for one in scene.context.tracks):
        return text
    clips = sorted((one for one in scene.clips if one.track and noun in name_words(one.name.lower())), key=_begins)
    names = [one.name for one in clips]
    if len(set(names)) != len(names) or len(names) != _count(match):
        return text
    return f"{text[: match.start()]}{', '.join(names[:-1])} and {names[-1]}{text[match.end() :]}"


def _begins(clip: ClipInfo) -> float:
    return clip.start


_ORDINAL = r"(?:first|second|third|fourth|last)"
_ONE_OF_THEM = regex(rf"\b{_ORDINAL} (?P<noun>[a-z]{{3,}})\b.*?\b{_ORDINAL} (?P<one>one)\b", re.IGNORECASE)


def with_first_one(text: str, scene: DialogueState) -> str:
    """ "The second answer right behind the first one": the first answer."""
    match = _ONE_OF_THEM.search(text) if '"' not in text else None
    if match is None or match["noun"].lower() in _OF_CLIPS | {"one", "bar", "beat", "time", "note", "half"}:
        return text
    return f"{text[: match.start('one')]}{match['noun']}{text[match.end('one') :]}"


_THOSE = regex(
    r"\bthe (?:other )?(?P<n>two|three|four|five|six)(?: (?:others?|ones|voices?|tracks?|parts?|of them|singers))?"
    r"(?= (?:only|just|a|half|up|down|by|to|\d|louder|quieter|softer|should|can|need|must|back|too|as)\b)",
    re.IGNORECASE,
)


def with_those_counted(text: str, scene: DialogueState) -> str:
    """ "The other three only half as much", behind what was done to just three together: these by their names."""
    simple = plain(text)
    match = _THOSE.search(simple)
    last = scene.context.dialogue[-1] if scene.context.dialogue else None
    if match is None or last is None or len(simple) != len(text):
        return text
    given = [(call.get("args") or {}).get("tracks") for call in last.calls]
    several = [list(one) for one in given if isinstance(one, list | tuple)]
    told = [one for one in several if len(one) == counted(match["n"].lower())]
    if len(told) != 1 or len(several) != 1:
        return text
    names = f"{', '.join(told[0][:-1])} and {told[0][-1]}"
    return f"{text[: match.start()]}{names}{text[match.end() :]}"


def only_one_of_those(text: str, scene: DialogueState) -> list[Step] | None:
    """The question which tracks are meant."""
    if _told(text, scene) is None:
        return None
    views = [one.name for one in scene.context.track_views if one.kind not in ("group", "bus")]
    return [Step("ask", {"text": WHICH.format(", ".join(views[:6]))})] if len(views) > 1 else None
