"""Plan time: how long the steps of a plan may take, as steps of their kind took before in this project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from engine.wire.wire import ClipView, StepView, TurnView

_LAST = 5
"""So many of the same kind tell."""
_MATERIAL = ("clip", "clips", "midi", "image", "video")
_AMOUNT = ("seconds", "bars", "beats", "start_bar", "end_bar", "text", "lyrics")
"""What says how much is to be made where nothing is worked on: only what was as much tells."""


def expected_s(
    steps: Sequence[StepView], before: Iterable[TurnView], clips: Mapping[str, ClipView]
) -> tuple[float | None, ...]:
    """Seconds for each step, by turns from the newest to the oldest; None = nothing of its kind is known.

    Work on a sound takes as long as the sound is long. What the DAW does itself takes no time.
    """
    done = [(step, what) for turn in before for step, what in zip(turn.steps, _materials(turn.steps), strict=True)
            if step.state == "done" and step.model and step.seconds > 0]
    return tuple(_expected(step, what, done, clips) if step.model else 0.0
                 for step, what in zip(steps, _materials(steps), strict=True))


def _expected(
    step: StepView, what: str, done: Sequence[tuple[StepView, str]], clips: Mapping[str, ClipView]
) -> float | None:
    took: list[float] = []
    for other, then in done:
        is_alike = (other.task, other.model) == (step.task, step.model)
        if is_alike and len(took) < _LAST and (share := _share(what, then, clips)) and (what or _as_much(step, other)):
            took.append(other.seconds * share)
    return median(took) if took else None


def _share(what: str, then: str, clips: Mapping[str, ClipView]) -> float:
    """How long it is beside what was worked on then; 0 where that is not known."""
    if what == then:
        return 1.0
    if what in clips and then in clips and clips[then].seconds > 0:
        return clips[what].seconds / clips[then].seconds
    return 0.0


def _as_much(step: StepView, other: StepView) -> bool:
    return all(step.args.get(name) == other.args.get(name) for name in _AMOUNT)


def _materials(steps: Sequence[StepView]) -> list[str]:
    """What each step works on: a clip, or that from which a step before made it; "" for nothing."""
    found: list[str] = []
    for step in steps:
        word = next((str(step.args[name]) for name in _MATERIAL if step.args.get(name)), "")
        number = word.removeprefix("$").partition(".")[0]
        is_result = word.startswith("$") and number.isdigit() and 0 < int(number) <= len(found)
        found.append(found[int(number) - 1] if is_result else word)
    return found
