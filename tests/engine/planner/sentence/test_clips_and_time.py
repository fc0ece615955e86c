"""Clips and time: edges that are told by places, clips beside clips, parts of the song in another order, its clock."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.asked.questions import asked_of_session
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.which_part import which_part
from tests.engine.planner.sentence.quartet import SONG, after, steps

MARKED = replace(SONG, markers=(*SONG.markers, ("Stanza 3", 33.0)))


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text, context)]


def moves(text: str, context: Context = SONG) -> list[tuple[Any, ...]]:
    """What is moved in the song: (first bar, bar behind, to)."""
    made = [one for one in args(text, context) if one["action"] == "move" and "start_bar" in one]
    return [(one["start_bar"], one["end_bar"], one["bar"]) for one in made]


@pytest.mark.parametrize(
    ("before", "text", "seconds"),
    [
        ("fade accordion two out over its last two bars", "start the fade at bar 26", 6),
        ("fade accordion two out over its last two bars", "starts too late, from bar 25", 8),
        ("fade accordion two out over its last two bars", "begin it a bar earlier", 6),
        ("fade cajon one in over a bar", "only up to bar 8", 6),
    ],
)
def test_a_fade_begins_or_ends_where_it_is_told(before: str, text: str, seconds: float) -> None:
    (fixed,) = steps(text, after(before))
    assert (fixed["op"], fixed["args"]["duration"]) == ("fix", seconds)


def test_a_fade_is_told_by_where_it_begins() -> None:
    assert args("let accordion two die away from bar 26") == [{"clip": "k213", "action": "fade_out", "duration": 6}]
    assert args("fade it out until bar 9", after("fade cajon one in over a bar")) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("accordion one a bar shorter at the end", {"start": -2}),
        ("take a beat off the front of cajon two", {"start": 0, "end": 0.5}),
    ],
)
def test_an_end_is_cut_by_so_much(text: str, span: dict[str, float]) -> None:
    (cut,) = args(text)
    assert cut == {"clip": cut["clip"], "action": "cut", **span}


def test_as_much_of_another_clip() -> None:
    (other,) = args("same for accordion one", after("cajon two a bar shorter"))
    assert other == {"clip": "k25", "action": "cut", "start": -2}
    (there,) = args("the accordion as well", after("cajon two a bar shorter"))
    assert there["clip"] == "k213"  # the one in the same bars


@pytest.mark.parametrize(
    ("text", "bar"),
    [
        ("move cajon one right before stanza 2", 13),
        ("put the shaker right behind cajon two", 29),
        ("bring the shaker in where stanza 2 starts", 21),
        ("move the shaker 2 bars into stanza 2", 23),
    ],
)
def test_a_place_beside_another(text: str, bar: float) -> None:
    (move,) = args(text)
    assert (move["action"], move["bar"]) == ("move", bar)


def test_a_clip_that_lies_there_is_left() -> None:
    (told,) = steps("move the shaker to where the refrain starts")
    assert told["tool"] == "chat"


def test_two_clips_change_places() -> None:
    assert args("swap cajon one and cajon two") == []  # the longer would lie over the other
    even = replace(
        SONG, clips=tuple(replace(one, bars=(21.0, 29.0)) if one.id == "k513" else one for one in SONG.clips)
    )
    assert [(one["clip"], one["bar"]) for one in args("swap cajon one and cajon two", even)] == [
        ("k55", 21),
        ("k513", 5),
    ]


def test_a_loop_ends_where_it_is_told() -> None:
    (looped,) = args("the shaker is just 8 bars, repeat it out to bar 29")
    assert looped == {"clip": "k613", "action": "loop", "duration": 32}
    (shorter,) = args("stop it two bars sooner", after("loop the shaker till bar 29"))
    assert shorter["duration"] == 12


def test_crossfaded_where_they_meet() -> None:
    assert [one["action"] for one in args("crossfade cajon one into cajon two over a beat")] == ["fade_out", "fade_in"]
    (no,) = steps("crossfade accordion one with the shaker", _apart())
    assert no["tool"] == "ask"


def _apart() -> Context:
    return replace(
        SONG, clips=tuple(replace(one, bars=(15.0, 21.0)) if one.id == "k613" else one for one in SONG.clips)
    )


# --- parts of the song ---


def test_parts_are_swapped() -> None:
    assert moves("swap stanza 1 and the refrain") == [(5, 13, 29), (13, 21, 37), (29, 37, 13), (37, 45, 5)]
    told = args("stanza 1 and the refrain change places")
    assert [(one["name"], one["bar"]) for one in told if "name" in one] == [("Stanza 1", 13), ("Refrain", 5)]
    assert not any("name" in one for one in args("swap the two stanzas"))  # the first is still called so


def test_a_part_goes_before_another() -> None:
    assert moves("stanza 2 should come right before the refrain")[-1] == (37, 45, 13)


def test_a_part_goes_and_the_gap_is_closed() -> None:
    told = args("take out the second half of the refrain and close the gap")
    cut = [one for one in told if one["action"] in ("cut", "trim", "delete")]
    assert {one.get("start_bar") for one in cut if one["action"] == "cut"} == {17}
    assert moves("take out the second half of the refrain and close the gap") == [(21, 29, 17)]
    assert args("take out the refrain") == []


def test_a_part_is_played_twice() -> None:
    told = args("double stanza 1, everything behind it moves along")
    assert moves("double stanza 1, everything behind it moves along") == [(13, 29, 21)]
    assert told[-1] == {"action": "duplicate", "start_bar": 5, "end_bar": 13, "bar": 13}


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("two bars of count-in in front, everything two bars later", (1, 29, 3)),
        ("push everything after stanza 1 back by 4 bars", (13, 29, 17)),
        ("leave 2 bars of nothing between stanza 1 and the refrain", (13, 29, 15)),
        ("stick one more bar in before the refrain", (13, 29, 14)),
    ],
)
def test_bars_are_inserted(text: str, moved: tuple[int, int, int]) -> None:
    assert moves(text) == [moved]


def test_more_bars_are_inserted() -> None:
    assert moves("make it three", after("insert one bar before the refrain"))[0][2] == 15
    (back,) = steps("take them out again", after("insert two bars before the refrain"))
    assert back["tool"] == "undo"


# --- heard in a part ---


def test_only_in_one_part() -> None:
    told = args("cajon only in the refrain, nowhere else")
    assert [(one["start_bar"], one["end_bar"]) for one in told] == [(5, 13), (21, 29)]
    (back,) = args("let it come back for the last 4 bars of stanza 2", after("cajon out in stanza 2"))
    assert (back["from"], back["start_bar"], back["end_bar"]) == (0, 25, 29)
    (may,) = args("stanza 2 may have it as well", after("cajon only in the refrain, nowhere else"))
    assert (may["from"], may["start_bar"], may["end_bar"]) == (0, 21, 29)
    (only,) = args("only the first two bars of it", after("cajon out in stanza 2"))
    assert (only["from"], only["start_bar"], only["end_bar"]) == (1, 21, 23)
    (until,) = args("the cajon stays out until bar 9")
    assert (until["from"], until["start_bar"], until["end_bar"]) == (1, 5, 9)


# --- which ---


def test_which_clip_is_asked() -> None:
    asked = which_part("reverse the cajon", DialogueState.of(SONG))
    assert asked is not None
    assert [steps[0].args["clip"] for steps in asked[1]] == ["k55", "k513"]
    assert args("reverse the shaker") == [{"clip": "k613", "action": "reverse"}]
    assert [one["clip"] for one in args("reverse every cajon clip")] == ["k55", "k513"]


# --- the clock ---


def test_a_tempo_from_there() -> None:
    assert args("drop the tempo to 96 from the refrain on") == [{"action": "set_tempo", "bpm": 96, "bar": 13}]
    back = args("back up to 120 for stanza 2", after("drop the tempo to 96 from the refrain on"))
    assert back == [{"action": "set_tempo", "bpm": 120, "bar": 21}]
    (stays,) = args("keep that speed till the end", after("stanza 1 at 126"))
    assert (stays["bpm"], stays["bar"]) == (126, 13)
    (ramp,) = args("accel from 120 to 140 between 9 and 13")
    assert (ramp["bpm"], ramp["to_bpm"], ramp["start_bar"], ramp["end_bar"]) == (120, 140, 9, 13)


def test_a_meter_is_kept() -> None:
    odd = after("put bar 20 in 2/4")
    assert [one["tool"] for one in steps("leave the rest in 4", odd)] == ["chat"]
    assert [one["tool"] for one in steps("keep everything in 4/4", odd)] == ["undo"]
    only = args("no, just bars 17 and 18", after("stanza 2 in 3/4"))
    assert [(one["meter"], one["bar"]) for one in only] == [("4/4", 21), ("3/4", 17), ("4/4", 19)]


def test_a_marker_is_taken_away() -> None:
    added = after("a marker called Turn 4 bars into the refrain")
    assert added.dialogue[-1].calls[0]["args"] == {"action": "add", "name": "Turn", "bar": 17}
    marked = replace(added, markers=(*SONG.markers, ("Turn", 17.0)))
    assert args("drop that marker", marked) == [{"action": "delete", "name": "Turn"}]
    assert args("bit early, two bars further", marked) == [{"action": "move", "name": "Turn", "bar": 19}]
    assert args("kill the one at 13") == []  # no marker is spoken of


# --- asked ---


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("how long is the whole song at this tempo", {"aspect": "length"}),
        ("what plays when the refrain starts", {"aspect": "playing", "start_bar": 13, "end_bar": 21}),
        ("what time does the shaker start", {"aspect": "places", "start_bar": 13}),
        ("what's going on between 9 and 11", {"aspect": "playing", "start_bar": 9, "end_bar": 11}),
        ("where are the cajon's clips", {"aspect": "clips", "track": "Cajon"}),
    ],
)
def test_places_and_clips_are_asked_about(text: str, told: dict[str, Any]) -> None:
    made = asked_of_session(text, DialogueState.of(SONG))
    assert made and dict(made[0].args) == told
