"""What is not in the session is asked about, also in the middle of a conversation; parts and places of what is."""

import pytest

from tests.engine.planner.session import after, calls
from tests.engine.planner.test_level_over_bars import SONG

BUSY = after(SONG, ("bass down 2", [("mix", {"track": "Bass DI", "action": "gain", "value_db": -2.0}, ())]))


@pytest.mark.parametrize(
    "text",
    [
        "mute the tambourine",
        "pan the trumpet left",
        "turn the flute down 3 dB",
        "solo the cello",
        "the mandolin is too loud",
        "banjo down 2",
    ],
)
def test_an_instrument_that_is_not_here_is_asked_about(text):
    (call,) = calls(text, BUSY)
    assert call["tool"] == "ask" and "no clip or track called" in call["args"]["text"]


@pytest.mark.parametrize(("text", "track"), [("mute the kit", "Drums"), ("mute the vocal", "Vocal")])
def test_one_that_is_here_by_another_word_is_not(text, track):
    assert calls(text, BUSY)[0]["args"]["track"] == track


def test_another_so_many_goes_on():
    (call,) = calls("bass another 1 down", BUSY)
    assert (call["tool"], call["args"]["value_db"]) == ("mix", -1)


def test_the_bars_of_a_part_are_its_own():
    (call,) = calls("mute the bass in the last 2 bars of the verse", SONG)
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (11, 13)
    (call,) = calls("make the bass grow from silence in the first 4 bars of the chorus", SONG)
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (13, 17)


@pytest.mark.parametrize(
    "text", ["which markers I have, and in what bar are they?", "Remind me, at which bar does the chorus begin?"]
)
def test_a_question_about_markers_is_answered_by_them(text):
    assert calls(text, BUSY) == [{"tool": "marker", "args": {"action": "list"}}]
