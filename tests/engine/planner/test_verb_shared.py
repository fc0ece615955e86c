"""One verb for two places, a pan that is held over bars, and a swell up to where it is full."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

TRACKS = ("Flute", "Harp", "Tuba")
SONG = Context(
    tempo=120,
    clips=tuple(ClipInfo(f"c{n}", track, track, "audio", 0, 64, bars=(1.0, 33.0)) for n, track in enumerate(TRACKS, 1)),
    tracks=TRACKS,
    track_views=tuple(map(TrackInfo, TRACKS)),
    markers=(("Verse", 5), ("Chorus", 17), ("Coda", 25)),
)


def told(text: str) -> list[tuple[Any, ...]]:
    made = [one["args"] for one in calls(text, SONG)]
    names = ("clip", "track", "action", "duration", "parameter", "from", "to", "start_bar", "end_bar")
    return [tuple(args[name] for name in names if name in args) for args in made]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("fade the harp in over two bars and out over three", [("c2", "fade_in", 4), ("c2", "fade_out", 6)]),
        ("Blende die Tuba über die ersten zwei Takte ein und über die letzten vier aus",
         [("c3", "fade_in", 4), ("c3", "fade_out", 8)]),
        ("fade in the harp over 3 seconds, out over 5", [("c2", "fade_in", 3), ("c2", "fade_out", 5)]),
        ("fade the flute in over one bar and the tuba out over two", [("c1", "fade_in", 2), ("c3", "fade_out", 4)]),
        ("pan the harp left in the verse and right in the chorus",
         [("Harp", "pan", -1, -1, 5, 17), ("Harp", "pan", 1, 1, 17, 25)]),
        ("tuba 3 dB down in the verse and 2 dB up in the chorus",
         [("Tuba", "volume", -3, -3, 5, 17), ("Tuba", "volume", 2, 2, 17, 25)]),
        ("mute the flute in the verse and the harp in the coda",
         [("Flute", "mute", 1, 1, 5, 17), ("Harp", "mute", 1, 1, 25, 33)]),
        ("pan the flute 30% right in the chorus", [("Flute", "pan", 0.3, 0.3, 17, 25)]),
        ("the tuba comes in from nothing and is full at the verse", [("Tuba", "volume", -60, 0, 1, 5)]),
        ("harp from silence, full by bar 9", [("Harp", "volume", -60, 0, 1, 9)]),
    ],
)  # fmt: skip
def test_both_places_are_done(said: str, meant: list[tuple[Any, ...]]) -> None:
    assert told(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("pan the harp from left to right over bars 5 to 9", [("Harp", "pan", -1, 1, 5, 9)]),
        ("fade the harp in over two bars and mute the tuba", [("c2", "fade_in", 4), ("Tuba", "mute")]),
    ],
)
def test_near_twins_stay(said: str, meant: list[tuple[Any, ...]]) -> None:
    assert told(said) == meant
