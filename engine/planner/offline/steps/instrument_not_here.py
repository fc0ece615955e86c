"""Instrument not here: "mute the tambourine" where there is none must not mute what was worked on last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import REPLIES, DialogueState
from engine.planner.offline.slots.sections import of_section
from engine.planner.offline.slots.things import things
from engine.planner.offline.steps.no_such_thing import NO_SUCH_THING
from engine.planner.offline.text.clause_kinds import Kind, clauses
from engine.planner.offline.text.names import INSTRUMENTS, fit, name_words
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ON_WHAT_IS_THERE = ("mix", "automate", "edit_clip", "edit_notes", "set_track", "change_tempo_key", "freeze", "arrange",
                        "route", "apply_effect", "plugin", "denoise", "export", "take")  # fmt: skip
_ROLES = (
    r"(?<!\bon the )(?<!\bto the )(?<!\boff the )(?<!\bonto the )(?<!\bof the )(?<!\blast )(?<!\bfirst )(?<!\bnext )"
    r"(?<!\bsecond )(?<!\bthird )(?<!\bfourth )(?<!\bdown )(?<!\bup )(?<!\bhalf )(?<!\beach )beat(?! \d)|pads?"
)
_NOUN = "|".join(f"{re.escape(word)}s?" for word in sorted(INSTRUMENTS, key=len, reverse=True))
_ADJECTIVE = (
    r"(?:(?!(?:o[fnr]|in|and|to|from|for|with|over|under|at|by|is|are|like|but|then|off|into|up|down)\b)[\w-]+\s+)?"
)
_NAMED = regex(
    rf"\b(?:the|my|our|that|those|his|her|their)\s+{_ADJECTIVE}(?P<the>{_NOUN}|{_ROLES})\b(?!\s+(?:sound|style|like))"
    rf"|^\W*(?P<first>{_NOUN})(?:'s\b|\s+(?:up|down|louder|quieter|softer|left|right|off|muted?|is|are|too|way|back|to|by"
    r"|a bit|\d))",
    re.IGNORECASE,
)
_TRACK = regex(
    r"^\W*(?:(?:please|now|ok(?:ay)?|and|then|so|can you|could you)\W+)*"
    r"(?:(?:un)?mute|(?:un)?solo|delete|remove|erase|rename|(?:un)?freeze|arm|disarm|colou?r|pan|fade out|fade in"
    r"|turn(?: up| down)?|duplicate|copy|bounce) (?:the )?track (?:called |named )?"
    r"(?P<track>(?-i:[A-Z])[\w'-]*(?: (?-i:[A-Z])[\w'-]*)*|[\"“'][^\"”']+[\"”'])",
    re.IGNORECASE,
)
""" "Delete track Foo": a track by its name, which nothing else can be."""
NO_SUCH_TRACK = "There is no track called “{}”; which one do you mean?"


def track_not_here(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question about a track that is called by a name that no track has; "" for any other request."""
    match = _TRACK.match(text)
    if match is None or not steps or steps[0].task in REPLIES:
        return ""
    name = match["track"].strip("\"“”'")
    known = (*scene.context.tracks, *(clip.name for clip in scene.clips))
    return "" if any(fit(name, one) > 0 for one in known if one) else NO_SUCH_TRACK.format(name)


def instrument_not_here(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """The question about the instrument that is named and is nowhere; "" where all that are named are there."""
    if not steps or any(step.task not in _ON_WHAT_IS_THERE for step in steps) or not scene.clips:
        return ""
    if any(step.task == "arrange" and (step.args.get("name") or step.args.get("track_name")) for step in steps):
        return ""
    if any(step.args.get("effect") == "sidechain" for step in steps):
        return ""
    new = " ".join(str(step.args.get("to", "")) for step in steps).lower()
    for match in _NAMED.finditer(plain(text)):
        name = match["the"] or match["first"]
        if name.lower() not in new and not _is_here(name.lower(), scene):
            return NO_SUCH_THING.format(name)
    return ""


_TOLD_OF = regex(rf"^\W*(?:(?:the|my|our|that) )?(?P<who>{_NOUN})(?:'s|s)?(?= )", re.IGNORECASE)
_POINTS = regex(r"\b(?:it|them|'?em|him|her)\b", re.IGNORECASE)


def who_is_told_of(text: str, scene: DialogueState) -> list[Step] | None:
    """ "Synth's too loud, turn it down a bit", where there is none: "it" is nothing else."""
    told, _, order = plain(text).partition(",") if "," in text else plain(text).partition(". ")
    match = _TOLD_OF.match(told)
    found = [one.kind for one in (*clauses(told.strip().lower()), *clauses(order.strip().lower()))]
    if match is None or not order or len(found) != 2 or found[1] is not Kind.ASKS or not _POINTS.search(order):
        return None
    is_told = found[0] is Kind.TELLS or re.search(r"\b(?:too|way|not|so) [a-z]+\W*$", told.lower()) is not None
    if not is_told or _is_here(match["who"].lower(), scene) or things(plain(text), scene) or not scene.clips:
        return None
    return [Step("ask", {"text": NO_SUCH_THING.format(match["who"])})]


def _is_here(name: str, scene: DialogueState) -> bool:
    context = scene.context
    clips = any(fit(name, clip.name, clip.tags, clip.track) > 0 for clip in scene.clips)
    tracks = any(
        fit(name, track) > 0 for track in (*context.tracks, *(view.group for view in context.track_views)) if track
    )
    told = " ".join(str(value) for one in scene.done for value in one.args.values()).lower()
    markers = any(fit(name, marker) > 0 for marker, _ in context.markers)
    if of_section(name, scene.context.tracks):
        return True
    return clips or tracks or markers or any(word.rstrip("s") == name.rstrip("s") for word in name_words(told))
