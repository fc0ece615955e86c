"""Ducking depth: "deeper, 10 dB or so", "only 3 dB", "also duck the Rhodes under him, but less" behind a ducking."""

from __future__ import annotations

import re

from engine.planner.offline.conversation.acts import done_last
from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.amount_words import with_amount_words
from engine.planner.offline.text.quantity import quantities
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

USUAL_DB = 8.0
"""How far a track goes down where nothing is said."""
_MORE = re.compile(r"\b(?:deeper|harder|stronger|heavier|more|further|bigger|not enough|too (?:little|subtle|weak))\b")
_LESS = re.compile(
    r"\b(?:less|gentler|softer|lighter|weaker|shallower|subtler|milder|too (?:much|deep|strong|hard|heavy|extreme)"
    r"|not (?:that|so|as|quite so) (?:much|deep|hard|strong)|ease off|back off|gently)\b"
)
_SMALL = re.compile(r"\b(?:bit|touch|little|slightly|hair|tad)\b")
_LARGE = re.compile(r"\b(?:much|lot|lots|way|far)\b")
_ANOTHER = re.compile(
    r"^\W*(?:(?:and|now|then|also|ok(?:ay)?|please|do)\b[\s,]*)*(?:duck|dip|sidechain|pump)\s+(?P<who>[\w' ,&-]+?)\s+"
    r"(?:under|for|from|to|with|by|when|whenever|below|off)\s+(?:him|her|it|them|that|he|she|they)\b"
    r"(?: (?:talks?|speaks?|plays?|hits?|sings?))?(?P<how>.*)$",
    re.IGNORECASE,
)
_KNOWN = frozenset(
    "a an the of or so about around only just like please no nah not that this it make made do db decibels ducking"
    " duck dip"
    " dips go goes down should be by to bit touch little slightly hair tad much lot lots way far and but with is ok"
    " okay"
    " actually hm enough maybe say roughly then there on at s as well too also even still instead quite volume pumping"
    " pump reduction gain set try let can you have want would i".split()
)


def ducking_depth(text: str, scene: DialogueState) -> list[Step] | None:
    """The last ducking with another depth, or another track under the same one; None for anything else."""
    last = done_last(State.of(scene)) if scene.done else []
    if not last or not all(one.tool == "route" and one.kind == "sidechain" for one in last):
        return None
    said = with_amount_words(plain(text)).lower().strip(" .!")
    if '"' in said or "?" in said:
        return None
    if another := _ANOTHER.match(said):
        tracks = [track for one in things(another["who"], scene) for track in one.tracks]
        depth = _depth(another["how"], depth_of(last[0]))
        if len(set(tracks)) != 1 or depth is None:
            return None
        args = {"action": "sidechain", "track": tracks[0], "to": last[0].args.get("to"), "value_db": -depth}
        return [told_as(Step("route", args), "again", last[0])]
    depths = [_depth(said, depth_of(one)) for one in last]
    if any(depth is None or depth == depth_of(one) for depth, one in zip(depths, last, strict=True)):
        return None
    return [
        told_as(Step("route", {**one.args, "value_db": -(depth or 0)}), "fix", one)
        for depth, one in zip(depths, last, strict=True)
    ]


def depth_of(frame: Frame) -> float:
    """How far a ducking goes down."""
    value = frame.args.get("value_db")
    return abs(float(value)) if isinstance(value, int | float) else USUAL_DB


def _depth(said: str, now: float) -> float | None:
    """The depth that words tell; as it is where there are none, None where they tell anything else."""
    figures = quantities(said)
    rest = said
    for one in reversed(figures):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    more, less = _MORE.search(rest), _LESS.search(rest)
    left = _LESS.sub(" ", _MORE.sub(" ", rest))
    if set(re.findall(r"[a-z]+", left)) - _KNOWN or len(figures) > 1:
        return None
    if figures:
        (figure,) = figures
        if figure.unit not in ("dB", "") or not 0.5 <= abs(figure.value) <= 40:
            return None
        is_by = re.search(r"\bby\s*$|\banother\s*$", said[: figure.start])
        is_by = is_by or re.match(r"\s*(?:db )?(?:more|less|deeper)", said[figure.end :])
        if is_by and (more or less):
            return max(1.0, now + abs(figure.value) * (1 if more else -1))
        return abs(figure.value)
    if not more and not less:
        return now
    degree = 0.5 if _SMALL.search(left) else 2.0 if _LARGE.search(left) else 1.0
    return round(now + 4 * degree if more else now / (1 + degree), 1)
