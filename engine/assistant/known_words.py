"""Known words: what is sung or said in a clip that was made from words need not be listened for."""

from __future__ import annotations

import re

from engine.library.library import Library
from engine.media.clip import Clip
from engine.tasks.plan import Step, step_reference

_HELD = re.compile(r"(?<=\w)- +|(?<!\S)~+(?!\S) *")
"""Where a word goes on on the next note, and a syllable that is held."""
_WORDS = {"sing": "lyrics", "speak": "text"}


def known_words(step: Step, clip: Clip, library: Library) -> str:
    """The words of a clip, when it was sung or spoken here; empty when they must be listened for."""
    if step.task != "transcribe" or set(step.args) - {"clip", "language", "model"} or "model" in step.args:
        return ""
    made: Clip | None = clip
    while made and made.recipe:
        words = str(made.recipe.args.get(_WORDS.get(made.recipe.task, ""), "") or "").strip()
        if words:
            return "" if step_reference(words) else _as_said(words)
        made = library.record(made.recipe.parents[0]) if len(made.recipe.parents) == 1 else None
    return ""


def _as_said(words: str) -> str:
    """Lyrics without the signs that lay them on notes."""
    return " ".join(_HELD.sub("", words).split())
