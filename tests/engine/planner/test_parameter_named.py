"""A parameter that is named to be moved is that one: the fader is not moved for it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import calls

SONG = Context(
    tempo=120,
    clips=(ClipInfo("c1", "loop", "Kit", "audio", 0, 16), ClipInfo("c2", "arp", "Lead Synth", "midi", 0, 16)),
    tracks=("Kit", "Lead Synth"),
    markers=(("Drop", 16), ("Outro", 32)),
)


def moved(text: str) -> list[tuple[Any, Any, Any]]:
    return [
        (call["args"].get("parameter"), call["args"].get("from"), call["args"].get("to")) for call in calls(text, SONG)
    ]


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ("automate the crunch on the kit from 2 to 7 over bars 1 to 4", "crunch"),
        ("automate the lead synth's resonance from 2 to 7 over bars 1 to 4", "resonance"),
        ("sweep the formant of the lead synth from 2 to 7 in the drop", "formant"),
        ("ramp release on the kit from 2 to 7 over bars 5 to 8", "release"),
        ("ride the tremolo depth of the synth from 2 to 7 between bars 1 and 4", "tremolo depth"),
    ],
)
def test_it_is_named_to_the_track(text: str, parameter: str) -> None:
    assert moved(text) == [(parameter, 2, 7)]


@pytest.mark.parametrize(
    ("text", "parameter", "first", "last"),
    [
        ("automate the level of the kit from -9 to -2 over bars 1 to 4", "volume", -9, -2),
        ("move the fader of the lead synth from -9 to -2 over bars 1 to 4", "volume", -9, -2),
        ("ramp the kit from -9 to -2 in the drop", "volume", -9, -2),
        ("automate the cutoff on the lead synth from 400 to 900 Hz over bars 1 to 4", "cutoff_hz", 400, 900),
        ("automate the pan of the kit from left to right over bars 1 to 4", "pan", -1, 1),
    ],
)
def test_the_fader_the_panner_and_the_filter_are_known(text: str, parameter: str, first: float, last: float) -> None:
    assert moved(text) == [(parameter, first, last)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("automate the kit from -15 to 1 over bars 1 to 4", -15, 1),
        ("fade the lead synth from -15 to 1 over bars 1 to 4", -15, 1),
        ("automate the kit from 5 to 1 over bars 1 to 4", 5, 1),
        ("automate the reverb mix on the kit from 0 to 1 over bars 1 to 4", 0, 1),
    ],
)
def test_to_one_is_where_it_ends_and_no_ratio(text: str, first: float, last: float) -> None:
    assert [found[1:] for found in moved(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["compress the kit 6 to 1", "compress the kit at 6:1", "squash the kit, ratio 6 to one"]
)
def test_what_a_compressor_does_is_a_ratio(text: str) -> None:
    assert calls(text, SONG)[0]["args"]["ratio"] == 6
