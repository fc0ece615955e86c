"""Some notes of a clip, and what is done to them."""

from typing import Any

import pytest

from bench.planner_orders import BAND
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)
SOFTER = {"action": "velocity", "change": -15.0}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("delete every note above G5 in the cello", {"only": "above G5", "action": "delete"}),
        ("take out all notes lower than E2 from the cello", {"only": "below E2", "action": "delete"}),
        ("remove the high notes of the cello", {"only": "high", "action": "delete"}),
        ("every other note of the cello softer", {"only": "every 2", **SOFTER}),
        ("the cello's loudest notes a bit softer", {"only": "loudest", **SOFTER}),
        ("the notes of the cello softer", SOFTER),
        ("all cello notes half as long", {"action": "length", "times": 0.5}),
        ("all Es in the cello down a semitone", {"only": "E", "action": "pitch", "change": -1.0}),
        (
            "the B in bar 3 of the cello should be a B flat",
            {"only": "B", "action": "pitch", "to": "Bb", "start_bar": 3, "end_bar": 4},
        ),
        (
            "raise the third of the last chord of the cello by a semitone",
            {"only": "third", "note": -1, "action": "pitch", "change": 1},
        ),
        (
            "in the second chord of the cello the fifth an octave down",
            {"only": "fifth", "note": 2, "action": "pitch", "change": -12},
        ),
    ],
)
def test_some_notes(text: str, wanted: dict[str, Any]):
    (call,) = PLANNER.plan(text, BAND).calls()
    assert (call["tool"], call["args"]) == ("edit_notes", {"clip": "cello", **wanted})


@pytest.mark.parametrize(
    "text",
    [
        "transpose the notes of the cello up an octave",
        "quantize the cello notes",
        "the third clip softer",
        "a third above the cello",
    ],
)
def test_no_such_thing(text: str):
    assert not any("only" in call["args"] for call in PLANNER.plan(text, BAND).calls())
