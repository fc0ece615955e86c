"""Unsaid: a loop or a marker that no word asks for, a tempo that is a share, a move to bar 60 of a short song."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_LOOPS = regex(
    r"\b(?:un-?loop\w*|loop\w*|cycl\w*|repeat\w*|round and round|over and over|again and again|circle|practi[sc]\w*"
    r"|rehears\w*"
    r"|play\w*|start|jump|bars?\W*$)\b",
    re.IGNORECASE,
)
_UP_TO = regex(r"\b(?:until|till?|up to|to (?:the )?bar|through)\b")
""" "Loop the drums until bar 17" is no loop of bar 17."""
_PACE = regex(r"\b(?:tempo|bpm|speed\w*|slow\w*|fast\w*|pace|quick\w*|beats per minute)\b", re.IGNORECASE)
_SHARE = regex(r"\d\s*(?:%|percent|per cent)", re.IGNORECASE)
_OF_OTHERS = regex(r"\b(?:everything|all of (?:it|them)|notes?|hits?|velocit\w+|grid|chords?)\b", re.IGNORECASE)
_DYNAMIC = ("compressor", "gate", "limiter")
_HERTZ = regex(r"\d\s*k?hz\b|\bhertz\b|\bcut-?off\b|\bfreq", re.IGNORECASE)


_PLACE = regex(
    r"\b(?:from|to|until|till|up to|at|on|onto|between|before|after|by) (?:its|the|my|our|that|this)?"
    r" ?(?:(?!to\b|from\b)[\w'-]+ ){0,2}?markers?\b"
)
_MARKS = regex(
    r"\bmark\w*|\b(?:re)?nam\w*|\bcall\w*|\blabel\w*|\btitle\w*|\bset\b|\bput\b|\badd\b|\bdrop\b|\bdelete\b"
    r"|\bremove\b|\bmove\b"
    r"|\bslide\b|\bshift\b|\bpush\b|\bpull\b"
)
_NOTES = regex(
    r"\bmidi\b|\bnotes?\b.*\b(?:from|of|out of)\b|\btranscri\w+|\bconvert\w*|\bturn\b.*\binto\b|\bextract\w*"
    r"|\bscore\b|\bpitch\w*"
)
_WRITTEN = regex(r"\b(?:into|to|as|get|give|make|need|want)\b")
_BAR = regex(r"\b(?:bars?|measures?) ?\d|\d(?:st|nd|rd|th)? bar")
_PAST = 16
"""Bars behind the last clip."""


def says_none_of_it(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Does a step do what no word of the text says?"""
    low = plain(text).lower()
    return any(_is_unsaid(step, low) for step in steps if step.op == "fresh") or any(
        _marks_unasked(one, low) or _goes_past_the_end(one, low, scene) or _writes_notes_unasked(one, low)
        for one in steps
    )


def _is_unsaid(step: Step, low: str) -> bool:
    action = step.args.get("action")
    if (step.task, action) == ("transport", "loop"):
        first, last = step.args.get("start_bar"), step.args.get("end_bar")
        is_to_its_start = first is not None and first == last and _UP_TO.search(low) is not None
        return is_to_its_start or _LOOPS.search(low) is None
    if (step.task, action) == ("transport", "set_tempo"):
        return _PACE.search(low) is None and (_SHARE.search(low) or _OF_OTHERS.search(low)) is not None
    is_dynamic = step.task == "apply_effect" and step.args.get("effect") in _DYNAMIC
    return is_dynamic and "cutoff_hz" in step.args and _HERTZ.search(low) is None


def without_unasked_markers(text: str, steps: list[Step]) -> list[Step]:
    """ "A wav of the solo, from its marker to the end": the file, and no marker beside it."""
    low = plain(text).lower()
    kept = [one for one in steps if not _marks_unasked(one, low)]
    return kept if any(one.task == "export" for one in kept) else steps


def _marks_unasked(step: Step, low: str) -> bool:
    is_set = step.task == "marker" and step.args.get("action") in ("add", "rename", "move", "delete")
    return is_set and _MARKS.search(_PLACE.sub(" ", low)) is None


def _goes_past_the_end(step: Step, low: str, scene: DialogueState) -> bool:
    """ "Both guitars in to 60 either side", moved to bar 60."""
    bar = step.args.get("bar")
    if step.task != "arrange" or not isinstance(bar, int | float) or _BAR.search(low):
        return False
    ends = [clip.bars[1] for clip in scene.clips if clip.bars]
    return bool(ends) and bar > max(ends) + _PAST


def _writes_notes_unasked(step: Step, low: str) -> bool:
    """ "Singer's notes on the waltz": what she wrote."""
    return step.task == "audio_to_midi" and not (_NOTES.search(low) and _WRITTEN.search(low))
