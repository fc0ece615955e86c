"""From a bar on: levels and mutes hold to the end, "from there" is the bar that was named, half of a cut goes."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

FADERS = {"Banjo": -6.0, "Vox 2": -1.0, "Vox 3": 0.0, "Tabla": -3.0}
SONG = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "audio", 0, 32, bars=(1.0, 17.0)) for n, name in enumerate(FADERS, 1)
    ),
    tracks=tuple(FADERS),
    track_views=tuple(TrackInfo(name, gain_db=gain_db) for name, gain_db in FADERS.items()),
    markers=(("Lift", 9.0),),
)


def held(track: str, level_db: float, start: int, end: int = 17) -> dict[str, Any]:
    return {"track": track, "parameter": "volume", "from": level_db, "to": level_db, "start_bar": start, "end_bar": end}


def muted(track: str, start: int, end: int = 17) -> dict[str, Any]:
    return {"track": track, "parameter": "mute", "from": 1, "to": 1, "start_bar": start, "end_bar": end}


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("pull the banjo down 3 from bar 5", held("Banjo", -9, 5)),
        ("from bar 5 on bring the banjo up 2", held("Banjo", -4, 5)),
        ("banjo 2 dB quieter from the Lift on", held("Banjo", -8, 9)),
        ("vox 2 down 2 from bar 9 to bar 11", held("Vox 2", -3, 9, 11)),
        ("tabla down 2 from bar 9", held("Tabla", -5, 9)),
        ("from bar 13 the tabla is muted", muted("Tabla", 13)),
        ("mute the tabla from bar 7 on", muted("Tabla", 7)),
        ("ab Takt 5 das Banjo 3 dB leiser", held("Banjo", -9, 5)),
        ("desde el compás 5 el banjo 3 dB más bajo", held("Banjo", -9, 5)),
    ],
)
def test_from_a_bar_on_is_to_the_end_and_moves_no_clip(said: str, args: dict[str, Any]) -> None:
    (call,) = calls(said, SONG)
    assert call["tool"] == "automate"
    assert args.items() <= call["args"].items()


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("put a marker Stop at 13 and mute the tabla from there", muted("Tabla", 13)),
        ("a flag called Thin at bar 5. From there the banjo is muted", muted("Banjo", 5)),
        ("mark bar 5 as Hook and from there on pull the banjo down 3", held("Banjo", -9, 5)),
        ("drop a cue named Out at bar 11 and cut the tabla from there to the end", muted("Tabla", 11)),
    ],
)
def test_there_is_the_bar_that_was_named(said: str, args: dict[str, Any]) -> None:
    marker, call = calls(said, SONG)
    assert (marker["tool"], call["tool"]) == ("marker", "automate")
    assert args.items() <= call["args"].items()


@pytest.mark.parametrize(
    ("said", "bars"),
    [
        ("chop the banjo at bar 5 and delete the second half", (1, 4)),
        ("cut the tabla at bar 9 and lose the rest", (1, 8)),
        ("split vox 3 at bar 7, then throw away the first part", (7, 16)),
        ("slice the banjo at bar 13 and remove what comes after it", (1, 12)),
    ],
)
def test_half_of_what_is_cut_goes(said: str, bars: tuple[int, int]) -> None:
    (call,) = calls(said, SONG)
    assert (call["tool"], call["args"]["action"]) == ("edit_clip", "trim")
    assert (call["args"]["start_bar"], call["args"].get("end_bar", 16)) == bars
