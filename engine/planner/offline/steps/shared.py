"""Shared: what is said once for several steps of one kind: "stem a, stem b and stem c: 122 bpm each"."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.slots.clause import Args, Clause
from engine.planner.regex import regex
from engine.tasks.plan import Step

_TARGETS = ("clip", "clips", "track", "tracks", "midi", "image")
_WAY = regex(
    r"[-+]|\b(?:up|down|\w+er|more|less|raise|boost|push|lift|plus|minus|add|hotter|off|cut|back|forward)\b"
)
_FOR_ALL: dict[str, tuple[str, ...]] = {
    "generate_midi": ("style", "key", "bpm", "bars"),
    "master": ("loudness_lufs",),
}
"""Settings that hold for what was listed before, when they stand behind the last of it."""


def completed(
    clause: Clause, args: Args, beside: Iterable[Args], problem: Callable[[Clause, Args], str]
) -> Args:
    """The arguments with what the clause lacks taken from a step of the same task beside it; empty when none helps."""
    is_named = any(name in args for name in _TARGETS)
    for other in beside:
        if {other.get(name) for name in ("action", "effect")} != {args.get(name) for name in ("action", "effect")}:
            continue
        lent = {
            name: value
            for name, value in other.items()
            if name not in args
            and (name not in _TARGETS or not is_named and isinstance(value, str) and value[:1] != "$")
        }
        if lent and is_named != bool(set(lent) & set(_TARGETS)) and not problem(clause, {**args, **lent}):
            return {**args, **lent}
    return {}




def same_way(clause: Clause, args: Args) -> Args:
    """ "The hi-hat down 4 dB and the ride two": no way is said, so it is that of the step before."""
    if clause.task != "mix" or not clause.scene.steps or "value_db" not in args or _WAY.search(clause.low):
        return args
    task, before = clause.scene.steps[-1]
    goes_down = task == "mix" and float(before.get("value_db") or 0) < 0 < args["value_db"]
    return {**args, "value_db": -args["value_db"]} if goes_down else args


def settings_for_all(clause: Clause, args: Args, steps: list[Step], scene: DialogueState) -> None:
    """Give the steps before the settings that stand behind the last of a list: "drums, bass and chords, all cumbia"."""
    names = _FOR_ALL.get(clause.task, ())
    kind = clause.said("kind", "clip")
    spans = [span for span in clause.spans if span.name in names]
    if not kind or not spans or spans[0].start < kind.end:
        return
    settings = {name: args[name] for name in names if name in args}
    for place in range(len(steps) - 1, -1, -1):
        before = steps[place]
        if before.task != clause.task or any(name in before.args for name in (*names, "chords", "prompt")):
            return
        steps[place] = Step(before.task, {**before.args, **settings})
        scene.steps[place] = (before.task, dict(steps[place].args))
