"""Scope lost: words that say how far an act reaches, and a plan that reaches farther, or not so far.

    "fade everything over the last four"     one clip is faded
    "strings up 2 in the repeat"             the fader is turned for the whole song
    "a delay on the last word"               all of the clip is delayed
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.doubts.looked_at import done_to, targets_of
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.everything import with_members
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_ALL = regex(
    r"\b(?:everything|every(?:one|body)|all (?:of (?:them|those|the)|the (?:other )?(?:tracks|clips|ones|parts|faders)"
    r"|tracks|clips|three|four|five)|every (?:track|clip|other)\b"
    r"|both(?! (?:sides|ends|halves|hands|channels|ears|times|choruses|verses)\b| of its\b))"
    r"(?! (?:else )?(?:stays|as it|the same|alone|is fine)\b)",
    re.IGNORECASE,
)
_PART = regex(
    r"\b(?:(?:on|in|at|for|over|during|only|just|to) (?:just |only )?(?:the |that |its |his |her )?(?:very )?"
    r"(?:last|first|final|opening|closing) (?:few |two |three |four )?(?:words?|lines?|phrases?|notes?|hits?|chords?"
    r"|bars?|beats?|ones?|seconds?|half)"
    r"|in the (?:repeat|reprise|second half|first half|middle|gaps?|breaks?|verses|choruses|quiet (?:bits?|parts?)|loud"
    r" (?:bits?|parts?)))\b",
    re.IGNORECASE,
)
_WHERE = regex(
    r"\b(?:(?:only|just) (?:where|when|while)|where(?:ver)?|when(?:ever)?|while|as long as) (?:the |my |our |his "
    r"|her )?[\w'-]+"
    r"(?: [\w'-]+)? (?:is|are|plays?|sings?|talks?|speaks?|comes? in|playing|singing|talking|speaking)\b"
    r"|\bonly where\b",
    re.IGNORECASE,
)
""" "Keys softer, but only where the vox is"."""
_PLACED = ("bar", "start_bar", "end_bar", "at", "start", "end", "marker", "notes", "where", "duration")
_WHOLE = ("mix", "apply_effect", "denoise", "enhance_speech", "change_tempo_key", "set_track")


def scope_lost(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Does the plan reach less far than "everything" and "both", or farther than "in the repeat"?"""
    low = plain(text).lower()
    if _ALL.search(low) and len(steps) == 1:
        targets = set(targets_of(steps))
        gathered = {view.name for view in scene.context.track_views if view.kind in ("group", "bus", "master")}
        named = {one for thing in things(low, scene) for one in (*thing.tracks, *thing.clips)}
        if len(targets) == 1 and not targets & (gathered | named):
            return True  # of "the tenors: everything up" it is the tenors
    if _some_of_them(low, steps, scene):
        return True
    is_within = _PART.search(low) is not None or _WHERE.search(low) is not None and not low.endswith("?")
    return is_within and any(
        step.task in _WHOLE and not any(name in step.args for name in _PLACED) for step in steps
    )


_ONLY_PART = regex(
    r"\b(?:only|just|nothing but) (?:on |in |at |for |to )?(?:the |that |its |his |her |their )?(?:very )?(?:last|first"
    r"|final|opening|closing|second|third) (?:words?|lines?|phrases?|notes?|hits?|chords?|syllables?)\b"
)


def reaches_beyond_part(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Up 4, but only its first hit": is all of it turned up?"""
    if _ONLY_PART.search(plain(text).lower()) is None:
        return False
    return any(one.task in _WHOLE and not any(name in one.args for name in _PLACED) for one in steps)


def _some_of_them(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """ "Guitars wider": are two tracks named at once, and something done to one of them?"""
    if any(step.task not in _WHOLE for step in steps):
        return False
    worked_on = done_to(steps, scene)
    groups = {view.name: view.group for view in scene.context.track_views}
    for thing in things(text, scene):
        told = {*with_members(thing.tracks, scene)} - {*groups.values()}
        if len(told) > 1 and not thing.others and told & worked_on and told - worked_on:
            return not any({*one.tracks} <= worked_on for one in things(text, scene) if one is not thing)
    return False
