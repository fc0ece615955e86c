"""What was spoken of last is what "it" means, also where nothing but words came of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, Exchange
from tests.engine.planner.session import BAND, calls

MUTED = Exchange("mute the pad", ({"tool": "mix", "args": {"track": "Pad", "action": "mute"}},), (CallResult(0, True),))
DOWN = {"tool": "mix", "args": {"track": "Bass", "action": "gain", "value_db": -2.0}}


@pytest.mark.parametrize(
    ("asked", "answer", "said", "done"),
    [
        ("can you email the bass to Tom?", "refuse", "turn it down 2 dB then", DOWN),
        ("how loud is the bass?", "session_info", "turn it down 2 dB", DOWN),
        (
            "Melody vocal: first bar, last bar?",
            "ask",
            "split it at bar 3",
            {"tool": "edit_clip", "args": {"clip": "c4", "action": "split", "at": 5.0}},
        ),
        (
            "the lo-fi beat is nice",
            "chat",
            "reverse it",
            {"tool": "edit_clip", "args": {"clip": "c2", "action": "reverse"}},
        ),
    ],
)
def test_it_is_what_was_spoken_of(asked: str, answer: str, said: str, done: dict[str, object]) -> None:
    told = Exchange(asked, ({"tool": answer, "args": {}},))
    assert calls(said, replace(BAND, dialogue=(MUTED, told))) == [done]


def test_what_was_done_is_meant_where_two_were_spoken_of() -> None:
    told = Exchange("are the bass and the lo-fi beat in tune?", ({"tool": "chat", "args": {}},))
    (call,) = calls("turn it down 2 dB", replace(BAND, dialogue=(MUTED, told)))
    assert call["args"].get("track") != "Bass" and call["args"].get("track") != "lo-fi beat"


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("turn it down 2 dB", DOWN),
        ("that's too loud, 2 dB less", DOWN),
        ("mute this", {"tool": "mix", "args": {"track": "Bass", "action": "mute"}}),
        ("reverse that", {"tool": "edit_clip", "args": {"clip": "c3", "action": "reverse"}}),
        ("mach das 2 dB leiser", DOWN),
    ],
)
def test_it_is_what_was_just_selected(said: str, done: dict[str, object]) -> None:
    selected = replace(BAND, dialogue=(MUTED,), selected_clips=("c3",), is_newly_selected=True)
    assert calls(said, selected) == [done]


def test_what_was_selected_all_the_time_is_not_it() -> None:
    selected = replace(BAND, dialogue=(MUTED,), selected_clips=("c3",))
    assert calls("turn it down 2 dB", selected)[0]["args"]["track"] == "Pad"


def test_who_corrects_means_what_was_done() -> None:
    selected = replace(BAND, dialogue=(MUTED,), selected_clips=("c3",), is_newly_selected=True)
    assert calls("no, the bass", replace(selected, selected_clips=("c2",)))[0]["args"]["track"] == "Bass"
    assert calls("undo that", selected)[0]["tool"] == "undo"
