"""Plan: what a request was understood to mean, as a small DAG of steps, and its validation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from engine.errors import UserError
from engine.tasks.task import Task, find_task

_STEP_REFERENCE = re.compile(r"^\$(\d+)(?:\.([A-Za-z_0-9]+))?$")
_TRACKS = ("track", "tracks", "to")
"""Arguments that are names of tracks."""
MAX_STEPS = 32
Operation = Literal["fresh", "fix", "again", "retry"]
"""fresh: stands alone. fix: that call was not right or is to be different; its result is replaced in its place. again: the
same, or most of it, for something else or once more, as an addition. retry: that call failed or did not run."""
WORDS = ("text", "lyrics")
"""Arguments that may be `$n`: the words that an earlier step gave."""


@dataclass(frozen=True)
class Step:
    """One task with its arguments. References are texts: a clip id, a handle, "selection", `$n.part`."""

    task: str
    args: Mapping[str, Any] = field(default_factory=dict)
    op: Operation = "fresh"
    """What it is to an earlier call."""
    base: str = ""
    """That call, as `turn.call` (both from 1): `3.1`; "" for a fresh step."""

    @property
    def row(self) -> Task:
        """Its row of the task table."""
        return find_task(self.task)

    def references(self) -> list[tuple[str, str]]:
        """(argument name, reference) of every clip-like argument, lists taken apart."""
        found = []
        for arg in self.row.args:
            value = self.args.get(arg.name)
            if arg.is_reference and value is not None:
                found += [(arg.name, str(one)) for one in (value if isinstance(value, list | tuple) else [value])]
        return found

    def word_references(self) -> list[tuple[str, str]]:
        """(argument name, `$n`) of every text that is what an earlier step gave."""
        if self.row.kind == "reply":
            return []
        told = ((name, str(self.args.get(name, ""))) for name in WORDS)
        return [(name, text) for name, text in told if step_reference(text)]

    def depends_on(self) -> list[int]:
        """Numbers (from 1) of the steps whose outputs it uses."""
        found = [*self.references(), *self.word_references()]
        return sorted({parsed[0] for _, text in found if (parsed := step_reference(text))})


@dataclass(frozen=True)
class Plan:
    """Validated steps, in an order in which they can run."""

    steps: tuple[Step, ...] = ()
    planner: str = "offline"
    """Who planned: offline or llm."""
    note: str = ""
    """Something the user should know about how the request was understood."""
    choices: tuple[tuple[Step, ...], ...] = ()
    """What else it may have meant, the likeliest first; beside a question, or what is left of a list of orders."""
    answers: tuple[tuple[str, str], ...] = ()
    """What may be answered to a question without choices: (words of a button, words that it sends) each."""

    @property
    def is_reply(self) -> bool:
        """True when it only answers in words."""
        return all(step.row.kind == "reply" for step in self.steps)

    def calls(self) -> list[dict[str, Any]]:
        """The steps as `[{"tool", "args"}]`, as batch files and report.json write them."""
        return calls_of(self.steps)


def calls_of(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Steps as `[{"tool", "args"}]`."""
    return [{"tool": step.task, "args": dict(step.args)} for step in steps]


def told_of(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Steps as `[{"tool", "args", "op", "base"}]`: with what each is to an earlier call, where it is about one."""
    calls = zip(calls_of(steps), steps, strict=True)
    return [{**call, "op": step.op, "base": step.base} if step.base else call for call, step in calls]


def step_of(call: Mapping[str, Any]) -> Step:
    """The step that was told so."""
    args = dict(call.get("args") or {})
    return Step(str(call["tool"]), args, op=call.get("op") or "fresh", base=str(call.get("base") or ""))


def step_reference(text: str) -> tuple[int, str] | None:
    """`$2.vocals` → (2, "vocals"); `$1` → (1, ""); None for anything else."""
    match = _STEP_REFERENCE.match(text)
    return (int(match[1]), match[2] or "") if match else None


def renumbered(step: Step, numbers: Mapping[int, int]) -> Step:
    """The step with the new numbers of the steps it refers to; those that have none stay."""

    def moved(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [moved(one) for one in value]
        number, part = (step_reference(value) if isinstance(value, str) else None) or (0, "")
        return f"${numbers[number]}{f'.{part}' if part else ''}" if number in numbers else value

    own = {name for name, _ in (*step.references(), *step.word_references())}
    return replace(step, args={name: moved(one) if name in own else one for name, one in step.args.items()})


def validated(steps: Sequence[Step], *, planner: str = "offline", note: str = "") -> Plan:
    """Check every step against the task table and every `$n.part` against the steps before it.

    Raises UserError with one sentence that names the step and what is wrong.
    """
    if not steps:
        raise UserError("The plan is empty; say what should be done.")
    if len(steps) > MAX_STEPS:
        raise UserError(f"The plan has {len(steps)} steps; at most {MAX_STEPS} fit into one request.")
    checked: list[Step] = []
    for number, step in enumerate(_with_new_names(steps), 1):
        fresh = replace(step, args=step.row.check(step.args))
        for name, text in fresh.references():
            if text.startswith("$"):
                _check_reference(number, name, text, checked)
        for name, text in fresh.word_references():
            _check_words(number, name, text, checked)
        checked.append(fresh)
    return Plan(tuple(checked), planner, note)


def _check_words(number: int, name: str, text: str, before: Sequence[Step]) -> None:
    _check_reference(number, name, text, before)
    source, _ = step_reference(text) or (0, "")
    row = before[source - 1].row
    if not any(output.kind == "text" for output in row.outputs):
        raise UserError(f"Step {number}: {name} '{text}' refers to {row.id}, which gives no words.")


def _check_reference(number: int, name: str, text: str, before: Sequence[Step]) -> None:
    parsed = step_reference(text)
    if parsed is None:
        raise UserError(f"Step {number}: {name} '{text}' is not a reference; write $1 or $1.drums.")
    source, part = parsed
    if not 1 <= source <= len(before):
        what = "itself" if source == number else "a step that does not exist before it"
        raise UserError(f"Step {number}: {name} '{text}' refers to {what}.")
    row = before[source - 1].row
    names = [output.name for output in row.outputs]
    if row.kind == "reply":
        raise UserError(f"Step {number}: {name} '{text}' refers to a step that only answers in words.")
    if part and part not in names and not re.match(r"^(speaker|part)_\d+$", part):
        raise UserError(f"Step {number}: {row.id} has no output '{part}'; it gives {', '.join(names)}.")


def _with_new_names(steps: Sequence[Step]) -> list[Step]:
    """The same steps; those behind a rename call the track by its new name."""
    names: dict[str, str] = {}
    made = []
    for step in steps:
        made.append(replace(step, args=_renamed(step.args, names)) if names else step)
        old, new = step.args.get("track"), step.args.get("name")
        if (step.task, step.args.get("action")) == ("arrange", "rename") and isinstance(old, str) and new:
            names = {**{before: str(new) if now == old else now for before, now in names.items()}, old: str(new)}
    return made


def _renamed(args: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {name: _called(value, names) if name in _TRACKS else value for name, value in args.items()}


def _called(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list | tuple):
        return [_called(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value
