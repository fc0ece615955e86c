"""Nudges told by a side, places told by what lies there, times asked about, and what was lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.planner_orders import BAND
from engine.planner.context import Exchange
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import BAND as SONG
from tests.engine.planner.session import after, calls

PLANNER = OfflinePlanner(asks_back=False)


def planned(text: str) -> list[tuple[str, dict[str, Any]]]:
    return [(call["tool"], call["args"]) for call in PLANNER.plan(text, BAND).calls()]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("slide the keys two beats to the right", {"offset_beats": 2.0}),
        ("drag the keys a beat to the left", {"offset_beats": -1.0}),
        ("push the keys back half a bar", {"offset_beats": 2.0}),
        ("delay the keys by 15 ms", {"offset": 0.015}),
        ("the keys are 15 ms late", {"offset": -0.015}),
        ("bring the keys forward an eighth", {"offset_beats": -0.5}),
        ("keys -2 beats", {"offset_beats": -2.0}),
        ("the keys come in too soon, they should start two beats later", {"offset_beats": 2.0}),
    ],
)
def test_later_and_earlier(text: str, by: dict[str, float]):
    assert planned(text) == [("arrange", {"action": "move", "clip": "keys", **by})]


@pytest.mark.parametrize("text", ["pan the keys to the right", "the keys a bit to the left", "keys -2 dB"])
def test_a_side_and_a_level_are_no_time(text: str):
    assert [task for task, _ in planned(text)] == ["mix"]


@pytest.mark.parametrize(
    "text",
    [
        "move the keys up to where the lead vox started",
        "line the keys up with the lead vox",
        "shift the keys to where the lead vox came in",
    ],
)
def test_to_where_something_lies(text: str):
    assert planned(text) == [("arrange", {"action": "move", "clip": "keys", "bar": 5})]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("in which bar is 0:35?", {"at": 35.0}),
        ("what bar are we at after 12 seconds?", {"at": 12.0}),
        ("The door slams at 18.5 seconds. Which bar is that?", {"at": 18.5}),
        ("when does the outro start?", {"start_bar": 25.0}),
        ("where does the chorus begin, in seconds?", {"start_bar": 17.0}),
        ("where is the playhead?", {}),
    ],
)
def test_times_asked_about(text: str, where: dict[str, float]):
    assert planned(text) == [("session_info", {"aspect": "places", **where})]


def numbered(*turns: tuple[str, list[tuple[str, dict[str, Any], tuple[str, ...]]]]) -> tuple[Exchange, ...]:
    return tuple(replace(turn, number=number) for number, turn in enumerate(after(SONG, *turns).dialogue, 1))


TIED = ("tie the notes of the bass line", [("edit_notes", {"action": "legato", "clip": "c3"}, ())])
PANNED = ("pan the pad left", [("mix", {"track": "Pad", "action": "pan", "value": -1.0}, ())])
DULL = ("low pass the pad", [("apply_effect", {"effect": "lowpass", "clip": "c5"}, ())])


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("I liked the gaps in the bass better, bring them back", "#1"),
        ("I miss the rests in the bass line", "#1"),
        ("I want the highs back", "#3"),
    ],
)
def test_what_was_lost_comes_back(text: str, target: str):
    plan = calls(text, replace(after(SONG, TIED, PANNED, DULL), dialogue=numbered(TIED, PANNED, DULL)))
    assert [(call["tool"], call["args"]) for call in plan] == [("undo", {"target": target})]


def test_further_away_takes_nothing_back():
    thunder = ("a distant thunder", [("generate_audio", {"prompt": "distant thunder"}, ("thunder",))])
    plan = calls("good, but darker, as if it were much further away", after(SONG, thunder))
    assert [call["tool"] for call in plan] == ["generate_audio"]
