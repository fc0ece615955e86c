"""Told by its bar: one of a track's clips, "the cello clip at bar 9", "the region on the bass that starts in bar 5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Place
from engine.planner.offline.sentence.apart.said import Named
from engine.planner.regex import regex

_NOUN = r"(?:clip|region|take|recording)"
_LIES = (
    r"(?: (?:that|which) (?:(?:starts|begins|lies|sits|is)(?: there)?|is lying)|'s)?(?: (?:starting|beginning|lying))?"
)
_BEHIND = regex(rf"(?:'s)?(?: {_NOUN})?{_LIES}\s+")
_NOUN_BEHIND = regex(rf"(?:'s)? {_NOUN}\b")
_NOUN_BEFORE = regex(rf"\b{_NOUN}{_LIES} (?:(?:on|of|from|in) )?(?:the |my |our )?$")
_OWN = regex(r"\s+(?:of|on|from|in) (?:the |my |our )?")
_AT = regex(r"(?:starting |beginning )?(?:at|in|from|on) (?:the start of )?bar \d+")
_GOES_THERE = regex(r"\b(?:move|put|place|paste|shift|drop|start|starts|begin|begins|again|insert|drag|bring|want)\b")
_MOVES_ON = regex(
    r"^\W*(?:\w+ ){0,2}(?:move|shift|nudge)\b.* bar \d+ "
    r"(?:to|onto|over|\w+ (?:bars?|beats?)|by|a|back|forward|earlier|later)\b"
)
""" "Move the cello clip at bar 9 two beats later"."""
_NEAR_BARS = 0.05


def with_clips_by_bar(
    named: Sequence[Named], places: Sequence[Place], text: str, scene: DialogueState
) -> tuple[list[Named], list[Place]]:
    """The things and places; where a place only says which clip of a track is meant, it is none."""
    things, left = list(named), list(places)
    for place in places:
        at = next((at for at, one in enumerate(things) if _tells_of(place, one, text)), None)
        clip = _there(place, things[at], text, scene, others=len(left) > 1) if at is not None else None
        if at is None or clip is None:
            continue
        one = things[at]
        start, end = min(one.start, place.start), max(one.end, place.end)
        start = before.start() if (before := _NOUN_BEFORE.search(text[:start])) else start
        things[at] = replace(one, start=start, end=end, clips=(clip.id,), is_clip=True)
        left.remove(place)
    return things, left


def with_clip_named(text: str, scene: DialogueState, things: Sequence[Named], told: str) -> str:
    """The text with the name of such a clip, for those who know no places: "move vc variation to the viola"."""
    names = [one.name.lower() for one in scene.clips] + [one.lower() for one in scene.context.tracks]
    for one in things:
        words = told[one.start : one.end]
        clip = scene.clip(one.clips[0]) if one.is_clip and len(one.clips) == 1 and _A_BAR.search(words) else None
        at = text.lower().find(words)
        if clip and at >= 0 and names.count(clip.name.lower()) == 1:
            text = f"{text[:at]}{clip.name}{text[at + len(words) :]}"
    return text


_A_BAR = regex(r"\bbar \d+")


def _tells_of(place: Place, one: Named, text: str) -> bool:
    """Do a track, a word for a clip, and a bar stand side by side?"""
    if not _AT.fullmatch(text, place.start, place.end) or len(one.tracks) != 1 or one.is_clip or one.how:
        return False
    if place.start > one.end:
        behind = _BEHIND.fullmatch(text, one.end, place.start)
        is_clip = _NOUN_BEHIND.match(text, one.end) or _NOUN_BEFORE.search(text[: one.start])
        return behind is not None and is_clip is not None
    is_own = _OWN.fullmatch(text, place.end, one.start) is not None
    return is_own and _NOUN_BEFORE.search(f"{text[: place.start].rstrip()} ") is not None


def _there(place: Place, one: Named, text: str, scene: DialogueState, *, others: bool) -> ClipInfo | None:
    """The clip that begins in that bar; None where it may be where something is to go."""
    lying = [clip for clip in scene.clips if clip.track == one.tracks[0] and clip.bars]
    begins = [clip for clip in lying if clip.bars and abs(int(clip.bars[0] + _NEAR_BARS) - place.point) < _NEAR_BARS]
    is_told_else = others or _MOVES_ON.search(text) is not None
    is_goal = _GOES_THERE.search(text[: min(one.start, place.start)]) is not None
    if len(begins) != 1 or not is_told_else and (is_goal or len(lying) < 2):
        return None
    return begins[0]
