"""Unasked solo: "only the low ones" behind an act narrows that act; a solo needs a word that asks for one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.undo.no_undo import BACK_OR_ELSE
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NARROWS = regex(r"\b(?:only|just)\b", re.IGNORECASE)
_ASKS_FOR_IT = regex(
    r"\b(?:solo\w*|hear|heard|listen\w*|alone|isolate\w*|play\w*|audible|sound\w*|nothing else|nobody else"
    r"|(?:on|by) (?:its|their|his|her) own|by (?:itself|themselves|himself|herself))\b",
    re.IGNORECASE,
)
_HAS_A_TARGET = frozenset(
    "route apply_effect automate edit_clip edit_notes set_track change_tempo_key denoise normalize style_transfer"
    " arrange harmonize freeze".split()
)
_NARROWED = ("mute", "gain", "pan")


def unasked_solo(steps: Sequence[Step], text: str, scene: DialogueState) -> str:
    """What to ask instead of such a solo; "" where it is asked for, or nothing was done that it may narrow."""
    if not any((step.task, step.args.get("action")) == ("mix", "solo") for step in steps) or not scene.done:
        return ""
    last = scene.done[-1]
    is_narrowed = last.tool in _HAS_A_TARGET or last.tool == "mix" and last.args.get("action") in _NARROWED
    if not is_narrowed or not _NARROWS.search(text) or _ASKS_FOR_IT.search(text):
        return ""
    return BACK_OR_ELSE
