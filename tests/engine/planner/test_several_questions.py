"""Several questions of one message are all answered, and what only tells why is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

CLIPS = (
    ClipInfo("low", "bassline", "Bass", "midi", 0, 10, bars=(1.0, 5.0)),
    ClipInfo("high", "bass hook", "Bass", "midi", 20, 5, bars=(9.0, 11.0)),
    ClipInfo("keys", "piano", "Piano", "midi", 10, 20, bars=(5.0, 13.0)),
    ClipInfo("hey", "adlib 1", "Adlibs", "audio", 20, 2.5, bars=(9.0, 10.0)),
)
SONG = Context(
    tempo=96,
    clips=CLIPS,
    tracks=("Bass", "Piano", "Adlibs"),
    track_views=tuple(map(TrackInfo, ("Bass", "Piano", "Adlibs"))),
    markers=(("Verse", 5.0), ("Hook", 9.0)),
)
LOWER = after(SONG, ("bass 2 down", [("mix", {"track": "Bass", "action": "gain", "value_db": -2.0}, ())]))


_LEVEL = {"track": "Bass", "knob": "level"}


def _infos(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    made = calls(text, context)
    assert {one["tool"] for one in made} == {"session_info"}
    return [one["args"] for one in made]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        (
            "so what notes the bass on in bar 3 now, n what is it in bar 9? cant see the roll from here",
            [
                {"aspect": "notes", "clip": "low", "start_bar": 3, "end_bar": 4},
                {"aspect": "notes", "clip": "high", "start_bar": 9, "end_bar": 10},
            ],
        ),
        (
            "How long does the piece last now, from the first note to the last, and in which metre are we?",
            [{"aspect": "length"}, {"aspect": "tempo"}],
        ),
        ("how fast does it go in the hook, and how many seconds is the whole song? I have to keep it short.", None),
        ("what is the tempo and the meter", [{"aspect": "tempo"}]),
        ("when does the piano start and when does it end", [{"aspect": "playing", "track": "Piano"}]),
    ],
)
def test_each_is_answered(text, args):
    told = _infos(text)
    assert told == args if args else len(told) == 2


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("on how much dB stands every fader? exact numbers please", {"aspect": "level"}),
        ("which of the parts have you not touched at all so far?", {"aspect": "touched"}),
        ("which tracks did you change", {"aspect": "touched"}),
        ("where was the bass fader when we started", {**_LEVEL, "aspect": "before", "when": "first"}),
        ("which adlib is in bar 9", {"aspect": "playing", "track": "Adlibs", "start_bar": 9, "end_bar": 10}),
        ("anything on at bar 3 besides the piano?", {"aspect": "playing", "start_bar": 3, "end_bar": 4}),
        ("what's the last bar of the song", {"aspect": "length"}),
    ],
)
def test_one_is_answered(text, args):
    assert _infos(text, LOWER) == [args]


@pytest.mark.parametrize("text", ["what did you change in the last two requests", "how many things have you done"])
def test_all_that_was_done_is_told(text):
    assert calls(text, LOWER) == [{"tool": "history", "args": {}}]


@pytest.mark.parametrize("text", ["where does the bass stop, and mute it", "how loud is the bass? turn it down 2"])
def test_an_order_beside_a_question_is_none(text):
    assert any(one["tool"] not in ("session_info", "history") for one in calls(text, replace(SONG)))
