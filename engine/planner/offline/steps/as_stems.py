"""Stems: a voice, drums or a bass that are to be pulled out of a song come from the stem separation."""

from __future__ import annotations

import re
from typing import Any

from engine.planner.offline.slots.clause import Clause
from engine.planner.regex import regex

_STEM = regex(
    r"^(?:the )?(?:lead |backing |main )?(vocals?|vox|voice|singer|singing|acapp?ella|drums?|drum ?kit|beat|bass"
    r"|bass ?line|instrumental)s?(?: part| stem| track)?$",
    re.IGNORECASE,
)
SPEECH_OUT = regex(
    r"\b(?:pull|get|take|lift|extract|isolate|grab|fish)\s+(?:only\s+|just\s+)?(?:the\s+|all\s+(?:the\s+)?)?"
    r"(speech|talking|spoken words|dialogue|narration|voice-?over)\b(?=.*\b(?:out of|from|off|in)\b)"
)
"""Speech is no stem of a song."""


def as_stems(clause: Clause, args: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Vocals, drums and bass of a song come from the stem separation."""
    match = _STEM.match(str(args.get("target", ""))) if clause.task == "extract_sound" else None
    if not match or "clip" not in args:
        return clause.task, args
    word = match[1].lower()
    stem = (
        "drums"
        if word.startswith(("drum", "beat"))
        else "bass"
        if word.startswith("bass")
        else "instrumental"
        if word.startswith("instr")
        else "vocals"
    )
    clip = clause.scene.clip(args["clip"])
    if clip and "speech" in clip.tags:
        return clause.task, args
    return "separate_stems", {"clip": args["clip"], "stems": [stem]}
