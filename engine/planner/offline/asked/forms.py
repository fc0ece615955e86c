"""A form of question with what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from engine.planner.offline.asked.meant import MOST, MeantThings, meant
from engine.planner.offline.asked.wording import form
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

Match = re.Match[str]
Read = Callable[[Match, DialogueState], list[Step] | None]


class QuestionForm(NamedTuple):
    """Words, and what they ask for."""

    pattern: re.Pattern[str]
    read: Read
    needs_mark: bool = False
    """Is it a question only with its mark? "Bass level?" """


def forms(read: Read, *words: str, needs_mark: bool = False) -> tuple[QuestionForm, ...]:
    """Several forms of one question."""
    return tuple(QuestionForm(form(one), read, needs_mark) for one in words)


def info(aspect: str, **args: Any) -> Step:
    """A question of the session as a step."""
    return Step(
        "session_info", {"aspect": aspect, **{name: value for name, value in args.items() if value is not None}}
    )


def each_track(aspect: str, found: MeantThings | None) -> list[Step] | None:
    """One line for each track."""
    if found is None or not 0 < len(found.tracks) <= MOST:
        return None
    return [info(aspect, track=track) for track in found.tracks]


def of_thing(aspect: str) -> Read:
    """What reads a question of one property of what is named."""
    return lambda match, scene: each_track(aspect, meant(match["t"], scene))


def of_all(aspect: str, **args: Any) -> Read:
    """What reads a question of the whole session."""
    return lambda match, scene: [info(aspect, **args)]
