"""Turns of speech that were taken for something else."""

from typing import Any

import pytest

from bench.planner_orders import BAND
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)
HELD = {"parameter": "volume", "from": -6.0, "to": -6.0, "start_bar": 5.0, "end_bar": 17.0}
FALLS = {"parameter": "volume", "from": 0.0, "to": -12.0, "start_bar": 17.0, "end_bar": 21.0}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("take 4 dB from the keys", ("mix", {"track": "Keys", "action": "gain", "value_db": -4.0})),
        ("remove delay from the keys", ("plugin", {"action": "remove", "track": "Keys", "plugin": "delay"})),
        ("the keys track should be green", ("set_track", {"track": "Keys", "color": "green"})),
        ("the keys half as loud in the verse", ("automate", {"track": "Keys", **HELD})),
        ("a diminuendo on the keys from bar 17 to 21", ("automate", {"track": "Keys", **FALLS})),
        ("the keys get quieter over bars 17 to 20", ("automate", {"track": "Keys", **FALLS})),
        ("quieter notes on the keys", ("edit_notes", {"action": "velocity", "clip": "keys", "change": -15.0})),
    ],
)
def test_what_is_said(text: str, wanted: tuple[str, dict[str, Any]]):
    assert [(call["tool"], call["args"]) for call in PLANNER.plan(text, BAND).calls()] == [wanted]
