"""Other interval: "a fifth, not a fourth", "no, up", "two octaves", after something was transposed."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.taken_back import taken_back, with_corrections
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.interval_moved import intervals_moved
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.plan import Step

_NOT = re.compile(r"[\s,;.]*\b(?:and |but )?(?:not|instead of|rather than)\b(?P<old>[^,;.!?]*)", re.IGNORECASE)
_UP = re.compile(r"\b(?:up|upwards|higher)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:down|downwards|lower)\b", re.IGNORECASE)
_BACK = re.compile(
    r"^\W*(?:(?:no|nah|ok|then|now|and|hm+|well)\W+)*(?:(?:go|put it|bring it|take it"
    r"|move it) )?back (?:(?P<up>up)|down)"
    r"(?:\W+(?:then|please|to where it was))*\W*$",
    re.IGNORECASE,
)
_BESIDE = frozenset(
    "no nope nah sorry oops wait i i'd meant mean actually rather said make it that them be should was is a an by"
    " please the only just ok okay hm well so then let's go use take try want wanted instead thanks up down higher"
    " lower".split()
)


def other_interval(text: str, scene: DialogueState) -> list[Step] | None:
    """The transposition of the last turn with what was said instead; None for any other turn."""
    said = plain(text).strip()
    frames = done_last(State.of(scene))
    if (back := _BACK.match(said)) and frames and all(_goes(one, -1 if back["up"] else 1) for one in frames):
        live = [one for one in State.of(scene).frames if one.is_live and one.request]
        chain = [each.name for one in frames for each in with_corrections(one, live)]
        return taken_back([one for one in live if one.name in chain], live)
    if '"' in said or "?" in said or not frames or any(not _is_transposed(one) for one in frames):
        return None
    denied = _NOT.search(said)
    kept = f"{said[: denied.start()]} , {said[denied.end() :]}" if denied else said
    if denied and not kept.strip(" ,."):
        return None
    intervals = intervals_moved(kept)
    left = kept
    for one in reversed(intervals):
        left = f"{left[: one.start]} {left[one.end :]}"
    words = [word.low for word in tokens(left) if word.text[0].isalnum()]
    ways = {way for way, pattern in ((1, _UP), (-1, _DOWN)) if pattern.search(kept)}
    if len(intervals) > 1 or len(ways) > 1 or any(word not in _BESIDE for word in words) or things(left, scene):
        return None
    if not intervals and not ways or not (denied or _corrects(said)):
        return None
    return [_instead(frame, intervals[0].semitones if intervals else None, ways) for frame in frames]


def _corrects(said: str) -> bool:
    return (
        re.match(r"\W*(?:no|nope|nah|sorry|oops|wait|actually|i (?:meant|said|mean)|make (?:it|that))\b", said, re.I)
        is not None
    )


def _goes(frame: Frame, way: int) -> bool:
    return _is_transposed(frame) and float(frame.args["semitones"]) * way > 0


def _is_transposed(frame: Frame) -> bool:
    return frame.tool == "change_tempo_key" and isinstance(frame.args.get("semitones"), int | float)


def _instead(frame: Frame, semitones: float | None, ways: set[int]) -> Step:
    was = float(frame.args["semitones"])
    size = abs(was if semitones is None else semitones)
    way = next(iter(ways), -1 if was < 0 else 1)
    return told_as(Step(frame.tool, {**frame.args, "semitones": number(way * size)}), "fix", frame)
