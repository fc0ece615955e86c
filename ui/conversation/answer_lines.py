"""Answer lines: the words of a turn without what its cards and the header show anyway."""

from __future__ import annotations

import re

from engine.wire.wire import ClipView, TurnView
from ui import wording

_NOTE = "Note: "
_NO_DAW = "No DAW is connected"
"""The header says so, and the card offers the file instead of a track."""
_JOINTS = re.compile(r"\b(at|in|and|with)\b|[\s,.;:]+")


def answer_lines(turn: TurnView) -> tuple[str, list[str]]:
    """(what is said, notes): notes stand small below, and no line repeats the facts of a clip card."""
    text = turn.answer or "\n".join(step.text for step in turn.steps if step.text)
    lines = text.split("\n")
    notes = [line.removeprefix(_NOTE) for line in lines if line.startswith(_NOTE)]
    said = [line for line in lines if not line.startswith(_NOTE) and not _is_shown(line, turn)]
    return "\n".join(said).strip(), notes


def _is_shown(line: str, turn: TurnView) -> bool:
    """True when the cards say all of it: "4 bars at 124 bpm in C minor, −16.0 LUFS."."""
    if line.startswith(_NO_DAW):
        return turn.is_undone or bool(turn.clips) and not any(clip.track for clip in turn.clips)
    return bool(line.strip()) and any(not _JOINTS.sub("", _without_facts(line, clip)) for clip in turn.clips)


def _without_facts(line: str, clip: ClipView) -> str:
    facts = (
        clip.key,
        wording.bpm(clip.bpm) if clip.bpm else "",
        wording.lufs(clip.loudness_lufs) if clip.loudness_lufs is not None else "",
    )
    for fact in facts:
        line = line.replace(fact, "") if fact else line
    return re.sub(r"\b\d+ bars?\b", "", line)
