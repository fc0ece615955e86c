"""Groups and buses: named in one breath, and meant by "it", "the folder" or their name from then on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Kick", "Snare", "Uke", "Banjo", "Choir")
SONG = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "audio", 0, 16, bars=(1.0, 9.0)) for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
)
VIEWS = (*SONG.track_views, TrackInfo("Strummed", "group"), TrackInfo("Echo", "bus"))
GROUPED = replace(SONG, tracks=(*NAMES, "Strummed"), track_views=VIEWS)


@pytest.mark.parametrize(
    ("said", "name", "then"),
    [
        ("Uke and banjo in one folder, name is Porch.", "Porch", []),
        ("put kick and snare in one group and name it Thump", "Thump", []),
        ("group the uke and the banjo, call the group Porch", "Porch", []),
        ("uke and banjo to a new group. Its name is Porch.", "Porch", []),
        (
            "put the uke and the banjo in a folder called Porch and pull the whole folder down 2",
            "Porch",
            [("mix", {"track": "Porch", "action": "gain", "value_db": -2})],
        ),
        (
            "Kick and snare in one group, name Thump. The group is 3 dB up, then colour it red.",
            "Thump",
            [("mix", {"track": "Thump", "value_db": 3}), ("set_track", {"track": "Thump", "color": "red"})],
        ),
        (
            "group the uke and the banjo as Porch. Then a highpass on this group at 110 Hz.",
            "Porch",
            [("apply_effect", {"track": "Porch", "effect": "highpass", "cutoff_hz": 110})],
        ),
        (
            "Kick und Snare in eine Gruppe namens Thump, und die Gruppe 2 dB runter",
            "Thump",
            [("mix", {"track": "Thump", "value_db": -2})],
        ),
    ],
)
def test_a_new_group_is_named_and_what_follows_is_done_to_it(
    said: str, name: str, then: list[tuple[str, dict[str, Any]]]
) -> None:
    first, *rest = calls(said, SONG)
    assert (first["tool"], first["args"]["action"], first["args"]["to"]) == ("route", "group", name)
    assert len(first["args"]["tracks"]) == 2
    assert [one["tool"] for one in rest] == [tool for tool, _ in then]
    assert all(args.items() <= one["args"].items() for one, (_, args) in zip(rest, then, strict=True))


@pytest.mark.parametrize(
    ("said", "tool", "args"),
    [
        ("the folder up 1.5", "mix", {"track": "Strummed", "action": "gain", "value_db": 1.5}),
        ("The group is 2 dB down.", "mix", {"track": "Strummed", "value_db": -2}),
        ("mute the Strummed folder", "mix", {"track": "Strummed", "action": "mute"}),
        ("make the group green", "set_track", {"track": "Strummed", "color": "green"}),
        ("strummed 10 left", "mix", {"track": "Strummed", "action": "pan", "value": -0.1}),
        ("put the choir in the group too", "route", {"action": "group", "track": "Choir", "to": "Strummed"}),
        ("what's in the Strummed group?", "session_info", {"aspect": "inside", "track": "Strummed"}),
        ("which tracks are feeding the echo?", "session_info", {"aspect": "sends", "track": "Echo"}),
        ("uke up 2", "mix", {"track": "Uke", "value_db": 2}),
    ],
)
def test_a_group_is_turned_and_asked_about_by_its_name(said: str, tool: str, args: dict[str, Any]) -> None:
    (call,) = calls(said, GROUPED)
    assert call["tool"] == tool
    assert args.items() <= call["args"].items()


def test_who_is_beside_everyone_is_not_everyone() -> None:
    made = calls("the drone underneath everyone is too loud, take 5 dB off it")
    assert all(len(call["args"].get("tracks") or ()) < 2 for call in made)
