"""A copy, a marker or a bus by its name: what is not there is asked about, and a bus that is there goes itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import TrackInfo
from tests.engine.planner.session import BAND, calls

BUSES = (TrackInfo("Verb", "bus", plugins=("Hall",)), TrackInfo("Slap", "bus"))
SONG = replace(BAND, track_views=(*BAND.track_views, *BUSES), markers=(("Intro", 1.0), ("Verse 1", 5.0)))
TWO_PADS = replace(SONG, tracks=(*BAND.tracks, "Pad 2"))


@pytest.mark.parametrize(
    "said",
    [
        "mute the copy of the pad",
        "delete the copy of the bass line",
        "pan the double of the melody right",
        "the duplicate of the pad 3 dB down",
    ],
)
def test_a_copy_that_is_not_there_is_not_the_thing_itself(said):
    assert calls(said, SONG)[0]["tool"] == "ask"


def test_a_copy_is_the_track_that_is_called_so():
    assert calls("mute the copy of the pad", TWO_PADS) == [
        {"tool": "mix", "args": {"track": "Pad 2", "action": "mute"}}
    ]
    assert calls("mute the pad", SONG)[0]["args"]["track"] == "Pad"


@pytest.mark.parametrize("said", ["delete the marker X", "remove the marker called Nowhere", "delete the Coda marker"])
def test_a_marker_that_is_not_there_is_said(said):
    (asked,) = calls(said, SONG)
    assert asked["tool"] == "ask" and "There is no marker" in asked["args"]["text"]


@pytest.mark.parametrize("said", ["delete the intro marker", "delete the marker Verse 1", "delete the last marker"])
def test_a_marker_that_is_there_goes(said):
    assert calls(said, SONG)[0]["args"]["action"] == "delete"


@pytest.mark.parametrize(
    ("said", "bus"),
    [
        ("remove the verb bus", "Verb"),
        ("delete the reverb bus", "Verb"),
        ("get rid of the slap bus", "Slap"),
        ("lose the delay return", "Slap"),
    ],
)
def test_a_bus_goes_itself_and_not_what_lies_on_it(said, bus):
    assert calls(said, SONG) == [{"tool": "arrange", "args": {"action": "delete", "track": bus}}]


@pytest.mark.parametrize("said", ["take the reverb off the verb bus", "mute the verb bus", "remove the drum bus"])
def test_nothing_else_deletes_a_bus(said):
    assert all(one["args"].get("action") != "delete" for one in calls(said, SONG))


def test_how_loud_is_measured_and_a_level_is_the_fader():
    assert calls("how loud is the pad?", SONG)[0]["args"] == {"aspect": "loudness", "track": "Pad"}
    assert calls("what level is the pad at?", SONG)[0]["args"] == {"aspect": "level", "track": "Pad"}


def test_to_the_top_is_a_place_among_the_tracks():
    assert calls("move the pad to the top", SONG) == [{"tool": "set_track", "args": {"track": "Pad", "position": 1}}]
    assert calls("move the pad to the top of the verse", SONG)[0]["tool"] == "arrange"


@pytest.mark.parametrize("said", ["a lofi beat with 4 bars", "make a lofi beat with four bars"])
def test_a_sound_is_not_called_by_the_word_before_its_length(said):
    assert calls(said, SONG)[0]["args"]["prompt"] == "lofi beat"
