"""What should play where it has nothing is copied there; what is filled goes on to its end; what stops is trimmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Context
from tests.engine.planner.sentence.quartet import SONG, after, steps

COPIED = (
    after("copy shaker one to bar 21") if steps("copy shaker one to bar 21") else after("copy the shaker to bar 21")
)


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text, context)]


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("I'd love the shaker to play in stanza 2 as well", [("k613", 21, {})]),
        ("we need the shaker in stanza 1 too, same pattern", [("k613", 5, {})]),
        ("shaker also in stanza 2", [("k613", 21, {})]),
        ("bring the shaker back for the ending", [("k613", 29, {"start_bar": 13, "end_bar": 17})]),
        ("reuse the shaker in stanza 2, just the first four bars", [("k613", 21, {"start_bar": 13, "end_bar": 17})]),
        ("the shaker is missing in stanza 1, copy it over", [("k613", 5, {})]),
        ("let the cajon play stanza 1's part in the ending", [("k55", 29, {"start_bar": 5, "end_bar": 9})]),
        ("the shaker comes back in the ending for two bars", [("k613", 29, {"start_bar": 13, "end_bar": 15})]),
        ("shaker one more time in stanza 2", [("k613", 21, {})]),
        ("the cajon should follow stanza 1 in the ending too", [("k55", 29, {"start_bar": 5, "end_bar": 9})]),
        ("the shaker again for the last eight bars", [("k613", 21, {})]),
        ("the ending needs the cajon, take it from the refrain", [("k513", 29, {"start_bar": 13, "end_bar": 17})]),
    ],
)
def test_what_has_nothing_there_is_copied(text: str, copies: list[tuple[str, float, dict[str, float]]]) -> None:
    assert args(text) == [{"action": "duplicate", "clip": clip, "bar": bar, **part} for clip, bar, part in copies]


@pytest.mark.parametrize(
    "text",
    [
        "the shaker doesn't play in stanza 2",
        "no shaker in stanza 2",
        "the shaker should only play in stanza 2",
        "the shaker should come in in stanza 2",
        "the shaker plays in stanza 2",
        "move the shaker to stanza 2",
        "we need the cajon in the refrain too",
        "the shaker in stanza 2 too loud",
        "we need more shaker in stanza 2",
    ],
)
def test_what_says_something_else_copies_nothing(text: str) -> None:
    assert not [one for one in args(text) if one.get("action") == "duplicate"]


def test_behind_another_act_too_means_that_act() -> None:
    muted = after("mute the cajon in the refrain")
    assert not [one for one in args("the shaker also in stanza 2", muted) if one.get("action") == "duplicate"]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("fill stanza 2 with the shaker", {"action": "duplicate", "clip": "k613", "bar": 21}),
        ("the shaker should run all the way through stanza 2", {"action": "duplicate", "clip": "k613", "bar": 21}),
    ],
)
def test_a_part_is_filled(text: str, made: dict[str, Any]) -> None:
    assert args(text) == [made]


def test_what_fills_it_is_told() -> None:
    (told,) = steps("fill the refrain with the shaker")
    assert told["tool"] == "chat"


@pytest.mark.parametrize(
    ("text", "op", "made"),
    [
        ("and the ending", "again", {"clip": "k613", "bar": 29}),
        ("no, the ending", "fix", {"clip": "k613", "bar": 29}),
        ("wrong section, i meant the ending", "fix", {"clip": "k613", "bar": 29}),
        ("no, two bars later", "fix", {"clip": "k613", "bar": 23}),
        ("undo that and put it in the ending", "fix", {"clip": "k613", "bar": 29}),
        ("for 16 bars", "fix", {"clip": "k613", "bar": 21, "count": 2}),
        ("no, the cajon", "fix", {"clip": "k513", "bar": 21, "start_bar": 13, "end_bar": 21}),
        ("and the cajon", "again", {"clip": "k513", "bar": 21, "start_bar": 13, "end_bar": 21}),
    ],
)
def test_a_copy_is_told_otherwise(text: str, op: str, made: dict[str, Any]) -> None:
    (step,) = steps(text, COPIED)
    assert (step["op"], step["args"]) == (op, {"action": "duplicate", **made})


@pytest.mark.parametrize("text", ["the ending", "and the ending louder", "not the ending", "for 12 bars"])
def test_what_is_no_other_copy_is_none(text: str) -> None:
    assert not [one for one in args(text, COPIED) if one.get("action") == "duplicate"]


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("stop the cajon one bar before the ending", {"clip": "k513", "start_bar": 13, "end_bar": 27}),
        ("end the shaker at bar 19", {"clip": "k613", "start_bar": 13, "end_bar": 18}),
        ("cut shaker two to its first two bars", {"clip": "k613", "start_bar": 13, "end_bar": 14}),
    ],
)
def test_what_stops_is_trimmed(text: str, trimmed: dict[str, Any]) -> None:
    assert args(text) == [{"action": "trim", **trimmed}]


@pytest.mark.parametrize(
    "text", ["stop at bar 19", "stop the cajon", "stop after bar 19", "stop the shaker being so loud"]
)
def test_what_does_not_say_where_it_stops_trims_nothing(text: str) -> None:
    assert not [one for one in args(text) if one.get("action") == "trim"]


def test_one_clip_is_like_another_of_its_track() -> None:
    over = {"action": "duplicate", "clip": "k55", "start_bar": 5, "end_bar": 13, "bar": 13}
    assert args("cajon two should be the same as in stanza 1") == [over]
    assert args("use cajon one in the refrain instead") == [over]


def test_a_rest_is_given() -> None:
    for text in ("give the cajon a rest in bar 12", "cajon: drop out the bar before the refrain"):
        assert [(one["start_bar"], one["end_bar"]) for one in args(text)] == [(12, 13)]


def test_a_copy_that_is_dropped_is_no_level() -> None:
    made = replace(COPIED, clips=(*SONG.clips, replace(SONG.clips[-1], id="n1", start=40, bars=(21.0, 29.0))))
    turn = replace(made.dialogue[-1], results=(CallResult(0, True, ("n1",)),))
    assert args("drop the copy", replace(made, dialogue=(turn,))) == [{"action": "delete", "clip": "n1"}]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("get the shaker player to lay back a hair", 0.008),
        ("let the shaker sit back a touch", 0.012),
        ("the shaker is late, pull it forward a bit", -0.015),
    ],
)
def test_a_player_lays_back(text: str, seconds: float) -> None:
    assert args(text) == [{"action": "move", "clip": "k613", "offset": seconds}]


@pytest.mark.parametrize("text", ["lay back", "pull the shaker back 2 db", "the shaker is early, pull it earlier"])
def test_what_is_no_laying_back_moves_nothing(text: str) -> None:
    assert not [one for one in args(text) if "offset" in one]


def test_what_plays_there_is_told() -> None:
    (told,) = steps("the cajon again in the refrain")
    assert told["tool"] == "chat"
    assert not [one for one in steps("bring the cajon back in the refrain") if one["tool"] == "chat"]


def test_what_is_taken_out_and_put_elsewhere_moves() -> None:
    made = args("take the shaker out of the refrain and put it in stanza 2")
    assert made == [{"action": "move", "clip": "k613", "bar": 21}]
