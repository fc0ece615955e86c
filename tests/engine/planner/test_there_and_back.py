"""Tempi and meters that hold for a part of the song only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engine.planner.session import BAND, calls

SONG = replace(BAND, markers=(("Verse", 2.0), ("Bridge", 4.0), ("Coda", 6.0)))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("a single bar of 7/8 at bar 3", {"meter": "7/8", "bar": 3}, {"meter": "4/4", "bar": 4}),
        ("bar 5 in 3/4, then normal again", {"meter": "3/4", "bar": 5}, {"meter": "4/4", "bar": 6}),
        ("5/4 for the bridge", {"meter": "5/4", "bar": 4}, {"meter": "4/4", "bar": 6}),
        ("go to 6/8 at bar 3 and back to 4/4 at bar 5", {"meter": "6/8", "bar": 3}, {"meter": "4/4", "bar": 5}),
        ("tempo 88 only in the bridge", {"bpm": 88, "bar": 4}, {"bpm": 96, "bar": 6}),
        ("tempo to 110 at the verse, back to 96 at the coda", {"bpm": 110, "bar": 2}, {"bpm": 96, "bar": 6}),
        ("Takt 3 als 2/4, danach wieder 4/4", {"meter": "2/4", "bar": 3}, {"meter": "4/4", "bar": 4}),
        ("un compás de 5/4 en el compás 3", {"meter": "5/4", "bar": 3}, {"meter": "4/4", "bar": 4}),
    ],
)
def test_both_steps_are_set(text: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    action = "set_meter" if "meter" in first else "set_tempo"
    assert [call["args"] for call in calls(text, SONG)] == [{"action": action, **first}, {"action": action, **second}]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("3/4 from bar 3 on", {"action": "set_meter", "meter": "3/4", "bar": 3}),
        ("tempo 90 from the bridge on", {"action": "set_tempo", "bpm": 90, "bar": 4}),
        (
            "slow down to 80 over bars 4 to 6",
            {"action": "set_tempo", "bpm": 96, "to_bpm": 80, "start_bar": 4, "end_bar": 7},
        ),
    ],
)
def test_what_goes_on_or_glides_stays_one_step(text: str, args: dict[str, Any]) -> None:
    assert [call["args"] for call in calls(text, SONG)] == [args]
