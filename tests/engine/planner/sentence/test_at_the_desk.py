"""What is said at the desk in passing: signs, short names of sections, from where it stands, and back a bit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.offline.text.desk_words import at_the_desk
from tests.engine.planner.sentence.quartet import SONG, after, steps

_SIDES = {"Fiddle L": -0.8}
LEFT = replace(SONG, track_views=tuple(replace(one, pan=_SIDES.get(one.name, 0.2)) for one in SONG.track_views))
QUIET = replace(SONG, track_views=tuple(replace(one, mute=one.name == "Shaker") for one in SONG.track_views))
SHORT = replace(SONG, markers=(("Intro", 1.0), ("Verse 1", 5.0), ("Chorus 1", 13.0), ("Verse 2", 21.0), ("End", 29.0)))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("snare @ -6", "snare at -6"),
        ("vox > plate -15", "vox to plate -15"),
        ("let the organ sit out in verse 2", "mute the organ in verse 2"),
        ("the organ takes a break in verse 2", "mute the organ in verse 2"),
        ("organ tacet", "mute organ"),
        ("let me hear it without the tamb for a sec", "turn the tamb off for a moment"),
        ("what does it sound like without the verb?", "turn the verb off for a moment"),
        ("lose the tamb for now", "mute the tamb"),
        ("take the mute off the pad", "unmute the pad"),
        ("put the vocal in solo", "solo the vocal"),
        ("S on the vox", "solo the vox"),
        ("2, not 3", "2"),
        ("no, 4 bars instead of 2", "no, 4 bars"),
    ],
)
def test_said_plainly(said: str, meant: str) -> None:
    assert at_the_desk(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        "organ -> Hammond",
        "let it rest",
        "let the last chord ring out",
        "put the solo in bar 4",
        "the tamb should go in bar 4",
        "play the verse without stopping",
        "bar 3, not bar 5",
        'rename it to "a > 3"',
    ],
)
def test_left_as_it_is(said: str) -> None:
    assert at_the_desk(said) == said


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("fiddle l a bit further left", -0.95),
        ("move fiddle l a bit to the right", -0.65),
        ("accordion more to the left", -0.05),
        ("nudge the accordion left", 0.05),
        ("accordion 10% further right", 0.3),
        ("pan the accordion a bit left", -0.25),
    ],
)
def test_from_where_it_stands(said: str, to: float) -> None:
    (call,) = steps(said, LEFT)
    assert (call["args"]["action"], call["args"]["value"]) == ("pan", pytest.approx(to))


def test_more_of_it_on_one_side_is_no_pan() -> None:
    assert all(call["args"].get("action") != "pan" for call in steps("more accordion on the left", LEFT))


@pytest.mark.parametrize(
    ("said", "bars"),
    [("mute the marimba in v2", (21, 29)), ("marimba up 2 in ch 1", (13, 21)), ("v2: no marimba", (21, 29))],
)
def test_sections_written_short(said: str, bars: tuple[int, int]) -> None:
    (call,) = steps(said, SHORT)
    assert (call["tool"], call["args"]["start_bar"], call["args"]["end_bar"]) == ("automate", *bars)


@pytest.mark.parametrize("said", ["another dB", "one more dB", "a further dB up", "1 dB more"])
def test_another_decibel_comes_on_top(said: str) -> None:
    (call,) = steps(said, after("accordion up 3 dB"))
    assert (call["op"], call["args"]["value_db"]) == ("again", 1)


def test_a_figure_alone_takes_its_place() -> None:
    (call,) = steps("no, 1", after("accordion up 3 dB"))
    assert (call["op"], call["args"]["value_db"]) == ("fix", 1)


def test_brought_back_is_down_unless_it_went_down() -> None:
    assert steps("bring the accordion back 2 dB")[0]["args"]["value_db"] == -2
    assert steps("the accordion is up too high, bring it back 2 dB")[0]["args"]["value_db"] == -2
    assert steps("bring the accordion back 2 dB", after("accordion down 3"))[0]["args"]["value_db"] == 2
    assert steps("bring the accordion back up 2")[0]["args"]["value_db"] == 2


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("give the accordion some hall at -15", -15),
        ("hall on the accordion at -15", -15),
        ("some more hall on the accordion", -12),
        ("feed the hall from the accordion at -15", -15),
    ],
)
def test_a_bus_that_is_wanted_is_sent_to(said: str, level: float) -> None:
    (call,) = steps(said)
    assert (call["args"]["action"], call["args"]["to"], call["args"]["value_db"]) == ("send", "Hall", level)


@pytest.mark.parametrize("said", ["hall down 2", "less hall on the accordion", "no hall on the accordion"])
def test_the_bus_itself_is_no_send(said: str) -> None:
    assert all(call["args"].get("action") != "send" for call in steps(said))


@pytest.mark.parametrize(
    "said", ["bring in the shaker", "the shaker should be heard", "the shaker on again", "shaker can play again"]
)
def test_what_is_muted_comes_in(said: str) -> None:
    assert steps(said, QUIET) == [{"tool": "mix", "args": {"track": "Shaker", "action": "unmute"}}]
    assert not any(call["args"].get("action") == "unmute" for call in steps(said))


def test_it_is_the_last_and_they_are_all_that_were_muted() -> None:
    muted = after("mute the cajon", after("mute the shaker", Shaker={"mute": True}), Cajon={"mute": True})
    assert steps("unmute them", muted)[0]["args"] == {"tracks": ["Cajon", "Shaker"], "action": "unmute"}
    assert steps("bring it all back", muted)[0]["args"]["tracks"] == ["Cajon", "Shaker"]
    assert all("tracks" not in call["args"] for call in steps("bring it back", muted))


@pytest.mark.parametrize("said", ["drop the shaker", "lose the shaker"])
def test_dropped_is_silent(said: str) -> None:
    assert steps(said) == [{"tool": "mix", "args": {"track": "Shaker", "action": "mute"}}]
    assert steps("drop the shaker a bit")[0]["args"]["value_db"] < 0


DUCKED = after("duck the accordion with the cajon, 6 dB")


@pytest.mark.parametrize(
    ("said", "depth"),
    [("subtler", -3), ("more subtle", -3), ("too pumpy", -3), ("it pumps too much", -3), ("9 db deep", -9)],
)
def test_how_deep_it_ducks(said: str, depth: float) -> None:
    (call,) = steps(said, DUCKED)
    assert (call["op"], call["args"]["track"], call["args"]["value_db"]) == ("fix", "Accordion", depth)


@pytest.mark.parametrize("said", ["no more pumping", "the accordion shouldn't duck", "no longer duck"])
def test_no_more_of_it_takes_it_off(said: str) -> None:
    (call,) = steps(said, DUCKED)
    assert call["tool"] == "undo"


@pytest.mark.parametrize(
    "said",
    ["not the cajon, the shaker", "from the shaker instead", "key it from the shaker", "shaker instead of the cajon"],
)
def test_ducked_by_another(said: str) -> None:
    (call,) = steps(said, DUCKED)
    assert (call["args"]["track"], call["args"]["to"], call["args"]["value_db"]) == ("Accordion", "Shaker", -6)


def test_ducked_with_it_too() -> None:
    (call,) = steps("the marimba with the cajon too", DUCKED)
    assert (call["args"]["track"], call["args"]["to"]) == ("Marimba", "Cajon")
    (call,) = steps("not the accordion, the marimba", DUCKED)
    assert (call["args"]["track"], call["args"]["to"]) == ("Marimba", "Cajon")
