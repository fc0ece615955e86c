"""What is asked for some parts of a song, over their bars, and what ends with them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import BAND, calls

_SPANS = {"Organ": (1, 33), "Cello": (5, 33), "Hat": (1, 33), "Backing Vox": (9, 17)}
SONG: Context = replace(
    BAND,
    clips=tuple(
        ClipInfo(f"s{n}", name, name, "audio", (a - 1) * 2.5, (b - a) * 2.5, (), (a, b))
        for n, (name, (a, b)) in enumerate(_SPANS.items())
    ),
    tracks=tuple(_SPANS),
    markers=(("Verse 1", 5.0), ("Chorus 1", 9.0), ("Verse 2", 17.0), ("Chorus 2", 25.0)),
    selected_clips=(),
    last=None,
    history=(),
)
Where = tuple[str, float, float]


def _automated(text: str) -> list[Where]:
    made = calls(text, SONG)
    assert {call["tool"] for call in made} == {"automate"}
    return [(call["args"]["track"], call["args"]["start_bar"], call["args"]["end_bar"]) for call in made]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("organ up 2 in chorus 1 and 2", [("Organ", 9, 17), ("Organ", 25, 33)]),
        ("mute the cello in verse one and chorus two", [("Cello", 5, 9), ("Cello", 25, 33)]),
        ("only organ and hat in verse 2", [("Cello", 17, 25), ("Backing Vox", 17, 25)]),
        ("cello up 2 in verse 2, then back down", [("Cello", 17, 25)]),
        ("mute the hat in bars 5 to 8 and then back in", [("Hat", 5, 9)]),
        ("mute the hat in verse 1, it comes back at chorus 1", [("Hat", 5, 9)]),
        ("bring the cello back up in verse 2", [("Cello", 17, 25)]),
        ("organ down 4 while the backing vox sings", [("Organ", 9, 17)]),
    ],
)
def test_each_part_is_written(text: str, where: list[Where]) -> None:
    assert _automated(text) == where


def test_a_filter_that_opens_is_put_on_where_there_is_none() -> None:
    text = "open a lowpass on the organ from 400 to 9000 Hz over verse 2"
    put, opened = calls(text, SONG)
    assert put["args"] == {"track": "Organ", "effect": "lowpass", "cutoff_hz": 400.0}
    there = replace(SONG, track_views=(TrackInfo("Organ", plugins=("Low-pass Filter",)),))
    assert calls(text, there) == [opened]
    way = {"track": "Organ", "parameter": "cutoff", "effect": "lowpass", "from": 400.0, "to": 9000.0}
    assert opened == {"tool": "automate", "args": {**way, "start_bar": 17, "end_bar": 25}}


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("trim the cello so it begins at bar 9", {"action": "trim", "start_bar": 9, "end_bar": 32}),
        ("trim the first two bars off the cello", {"action": "cut", "start": 0, "end": 5}),
        (
            "highpass the organ at 90 in chorus 1",
            {"effect": "highpass", "cutoff_hz": 90, "start_bar": 9, "end_bar": 16},
        ),
    ],
)
def test_what_stays_on_a_clip(text: str, args: dict[str, Any]) -> None:
    (call,) = calls(text, SONG)
    assert {**call["args"], **args} == call["args"]


@pytest.mark.parametrize(
    ("text", "what"),
    [("organ and cello as separate wavs please", "tracks"), ("export organ and cello together as one wav", "mix")],
)
def test_files_of_some_tracks(text: str, what: str) -> None:
    args = {"what": what, "format": "wav", "tracks": ["Organ", "Cello"]}
    assert calls(text, SONG) == [{"tool": "export", "args": args}]
