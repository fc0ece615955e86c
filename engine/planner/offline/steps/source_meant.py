"""Source meant: "take it apart and mute the original" speaks of what was taken apart, not of a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step, step_reference

_SOURCE = regex(
    r"\b(?:mut\w+|silenc\w+|solo\w*|delet\w+|remov\w+|hid\w+|keep\w*|turn\w* (?:off|down)|bin|drop)\b[^.;]{0,12}?"
    r"\b(?:the |my |our |that )?(?:og|original\w*|source"
    r"|(?:full|whole|old|unsplit) (?:mix|song|file|clip|track|thing|one))\b",
    re.IGNORECASE,
)


def source_meant(steps: list[Step], text: str) -> list[Step]:
    """The steps, with the source in place of the first result in what is done to "the original"."""
    return [_of_source(step, steps) for step in steps] if _SOURCE.search(plain(text)) else steps


def _of_source(step: Step, steps: Sequence[Step]) -> Step:
    clip = step.args.get("clip")
    parsed = step_reference(clip) if isinstance(clip, str) and step.task in ("mix", "arrange") else None
    if not parsed or step.args.get("action") not in ("mute", "solo", "gain", "delete"):
        return step
    made = steps[parsed[0] - 1]
    source = made.args.get("clip")
    is_apart = made.task in ("separate_stems", "separate_speakers", "extract_sound")
    return replace(step, args={**step.args, "clip": source}) if is_apart and isinstance(source, str) else step
