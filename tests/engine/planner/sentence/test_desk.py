"""The desk: takes of a track, pairs, sends and their levels, what is swapped, names with more behind them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import TrackInfo
from tests.engine.planner.sentence.quartet import SONG, after
from tests.engine.planner.sentence.test_mixer import PANNED, args

HEARD = replace(
    SONG,
    tracks=(*SONG.tracks, "Ld Vox", "Ld Vox tk2"),
    track_views=(
        *SONG.track_views,
        TrackInfo("Ld Vox", sends=("Hall",), send_db=(-10.0,)),
        TrackInfo("Ld Vox tk2", mute=True),
    ),
)


@pytest.mark.parametrize("text", ["mute the lead", "mute the lead vocal", "mute ld vox"])
def test_a_word_for_a_track_and_its_take_means_the_track(text: str) -> None:
    assert args(text, HEARD) == [{"track": "Ld Vox", "action": "mute"}]


def test_the_take_is_told_by_its_number() -> None:
    assert args("unmute the lead take 2", HEARD) == [{"track": "Ld Vox tk2", "action": "unmute"}]


def test_a_pair_keeps_its_sides() -> None:
    fiddles = {"Fiddle L": -0.3, "Fiddle R": 0.3}
    assert {one["track"]: one["value"] for one in args("pull the fiddles in, 30 each side")} == fiddles
    behind = after("pull the fiddles in, 30 each side", PANNED)
    assert [one["value"] for one in args("make it 80", behind)] == [-0.8, 0.8]


@pytest.mark.parametrize(
    ("text", "level"),
    [("turn the lead send down 3", -13), ("lead send to -6", -6), ("the lead send to the hall up 2", -8)],
)
def test_a_send_has_a_level(text: str, level: float) -> None:
    assert args(text, HEARD) == [{"action": "send", "track": "Ld Vox", "to": "Hall", "value_db": level}]


def test_a_send_is_as_far_from_anothers_as_it_is_told() -> None:
    behind = after("send the lead to the hall at -10", HEARD)
    (sent,) = args("marimba in there too but 3 db more than the lead", behind)
    assert (sent["track"], sent["to"], sent["value_db"]) == ("Marimba", "Hall", -7)


def test_a_send_that_is_heard_only_there_is_silent_elsewhere() -> None:
    sent, *silent = args("send the marimba to the hall at -9 only in the refrain")
    assert sent["value_db"] == -9
    assert [(one["start_bar"], one["end_bar"], one["from"]) for one in silent] == [(1, 13, -120), (21, 29, -120)]


def test_the_other_way_round_swaps_what_is_heard() -> None:
    behind = after("solo the cajon", SONG, Cajon={"solo": True})
    assert [(one["action"], one["track"]) for one in args("the other way round", behind)] == [
        ("unsolo", "Cajon"),
        ("mute", "Cajon"),
    ]
    unsoloed, muted = args("now the other way round, everything except the marimba", behind)
    assert (unsoloed["action"], unsoloed["track"]) == ("unsolo", "Cajon")
    assert (muted["action"], muted["track"]) == ("mute", "Marimba")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("rename the cajon to Box and drop it 3 db", {"track": "Box", "action": "gain", "value_db": -3}),
        ("call the cajon Box, green", {"track": "Box", "color": "green"}),
    ],
)
def test_a_name_ends_where_more_is_asked(text: str, more: dict[str, Any]) -> None:
    assert args(text) == [{"action": "rename", "name": "Box", "track": "Cajon"}, more]


def test_the_tracks_of_a_group_are_counted() -> None:
    assert args("colour all 2 fiddles tracks red") == [{"tracks": ["Fiddle L", "Fiddle R"], "color": "red"}]


def test_the_group_is_turned_without_an_article() -> None:
    grouped = after("put the marimba and the cajon in a group called Wood", SONG)
    there = replace(
        grouped, tracks=(*grouped.tracks, "Wood"), track_views=(*grouped.track_views, TrackInfo("Wood", "group"))
    )
    assert args("group down 2", there) == [{"track": "Wood", "action": "gain", "value_db": -2}]
