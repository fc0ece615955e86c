"""One place for all: "no, bar 5" behind four markers is one of them, and not all four in bar 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.text.words import plain
from engine.planner.regex import regex
from engine.tasks.plan import Step

_PLACES = ("bar", "start_bar", "at")
_SAYS_ALL = regex(r"\b(?:all|both|every\w*|each|them|those|these|they)\b")


def puts_all_in_one_place(text: str, steps: Sequence[Step], scene: DialogueState) -> bool:
    """Would several acts that were done in different places end in one?"""
    if len(steps) < 2 or any(one.op != "fix" for one in steps) or _SAYS_ALL.search(plain(text).lower()):
        return False
    state = State.of(scene)
    before = [_place(frame.args) if (frame := state.frame(one.base)) else None for one in steps]
    after = [_place(one.args) for one in steps]
    return None not in (*before, *after) and len(set(before)) == len(steps) and len(set(after)) == 1


def _place(args: Mapping[str, Any]) -> object:
    return next((args[name] for name in _PLACES if name in args), None)
