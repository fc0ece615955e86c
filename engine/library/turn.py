"""Turn: one request and everything that came of it; the unit of undo and of history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from engine.daw.change_json import change_from_json, change_to_json
from engine.daw.daw import Change, Outcome
from engine.errors import DawError
from engine.tasks.plan import Plan, Step, calls_of

StepState = Literal["done", "failed", "cancelled", "not_run"]


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
    warnings: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Applied:
    """One change that was asked of the DAW, what became of it, and how to take it back."""

    change: Change
    outcome: Outcome
    inverse: tuple[Change, ...] = ()
    """In the order in which they take it back."""
    fingerprint: Mapping[str, Any] = field(default_factory=dict)
    """What it touched, as it was left; undo is refused when this has changed since."""


def all_done(applied: Sequence[Applied]) -> str:
    """What there is to say about changes that were made; DawError when one of them was not."""
    missing = [a.outcome for a in applied if not a.outcome.is_done]
    if missing:
        certain = all(outcome.state == "not_done" for outcome in missing)
        done = len(applied) - len(missing)
        head = f"{done} of {len(applied)} changes were made. " if done else ""
        raise DawError(f"{head}{'Not done' if certain else 'Not known whether it was done'}: {missing[0].why}")
    return " ".join(dict.fromkeys(a.outcome.why for a in applied if a.outcome.why))


TurnState = Literal[
    "queued", "running", "done", "partly", "failed", "answered", "cancelled", "refused", "interrupted"
]


@dataclass(frozen=True)
class Turn:
    """One request."""

    number: int
    text: str
    plan: Plan = field(default_factory=Plan)
    steps: tuple[StepRecord, ...] = ()
    applied: tuple[Applied, ...] = ()
    answer: str = ""
    state: TurnState = "running"
    undone: bool = False
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

    @property
    def can_be_undone(self) -> bool:
        """True when it made something and has not been taken back."""
        made = any(a.outcome.is_done and a.inverse for a in self.applied) or bool(self.clip_ids)
        return made and not self.undone and not self.undoes and not self.redoes


def turn_to_json(turn: Turn) -> dict[str, Any]:
    """A turn as plain values."""
    return {
        **{f.name: getattr(turn, f.name) for f in fields(turn) if f.name not in ("plan", "steps", "applied")},
        "plan": {
            "steps": turn.plan.calls(),
            "planner": turn.plan.planner,
            "note": turn.plan.note,
            "choices": [calls_of(choice) for choice in turn.plan.choices],
        },
        "steps": [asdict(record) for record in turn.steps],
        "applied": [
            {
                "change": change_to_json(a.change),
                "outcome": asdict(a.outcome),
                "inverse": [change_to_json(change) for change in a.inverse],
                "fingerprint": dict(a.fingerprint),
            }
            for a in turn.applied
        ],
    }


def turn_from_json(stored: Mapping[str, Any]) -> Turn:
    """The inverse of `turn_to_json`."""
    plan = stored["plan"]
    simple = {f.name: stored[f.name] for f in fields(Turn) if f.name in stored}
    return Turn(
        **{
            **simple,
            "plan": Plan(
                _steps(plan["steps"]), plan["planner"], plan["note"], tuple(map(_steps, plan.get("choices", ())))
            ),
            "steps": tuple(
                StepRecord(**{**record, "warnings": tuple(record["warnings"])}) for record in stored["steps"]
            ),
            "applied": tuple(
                Applied(
                    change_from_json(a["change"]),
                    Outcome(a["outcome"]["state"], a["outcome"]["why"], tuple((r, i) for r, i in a["outcome"]["made"])),
                    tuple(change_from_json(change) for change in a["inverse"]),
                    a["fingerprint"],
                )
                for a in stored["applied"]
            ),
            "undoes": tuple(stored["undoes"]),
            "redoes": tuple(stored["redoes"]),
            "attached": tuple(stored.get("attached", ())),
        }
    )


def _steps(calls: Sequence[Mapping[str, Any]]) -> tuple[Step, ...]:
    return tuple(Step(call["tool"], call["args"]) for call in calls)
