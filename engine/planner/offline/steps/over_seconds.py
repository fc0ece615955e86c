"""A stretch told by the clock made silent or levelled: "he coughs from 0:16 to 0:17, silence that bit"."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.session_clock import of_the_clip
from engine.planner.offline.text.clock import clock_s
from engine.planner.offline.text.polite import LEAD
from engine.planner.offline.text.words import COMMANDS, plain, tokens
from engine.tasks.plan import Step

_TIME = (
    r"(?:\d{1,3}:\d\d(?:\.\d+)?|(?:\d+(?:\.\d+)?|[a-z]+(?:[ -][a-z]+)?)(?: ?(?:m|min"
    r"|minutes?)\b(?: (?:and )?(?:\d+|[a-z]+(?:[ -][a-z]+)?))?)?"
    r"(?: ?(?:s|secs?|seconds?)\b)?)"
)
_RANGE = re.compile(
    rf"\b(?:(?:from|between|at)\s+)?(?:about )?(?P<a>{_TIME})\s*(?:to|until|till|and|-"
    rf"|through)\s*(?:about )?(?P<b>{_TIME})(?=[\s,;.!]|$)",
    re.IGNORECASE,
)
_SILENT = re.compile(
    rf"{LEAD}(?:silence|mute|blank(?: out)?|bleep(?: out)?|make (?P<bit>[^,;]*?)\b(?:silent|quiet as a mouse))\b",
    re.IGNORECASE,
)
_LEVELLED = re.compile(
    rf"{LEAD}(?:make|turn|bring|take)\b.*?(?:(?P<db>\d+(?:\.\d+)?) ?db (?P<db_way>down|up|quieter|louder)"
    r"|(?P<way>quieter|softer|louder|down|up)(?: by)?(?: (?P<by>\d+(?:\.\d+)?) ?db)?)",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"^\W*(?:and |but )?(?:nothing else|leave|keep|the rest|everything else|don'?t|please"
    r"|thanks)\b",
    re.IGNORECASE,
)
NOT_THERE = "Nothing that you name plays {}; which clip do you mean, and from when to when?"
_DECIBELS = re.compile(r"(\d+(?:\.\d+)?) ?db\b", re.IGNORECASE)
_SPEAKERS = frozenset("he she they it".split())
_SILENT_DB, _USUAL_DB = -120, 3.0


def over_seconds(text: str, scene: DialogueState) -> list[Step] | None:
    """The level of a clip there; None for any other request, and where it is not clear which clip is meant."""
    said = plain(text).strip()
    ranges = [found for found in _RANGE.finditer(said) if _is_clock(found)]
    if '"' in said or "?" in said or len(ranges) != 1:
        return None
    a, b = (clock_s(_with_unit(ranges[0], one)) for one in ("a", "b"))
    if a is None or b is None or b <= a:
        return None
    change_db = _change_db(said, ranges[0])
    clips = _lying_there(said, a, b, scene) if change_db is not None else []
    if clips is None:
        return [Step("ask", {"text": NOT_THERE.format(ranges[0][0].strip())})]
    args = {"action": "gain", "value_db": number(change_db or 0), "start": number(a), "end": number(b)}
    return [Step("edit_clip", {"clip": clip.id, **args}) for clip in clips if clip.kind != "midi"] or None


def _is_clock(found: re.Match[str]) -> bool:
    return (
        ":" in found["a"]
        and ":" in found["b"]
        or re.search(
            r"\d ?s\b|sec"
            r"|min",
            found[0],
            re.IGNORECASE,
        )
        is not None
    )


def _with_unit(found: re.Match[str], one: str) -> str:
    """ "From 3 to 5 seconds": both are seconds."""
    said = found[one]
    return said if ":" in said or re.search(r"s\b|sec|min", said, re.IGNORECASE) else f"{said} seconds"


def _change_db(said: str, where: re.Match[str]) -> float | None:
    """What the clauses ask for: silence, or so many decibels; None where one of them asks for something else."""
    change: float | None = None
    bare = f"{said[: where.start()]} there {said[where.end() :]}"
    for clause in re.split(r"[,;.!]\s+|\s+(?:so|and) (?=please|silence|mute|blank|make|turn)|[,;.!]$", bare):
        if _SILENT.match(clause):
            change = _SILENT_DB
        elif level := _LEVELLED.match(clause):
            way = (level["way"] or level["db_way"]).lower()
            figure = _DECIBELS.search(bare)
            size = float(figure[1]) if figure else _USUAL_DB
            change = -size if way in ("quieter", "softer", "down") else size
        elif not _STAYS.match(clause) and not _tells(clause):
            return None
    return change


def _tells(clause: str) -> bool:
    """ "He coughs there", and nothing at all, ask for nothing."""
    words = tokens(clause)
    return not words or "there" in clause.split() and words[0].low not in COMMANDS


def _lying_there(said: str, a: float, b: float, scene: DialogueState) -> list[ClipInfo] | None:
    """The clips that are named, or the one spoken of last, if they lie there; None where no named one does."""
    there = [clip for clip in scene.clips if clip.track and of_the_clip(clip, (a, b))]
    found = things(said, scene)
    meant = [clip for clip in scene.clips if any(clip.id in one.clips for one in found)]
    if found:
        lying = [clip for clip in meant if clip in there]
        return lying or [clip for clip in meant if b <= clip.length and len(meant) == 1] or None
    focus = scene.clip(scene.focus(("audio",))) if scene.context.dialogue else None
    if focus and (focus in there or not there and b <= focus.length):
        return [focus]
    is_spoken = bool({one.low for one in tokens(said)} & _SPEAKERS)
    return there if len(there) == 1 and is_spoken else []
