"""Markers where things begin: several with one place phrase, and one for each entry."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

LYING = (("Anna", 1, 9), ("Anna", 17, 25), ("Ben", 9, 17), ("Brass", 5, 9), ("Brass", 9, 13), ("Brass", 21, 25))
TRACKS = ("Anna", "Ben", "Brass")
SONG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{n}", track, track, "audio", (a - 1) * 2, (b - a) * 2, bars=(float(a), float(b)))
        for n, (track, a, b) in enumerate(LYING)
    ),
    tracks=TRACKS,
    track_views=tuple(map(TrackInfo, TRACKS)),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (
            "chapters: Hello at the very start, then Ben and Brass where each of them starts",
            ["Hello 1", "Ben 9", "Brass 5"],
        ),
        ("markers for Ben and Brass where they come in", ["Ben 9", "Brass 5"]),
        ("markers: Top at bar 1, Talk and Fanfare where Ben and the brass begin", ["Top 1", "Talk 9", "Fanfare 5"]),
        ("mark where the brass comes in", ["Brass 5"]),
        ("put markers where Ben and the brass start", ["Ben 9", "brass 5"]),
        ("Ben and Brass as markers at their entries", ["Ben 9", "Brass 5"]),
        ("Kapitelmarken: Hallo ganz am Anfang, dann Ben und Brass da wo sie anfangen", ["Hallo 1", "Ben 9", "Brass 5"]),
        ("mark every entry of the brass", ["Brass 1 5", "Brass 2 21"]),
        ("markers at the beginning of each brass clip", ["Brass 1 5", "Brass 2 9", "Brass 3 21"]),
        ("flag every time Anna comes in as Host", ["Host 1 1", "Host 2 17"]),
        ("markiere jeden Einsatz von Anna", ["Anna 1 1", "Anna 2 17"]),
        ("mets un repère à chaque entrée de Ben", ["Ben 9"]),
    ],
)
def test_markers_lie_where_things_begin(said: str, meant: list[str]) -> None:
    made = calls(said, SONG)
    assert {one["tool"] for one in made} == {"marker"}
    assert [f"{one['args']['name']} {one['args']['bar']:g}" for one in made] == meant


@pytest.mark.parametrize("said", ["move Ben to where the brass starts", "start Anna where Ben starts"])
def test_a_place_without_markers_is_none(said: str) -> None:
    assert "marker" not in [one["tool"] for one in calls(said, SONG)]
