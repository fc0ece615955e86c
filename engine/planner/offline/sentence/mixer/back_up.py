"""Back up: "turn the pad back up": by as much as it was turned down, whenever that was."""

from __future__ import annotations

from engine.planner.offline.sentence.apart.said import Said
from engine.planner.offline.slots.clause import number
from engine.planner.regex import regex
from engine.tasks.plan import Step

_BACK = regex(
    r"(?:(?:turn|bring|push|pull|put|take) )?(?:T back (?P<way>up|down)|back (?P<way2>up|down) T)"
    r"(?: again)?(?: please)?"
)
_STEP_DB = 3.0


def back_up(said: Said) -> list[Step] | None:
    """The levels; None where no track is named, or more is said."""
    match = _BACK.fullmatch(said.form)
    named = [one for one in said.things if not one.is_pointed]
    if match is None or not named or len(named) < len(said.things) or any(one.is_clip or one.how for one in named):
        return None
    way = 1 if (match["way"] or match["way2"]) == "up" else -1
    turned = {track: _turned(track, -way, said) for track in said.tracks}
    return [
        Step("mix", {"track": track, "action": "gain", "value_db": number(-by if by else way * _STEP_DB)})
        for track, by in turned.items()
    ]


def _turned(track: str, way: int, said: Said) -> float:
    """How far it was turned that way in all; 0 where it is not away from where it stood."""
    net = 0.0
    for call in said.scene.context.history:
        if call.tool != "mix" or not call.stands or call.args.get("action") != "gain":
            continue
        if track not in (call.args.get("track"), *(call.args.get("tracks") or ())):
            continue
        by = call.args.get("value_db")
        net = net + float(by) if isinstance(by, int | float) else 0.0  # where it was put stands for itself
    return net if net * way > 0 else 0.0
