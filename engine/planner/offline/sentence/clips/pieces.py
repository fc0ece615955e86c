"""Pieces of what was split: "bin the back half", "only keep the first bit", "cut it at 25 and chuck the rest"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.sentence.clips.splits import NEAR, pieces_of
from engine.planner.offline.sentence.scope.where import over
from engine.planner.offline.slots.clause import Clause, number
from engine.planner.regex import regex
from engine.tasks.plan import Step

DELETES = frozenset("delete remove erase bin scrap dump ditch trash rid throw chuck delet wipe cut bin discard".split())
DELETE_BESIDE = frozenset(
    "out away it that this them off of all in from again completely whole too as well also please entirely".split()
)
SURE = DELETES - {"cut"}
_GOES = frozenset("go gone goes rubbish bad delete remove".split())
_FRONT = frozenset("first front former left opening before earlier beginning start intro".split())
_BACK = frozenset("second back latter right last end rest after behind later other remaining".split())
_PIECE_BESIDE = frozenset(
    "half part bit piece clip one section comes what everything it that this of again only just lot stuff leave"
    " keep".split()
)
_KEEPS = frozenset("keep leave only".split())
_PIECE_GONE = regex(
    r"\W*(?:and |then )*(?:delete|remove|chuck(?: out| away)?|bin|lose|drop|ditch|scrap|kill|throw away|get rid of"
    r"|erase|trash|lop off|cut) (?:the |its |that )?(?:(?P<front>first|1st|front|left)|(?P<back>second|2nd|last|back"
    r"|right|other|rest)) ?(?:half|part|bit|piece|one|of it)?(?: of (?:it|that))?\W*",
    re.IGNORECASE,
)


_PIECE_SILENT = regex(
    r"\W*(?:and |then )*(?:mute|silence) (?:the |its |that )?"
    r"(?:(?P<front>first|1st|front|left)|(?:second|2nd|last|back|right|other|rest))"
    r" ?(?:half|part|bit|piece|one|of it)?(?: of (?:it|that))?\W*",
    re.IGNORECASE,
)


def piece_gone(said: Said) -> list[Step] | None:
    """ "Bin the back half", "the second half can go", "only keep the first bit", "delete what comes before"."""
    pieces = pieces_of(said.last(), said)
    if len(pieces) < 2 or any(not one.is_pointed for one in said.things):
        return None
    words = frozenset(re.findall(r"[a-z']+", said.text)) - {"the"}
    keeps = bool(words & _KEEPS) and not words & (SURE | _GOES)
    known = (
        SURE
        | _GOES
        | _FRONT
        | _BACK
        | _PIECE_BESIDE
        | DELETE_BESIDE
        | frozenset("can is just get lose i don't need want chuck and so then".split())
    )
    front, back = words & _FRONT, words & _BACK
    if words - known or bool(front) == bool(back) or not (words & (SURE | _GOES | {"lose"}) or keeps) or "not" in words:
        return None
    if said.places and any(one.how not in ("bare", "in") for one in said.places):
        return None
    if len(pieces) > 2 and not front & {"first"} and not back & {"last"}:
        return None
    one = pieces[0] if bool(front) != (keeps and len(pieces) == 2) else pieces[-1]
    if keeps and len(pieces) > 2:
        return None
    return [Step("arrange", {"action": "delete", "clip": one.id})]


def piece_kept(first: Sequence[Step], right: str, scene: DialogueState) -> list[Step] | None:
    """ "Cut it at 25 and chuck the second half": what is left of the clip; None where nothing of it goes."""
    if silent := _piece_silent(first, right, scene):
        return silent
    match = _PIECE_GONE.fullmatch(right)
    split = first[0].args if len(first) == 1 and first[0].args.get("action") == "split" else {}
    at = _cut_at(split, scene)
    if match is None or at is None:
        return None
    clip, args = scene.clip(split["clip"]), {"clip": split["clip"], "action": "trim"}
    begin, bar = clip.bars[0] if clip and clip.bars else 0.0, Clause("", "", "", scene).bar_s
    cut_bar = begin + at / bar
    if begin and abs(begin - round(begin)) < NEAR and abs(cut_bar - round(cut_bar)) < NEAR:
        kept = {"start_bar": round(begin), "end_bar": round(cut_bar) - 1}
        whole = {"start_bar": round(cut_bar)} if match["front"] else kept
        return [Step("edit_clip", args | whole)]
    return [Step("edit_clip", args | {"start" if match["front"] else "end": number(at)})]


def _cut_at(split: Mapping[str, Any], scene: DialogueState) -> float | None:
    """Where in a clip it is split in two, in seconds."""
    if isinstance(split.get("at"), int | float):
        return float(split["at"])
    clip = scene.clip(split.get("clip"))
    return round(clip.length / 2, 4) if clip and clip.length and split.get("count") == 2 else None


_OF_A_PIECE = regex(
    r"(?P<act>(?:(?!mute\b|delete\b|lose\b|bin\b)[\w' -]+?)) (?:the |its |that )?"
    r"(?:(?P<front>first|1st|front|left)|(?:second|2nd|last|back|right|other)) (?:half|part|bit|piece|one)(?P<how>.*)",
    re.IGNORECASE,
)
_ON_ITSELF = ("edit_clip", "apply_effect", "change_tempo_key", "edit_notes")


def piece_edited(first: Sequence[Step], right: str, read: Callable[[str], list[Step] | None]) -> list[Step] | None:
    """ "Split it in half and flip the second bit": the split, and what is done to that piece; `read` knows the clip."""
    split = first[0].args if len(first) == 1 and first[0].args.get("action") == "split" else {}
    match = _OF_A_PIECE.fullmatch(right.strip(" .!"))
    if match is None or split.get("count", 2) != 2 or not ("count" in split or "at" in split):
        return None
    act = "reverse" if match["act"].lower() == "flip" else match["act"]
    steps = read(f"{act} it{match['how']}") or []
    if len(steps) != 1 or steps[0].task not in _ON_ITSELF or steps[0].args.get("clip") != split.get("clip"):
        return None
    piece = "$1.part_1" if match["front"] else "$1.part_2"
    return [*first, Step(steps[0].task, {**steps[0].args, "clip": piece})]


def _piece_silent(first: Sequence[Step], right: str, scene: DialogueState) -> list[Step] | None:
    """ "Split it at bar 9 and mute the second half"."""
    match = _PIECE_SILENT.fullmatch(right)
    split = first[0].args if len(first) == 1 and first[0].args.get("action") == "split" else {}
    clip = scene.clip(split.get("clip"))
    cut = _cut_at(split, scene)
    if match is None or clip is None or clip.bars is None or not clip.track or cut is None:
        return None
    start, end = clip.bars
    at = start + (end - start) * cut / clip.length if clip.length else start
    bars = (start, at) if match["front"] else (at, end)
    return [*first, over(str(clip.track), "mute", 1, (round(bars[0], 3), round(bars[1], 3)))]
