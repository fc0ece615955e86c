"""Level over bars: an automation that holds one level for some bars is corrected like a move of a fader."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.planner.offline.conversation.reading import told_as
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.text.quantity import quantities
from engine.planner.regex import regex
from engine.tasks.plan import Step

_NEAR_DB = 0.05
_BY = regex(r"\b(?:up|louder|more|lift|raise|boost|push|higher)\b")
""" "Up 2" of a fader at −4 leads to −2, and no figure of it is the level."""


@dataclass(frozen=True)
class LevelOverBars:
    """One such call."""

    call: Frame
    move: Frame
    """What it would be as a move of the fader for the whole song."""
    fader_db: float
    """From where that move counts."""

    def with_move(self, step: Step) -> Step:
        """The call with another move of the fader; one that comes on top of it is added."""
        level_db = float(step.args.get("set_db", step.args.get("value_db", 0.0)))
        if "value_db" in step.args:
            level_db += self.fader_db + (float(self.move.args["value_db"]) if step.op == "again" else 0.0)
        args = {**self.call.args, "from": round(level_db, 2), "to": round(level_db, 2)}
        return told_as(Step("automate", args), "fix", self.call)


def level_over_bars(call: Frame, state: State) -> LevelOverBars | None:
    """The call as such a move; None when it is another, or its level goes from one to another."""
    args = call.args
    level_db, track = args.get("from"), args.get("track")
    if call.tool != "automate" or args.get("parameter") != "volume" or level_db != args.get("to"):
        return None
    if not isinstance(level_db, int | float) or not isinstance(track, str):
        return None
    fader_db = next((one.gain_db for one in state.context.track_views if one.name == track), 0.0)
    is_by = _BY.search(call.said.lower()) is not None
    said = [one.value if one.signed or is_by else abs(one.value) for one in quantities(call.said)]
    told = level_db if is_by else abs(level_db)
    is_told = any(abs(one - told) < _NEAR_DB or one < 0 and abs(one - level_db) < _NEAR_DB for one in said)
    is_absolute = fader_db != 0.0 and is_told
    value = {"set_db": level_db} if is_absolute else {"value_db": round(level_db - fader_db, 2)}
    return LevelOverBars(call, replace(call, tool="mix", args={"track": track, "action": "gain", **value}), fader_db)


def held(call: Frame, state: State) -> float | None:
    """The level that a move of one track's fader led to, where the call is one; 0 dB is told as 0.0."""
    track = call.args.get("track")
    if (call.tool, call.kind) != ("mix", "gain") or not isinstance(track, str):
        return None
    return next((one.gain_db for one in state.context.track_views if one.name == track), None)
