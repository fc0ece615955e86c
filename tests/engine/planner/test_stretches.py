"""Several stretches of bars in one request: in each, only there, or one copied over the other."""

from __future__ import annotations

from typing import Any

import pytest

from bench.planner_orders import BAND
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)


def planned(text: str) -> list[tuple[str, dict[str, Any]]]:
    return [(call["tool"], call["args"]) for call in PLANNER.plan(text, BAND).calls()]


@pytest.mark.parametrize(
    "text",
    """bars 13 to 16 of the keys should be the same as bars 9 to 12|replace bars 13 to 16 of the keys with bars 9 to 12
    |the keys in bars 13 to 16 like in bars 9 to 12|copy the keys of bars 9-12 over bars 13-16
    |the keys of bars 9 to 12 also in bars 13 to 16|bars 13-16 of the keys are wrong, copy bars 9-12 over them
    |put bars 9 to 12 of the keys at bar 13 too|in bars 13 to 16 play what the keys play in bars 9 to 12
    |take bars 9 to 12 of the keys and paste them at bar 13|I want bars 9 to 12 of the keys again from bar 13""".split(
        "|"
    ),
)
def test_one_is_copied_over_the_other(text: str):
    where = {"start_bar": 9.0, "end_bar": 13.0, "bar": 13.0}
    assert planned(text.strip()) == [("arrange", {"action": "duplicate", **where, "clip": "keys"})]


def test_a_bar_is_copied_over_several():
    ((task, args),) = planned("copy bar 2 of the cello over bars 3 to 6")
    assert (task, args["bar"], args["count"]) == ("arrange", 3, 4)


@pytest.mark.parametrize(
    "text",
    """keys only in bars 3-4 and 9-10, cut the rest|the keys only in bars 3 to 4 and 9 to 10
    |keep only bars 3-4 and 9-10 of the keys|the keys should only play in bars 3 and 4 and in bars 9 and 10
    |the keys in bars 3-4 and 9-10, mute the rest""".split("|"),
)
def test_only_in_these(text: str):
    steps = planned(text.strip())
    assert {(task, args["parameter"], args["from"]) for task, args in steps} == {("automate", "mute", 1.0)}
    assert [(args["start_bar"], args["end_bar"]) for _, args in steps] == [(1, 3), (5, 9), (11, 33)]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("mute the keys in bars 3-4 and 9-10", "automate"),
        ("the keys 2 dB down in bars 3 to 4 and in bars 9 to 10", "automate"),
        ("transpose bars 3-4 and 9-10 of the keys down an octave", "change_tempo_key"),
        ("quantize the keys in bars 3 to 4 and 9 to 10", "edit_notes"),
        ("in bars 3-4 and 9-10 a delay on the guitar", "apply_effect"),
    ],
)
def test_in_each_of_them(text: str, task: str):
    steps = planned(text)
    assert [one for one, _ in steps] == [task, task]
    assert [args["start_bar"] for _, args in steps] == [3, 9]


def test_what_is_cut_out_first_moves_nothing_behind_it():
    steps = planned("delete bars 3-4 and 9-10 of the guitar")
    assert [(args["clip"], args["start_bar"]) for _, args in steps] == [("gtr take", 9), ("$1", 3)]


@pytest.mark.parametrize(
    "text",
    """duck the keys under the drums|the keys pump against the drums|use the drums to duck the keys
    |whenever the drums hit, the keys should dip|drums trigger a sidechain on the keys|let the drums push the keys down
    |the keys should make room for the drums|get the keys out of the way of the drums|keys sidechained to the drums
    |I'd like the keys to duck when the drums come in
    |sidechain the drums to the keys|the drums make the keys duck""".split(
        "|"
    ),
)
def test_who_ducks_for_whom(text: str):
    assert planned(text.strip()) == [("route", {"action": "sidechain", "track": "Keys", "to": "Drums"})]
