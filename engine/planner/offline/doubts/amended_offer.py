"""Amended offer: "no, 3 dB", "only in the chorus" behind "did I get that right: …?": what was offered, put right."""

from __future__ import annotations

from dataclasses import replace

from engine.planner.context import CallResult
from engine.planner.offline.doubts.asked_back import offered
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.read import read
from engine.tasks.plan import Step, step_of


def amended_offer(text: str, scene: DialogueState) -> list[Step] | None:
    """The offered steps with what the words change in them; None where they are about anything else.

    They are read as if the offer had been carried out; nothing was, so what would correct it is done instead of it.
    """
    calls = offered(scene)
    if len(calls) != 1:
        return None  # of several, the others have not been agreed to
    last = scene.context.dialogue[-1]
    done = replace(
        last,
        calls=tuple(calls),
        results=tuple(CallResult(place, True) for place in range(len(calls))),
        choices=(),
        undone=False,
    )
    context = replace(scene.context, dialogue=(*scene.context.dialogue[:-1], done))
    steps = read(text, DialogueState.of(context))
    turn = last.number or len(context.dialogue)
    names = [f"{turn}.{place}" for place in range(1, len(calls) + 1)]
    if not steps or any(one.op != "fix" or one.base not in names for one in steps):
        return None
    offer = {name: step_of(call) for name, call in zip(names, calls, strict=True)}
    fixed = {one.base: replace(one, op=offer[one.base].op, base=offer[one.base].base) for one in steps}
    return [fixed.get(name, step) for name, step in offer.items()]
