"""Where clips begin and end, what is silent where, and copies that go on."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import SONG, after, steps


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text, context)]


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("the fiddles shouldn't play in the 2 bars before bar 13", (11, 13)),
        ("let the cajon rest in the bar right before bar 13", (12, 13)),
        ("take the cajon out in the last two bars before bar 13", (11, 13)),
        ("mute the cajon from bar 9 for 4 bars", (9, 13)),
        ("mute the cajon until bar 9", (1, 9)),
        ("cajon out for the bar before the refrain", (12, 13)),
        ("no fiddles in the refrain", (13, 21)),
    ],
)
def test_silence_lasts_as_long_as_told(text: str, bars: tuple[float, float]) -> None:
    made = args(text)
    assert made and {(one["parameter"], one["start_bar"], one["end_bar"]) for one in made} == {("mute", *bars)}


@pytest.mark.parametrize("text", ["no fiddle in a hall", "cajon out loud in the refrain", "no fiddles to bar 9 a kick"])
def test_what_only_begins_like_silence_is_none(text: str) -> None:
    assert not [one for one in args(text) if one.get("parameter") == "mute"]


def test_all_but_a_part_is_the_rest_of_the_song() -> None:
    made = args("mute the cajon everywhere but bars 9 to 12")
    assert [(one["start_bar"], one["end_bar"]) for one in made] == [(1, 9), (13, 29)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("end accordion two at bar 25", 13, 24),
        ("cut accordion two off at bar 21", 13, 20),
        ("trim the start of accordion two to bar 15", 15, 28),
        ("delete accordion two after bar 20", 13, 20),
        ("shorten accordion two by 4 bars", 13, 24),
        ("trim accordion two to 15-20", 15, 20),
    ],
)
def test_a_clip_ends_where_it_is_told(text: str, start: int, end: int) -> None:
    assert args(text) == [{"clip": "k213", "action": "trim", "start_bar": start, "end_bar": end}]


def test_copies_go_on() -> None:
    copied = after("copy cajon one to bar 29")
    assert [one["bar"] for one in args("and again right after", copied)] == [37]
    assert [one["bar"] for one in args("once more 12 bars later", copied)] == [41]
    assert [one["bar"] for one in args("copy cajon one to 29 and 37")] == [29, 37]


def test_where_it_should_have_been() -> None:
    louder = after("mute the cajon in bars 9 to 12")
    assert [(one["start_bar"], one["end_bar"]) for one in args("start it a bar earlier", louder)] == [(8, 13)]
    assert [(one["start_bar"], one["end_bar"]) for one in args("not the last bar of it", louder)] == [(9, 12)]
