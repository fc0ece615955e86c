"""A turn that names the figure that was set, and the one that it should have been."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.test_amendment import UP, effect, gain, talk

CUT = talk(("high-pass the bass at 60 Hz", "apply_effect", effect("c2", "highpass", cutoff_hz=60.0)))
SIDE = talk(("keys 50 left", "mix", {"track": "Keys", "action": "pan", "value": -0.5}))
SENT = talk(
    ("shaker to the plate at -14", "route", {"action": "send", "track": "Shaker", "to": "Plate", "value_db": -14})
)
SQUASHED = talk(("drums, 6 to 1", "apply_effect", effect("c1", "compressor", ratio=6.0, threshold_db=-18.0)))
HELD = {"track": "Bass", "parameter": "volume", "from": -12.0, "to": -12.0, "start_bar": 3, "end_bar": 5}
DIPPED = talk(("bass at -12 in bars 3 and 4", "automate", HELD))
SECOND_VOICE = talk(("a third above the keys", "harmonize", {"clip": "c3", "interval": "third above"}))


@pytest.mark.parametrize(
    ("said", "before", "args"),
    [
        ("60 is too low, try 85", CUT, {"cutoff_hz": 85}),
        ("60 isn't enough, 75 hertz please", CUT, {"cutoff_hz": 75}),
        ("80 instead of 60", CUT, {"cutoff_hz": 80}),
        ("not 4 but 2", UP, {"value_db": 2}),
        ("4 is too much, 1.5 is plenty", UP, {"value_db": 1.5}),
        ("50 is too far, 20", SIDE, {"value": -0.2}),
        ("-14 is too much, -18", SENT, {"value_db": -18}),
        ("change the 14 to 11", SENT, {"value_db": -11}),
        ("6 to 1 is too hard, 3 to 1", SQUASHED, {"ratio": 3, "threshold_db": -18}),
        ("rather -24 than -18", SQUASHED, {"ratio": 6, "threshold_db": -24}),
        ("-12 is too low, -9", DIPPED, {"from": -9, "to": -9}),
        ("60 ist zu tief, nimm 90", CUT, {"cutoff_hz": 90}),
        ("60 es demasiado bajo, mejor 90", CUT, {"cutoff_hz": 90}),
        ("make it a fifth instead of a third", SECOND_VOICE, {"interval": "fifth above"}),
        ("a sixth instead", SECOND_VOICE, {"interval": "sixth above"}),
    ],
)
def test_the_new_figure_takes_the_place_of_the_old(said: str, before: Context, args: dict[str, Any]) -> None:
    plan = OfflinePlanner(asks_back=False).plan(said, before)
    (step,) = plan.steps
    assert (step.task, step.op, step.base) == (before.dialogue[-1].calls[0]["tool"], "fix", "31.1")
    assert args.items() <= step.args.items()
    assert plan.note == ""


@pytest.mark.parametrize("said", ["4 was right, now the bass down 2", "bass down 4 and drums up 3"])
def test_other_requests_with_that_figure_correct_nothing(said: str) -> None:
    assert all(step.op != "fix" for step in OfflinePlanner(asks_back=False).plan(said, UP).steps)


def test_the_figure_of_an_earlier_call_is_found() -> None:
    before = talk(("keys up 4", "mix", gain("Keys", 4)), ("bass down 3", "mix", gain("Bass", -3)))
    (step,) = OfflinePlanner(asks_back=False).plan("the 4 is too much, 2", before).steps
    assert (step.base, step.args["track"], step.args["value_db"]) == ("31.1", "Keys", 2)
