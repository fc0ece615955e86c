"""Parts for a place: which drums, which chords, along whom, several to choose from; and what is said of their track."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import calls

TRACKS = (("Loop", "audio"), ("Bass", "midi"), ("Keys", "midi"), ("Pad", "midi"), ("Viola", "audio"))
CLIPS = (
    ClipInfo("c1", "loop", "Loop", "audio", 0, 16, bars=(1.0, 17.0)),
    ClipInfo("c2", "bass a", "Bass", "midi", 0, 16, bars=(1.0, 17.0)),
    ClipInfo("c3", "keys early", "Keys", "midi", 16, 8, bars=(9.0, 17.0)),
    ClipInfo("c4", "keys late", "Keys", "midi", 48, 8, bars=(25.0, 33.0)),
    ClipInfo("c5", "pad a", "Pad", "midi", 16, 8, bars=(9.0, 17.0)),
    ClipInfo("c6", "viola", "Viola", "audio", 0, 8, bars=(1.0, 9.0)),
)
SONG = Context(
    tempo=100,
    key="C major",
    clips=CLIPS,
    tracks=tuple(name for name, _ in TRACKS),
    track_views=tuple(TrackInfo(name, kind, pan=0.0) for name, kind in TRACKS),
    markers=(("Intro", 1), ("Chorus 1", 9), ("Bridge", 17), ("Chorus 2", 25), ("Outro", 33)),
)


def told(text: str, song: Context = SONG) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], one["args"]) for one in calls(text, song)]


def placed(bar: float, clip: str = "$1", **more: object) -> tuple[str, dict[str, Any]]:
    return "arrange", {"action": "place", "clip": clip, "bar": bar, **more}


def drums(style: str, bars: int) -> tuple[str, dict[str, Any]]:
    return "generate_midi", {"kind": "drums", "bars": bars, "style": style}


@pytest.mark.parametrize(
    ("text", "style", "bars", "bar"),
    [
        ("claps on 2 and 4 in the bridge", "only claps on 2 and 4", 8, 17),
        ("add snaps on the 2 and 4 of the bridge", "only snaps on 2 and 4", 8, 17),
        ("can you do a beat for the bridge? half time feel", "half time", 8, 17),
        ("need drums under the viola, just hats n a soft kick, nothing fancy", "simple, only hats and soft kick", 8, 1),
        ("drums for the bridge, no kick", "without kick", 8, 17),
        ("a four on the floor kick under chorus 2", "only kick, four on the floor", 8, 25),
        ("blast beat over the bridge, a real one", "blast beat", 8, 17),
    ],
)
def test_which_drums_and_where_they_fall(text: str, style: str, bars: int, bar: int) -> None:
    assert told(text) == [drums(style, bars), placed(bar)]


@pytest.mark.parametrize(
    "text", ["mute the loop in the bridge, half time", "no loop in the bridge", "bass drops out in the bridge",
             "loop on 2 and 4", "half time in the bridge"]
)  # fmt: skip
def test_what_is_there_is_not_written_anew(text: str) -> None:
    assert not {"generate_midi", "generate_audio"} & {task for task, _ in told(text)}


def test_chords_that_are_listed_are_written_each_as_long_as_it_is_told() -> None:
    chords = ["Dm", "F", "C", "G"]
    made = ("generate_midi", {"kind": "pad", "chords": chords, "bars": 4})
    assert told("pad for the bridge pls, dm f c g, one bar each") == [made, placed(17)]
    twice = ("generate_midi", {"kind": "pad", "chords": chords, "bars": 8})
    assert told("pad for the bridge, Dm F C G, two bars each") == [twice, placed(17)]
    on_it = replace(SONG, selected_tracks=("Pad",))
    assert told("pad for the bridge, dm f c g, one bar each", on_it) == [made, placed(17, track="Pad")]


def test_along_a_track_is_along_what_plays_there() -> None:
    steps = told("some strings in chorus 2 please, just long chords following the keys")
    assert steps == [
        ("generate_midi", {"kind": "chords", "bars": 8, "clip": "c4", "style": "strings, whole notes"}),
        placed(25),
    ]


def test_several_are_each_on_a_track_of_its_own_and_one_is_heard() -> None:
    assert told("give me two different bass lines for the bridge so i can pick") == [
        ("generate_midi", {"kind": "bass", "bars": 8}),
        placed(17, track="Bass line 1"),
        ("generate_midi", {"kind": "bass", "bars": 8}),
        placed(17, "$3", track="Bass line 2"),
        ("mix", {"track": "Bass line 2", "action": "mute"}),
    ]


@pytest.mark.parametrize(
    ("text", "bar"),
    [
        ("a boom right when the bridge starts", 17),
        ("sub drop on the one of chorus 2", 25),
        ("a crash on the first beat of the outro", 33),
    ],
)
def test_a_point_is_told_in_many_ways(text: str, bar: int) -> None:
    assert told(text)[1] == placed(bar)


def test_a_remark_says_what_for_and_where() -> None:
    made = ("generate_midi", {"kind": "bass", "bars": 8})
    assert told("bridge feels empty, bass just drops out there. make me a bass line for it") == [made, placed(17)]


@pytest.mark.parametrize(
    "text", ["keys in the bridge? same chords as chorus 1", "let the keys play the chorus 1 chords in the bridge"]
)
def test_the_same_chords_are_those_that_are_there(text: str) -> None:
    assert told(text) == [("arrange", {"action": "duplicate", "clip": "c3", "bar": 17})]


def test_where_something_plays_already_nothing_is_put_over_it() -> None:
    assert ("arrange", {"action": "duplicate", "clip": "c3", "bar": 25}) not in told(
        "keys in chorus 2, same chords as chorus 1"
    )


AIR = ("arrange", {"action": "place", "clip": "$1", "track": "Air"})


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        (
            "a pad on a new track called Air, 6 dB down, panned left",
            [
                ("generate_audio", {"prompt": "pad"}),
                AIR,
                ("mix", {"track": "Air", "action": "gain", "value_db": -6.0}),
                ("mix", {"track": "Air", "action": "pan", "value": -1.0}),
            ],
        ),
        (
            "make me a copy of Keys, muted",
            [
                ("arrange", {"action": "duplicate", "track": "Keys", "name": "Keys 2"}),
                ("mix", {"track": "Keys 2", "action": "mute"}),
            ],
        ),
        (
            "duplicate the keys track and mute the copy",
            [
                ("arrange", {"action": "duplicate", "track": "Keys", "name": "Keys 2"}),
                ("mix", {"track": "Keys 2", "action": "mute"}),
            ],
        ),
        (
            "new track called Ghost, muted",
            [
                ("arrange", {"action": "new_track", "name": "Ghost"}),
                ("mix", {"track": "Ghost", "action": "mute"}),
            ],
        ),
        (
            "a riser into chorus 2, 4 dB quieter",
            [
                ("generate_audio", {"prompt": "riser", "bars": 4}),
                placed(21, track="Riser"),
                ("mix", {"track": "Riser", "action": "gain", "value_db": -4.0}),
            ],
        ),
    ],
)
def test_what_is_said_of_the_new_track_is_done_to_it(text: str, steps: list[tuple[str, dict[str, Any]]]) -> None:
    assert told(text) == steps


@pytest.mark.parametrize("text", ["rain over the intro and mute the bass", "a crash on 17 and pan the viola left"])
def test_another_track_behind_it_is_another(text: str) -> None:
    steps = told(text)
    assert steps[-1][1]["track"] in ("Bass", "Viola") and "track" not in steps[1][1]
