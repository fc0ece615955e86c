"""Turns of a few words that put right what was just done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import Said, after, calls

SONG = Context(
    tempo=96,
    clips=(
        ClipInfo("b", "bassline", "Bass", "midi", 10, 80, ("bass",), bars=(5.0, 37.0)),
        ClipInfo("r", "rain", "Rain", "audio", 0, 100, ("rain",), bars=(1.0, 41.0)),
        ClipInfo("t", "talk", "Host", "audio", 0, 10, ("speech",), bars=(1.0, 5.0)),
        ClipInfo("p", "pad", "Strings", "midi", 20, 40, ("pad",), bars=(9.0, 25.0)),
    ),
    tracks=("Bass", "Rain", "Host", "Strings"),
    markers=(("Intro", 1.0), ("Verse 1", 5.0), ("Verse 2", 21.0), ("Solo", 25.0), ("Outro", 33.0)),
)


def told(text: str, *turns: Said, without: str = "") -> list[dict[str, Any]]:
    context = after(SONG, *turns)
    context = replace(context, clips=tuple(one for one in context.clips if one.id != without))
    return [{"tool": one["tool"], **one["args"]} for one in calls(text, context)]


IN: Said = ("2 second fade in on the rain", [("edit_clip", {"clip": "r", "action": "fade_in", "duration": 2}, ())])
OUT: Said = ("same at the end", [("edit_clip", {"clip": "r", "action": "fade_out", "duration": 2}, ())])
GONE: Said = ("delete the rain", [("arrange", {"action": "delete", "clip": "r"}, ())])
PAD_GONE: Said = ("delete the pad", [("arrange", {"action": "delete", "clip": "p"}, ())])
LONG: Said = ("stretch the talk to fill 6 bars", [("change_tempo_key", {"clip": "t", "bars": 6}, ())])
SHORT: Said = ("bass notes half as long", [("edit_notes", {"clip": "b", "action": "length", "times": 0.5}, ())])


@pytest.mark.parametrize("text", ["same at the end", "and the same on the other side", "same thing at the end too"])
def test_the_other_end_fades_as_long(text: str) -> None:
    assert told(text, IN) == [{"tool": "edit_clip", "clip": "r", "action": "fade_out", "duration": 2}]


@pytest.mark.parametrize(
    ("text", "action", "seconds"),
    [
        ("make the one at the start 5", "fade_in", 5),
        ("make the one at the end 500 ms", "fade_out", 0.5),
        ("set the fade at the start to three seconds", "fade_in", 3),
    ],
)
def test_one_of_two_fades_gets_its_length(text: str, action: str, seconds: float) -> None:
    assert told(text, IN, OUT) == [{"tool": "edit_clip", "clip": "r", "action": action, "duration": seconds}]


@pytest.mark.parametrize("text", ["hm he sounds drunk, 5", "that's too slow, make it 5", "it sounds odd, 5 bars"])
def test_a_complaint_with_a_figure_is_the_figure(text: str) -> None:
    assert told(text, LONG) == [{"tool": "change_tempo_key", "clip": "t", "bars": 5}]


def test_back_to_normal_and_then_something_else() -> None:
    back, faster = told("no back to normal, then speed it up a touch", LONG)
    assert (back["tool"], faster["clip"]) == ("undo", "t") and 1 < faster["ratio"] < 1.1
    assert told("original length", LONG)[0]["tool"] == "undo"


@pytest.mark.parametrize("text", ["but in the solo leave them long", "but leave them as they were in the solo"])
def test_bars_that_are_left_are_spared(text: str) -> None:
    stretches = [(one.get("start_bar"), one.get("end_bar")) for one in told(text, SHORT)]
    assert stretches == [(5, 25), (33, 37)]


@pytest.mark.parametrize(
    ("text", "faster"),
    [
        ("speed up the talk a bit", True),
        ("make the talk slightly faster", True),
        ("slow the rain down a touch", False),
        ("rain a little slower", False),
    ],
)
def test_a_bit_faster(text: str, faster: bool) -> None:
    (call,) = told(text)
    assert call["tool"] == "change_tempo_key" and (call["ratio"] > 1) == faster


@pytest.mark.parametrize("text", ["make the song a bit faster", "tempo a bit faster"])
def test_the_song_has_its_tempo(text: str) -> None:
    (call,) = told(text)
    assert (call["tool"], call["action"]) == ("transport", "set_tempo") and call["bpm"] > 96
