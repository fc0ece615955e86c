"""What is asked for is made as long as its place, goes there and on its track; what is here is no wish."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

TRACKS = ("Drums", "Bass", "Keys", "Viola")
SONG = Context(
    tempo=100,
    clips=tuple(ClipInfo(f"c{n}", track, track, "audio", 0, 96, bars=(1.0, 41.0)) for n, track in enumerate(TRACKS, 1)),
    tracks=TRACKS,
    track_views=tuple(map(TrackInfo, TRACKS)),
    markers=(("Intro", 1), ("Ch1", 9), ("Bridge", 17), ("Ch2", 25), ("Outro", 33)),
)


def told(text: str) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], one["args"]) for one in calls(text, SONG)]


def placed(bar: float, **more: object) -> tuple[str, dict[str, Any]]:
    return "arrange", {"action": "place", "clip": "$1", "bar": bar, **more}


@pytest.mark.parametrize(
    ("text", "made", "bar"),
    [
        ("cowbell loop in the bridge", {"prompt": "cowbell loop", "bars": 8}, 17),
        ("I need a string line under the outro", {"prompt": "string line", "bars": 8}, 33),
        ("could you add a 2 bar tom roll at 7", {"prompt": "tom roll", "bars": 2}, 7),
        ("bass fill in bar 16", {"prompt": "bass fill", "bars": 1}, 16),
        ("snare roll into ch2", {"prompt": "snare roll", "bars": 1}, 24),
        ("a riser into the outro", {"prompt": "riser", "bars": 4}, 29),
        ("an uplifter that ends at bar 25", {"prompt": "uplifter", "bars": 2}, 23),
        ("at bar 13, some thunder", {"prompt": "thunder"}, 13),
        ("a crash on 17", {"prompt": "crash"}, 17),
    ],
)
def test_a_sound_lies_and_lasts_as_its_place_says(text: str, made: dict[str, Any], bar: float) -> None:
    assert told(text) == [("generate_audio", made), placed(bar)]


def test_in_every_chorus_it_is_the_same_one() -> None:
    copy = ("arrange", {"action": "duplicate", "clip": "$1", "bar": 25})
    assert told("shaker loop for the choruses") == [
        ("generate_audio", {"prompt": "shaker loop", "bars": 8}),
        placed(9),
        copy,
    ]


@pytest.mark.parametrize(
    ("text", "made", "bar"),
    [
        ("chords Am F C G at bar 9", {"kind": "chords", "chords": ["Am", "F", "C", "G"]}, 9),
        ("a walking bass line in G minor for the bridge", {"kind": "bass", "key": "G minor", "bars": 8,
                                                           "style": "walking"}, 17),
        ("write a sad melody in the outro", {"kind": "melody", "bars": 8, "style": "sad"}, 33),
    ],
)  # fmt: skip
def test_notes_are_written(text: str, made: dict[str, Any], bar: float) -> None:
    assert told(text) == [("generate_midi", made), placed(bar)]


def test_it_goes_on_the_track_that_is_told() -> None:
    steps = told("a soft drone under the outro on a new track called Fog")
    assert steps == [("generate_audio", {"prompt": "soft drone", "bars": 8}), placed(33, track="Fog")]


def test_a_tempo_beyond_the_song_is_no_bar() -> None:
    assert told("dub loop at 124") == [("generate_audio", {"prompt": "dub loop", "bpm": 124})]


@pytest.mark.parametrize(
    "text", ["drums in the bridge only", "the bass line in the chorus", "keys down in the bridge", "no viola in ch2"]
)
def test_what_is_here_is_not_made(text: str) -> None:
    assert not {tool for tool, _ in told(text)} & {"generate_audio", "generate_midi"}


def test_drums_that_are_to_be_out_are_not_made() -> None:
    ((tool, args),) = told("drums out for the bar before the bridge")
    assert (tool, args["parameter"], args["track"]) == ("automate", "mute", "Drums")
    assert (args["start_bar"], args["end_bar"]) == (16, 17)


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("four chords for the bridge, Am F C G, a bar each", 4),
        ("chords for the bridge: am, f, c and g, two bars each", 8),
        ("4 chords in the bridge: Am F C G, one bar each", 4),
    ],
)
def test_chords_that_are_counted_and_listed_keep_their_length(text: str, bars: int) -> None:
    made, put = told(text)
    assert made == ("generate_midi", {"kind": "chords", "chords": ["Am", "F", "C", "G"], "bars": bars})
    assert put == placed(17)


def test_percussion_falls_on_its_beats() -> None:
    for text in ("tambourine on 2 and 4 in the bridge", "add a tambourine on 2 and 4 in bars 17 to 24"):
        made, put = told(text)
        assert made == ("generate_midi", {"kind": "drums", "bars": 8, "style": "only tambourine on 2 and 4"})
        assert put == placed(17)


@pytest.mark.parametrize("text", ["4 note logo for the end, bright", "write me a three note motif at bar 9"])
def test_so_many_notes_are_asked_about(text: str) -> None:
    ((tool, _),) = told(text)
    assert tool == "ask"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        (
            "a tambourine in bars 5 to 8, straight 8ths, lean on the 2 and"
            " 4", "only tambourine every 8th, accents on 2 and 4"),
        ("a shaker on every 16th in bars 5 to 8", "only shaker every 16th"),
        ("a beat in bars 5 to 8, only kick and hats, keep it simple", "simple, only kick and hats"),
    ],
)
def test_how_often_a_drum_falls(text: str, style: str) -> None:
    made = calls(text, SONG)
    assert (made[0]["tool"], made[0]["args"]["style"]) == ("generate_midi", style)
