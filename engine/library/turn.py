"""Turn: one request and everything that came of it; the unit of undo and of history."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from engine.daw.daw import Change, Outcome
from engine.errors import DawError
from engine.tasks.plan import Plan

StepState = Literal["done", "failed", "cancelled", "not_run"]


@dataclass(frozen=True)
class Found:
    """A stretch of a sound in which something was found."""

    start_s: float
    end_s: float
    label: str
    clip: str = ""
    """Id of the clip that it is a part of."""


@dataclass(frozen=True)
class StepRecord:
    """What became of one step of the plan."""

    state: StepState
    model: str = ""
    clips: Mapping[str, str] = field(default_factory=dict)
    """Ids of the clips it made, by output name."""
    text: str = ""
    """Words or a summary of the facts that came out."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    spans: tuple[Found, ...] = ()
    """Where something was found, at most some hundred."""
    warnings: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0
    is_final: bool = False
    """It failed for what was asked or given, so the same request would fail again."""
    copies: tuple[str, ...] = ()
    """Ids of the places that it made of what was there: copies on the timeline."""

    @functools.cached_property
    def gave(self) -> tuple[str, ...]:
        """Ids of all that it gave, the first one being what people mean by it."""
        return (*self.clips.values(), *self.copies)


@dataclass(frozen=True)
class DroppedTake:
    """A take that a request deleted, as it was."""

    place: str
    """Id of the place that it lay in."""
    at: int
    """Where it stood among the takes."""
    clip: str
    turn: int
    step: int
    files: tuple[str, ...]
    was: str
    is_shown: bool
    """Its clip was shown by itself."""


@dataclass(frozen=True)
class Handed:
    """A change that takes back one of a request, and is left to the undo of another one, which set the same later."""

    turn: int
    """Number of the other request: of the later one where it was handed on, of the earlier one where it was taken."""
    index: int
    """Which change of that request; −1 = one of its own, at the end."""
    change: Change
    again: tuple[Change, ...] = ()
    """What makes it again as it was, when the other request was taken back, and this with it."""


@dataclass(frozen=True)
class Applied:
    """One change that was asked of the DAW, what became of it, and how to take it back."""

    change: Change
    outcome: Outcome
    inverse: tuple[Change, ...] = ()
    """In the order in which they take it back."""
    fingerprint: Mapping[str, Any] = field(default_factory=dict)
    """What it touched, as Tonmeister left it; what has changed since was the user."""
    told: str = ""
    """What was done, as a clause, with the names of then."""
    back: Literal["", "taken", "gone", "under"] = ""
    """How it has been taken back: by its inverse; it was gone already; or a later request's undo will do it."""
    step: int = 0
    """Which step of the plan wanted it, from 1; 0 = none, or not known."""
    handed: tuple[Handed, ...] = ()
    """What later requests' undo will do for it."""
    for_others: tuple[Handed, ...] = ()
    """What its undo will do for earlier requests; of one that was taken back, what it did for them."""
    again: tuple[Change, ...] = ()
    """Of a thing that was taken back: the changes that put it there again, as it was then."""
    back_by: int = 0
    """Number of the request that took it back."""
    at: int = 0
    """Number of the request that made it again; 0 = the turn that it is in."""
    is_way_back: bool = False
    """It took back what a corrected call had done, before the rest was made."""

    @property
    def is_own(self) -> bool:
        """It was made for a step, and not by an undo or redo."""
        return self.outcome.is_done and self.step > 0


def all_done(applied: Sequence[Applied]) -> str:
    """What there is to say about changes that were made; DawError when one of them was not."""
    missing = [a.outcome for a in applied if not a.outcome.is_done]
    if missing:
        certain = all(outcome.state == "not_done" for outcome in missing)
        done = len(applied) - len(missing)
        head = f"{done} of {len(applied)} changes were made. " if done else ""
        raise DawError(f"{head}{'Not done' if certain else 'Not known whether it was done'}: {missing[0].why}")
    return " ".join(dict.fromkeys(a.outcome.why for a in applied if a.outcome.why))


TurnState = Literal["queued", "running", "done", "partly", "failed", "answered", "cancelled", "refused", "interrupted"]


@dataclass(frozen=True)
class Turn:
    """One request."""

    number: int
    text: str
    plan: Plan = field(default_factory=Plan)
    steps: tuple[StepRecord, ...] = ()
    applied: tuple[Applied, ...] = ()
    dropped: tuple[DroppedTake, ...] = ()
    """Takes that it deleted; an undo brings them back until the library is cleaned."""
    answer: str = ""
    state: TurnState = "running"
    undone: bool = False
    stuck: bool = False
    """What is left of it was refused to an undo, because the user has changed it since."""
    undoes: tuple[int, ...] = ()
    """Numbers of the turns this one took back."""
    redoes: tuple[int, ...] = ()
    """Numbers of the turns this one made again."""
    started_at: str = ""
    """ISO 8601, UTC."""
    seconds: float = 0.0
    attached: tuple[str, ...] = ()
    """What was attached or selected then, in words."""
    cost: str = ""
    """What the language model cost, in words."""
    again_of: int = 0
    """Number of the turn that this one is another take of; 0 = it is none."""

    @property
    def clip_ids(self) -> list[str]:
        """Ids of all clips it made."""
        return [clip_id for record in self.steps for clip_id in record.clips.values()]

    @functools.cached_property
    def can_be_undone(self) -> bool:
        """True when it made something, besides undoing and redoing, and has not been taken back."""
        if self.undoes or self.redoes:
            return not self.undone and any(a.is_own and a.inverse and not a.back for a in self.applied)
        changed = any(a.outcome.is_done and a.inverse and not a.back for a in self.applied)
        made = changed or bool(self.clip_ids or self.dropped)
        return made and not self.undone

    @property
    def own(self) -> frozenset[int] | None:
        """Indexes of the changes that were no undo or redo; None = all of them."""
        if not (self.undoes or self.redoes):
            return None
        return frozenset(index for index, one in enumerate(self.applied) if one.is_own)

    @property
    def can_be_redone(self) -> bool:
        """True when something of it has been taken back; what was gone already cannot be made again."""
        return any(a.back in ("taken", "under") for a in self.applied) or (
            self.undone and not any(a.back for a in self.applied)
        )


def turn_to_json(turn: Turn) -> dict[str, Any]:
    """A turn as plain values."""
    stored: dict[str, Any] = _adapter().dump_python(turn, mode="json", fallback=str)
    return stored


def turn_from_json(stored: Mapping[str, Any]) -> Turn:
    """The inverse of `turn_to_json`; ValueError for anything else."""
    turn: Turn = _adapter().validate_python({**stored, "plan": _plan(stored["plan"])})
    return turn


UNREADABLE = "What came of this cannot be read any more: its entry in the library is damaged. The rest is as it was."


def unreadable(number: int, text: str, state: str) -> Turn:
    """What is shown of a turn whose row is damaged."""
    is_reply = state == "answered"
    return Turn(number, text or "…", answer=UNREADABLE, state="answered" if is_reply else "interrupted")


@functools.cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Turn)


def _plan(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A plan as it is written now; older ones call a step's task its tool."""
    choices = stored.get("choices", ())
    return {**stored, "steps": _steps(stored["steps"]), "choices": [_steps(choice) for choice in choices]}


def _steps(calls: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [{"task": call["tool"], "args": call["args"]} if "tool" in call else call for call in calls]
