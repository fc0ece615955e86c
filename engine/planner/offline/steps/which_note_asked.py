"""Asked which note: the question where the words speak of one note and an act would be done to all of a clip."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.sentence.notes.which_notes import NUMBERS
from engine.planner.offline.text.pitch_said import PITCH
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_SPEAKS_OF_ONE = regex(
    rf"\b(?:{'|'.join(NUMBERS)}|top|bottom|highest|lowest|middle|that|this|one|single|\d+(?:st|nd|rd"
    rf"|th))\s+(?:\w+\s+)?"
    rf"(?:notes?|chords?)\b(?!\s+values?)|\b(?:every|each|all the) {PITCH}s?(?=\W|$)",
    re.IGNORECASE,
)
_A_PITCH = regex(r"\b(?i:an?) [A-G](?:#|b)?(?![\w#'’-])(?!\s*(?i:major|minor|maj|min|flat|sharp|dorian|mode))")
""" "A G" is a note; a key is told without the article."""
_SPEAKS_OF_A_HIT = regex(
    rf"\b(?:{'|'.join(NUMBERS)}|next|final)\s+(?:\w+\s+)?(?:hits?|stabs?|crash(?:es)?|words?|syllables?|phrases?)\b"
    r"(?!\s+(?:of|from|on)\s+(?:bar|beat)\b)",
    re.IGNORECASE,
)
WHERE_IS_IT = "Say where in the clip that is, in bars or seconds."
WHICH_NOTE = (
    "I did not understand which note should become what; say it like “the last note of the melody should be a G” or"
    " “delete the third note of the bass”."
)
_PART_OF_SOUND = ("reverse", "gain", "delete", "duplicate", "move", "cut", "trim")
_REACH = frozenset(("start", "end", "start_bar", "end_bar", "lyrics", "text"))


def asked_which_note(steps: Sequence[Step], text: str) -> str:
    """The question that stands for an act on a whole clip where the words speak of one note; "" for any other."""
    simple = plain(text)
    is_key = any("key" in step.args for step in steps if step.task == "change_tempo_key")
    if is_key and _A_PITCH.search(simple) and not re.search(r"\b(?:key|scale)\b", simple, re.IGNORECASE):
        return WHICH_NOTE
    is_whole = any(_is_of_the_whole(step) for step in steps)
    if not is_whole or '"' in simple:
        return ""
    is_part = any(step.args.get("action") in _PART_OF_SOUND and not _REACH & set(step.args) for step in steps)
    is_of_a_hit = is_part and _SPEAKS_OF_A_HIT.search(simple)
    return WHICH_NOTE if _SPEAKS_OF_ONE.search(simple) else WHERE_IS_IT if is_of_a_hit else ""


def _is_of_the_whole(step: Step) -> bool:
    if step.task == "arrange":
        return step.args.get("action") in ("delete", "duplicate", "move", "place")
    if step.task == "edit_clip":
        return step.args.get("action") in ("cut", "trim", "reverse", "gain")
    return step.task == "change_tempo_key" or step.task == "edit_notes" and not {"note", "only"} & set(step.args)
