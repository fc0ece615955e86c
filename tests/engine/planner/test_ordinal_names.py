"""Ordinals that name tracks, all tracks in some bars, the bar before a part, and a part that plays another's notes."""

from dataclasses import replace
from typing import Any

import pytest

from bench.planner_orders import BAND
from engine.planner.context import ClipInfo
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)
BAR_S = 240 / 112
NAMES = ("Trumpet 1", "Trumpet 2", "Horn", "Tuba", "Drums")
BRASS = replace(
    BAND,
    clips=tuple(ClipInfo(name, name.lower(), name, "midi", 0.0, 32 * BAR_S, bars=(1.0, 33.0)) for name in NAMES),
    tracks=NAMES,
)


def planned(text: str) -> list[tuple[str, dict[str, Any]]]:
    return [(call["tool"], call["args"]) for call in PLANNER.plan(text, BRASS).calls()]


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("the first trumpets 2 dB up", "Trumpet 1"),
        ("2nd trumpet 2 dB up", "Trumpet 2"),
        ("turn up the second trumpet 2 dB", "Trumpet 2"),
    ],
)
def test_an_ordinal_names_a_track(text: str, track: str):
    assert planned(text) == [("mix", {"track": track, "action": "gain", "value_db": 2.0})]


def test_what_is_counted_of_one_track_is_no_name():
    assert planned("the first note of the horn louder")[0][1]["clip"] == "Horn"


def test_of_all_tracks_in_some_bars():
    steps = planned("silence the first 2 bars on all tracks")
    assert [(args["track"], args["start_bar"], args["end_bar"]) for _, args in steps] == [
        (name, 1, 3) for name in NAMES
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("no tuba in the bar right before the chorus", 16),
        ("the tuba out in the last bar before the outro", 24),
        ("mute the tuba in the two bars before the outro", 23),
    ],
)
def test_the_bars_before_a_part(text: str, first: int):
    ((task, args),) = planned(text)
    assert (task, args["parameter"], args["start_bar"]) == ("automate", "mute", first)


def test_a_part_that_plays_what_another_plays():
    steps = planned("add a bass trombone: what the horn plays now, an octave down")
    assert [task for task, _ in steps] == ["arrange", "change_tempo_key"]
    assert steps[0][1] == {"action": "duplicate", "clip": "Horn", "track": "bass trombone"}


def test_how_bad_it_is_is_not_how_much_is_wished():
    assert "amount" not in planned("the horn is a bit sloppy, pull it onto the eighths")[0][1]


@pytest.mark.parametrize(
    "text",
    ["mute the drums and transpose the horn up an octave from bar 9", "drums out, horn up an octave from bar 9"],
)
def test_from_there_in_a_request_of_two(text: str):
    horn = {"clip": "Horn", "semitones": 12.0, "start_bar": 9, "end_bar": 33}
    assert planned(text)[1] == ("change_tempo_key", horn)


def test_what_has_an_act_of_its_own_shares_none():
    tuba = {"clip": "Tuba", "semitones": 12.0, "start_bar": 5, "end_bar": 9}
    drums = ("mix", {"track": "Drums", "action": "mute"})
    assert planned("mute the drums and the tuba an octave up in bars 5 to 8") == [drums, ("change_tempo_key", tuba)]
    assert [args["track"] for _, args in planned("mute the drums and the tuba in bars 5 to 8")] == ["Drums", "Tuba"]
