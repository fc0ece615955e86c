"""What is said of the song itself: tempo, meter, markers and empty bars."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import SONG, after, steps

ODD_BAR = after("make bar 20 a 2/4 bar")
FASTER = after("try it at 132")
MARKED = replace(after("add a marker Solo halfway between the refrain and stanza 2"), markers=(("Solo", 17.0),))


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [{name: value for name, value in one["args"].items() if name != "action"} for one in steps(text, context)]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("try it at 126", [{"bpm": 126}]),
        ("slow it down to 112", [{"bpm": 112}]),
        ("stanza 2 can push, 128 from there on", [{"bpm": 128, "bar": 21}]),
        ("the refrain drags, 124 just there", [{"bpm": 124, "bar": 13}, {"bpm": 120, "bar": 21}]),
        (
            "a rit over the last four bars, 120 down to 90",
            [{"bpm": 120, "to_bpm": 90, "start_bar": 25, "end_bar": 29}],
        ),
        ("make bar 20 a 3/4 bar", [{"meter": "3/4", "bar": 20}, {"meter": "4/4", "bar": 21}]),
        ("6/8 from the ending on", [{"meter": "6/8", "bar": 29}]),
        ("lose the marker called refrain", [{"name": "Refrain"}]),
        ("delete the ending marker", [{"name": "Ending"}]),
        ("rename refrain to Hook", [{"name": "Refrain", "new_name": "Hook"}]),
        ("the ending marker should sit at bar 27", [{"name": "Ending", "bar": 27}]),
    ],
)
def test_the_song_itself(text: str, made: list[dict[str, Any]]) -> None:
    assert args(text) == made


def test_a_meter_is_said_otherwise() -> None:
    assert [(one["op"], one["args"]["meter"]) for one in steps("no, 3/4", ODD_BAR)] == [("fix", "3/4"), ("fix", "4/4")]
    assert [one["tool"] for one in steps("4/4 all the way through", ODD_BAR)] == ["undo"]


def test_the_difference_is_split_with_the_tempo_of_before() -> None:
    assert args("split the difference", FASTER) == []
    (turn,) = FASTER.dialogue
    told = replace(FASTER, dialogue=(replace(turn, tempo_before=120.0),))
    assert args("split the difference", told) == [{"bpm": 126}]


def test_the_last_marker_is_spoken_of() -> None:
    assert args("it's a bar later, sorry", MARKED) == [{"name": "Solo", "bar": 18}]
    assert args("call it Big Solo", MARKED) == [{"name": "Solo", "new_name": "Big Solo"}]


def test_empty_bars_move_all_that_is_behind() -> None:
    move, *markers = args("insert 2 empty bars before stanza 2")
    assert move == {"start_bar": 21, "end_bar": 29, "bar": 23}
    assert markers == [{"name": "Ending", "bar": 31}, {"name": "Stanza 2", "bar": 23}]
