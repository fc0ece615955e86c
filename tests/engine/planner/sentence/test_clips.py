"""What is said of clips: fades, cuts, trims, loops, moves, copies and gains."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.sentence.quartet import SONG, after, steps

ACCORDION, FIDDLE, CAJON = ("k25", "k213"), ("k35", "k313"), ("k55", "k513")
"""The clip of bars 5 to 12 and that of bars 13 to 28."""


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text, context)]


FADED = after("fade accordion two out over its last two bars")
TRIMMED = after("trim accordion two so it stops at bar 25")
LOOPED = after("loop the shaker till bar 29")
MOVED = after("cajon two should come in two bars later")
LOUDER = after("accordion one up 2 db, just that clip")


@pytest.mark.parametrize(
    ("text", "clip", "action", "duration"),
    [
        ("fade accordion one in over a bar", "k25", "fade_in", 2),
        ("half a bar fade in on cajon two please, there's a click at the start", "k513", "fade_in", 1),
        ("the accordion in the refrain should fade to nothing over the last 4 bars", "k213", "fade_out", 8),
        ("let the cajon fade out over the last bar", "k513", "fade_out", 2),
        ("the last beat of cajon one can fade away", "k55", "fade_out", 0.5),
        ("fade the accordion in over 3 seconds", "k25", "fade_in", 3),
    ],
)
def test_a_fade_is_as_long_as_told(text: str, clip: str, action: str, duration: float) -> None:
    assert args(text) == [{"clip": clip, "action": action, "duration": duration}]


def test_both_ends_are_faded() -> None:
    assert [one["action"] for one in args("tiny fades at both ends of cajon one so it doesn't click")] == [
        "fade_in",
        "fade_out",
    ]


def test_a_fade_is_said_otherwise() -> None:
    (fixed,) = steps("make that one bar", FADED)
    assert (fixed["op"], fixed["args"]["duration"]) == ("fix", 2)
    assert args("and half a bar in at the front", FADED) == [{"clip": "k213", "action": "fade_in", "duration": 1}]


def test_everything_fades_by_its_top_tracks() -> None:
    made = args("fade everything out over the last 4 bars")
    assert {one["track"] for one in made} == {"Marimba", "Double Bass", "Accordion", "Cajon", "Fiddles"}
    assert {(one["start_bar"], one["end_bar"], one["to"]) for one in made} == {(25, 29, -60)}
    again = args("too long, just the last two", after("fade everything out over the last 4 bars"))
    assert {one["start_bar"] for one in again} == {27}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("chop accordion two at bar 17", {"clip": "k213", "action": "split", "at": 8}),
        ("slice cajon one in half", {"clip": "k55", "action": "split", "count": 2}),
        ("bin the cajon in stanza 1", {"action": "delete", "clip": "k55"}),
        ("dump cajon two", {"action": "delete", "clip": "k513"}),
        ("lop the first bar off cajon one", {"clip": "k55", "action": "cut", "start_bar": 5, "end_bar": 5}),
        ("keep only the first 4 bars of cajon two", {"clip": "k513", "action": "trim", "start_bar": 13, "end_bar": 16}),
        ("shorten the shaker to 3 bars", {"clip": "k613", "action": "trim", "start_bar": 13, "end_bar": 15}),
        (
            "cajon two comes in too early, trim it so it starts at bar 15",
            {"clip": "k513", "action": "trim", "start_bar": 15, "end_bar": 28},
        ),
        (
            "trim accordion two to end where stanza 2 starts",
            {"clip": "k213", "action": "trim", "start_bar": 13, "end_bar": 20},
        ),
        ("loop cajon one till the refrain is over", {"clip": "k55", "action": "loop", "duration": 32}),
        ("the shaker stops too soon, extend it up to bar 29", {"clip": "k613", "action": "loop", "duration": 32}),
        ("cajon two should come in 2 bars later", {"action": "move", "clip": "k513", "offset_beats": 8}),
        ("the shaker enters a bar late, pull it one earlier", {"action": "move", "clip": "k613", "offset_beats": -4}),
        ("put the shaker at 21", {"action": "move", "clip": "k613", "bar": 21}),
        ("copy the shaker to stanza 2", {"action": "duplicate", "clip": "k613", "bar": 21}),
        (
            "copy the first 4 bars of cajon one to the ending",
            {"action": "duplicate", "clip": "k55", "bar": 29, "start_bar": 5, "end_bar": 9},
        ),
    ],
)
def test_a_clip_is_worked_on(text: str, made: dict[str, Any]) -> None:
    assert args(text) == [made]


def test_each_named_clip_is_copied() -> None:
    made = args("copy the accordion and the cajon from stanza 1 to the ending")
    assert [(one["clip"], one["bar"]) for one in made] == [("k25", 29), ("k55", 29)]


def test_what_was_done_to_a_clip_is_said_otherwise() -> None:
    assert [(one["op"], one["args"]["duration"]) for one in steps("stop it at bar 25", LOOPED)] == [("fix", 24)]
    assert [(one["op"], one["args"]["offset_beats"]) for one in steps("no, one bar", MOVED)] == [("fix", 4)]
    assert args("and let it come in only at 15", TRIMMED)[0]["start_bar"] == 15
    assert [(one["op"], one["args"]["value_db"]) for one in steps("cajon one 1", LOUDER)] == [("again", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "fade the accordion and the weather",
        "fade it",
        "split the difference of the two cajons",
        "move the cajon to bar 9",  # two clips lie on it
        "delete the accordion",  # the track or its clips
        "copy the cajon there",
    ],
)
def test_what_is_not_understood_whole_is_not_read(text: str) -> None:
    assert steps(text) == []
