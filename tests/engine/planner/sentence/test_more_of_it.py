"""Short turns behind a level, a side or a mute: more of it, some of it back, the same for another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.planner.sentence.test_figures_and_clauses import SONG, told
from tests.engine.planner.session import after, calls

DOWN = after(SONG, ("harp down 3 db", [("mix", {"track": "Harp", "action": "gain", "value_db": -3.0}, ())]))
LEFT = after(SONG, ("pan the horn 30 left", [("mix", {"track": "Horn", "action": "pan", "value": -0.3}, ())]))
QUIET = after(SONG, ("mute the tuba", [("mix", {"track": "Tuba Low", "action": "mute"}, ())]))


@pytest.mark.parametrize(
    ("said", "by"),
    [
        ("keep going", -4.5),
        ("still a bit loud", -3.75),
        ("down a bit more", -3.75),
        ("needs to go down more", -4.5),
        ("down another 2", -2),
        ("two more db", -2),
        ("1 db back", 1),
        ("put 1 db back", 1),
        ("up 1 again", 1),
        ("back up 1", 1),
        ("lol still too loud, my ears", -4.5),
    ],
)
def test_of_a_level(said: str, by: float) -> None:
    (call,) = calls(said, DOWN)
    assert (call["args"]["track"], call["args"]["value_db"]) == ("Harp", pytest.approx(by, abs=0.06))


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("further left", -0.45),
        ("more left", -0.45),
        ("wider", -0.45),
        ("a bit further out", -0.375),
        ("closer to the middle", -0.15),
        ("bring it in a bit", -0.2),
        ("hard left", -1),
        ("all the way left", -1),
        ("all the way", -1),
        ("the other side", 0.3),
        ("in the middle", 0),
        ("center it again", 0),
    ],
)
def test_of_a_side(said: str, to: float) -> None:
    (call,) = calls(said, LEFT)
    assert (call["args"]["track"], call["args"]["value"]) == ("Horn", pytest.approx(to))


@pytest.mark.parametrize("said", ["and the flute please", "now the flute", "next the flute"])
def test_another_one_by_its_bare_name(said: str) -> None:
    assert [(one["args"]["track"], one["args"]["value_db"]) for one in calls(said, DOWN)] == [("Flute", -3)]


def test_meant_instead_of_what_was_muted() -> None:
    made = calls("not the tuba, the horn", QUIET)
    assert ("mute", "Horn") in [(one["args"].get("action"), one["args"].get("track")) for one in made]


def test_to_hear_it_solos_nothing() -> None:
    assert all(one["args"].get("action") != "solo" for one in calls("take it off, just to hear it", DOWN))


def test_again_names_no_clip() -> None:
    assert told("center the harp again") == [("pan", "Harp", 0)]


THREE = after(
    SONG,
    ("mute the tuba", [("mix", {"track": "Tuba Low", "action": "mute"}, ())]),
    ("harp down 3 db", [("mix", {"track": "Harp", "action": "gain", "value_db": -3.0}, ())]),
    ("pan the horn 30 left", [("mix", {"track": "Horn", "action": "pan", "value": -0.3}, ())]),
)


@pytest.mark.parametrize(
    "said", ["undo two", "two steps back", "last two back", "go back two", "undo the last 2 steps"]
)
def test_so_many_steps_back(said: str) -> None:
    assert [(one["tool"], one["args"]) for one in calls(said, THREE)] == [("undo", {"steps": 2})]


def test_the_one_that_is_counted_goes() -> None:
    numbered = replace(
        THREE, dialogue=tuple(replace(one, undone=False, number=n) for n, one in enumerate(THREE.dialogue, 1))
    )
    (first,), (second,) = calls("undo the first one", numbered), calls("undo the second one", numbered)
    assert (first["args"], second["args"]) == ({"target": "#1"}, {"target": "#2"})


def test_the_mute_that_was_asked_for_is_undone() -> None:
    (call,) = calls("undo the mute", THREE)
    assert call["tool"] == "undo"
