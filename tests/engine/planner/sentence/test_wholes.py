"""Everything of something, silence that is added, and a figure that belongs to its noun."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import TrackInfo
from tests.engine.planner.sentence.test_figures_and_clauses import SONG
from tests.engine.planner.session import calls

VIEWS = [replace(one, group="Winds") if one.name in ("Horn", "Flute") else one for one in SONG.track_views]
GROUPED = replace(
    SONG,
    tracks=(*SONG.tracks, "Winds"),
    track_views=(*VIEWS, TrackInfo("Winds", "group"), TrackInfo("Master", "master")),
)


@pytest.mark.parametrize("said", ["everything in winds down 2", "everything in the winds group 2 dB quieter"])
def test_everything_in_a_group_is_that_group(said: str) -> None:
    tracks = {track for one in calls(said, GROUPED) for track in one["args"].get("tracks") or [one["args"]["track"]]}
    assert tracks in ({"Winds"}, {"Horn", "Flute"})
    assert {one["args"]["value_db"] for one in calls(said, GROUPED)} == {-2}


def test_everything_is_still_all_of_it() -> None:
    tracks = {
        track
        for one in calls("everything down 2", GROUPED)
        for track in one["args"].get("tracks") or [one["args"]["track"]]
    }
    assert {"Harp", "Horn", "Flute"} <= tracks


def test_bars_of_silence_that_are_added_make_room() -> None:
    first = calls("add four bars of silence before verse 2", GROUPED)[0]
    assert first == {"tool": "arrange", "args": {"action": "move", "start_bar": 17, "end_bar": 41, "bar": 21}}


@pytest.mark.parametrize("said", ["give me a -14 master", "finished master at -14"])
def test_a_loud_master_turns_no_fader(said: str) -> None:
    assert [one["tool"] for one in calls(said, GROUPED)] != ["mix"]


def test_a_loop_of_a_part_makes_no_sound() -> None:
    assert [one["tool"] for one in calls("loop verse 1", GROUPED)] == ["transport"]


def test_a_wish_for_a_track_on_a_side_makes_none() -> None:
    (call,) = calls("i want harp halfway right", GROUPED)
    assert call["args"] == {"track": "Harp", "action": "pan", "value": 0.5}


@pytest.mark.parametrize(
    "said", ["denoise the harp", "take the hiss out of the harp", "the harp is noisy, get rid of the hum"]
)
def test_hiss_goes_from_all_of_it(said: str) -> None:
    assert [(one["tool"], one["args"]["clip"]) for one in calls(said, SONG)] == [("denoise", "c1"), ("denoise", "o1")]


def test_noise_that_is_asked_for_stays() -> None:
    assert "denoise" not in {one["tool"] for one in calls("add some noise to the harp", SONG)}


def test_taken_out_is_silent_and_not_ungrouped() -> None:
    made = calls("take the horn and the flute out", GROUPED)
    assert sorted((one["args"]["action"], one["args"]["track"]) for one in made) == [
        ("mute", "Flute"),
        ("mute", "Horn"),
    ]
    (call,) = calls("take the horn out of the winds group", GROUPED)
    assert call["args"]["action"] == "ungroup"
