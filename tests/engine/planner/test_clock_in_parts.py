"""Tempo for a part of the song and what is said behind it, bars counted from what was spoken of, and what is spared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

NAMES = ("Kit", "Organ", "Flute", "Choir")
SONG = Context(
    tempo=100,
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "audio" if n == 1 else "midi", 0, 76.8, bars=(1.0, 33.0))
        for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
    markers=(("Verse", 5), ("Bridge", 17), ("Coda", 25)),
)


def tempo(bpm: float, **where: float) -> dict[str, Any]:
    return {"action": "set_tempo", "bpm": bpm, **where}


RIDE = tempo(100, to_bpm=80, start_bar=25, end_bar=33)
BRIDGE_FASTER = after(
    SONG,
    ("bridge at 110", [("transport", tempo(110, bar=17), ()), ("transport", tempo(100, bar=25), ())]),
)
RIDDEN = after(SONG, ("slow down over the coda to 80", [("transport", RIDE, ())]))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("do the last four bars slower, like 84", [tempo(84, bar=29)]),
        ("the coda should be slower, say 90", [tempo(90, bar=25)]),
        ("ritardando in the last four bars", [tempo(100, to_bpm=80, start_bar=29, end_bar=33)]),
        ("slow down a little over the coda", [tempo(100, to_bpm=90, start_bar=25, end_bar=33)]),
        ("speed up over the bridge", [tempo(100, to_bpm=120, start_bar=17, end_bar=25)]),
    ],
)
def test_a_tempo_is_of_the_part_that_is_named(said: str, meant: list[dict[str, Any]]) -> None:
    assert [one["args"] for one in calls(said, SONG)] == meant


@pytest.mark.parametrize(
    ("said", "bpm"),
    [
        ("a bit slower", 108),
        ("2 bpm slower there", 108),
        ("still too fast", 106),
        ("a touch faster in the bridge", 112),
    ],
)
def test_slower_behind_it_is_of_that_part_alone(said: str, bpm: float) -> None:
    assert [one["args"] for one in calls(said, BRIDGE_FASTER)] == [tempo(bpm, bar=17)]


def test_the_same_in_another_part() -> None:
    assert [one["args"] for one in calls("the same in the coda", BRIDGE_FASTER)] == [tempo(110, bar=25)]


@pytest.mark.parametrize("said", ["down to 70", "even slower, 70", "70"])
def test_a_figure_behind_a_ride_is_where_it_ends(said: str) -> None:
    assert [one["args"] for one in calls(said, RIDDEN)] == [{**RIDE, "to_bpm": 70}]


@pytest.mark.parametrize(
    "said", ["no slow bit after all", "forget the slowing down", "keep it straight to the end", "take the slow bit out"]
)
def test_no_ride_after_all_takes_it_back(said: str) -> None:
    assert [one["tool"] for one in calls(said, RIDDEN)] == ["undo"]


@pytest.mark.parametrize(
    ("said", "bar"),
    [
        ("put a marker 4 bars before that called Break", 21),
        ("a marker a bar later called Fill", 26),
        ("set a marker there called Tag", 25),
    ],
)
def test_bars_are_counted_from_the_place_that_was_told(said: str, bar: float) -> None:
    told = after(SONG, ("where does the coda start?", [("session_info", {"aspect": "places", "start_bar": 25.0}, ())]))
    (call,) = calls(said, told)
    assert (call["tool"], call["args"]["bar"]) == ("marker", bar)


@pytest.mark.parametrize(
    ("said", "bar"),
    [
        ("a marker called Solo halfway through the bridge", 21),
        ("marker Drop two bars after the bridge starts", 19),
        ("mark the last two bars of the bridge: Turn", 23),
        ("mark the end called Stop", 33),
    ],
)
def test_a_marker_lies_where_its_words_count(said: str, bar: float) -> None:
    (call,) = calls(said, SONG)
    assert (call["args"]["action"], call["args"]["bar"]) == ("add", bar)


@pytest.mark.parametrize(
    "said",
    [
        "mute everything, the kit stays obviously",
        "all out, the kit stays in",
        "mute it all, not the kit though",
        "but leave the kit, mute everything",
    ],
)
def test_what_stays_is_spared_of_everything(said: str) -> None:
    assert {track for one in calls(said, SONG) for track in one["args"].get("tracks", [one["args"].get("track")])} == {
        "Organ",
        "Flute",
        "Choir",
    }


@pytest.mark.parametrize(
    "said",
    [
        "i need this in a lower key, two semitones down, the kit stays obviously",
        "lower the key by two, obviously not the kit",
        "take the key down a tone, kit as it is",
    ],
)
def test_a_key_is_of_all_but_what_stays(said: str) -> None:
    (call,) = calls(said, SONG)
    assert call["args"] == {"clips": ["c2", "c3", "c4"], "semitones": -2.0}


def test_of_what_is_selected_nothing_else_is_moved() -> None:
    chosen = replace(SONG, selected_clips=("c2",), is_newly_selected=True)
    made = calls("this two semitones down, the flute stays", chosen)
    assert [one["args"].get("clip") for one in made] == ["c2"]
