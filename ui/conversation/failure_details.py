"""Failure details: what stands behind "Details": the step, what it was to work on, what was tried, what was left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.wire.wire import StepView, TurnView
from ui.conversation.step_line import step_line
from ui.language.language import filled, said
from ui.wording import number, sentence

_BUG = re.compile(r"(?P<before>.*?)(?P<bug>That is a bug) \((?P<what>[^\n]*?)\)(?P<rest>\.[^\n]*|$)", re.DOTALL)
_LEAST_S = 0.1


def without_internals(error: str) -> tuple[str, str]:
    """An error in words, and what only who mends it reads: the name of a bug, and all but its first line."""
    head, _, tail = error.strip().partition("\n")
    match = _BUG.fullmatch(head)
    if match:
        head, tail = f"{match['before']}{match['bug']}{match['rest']}", "\n".join(filter(None, (match["what"], tail)))
    return head, tail.strip()


def failure_details(turn: TurnView) -> str:
    """Line by line, in the panel's language; empty where there is nothing behind what the card says already."""
    failed = [(number, step) for number, step in enumerate(turn.steps, 1) if step.state == "failed" or step.error]
    lines = [line for number, step in failed for line in _of_step(number, step, turn, is_first=step is failed[0][1])]
    left = [step.title for step in turn.steps if step.state in ("not_run", "planned") and not step.error]
    if failed and left:
        lines.append(filled("Not done after it: {x}", x=", ".join(said(title) for title in left)))
    if not failed and turn.answer:
        lines += [without_internals(turn.answer)[1]]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _of_step(at: int, step: StepView, turn: TurnView, *, is_first: bool) -> Sequence[str]:
    title = sentence(said(step.title))
    many = len(turn.steps) > 1
    head = filled("Step {n} of {n2}: {x}", n=str(at), n2=str(len(turn.steps)), x=title) if many else title
    about = step_line(step, {**step.names, **{clip.id: clip.name for clip in turn.clips}})
    error, internals = without_internals(step.error)
    tried = [said(one) for one in step.warnings]
    lasted = filled("It was tried for {n} s.", n=number(step.seconds, 1)) if step.seconds >= _LEAST_S else ""
    behind = (about, *tried, lasted, "" if is_first else said(error), internals)
    return (head, *behind) if many or any(behind) else ()
