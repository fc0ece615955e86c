"""In one request: the same for something else, with another figure where one is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls

FADERS = {"Viola": -4.0, "Bongo": -9.0, "Sax": 0.0, "Marimba": -2.0}
SONG = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "midi" if n > 2 else "audio", 0, 32, bars=(1.0, 17.0))
        for n, name in enumerate(FADERS, 1)
    ),
    tracks=tuple(FADERS),
    track_views=tuple(TrackInfo(name, gain_db=gain_db) for name, gain_db in FADERS.items()),
    markers=(("Bridge", 5.0), ("Coda", 13.0)),
)


@pytest.mark.parametrize(
    ("said", "tool", "args"),
    [
        (
            "viola down 2, the bongo also",
            "mix",
            [{"track": "Viola", "value_db": -2}, {"track": "Bongo", "value_db": -2}],
        ),
        ("viola down 2. Bongo also, but only 1", "mix", [{"value_db": -2}, {"track": "Bongo", "value_db": -1}]),
        (
            "pan the viola 40 right and the bongo too, but 15",
            "mix",
            [{"value": 0.4}, {"track": "Bongo", "value": 0.15}],
        ),
        (
            "transpose the sax up 3. Marimba also same.",
            "change_tempo_key",
            [{"clip": "c3"}, {"clip": "c4", "semitones": 3}],
        ),
        (
            "send the viola to the plate at -8. The sax also, but -15",
            "route",
            [{"value_db": -8}, {"track": "Sax", "to": "plate", "value_db": -15}],
        ),
        (
            "mute the viola in bars 3 and 4, same for the sax",
            "automate",
            [{"parameter": "mute"}, {"track": "Sax", "parameter": "mute", "start_bar": 3, "end_bar": 5}],
        ),
        (
            "from the Coda the viola fades to the end. Same on the bongo.",
            "automate",
            [{"from": -4, "to": -60}, {"track": "Bongo", "from": -9, "to": -60}],
        ),
        ("viola und bongo 2 dB runter, das Sax auch, aber nur 1", "mix", [{}, {}, {"track": "Sax", "value_db": -1}]),
        ("baja la viola 2 dB, el sax también, pero 1", "mix", [{"track": "Viola"}, {"track": "Sax", "value_db": -1}]),
    ],
)
def test_the_same_for_something_else(said: str, tool: str, args: list[dict[str, Any]]) -> None:
    made = calls(said, SONG)
    if len(args) == 3 and len(made) == 2:  # two at once may be one call
        made = [made[0], *made]
    assert [one["tool"] for one in made] == [tool] * len(args)
    assert all(told.items() <= one["args"].items() for one, told in zip(made, args, strict=True))


def test_each_track_fades_from_where_its_fader_stands() -> None:
    made = calls("fade the viola and the bongo out from bar 13 to bar 17", SONG)
    assert [(one["args"]["track"], one["args"]["from"], one["args"]["to"]) for one in made] == [
        ("Viola", -4, -60),
        ("Bongo", -9, -60),
    ]


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("mark the last 4 bars as Tag", {"name": "Tag", "bar": 13}),
        ("a marker called Ritard two bars before the end", {"name": "Ritard", "bar": 15}),
        ("label the final bar Fine", {"name": "Fine", "bar": 16}),
    ],
)
def test_a_marker_at_the_last_bars(said: str, args: dict[str, Any]) -> None:
    (call,) = calls(said, replace(SONG, markers=()))
    assert call == {"tool": "marker", "args": {"action": "add", **args}}


@pytest.mark.parametrize(
    ("said", "tracks", "bars"),
    [
        ("cut the bongo out in bar 5", ["Bongo"], (5, 6)),
        ("cut the viola and the bongo from bar 3 to bar 5", ["Viola", "Bongo"], (3, 5)),
        ("in the first bar of the Coda drop the sax out", ["Sax"], (13, 14)),
    ],
)
def test_what_is_cut_out_leaves_a_hole(said: str, tracks: list[str], bars: tuple[int, int]) -> None:
    made = calls(said, SONG)
    assert [(one["tool"], one["args"]["track"]) for one in made] == [("automate", track) for track in tracks]
    assert all(
        (one["args"]["parameter"], one["args"]["start_bar"], one["args"]["end_bar"]) == ("mute", *bars) for one in made
    )


def test_bars_that_are_cut_out_of_a_clip_close_the_gap() -> None:
    (call,) = calls("cut bars 3 and 4 out of the bongo", SONG)
    assert (call["tool"], call["args"]["action"]) == ("edit_clip", "cut")


def done(*calls: tuple[str, dict[str, Any]]) -> Context:
    told = tuple({"tool": tool, "args": args} for tool, args in calls)
    results = tuple(CallResult(place, True) for place in range(len(calls)))
    return replace(SONG, dialogue=(Exchange("it", told, results, undone=False, number=7),))


SENT = done(("route", {"action": "send", "track": "Sax", "to": "Plate", "value_db": -8}))
HOLE = done(("automate", {"track": "Viola", "parameter": "mute", "from": 1, "to": 1, "start_bar": 5, "end_bar": 6}))


@pytest.mark.parametrize(
    ("said", "before", "args"),
    [
        ("the bongo also, but -14", SENT, {"track": "Bongo", "to": "Plate", "value_db": -14}),
        ("and the marimba in there as well, -20", SENT, {"track": "Marimba", "to": "Plate", "value_db": -20}),
        ("the bongo to the plate too at -11", SENT, {"track": "Bongo", "value_db": -11}),
        ("same for the bongo but only the first two beats", HOLE, {"track": "Bongo", "start_bar": 5, "end_bar": 5.5}),
        ("same for the sax but only the last beat", HOLE, {"track": "Sax", "start_bar": 5.75, "end_bar": 6}),
        ("die Marimba auch, aber nur -20", SENT, {"track": "Marimba", "value_db": -20}),
    ],
)
def test_in_the_next_turn_as_well(said: str, before: Context, args: dict[str, Any]) -> None:
    (call,) = calls(said, before)
    assert call["tool"] == before.dialogue[-1].calls[0]["tool"]
    assert args.items() <= call["args"].items()


def test_a_correction_and_one_more_in_two_sentences() -> None:
    made = calls("no, -12. and the bongo in there too, -18", SENT)
    assert [(one["args"]["track"], one["args"]["value_db"]) for one in made] == [("Sax", -12), ("Bongo", -18)]
