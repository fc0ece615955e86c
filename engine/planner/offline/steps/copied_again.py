"""The same again elsewhere: "same again at bar 9, but quieter" copies what was just made, and levels the copy."""

from __future__ import annotations

import re

from engine.planner.context import ClipInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import number
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.remade import MAKERS
from engine.planner.offline.steps.spots import in_bars
from engine.planner.offline.text.names import content_words
from engine.planner.offline.text.words import plain
from engine.tasks.plan import Step

_LEAD = (
    r"^\W*(?:(?:and|now|ok(?:ay)?|then|so|good|great|yes|please|nice|lovely|can (?:i|we) have|i want"
    r"|i need|give me|put|have|make|add|do|play)\W+)*"
)
_AGAIN = (
    r"(?:(?:exactly )?(?:the |that )?same(?: (?!again|but|one|thing|at|on)(?P<what>[\w' -]+?))?(?: one"
    r"| thing)?(?: (?:once )?(?:again|more))?"
    r"|(?:once|one time) (?:more|again)|(?:it |that )?again|one more|another(?: one)?|a (?:second|third) one"
    r"|(?:copy|repeat|duplicate) (?:it|that|this|the same)|(?:it|that) once more)"
)
_AT = r"(?:also |too )?(?:at|on|in|to|from)?\s*(?:the )?(?:start of )?bar (?P<bar>\d+(?:\.\d+)?)"
_SMALL = (
    r"(?:(?P<size>a (?:little )?bit|a touch|a little|slightly|a tad|somewhat|much|a lot|way|far"
    r"|quite a bit|even)\s+)?"
)
_DB = r"(?P<db>\d+(?:\.\d+)?) ?db (?P<db_way>down|up|quieter|softer|lower|louder|less|more)"
_LEVEL = (
    rf"(?:{_SMALL}(?P<way>quieter|softer|lower|fainter|gentler|less loud|more quietly|louder"
    rf"|stronger|up|down)|{_DB}|(?P<at>at half (?:the )?(?:volume|level)))"
)
_MORE = (
    rf"(?:\s*,?\s*(?:but|and|only|just|though)*\s*(?:(?:make it|this time"
    rf"|a)\s+)?{_LEVEL}(?: (?:this time|there|please|one|though))*)?"
)
_FORMS = (
    re.compile(rf"{_LEAD}{_AGAIN},? {_AT}{_MORE}[\s.!]*(?:please[\s.!]*)?$", re.IGNORECASE),
    re.compile(
        rf"{_LEAD}(?:{_AT})(?:,? (?:then|the|make|put|play"
        rf"|comes?))*,? {_AGAIN}{_MORE}[\s.!]*$",
        re.IGNORECASE,
    ),
)
_SIZES = {
    "a touch": 1.0,
    "slightly": 1.5,
    "a tad": 1.0,
    "a bit": 2.0,
    "a little": 2.0,
    "a little bit": 2.0,
    "somewhat": 2.0,
}
_USUAL_DB, _MUCH_DB = 3.0, 6.0
_QUIETER = ("quieter", "softer", "lower", "fainter", "gentler", "less loud", "more quietly", "down", "less")
_VELOCITY = 5.0
"""Steps of velocity for a decibel."""


def copied_again(text: str, scene: DialogueState) -> list[Step] | None:
    """A copy of what was made or worked on last, and the copy's level; None for any other request."""
    if not scene.context.dialogue or not scene.done or '"' in plain(text) or "?" in text:
        return None
    said = in_bars(plain(text).strip(), DialogueState.of(scene.context))
    said = re.sub(r"\b(at|on) (?=\d+\b(?! ?(?:db|%|bars?|:)))", r"\1 bar ", said)
    match = next((hit for form in _FORMS if (hit := form.match(said))), None)
    clip = scene.clip(scene.focus(("audio", "midi"))) if match else None
    if (
        match is None
        or clip is None
        or not _was_made(scene)
        or not _is_it(match.groupdict().get("what") or "", clip, scene)
    ):
        return None
    steps = [Step("arrange", {"action": "duplicate", "clip": clip.id, "bar": number(float(match["bar"]))})]
    if change := _level_db(match):
        is_notes = clip.kind == "midi"
        change = round(change * _VELOCITY) if is_notes else number(change)
        levelled = {"action": "velocity", "change": change} if is_notes else {"action": "gain", "value_db": change}
        steps.append(Step("edit_notes" if is_notes else "edit_clip", {"clip": "$1", **levelled}))
    return steps


def _was_made(scene: DialogueState) -> bool:
    """ "Same again at bar 9" after a fade is a fade; after what was made or put somewhere, a copy of it."""
    last = scene.last_turn()
    return any(one.tool in MAKERS or one.tool in ("speak", "sing", "arrange") for one in last if one.ok)


def _is_it(what: str, clip: ClipInfo, scene: DialogueState) -> bool:
    """Is "the same door" the clip that is meant?"""
    if not what:
        return True
    named = [one for thing in things(what, scene) for one in thing.clips]
    own = set(content_words(clip.name)) | set(content_words(clip.track or ""))
    return clip.id in named or bool(content_words(what)) and set(content_words(what)) <= own


def _level_db(match: re.Match[str]) -> float:
    """By how much the copy is louder."""
    if match["at"]:
        return -6.0
    if match["db"]:
        size, way = float(match["db"]), match["db_way"].lower()
    elif match["way"]:
        said, way = " ".join((match["size"] or "").lower().split()), match["way"].lower()
        size = _SIZES.get(said, _MUCH_DB if said and said != "even" else _USUAL_DB)
    else:
        return 0.0
    return -size if way in _QUIETER else size
