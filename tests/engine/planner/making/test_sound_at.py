"""A hit or a roll that is asked for with its place is made anew, whatever was done before it."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

TRACKS = ("Pad", "Bells", "Clap")
SONG = Context(
    tempo=120,
    clips=tuple(ClipInfo(f"c{n}", track, track, "audio", 0, 64, bars=(1.0, 33.0)) for n, track in enumerate(TRACKS, 1)),
    tracks=TRACKS,
    track_views=tuple(map(TrackInfo, TRACKS)),
    markers=(("Verse", 5), ("Drop", 17), ("Coda", 25)),
)
FILTERED = after(SONG, ("lowpass on the pad", [("apply_effect", {"clip": "c1", "effect": "lowpass"}, ())]))


@pytest.mark.parametrize(
    ("said", "prompt", "bar"),
    [
        ("a gong on 9", "gong", 9),
        ("snare roll for bar 16, 16ths, getting louder", "snare roll, 16ths, getting louder", 16),
        ("cymbal swell into the drop", "cymbal swell", 16),
        ("tom fill at 24 please", "tom fill", 24),
        ("shaker 8ths in the coda", "shaker 8ths", 25),
        ("give me a noise sweep up to the drop, 4 bars", "noise sweep", 13),
        ("ein Beckenschlag auf der 25", "crash", 25),
        ("fais-moi un roulement de caisse claire pour la mesure 16", "snare roll", 16),
    ],
)
def test_a_sound_is_made_at_its_place(said: str, prompt: str, bar: float) -> None:
    made, placed = calls(said, FILTERED)
    assert (made["tool"], made["args"]["prompt"]) == ("generate_audio", prompt)
    assert (placed["args"]["action"], placed["args"]["bar"]) == ("place", bar)


def test_two_places() -> None:
    assert [one["args"].get("bar") for one in calls("a crash on 17 and 25", FILTERED)] == [None, 17, 25]


@pytest.mark.parametrize("said", ["clap at 17", "knock 3 dB off at 17", "move the bells to 9", "hit play at bar 17"])
def test_what_is_here_or_is_done_is_not_made(said: str) -> None:
    assert "generate_audio" not in [one["tool"] for one in calls(said, FILTERED)]
