"""How long from one place to another, what time it is there, who plays in a part: questions that change nothing."""

from dataclasses import replace

import pytest

from tests.engine.planner.session import BAND, calls

SONG = replace(BAND, markers=(("Intro", 1.0), ("Verse", 5.0), ("Bridge", 9.0)))


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("how many seconds is it from the top to the bridge?", (1, 9)),
        ("how long is the verse?", (5, 9)),
        ("How long is it from the verse to the bridge", (5, 9)),
        ("how far apart are the intro and the bridge?", (1, 9)),
        ("how many bars is the intro", (1, 5)),
        ("how much time until the bridge?", (1, 9)),
        ("how many seconds are there between bar 3 and bar 7?", (3, 7)),
        ("who plays in the verse?", (5, 9)),
        ("which tracks play in bars 5 to 6?", (5, 7)),
        ("what's happening in bar 2?", (2, 3)),
        ("what time is the bridge at?", (9, None)),
        ("Wie lang ist die Bridge?", None),
        ("combien de temps jusqu'à la Bridge ?", (1, 9)),
    ],
)
def test_places(text, bars):
    (call,) = calls(text, SONG)
    assert call["tool"] == "session_info" and call["args"]["aspect"] in ("places", "length", "playing")
    if bars:
        assert (call["args"]["start_bar"], call["args"].get("end_bar")) == bars


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("where does the bass come in?", "Bass"),
        ("when does the pad stop?", "Pad"),
        ("at what bar does the pad enter", "Pad"),
    ],
)
def test_where_it_comes_in(text, track):
    assert calls(text, SONG) == [{"tool": "session_info", "args": {"aspect": "playing", "track": track}}]


def test_which_one_is_told_with_who():
    (call,) = calls("who has the highest note in bar 2, and which one is it?", SONG)
    assert call["args"] == {"aspect": "notes", "start_bar": 2, "end_bar": 3}


@pytest.mark.parametrize(
    "text", ["make the intro 2 bars long", "play from the bridge", "who plays on the radio tonight?"]
)
def test_what_is_no_such_question(text):
    assert all(call["args"].get("aspect") != "places" for call in calls(text, SONG))


def test_the_last_of_what_is_not_here_is_asked_about() -> None:
    """It failed, and the answer was that nothing had been understood."""
    [call] = calls("how long is the last verse?", BAND)
    assert call["tool"] == "ask" and "Which clip" in call["args"]["text"]
