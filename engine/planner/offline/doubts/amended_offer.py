"""Amended offer: "no, 3 dB", "only in the chorus" behind "did I get that right: …?": what was offered, put right."""

from __future__ import annotations

import re
from dataclasses import replace

from engine.planner.context import CallResult
from engine.planner.offline.conversation.act_meant import of_an_act
from engine.planner.offline.conversation.amendment import amended
from engine.planner.offline.conversation.amount_changed import amount_changed
from engine.planner.offline.conversation.state import State
from engine.planner.offline.doubts.asked_back import offered
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.read import read
from engine.planner.regex import regex
from engine.tasks.plan import Step, step_of

_NO = regex(r"^\W*(?:(?:no|nope|nah|sorry|wait)\W+)+", re.IGNORECASE)
_FORMS = (of_an_act, amount_changed, amended)


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
    inside = DialogueState.of(context)
    wordings = dict.fromkeys((text, _NO.sub("", text)))
    forms = (reading(words, State.of(inside)) for words in wordings for reading in _FORMS)
    steps = read(text, inside) or next((found for found in forms if found), None)
    turn = last.number or len(context.dialogue)
    names = [f"{turn}.{place}" for place in range(1, len(calls) + 1)]
    if not steps or any(one.op != "fix" or one.base not in names for one in steps):
        return None
    offer = {name: step_of(call) for name, call in zip(names, calls, strict=True)}
    fixed = {one.base: replace(one, op=offer[one.base].op, base=offer[one.base].base) for one in steps}
    return [fixed.get(name, step) for name, step in offer.items()]
