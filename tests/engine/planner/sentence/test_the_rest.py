"""The rest, half of it for others, and the same move: what leans on what was just spoken of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.sentence.scope.the_rest import REST_OF_WHAT
from tests.engine.planner.sentence.quartet import SONG, after, steps

_BAND = ("Marimba", "Double Bass", "Accordion", "Fiddle L", "Fiddle R", "Cajon", "Shaker")
PANNED = after("cajon hard left", after("shaker up 2"))
TWO = after("marimba up 2", after("cajon up 1"))
PANNED_RIGHT = replace(
    SONG, track_views=tuple(replace(one, pan=0.35 if one.name == "Accordion" else 0.0) for one in SONG.track_views)
)
LEVEL = after("marimba up 2")
THERE = after("accordion down 3 db in stanza 1")
SENT = after("send the cajon to the hall at -12")


@pytest.mark.parametrize(
    ("text", "context", "left"),
    [
        ("rest of the band all hard right pls", PANNED, ["Cajon"]),
        ("everyone else hard right", PANNED, ["Cajon"]),
        ("everything else down 1", TWO, ["Cajon", "Marimba"]),
        ("and the others up 1", LEVEL, ["Marimba"]),
        ("the rest of them down 2 db", LEVEL, ["Marimba"]),
    ],
)
def test_the_rest_is_all_but_what_was_spoken_of(text: str, context: Context, left: list[str]) -> None:
    (one,) = steps(text, context)
    assert sorted(one["args"]["tracks"]) == sorted(name for name in _BAND if name not in left)


def test_the_rest_behind_a_clause() -> None:
    one, other = steps("fiddle l up 2, everyone else down 1")
    assert one["args"]["track"] == "Fiddle L"
    assert "Fiddle L" not in other["args"]["tracks"] and len(other["args"]["tracks"]) == len(_BAND) - 1


def test_the_rest_of_nothing_is_asked_about() -> None:
    assert [one["args"]["text"] for one in steps("pan the rest left")] == [REST_OF_WHAT]


@pytest.mark.parametrize("text", ["leave the rest", "mute it for the rest", "a rest on beat 4", "the rest of bar 9"])
def test_what_is_no_rest_of_the_band(text: str) -> None:
    assert not [one for one in steps(text, LEVEL) if len(one["args"].get("tracks", ())) > 2]


@pytest.mark.parametrize(
    ("text", "context", "track", "name", "value"),
    [
        ("cajon aswell but only half of that", LEVEL, "Cajon", "value_db", 1),
        ("shaker too but half that", LEVEL, "Shaker", "value_db", 1),
        ("half that for the cajon", LEVEL, "Cajon", "value_db", 1),
        ("cajon half that", LEVEL, "Cajon", "value_db", 1),
        ("double bass too but half that", THERE, "Double Bass", "from", -5.5),
        ("shaker too but half that", SENT, "Shaker", "value_db", -18),
        ("same trick on the cajon", LEVEL, "Cajon", "value_db", 2),
        ("same move on the shaker", LEVEL, "Shaker", "value_db", 2),
    ],
)
def test_half_of_it_and_the_same_for_others(text: str, context: Context, track: str, name: str, value: Any) -> None:
    (one,) = steps(text, context)
    assert (one["args"]["track"], one["args"][name], one["op"]) == (track, value, "again")


@pytest.mark.parametrize("text", ["cajon half", "half the cajon", "cajon too, half a bar later"])
def test_what_is_no_half_of_it(text: str) -> None:
    assert not [one for one in steps(text, LEVEL) if one["args"].get("value_db") == 1]


@pytest.mark.parametrize("text", ["flip the accordion over to the left, same amount", "mirror the accordion"])
def test_a_side_is_mirrored(text: str) -> None:
    (one,) = steps(text, PANNED_RIGHT)
    assert (one["args"]["track"], one["args"]["value"]) == ("Accordion", -0.35)


def test_a_clip_is_not_mirrored() -> None:
    assert not [one for one in steps("flip the accordion one", PANNED_RIGHT) if one["args"].get("action") == "pan"]
