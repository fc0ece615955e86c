"""Files asked for in a few words: all of it, a part of the song, one for each section or track."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

TRACKS = ("Anna", "Ben", "Room")
SHOW = Context(
    tempo=120,
    clips=tuple(ClipInfo(f"c{n}", track, track, "audio", 0, 64, bars=(1.0, 33.0)) for n, track in enumerate(TRACKS, 1)),
    tracks=TRACKS,
    track_views=tuple(map(TrackInfo, TRACKS)),
    markers=(("Intro", 1), ("Talk", 9), ("Outro", 25)),
)


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("ok thats the show. mp3 at -16 LUFS", {"format": "mp3", "loudness_lufs": -16}),
        ("that's the one. flac", {"format": "flac"}),
        ("mono mp3 128k for the website", {"format": "mp3"}),
        ("fertig, wav mit -23 LUFS", {"format": "wav", "loudness_lufs": -23}),
        ("right, done. 24 bit wav for the label", {"format": "wav"}),
        ("wav of the talk only", {"format": "wav", "start_bar": 9, "end_bar": 25}),
        ("mp3 of the intro for my producer", {"format": "mp3", "start_bar": 1, "end_bar": 9}),
    ],
)
def test_a_format_alone_is_a_file_of_all_or_of_a_part(said: str, args: dict[str, Any]) -> None:
    assert calls(said, SHOW) == [{"tool": "export", "args": {"what": "mix", **args}}]


@pytest.mark.parametrize(
    "said",
    [
        "one wav per section",
        "a wav for each marker please",
        "every section as its own wav",
        "one wav per section, no room",
    ],
)
def test_one_file_for_each_section(said: str) -> None:
    made = [one["args"] for one in calls(said, SHOW)]
    assert [(one["start_bar"], one["end_bar"]) for one in made] == [(1, 9), (9, 25), (25, 33)]
    assert {one["format"] for one in made} == {"wav"}
    assert all(one.get("tracks") == (["Anna", "Ben"] if "room" in said else None) for one in made)


def test_one_file_each_is_no_mix() -> None:
    (one,) = calls("export Anna and Ben, one wav each", SHOW)
    assert (one["args"]["what"], one["args"]["tracks"]) == ("tracks", ["Anna", "Ben"])


@pytest.mark.parametrize("said", ["make Anna -16 LUFS", "is mp3 at -16 LUFS fine?"])
def test_other_words_are_no_file(said: str) -> None:
    assert "export" not in [one["tool"] for one in calls(said, SHOW)]
