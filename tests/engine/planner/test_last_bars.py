"""The last bars of a clip or of the song, without their numbers."""

import pytest

from tests.engine.planner.session import calls
from tests.engine.planner.test_level_over_bars import SONG


@pytest.mark.parametrize(
    ("text", "clip", "start", "end"),
    [
        ("reverse the last bar of the beat", "r1", 45.6, 48),
        ("reverse the last two bars of the bass", "r2", 33.6, 38.4),
        ("reverse the first bar of the vocal", "r4", 0, 2.4),
    ],
)
def test_are_those_of_the_clip_that_is_named(text, clip, start, end):
    (call,) = calls(text, SONG)
    assert call["args"] == {"clip": clip, "action": "reverse", "start": start, "end": end}


def test_without_a_name_they_are_the_songs():
    done = calls("fade everything out over the last 2 bars", SONG)
    assert [call["args"]["track"] for call in done] == list(SONG.tracks)
    assert {(call["args"]["start_bar"], call["args"]["end_bar"], call["args"]["to"]) for call in done} == {
        (19, 21, -60)
    }


@pytest.mark.parametrize("text", ["keep only the first 4 bars of the beat", "loop the last 2 bars"])
def test_what_is_kept_or_looped_is_left_as_it_was_said(text):
    assert calls(text, SONG)[0]["args"].get("action") in ("trim", "loop", None)


def test_both_of_many_asks_which():
    assert calls("take em both down 2", SONG)[0]["tool"] == "ask"


def test_the_key_of_the_session_is_told():
    assert calls("what key are we in?", SONG) == [{"tool": "session_info", "args": {"aspect": "key"}}]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("fade the bass out over the last bar", "fade_out"),
        ("fade out the vocal in its final bar", "fade_out"),
        ("fade the bass in over the first bar", "fade_in"),
        ("blende den Bass im letzten Takt aus", "fade_out"),
    ],
)
def test_a_fade_over_one_bar_is_as_long_as_a_bar(text, action):
    """It was a tenth of the clip."""
    (call,) = calls(text, SONG)
    assert (call["args"]["action"], call["args"]["duration"]) == (action, pytest.approx(240 / SONG.tempo))
