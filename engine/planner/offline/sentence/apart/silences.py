"""Silences: "the cut", "that gap": the bars in which what plays was last silenced."""

from __future__ import annotations

from engine.planner.offline.conversation.state import State
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.apart.place import Bars
from engine.planner.regex import regex

HOLE = regex(r"(?:the|that|this) (?:cut|gap|hole|silence|dropout|drop-out|pause|dead stop)\b")


def silent_last(scene: DialogueState) -> tuple[Bars, ...]:
    """The bars of the newest request that silenced tracks over bars; none where nothing did."""
    acts = [
        one
        for one in (State.of(scene).frames if scene.done else ())
        if one.is_live
        and one.tool == "automate"
        and one.args.get("parameter") == "mute"
        and one.args.get("to") == 1
        and isinstance(one.args.get("start_bar"), int | float)
        and isinstance(one.args.get("end_bar"), int | float)
    ]
    newest = max((one.turn for one in acts), default=0)
    spans = [(float(one.args["start_bar"]), float(one.args["end_bar"])) for one in acts if one.turn == newest]
    return tuple(dict.fromkeys(spans))
