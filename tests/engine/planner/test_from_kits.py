"""A kit of several tracks, each with one clip, is edited as one: "copy the drums from bar 1 to bar 9"."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

TRACKS = ("Kick", "Snare", "Hats", "Bass")
SONG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{at}", name.lower(), name, "audio", 0, 16, bars=(1.0, 9.0)) for at, name in enumerate(TRACKS, 1)
    ),
    tracks=TRACKS,
    track_views=tuple(TrackInfo(name) for name in TRACKS),
)


@pytest.mark.parametrize(("words", "action", "told"), [
    ("loop the drums until bar 17", "loop", {"duration": 32}),
    ("copy the drums from bar 1 to bar 9", "duplicate", {"bar": 9}),
    ("copy the drums to bar 9", "duplicate", {"bar": 9}),
    ("move the drums to bar 3", "move", {"bar": 3}),
    ("delete the drums", "delete", {}),
    ("trim the drums to bars 1 to 4", "trim", {"start_bar": 1, "end_bar": 4}),
])  # fmt: skip
def test_each_track_of_a_kit_is_edited(words: str, action: str, told: dict[str, int]) -> None:
    made = calls(words, SONG)
    assert [one["args"]["clip"] for one in made] == ["c1", "c2", "c3"]
    assert all(one["args"]["action"] == action and told.items() <= one["args"].items() for one in made)


def test_where_it_lies_is_no_destination() -> None:
    (call,) = calls("copy the bass from bar 1 to bar 9", SONG)
    assert call["args"] == {"action": "duplicate", "clip": "c4", "bar": 9}


def test_until_a_bar_is_no_loop_of_that_bar() -> None:
    plan = OfflinePlanner().plan("cycle the whole thing up to bar 17", SONG)
    assert all(one.args.get("start_bar") != one.args.get("end_bar") for one in plan.steps if one.task == "transport")


@pytest.mark.parametrize("words", ["bounce everything to mp3", "an mp3 of the whole thing please"])
def test_everything_is_the_song_whatever_was_made_last(words: str) -> None:
    made = after(SONG, ("rain for four bars", [("generate_audio", {"prompt": "rain"}, ("rain",))]))
    (call,) = calls(words, made)
    assert call["args"] == {"what": "mix", "format": "mp3"}


def test_everything_apart_is_each_track() -> None:
    assert [one["args"]["what"] for one in calls("export everything as separate tracks", SONG)] == ["tracks"]


def test_just_two_are_soloed() -> None:
    made = calls("give me just kick and bass", SONG)
    assert [(one["args"]["track"], one["args"]["action"]) for one in made] == [("Kick", "solo"), ("Bass", "solo")]
