"""Answer lines: the words of a turn without what its cards and the header show anyway."""

from __future__ import annotations

import functools
import re
from collections import Counter

from engine.messages.message import said_in
from engine.wire.wire import ClipView, TurnView
from ui import wording
from ui.language.language import LANGUAGES

_FEW = 4
"""So many places that were found are still read as lines of text."""
_NOTE, _ANY = "Note: ", "·"
_NO_DAW = "No DAW is connected; the result is in the library."
"""The header says so, and the card offers the file instead of a track."""
_JOINTS = re.compile(r"\b(at|in|and|with)\b|[\s,.;:]+")


def answer_lines(turn: TurnView) -> tuple[str, list[str]]:
    """(what is said, notes): notes stand small below, and no line repeats the facts of a clip card.

    An answer is in the language of its request; what it is made of is known in English.
    """
    told = "\n".join(step.text for step in turn.steps if step.text)
    lines = (turn.answer or told).split("\n")
    warnings = dict.fromkeys(warning for step in turn.steps for warning in step.warnings)
    noted = {there for warning in warnings for there in _in_each_language(_NOTE + warning)}
    hidden = {there for line in (told, _NO_DAW) if _is_shown(line, turn) for there in _in_each_language(line)}
    failed = [f"{step.title}: {step.error}" for step in turn.steps if step.error and turn.state == "partly"]
    hidden |= {there for line in failed for there in _in_each_language(line)}  # the plan and the card below say it
    is_note = [line in noted or line.startswith(_NOTE) for line in lines]
    notes = [_without_head(line) for line, is_one in zip(lines, is_note, strict=True) if is_one]
    notes += [warning for warning in warnings if not {*_in_each_language(_NOTE + warning)} & {*lines}]
    said = [line for line, is_one in zip(lines, is_note, strict=True) if not is_one]
    found = {f"{one.start_s:.2f}–{one.end_s:.2f} s " for step in turn.steps for one in step.spans}
    shown = [line for line in said if line not in hidden and not _is_shown(line, turn)]
    if len(found) > _FEW:
        shown = [found_told(turn), *(line for line in shown if not any(line.startswith(span) for span in found))]
    return "\n".join(shown).strip(), notes


def found_told(turn: TurnView) -> str:
    """What was found how often: `music, 11 × kick, 14 × hat`; the chapters below say where."""
    counts = Counter(one.label for step in turn.steps for one in step.spans if one.label)
    return ", ".join(label if count == 1 else f"{count} × {label}" for label, count in counts.items())


def _without_head(line: str) -> str:
    """A note without the word that it begins with."""
    heads = (there.removesuffix(_ANY) for there in _in_each_language(_NOTE + _ANY))
    return next((line.removeprefix(head) for head in heads if line.startswith(head)), line)


@functools.lru_cache(maxsize=512)
def _in_each_language(line: str) -> tuple[str, ...]:
    """The line as an answer may have it."""
    return tuple(dict.fromkeys(said_in(code, line) for _, code in LANGUAGES))


def _is_shown(line: str, turn: TurnView) -> bool:
    """True when the cards say all of it: "4 bars at 124 bpm in C minor, −16.0 LUFS."."""
    if line == _NO_DAW:
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
