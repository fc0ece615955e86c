"""Unnamed one: "the first answer", where nothing is called an answer, is not the first clip of all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.doubts.looked_at import targets_of
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.things import things
from engine.planner.offline.text.names import fit
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_COUNTED = regex(
    r"\b(?:the|his|her|my|our|their)\s+(?:very )?(?:first|second|third|fourth|last|next|previous|other)"
    r"\s+(?P<noun>[a-z]{3,})\b",
    re.IGNORECASE,
)
_POINTS = regex(r"\b(?:it|that|this|them|those|these|here|there|him|her)\b", re.IGNORECASE)
_NO_NAME = frozenset(
    "bar bars beat beats second seconds half third quarter minute note notes one ones two three four eight time"
    " times take takes"
    " bit part piece section clip clips track tracks region regions word words line lines marker markers edit change"
    " thing"
    " side way day half chord chords octave hour few couple step turn request".split()
)


def counts_what_is_not_here(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Is something done to a clip that no word names, where a counted thing is named that is none?"""
    said = plain(text)
    nouns = [match["noun"].lower() for match in _COUNTED.finditer(said)]
    strange = [one for one in nouns if one not in _NO_NAME and one.removesuffix("s") not in _NO_NAME]
    if not strange or scene.context.is_newly_selected:
        return False
    clips = [clip for one in targets_of(steps) if (clip := scene.clip(one))]
    others = [one for one in scene.clips if one not in clips]
    is_another = clips and any(
        any(fit(word, one.name, one.tags, "") > 0 for one in others)
        and not any(fit(word, one.name, one.tags, one.track) > 0 for one in clips)
        for word in strange
    )
    if is_another:
        return True  # "his second answer": something is called so, and another clip is worked on
    if _POINTS.search(said):
        return False
    named = {clip for thing in things(said, scene) for clip in thing.clips}
    marks = {word for name, _ in scene.context.markers for word in name.lower().split()}
    unnamed = [one for one in clips if one.id not in named]
    return bool(unnamed) and any(
        one not in marks and not any(fit(one, clip.name, clip.tags, clip.track) > 0 for clip in unnamed)
        for one in strange
    )
