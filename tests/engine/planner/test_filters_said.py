"""Filters that are told by what is to be heard: a telephone, a radio, a low pass that opens."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.engine.planner.session import calls, tools
from tests.engine.planner.test_bus_meant import SONG, said

PART = replace(
    SONG,
    clips=tuple(replace(clip, bars=(1, 17)) for clip in SONG.clips),
    markers=(("Intro", 1), ("Verse", 5), ("Outro", 13)),
)


@pytest.mark.parametrize(
    ("text", "bands_hz"),
    [
        ("make the host sound like he's on the phone", (300.0, 3400.0)),
        ("telephone effect on the host", (300.0, 3400.0)),
        ("make the host sound like a phone call", (300.0, 3400.0)),
        ("make the host sound like it's coming through an old radio", (400.0, 5000.0)),
        ("put the host through a walkie-talkie", (400.0, 5000.0)),
    ],
)
def test_a_line_is_narrow(text: str, bands_hz: tuple[float, float]) -> None:
    high, low = calls(text, SONG)
    assert high["args"] == {"clip": "c7", "effect": "highpass", "cutoff_hz": bands_hz[0]}
    assert low["args"] == {"clip": "$1", "effect": "lowpass", "cutoff_hz": bands_hz[1]}


@pytest.mark.parametrize("text", ["phone the client", "play it on the radio", "send the mix to my phone"])
def test_a_telephone_is_not_always_a_sound(text: str) -> None:
    assert "apply_effect" not in tools(text, SONG)


def swept(effect: str, track: str, start: float, end: float, bars: tuple[float, float]) -> list[dict[str, Any]]:
    """The filter and the way of its cutoff."""
    way = {"track": track, "parameter": "cutoff", "effect": effect, "from": start, "to": end}
    return [
        {"tool": "apply_effect", "args": {"track": track, "effect": effect, "cutoff_hz": start}},
        {"tool": "automate", "args": {**way, "start_bar": bars[0], "end_bar": bars[1]}},
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("filter the drums in the intro, lowpass opening up", swept("lowpass", "Drums", 300.0, 20000.0, (1.0, 5.0))),
        ("lowpass on the drums sweeping open over bars 1 to 4", swept("lowpass", "Drums", 300.0, 20000.0, (1.0, 5.0))),
        (
            "put a lowpass on the rhodes, opening from 200 Hz to 8k over bars 1 to 8",
            swept("lowpass", "Rhodes", 200.0, 8000.0, (1.0, 9.0)),
        ),
        ("high pass on the strings closing over the outro", swept("highpass", "Strings", 20.0, 2000.0, (13.0, 17.0))),
    ],
)
def test_a_filter_opens_by_its_cutoff(text: str, wanted: list[dict[str, Any]]) -> None:
    assert calls(text, PART) == wanted


def test_it_starts_elsewhere() -> None:
    done = swept("lowpass", "Drums", 300.0, 20000.0, (1.0, 5.0))
    behind = said(PART, "lowpass on the drums opening in the intro", *((one["tool"], one["args"]) for one in done))
    back, *again = calls("start at 400 Hz", behind)
    assert back == {"tool": "undo", "args": {"target": "#1"}}
    assert again == swept("lowpass", "Drums", 400.0, 20000.0, (1.0, 5.0))
    (call,) = calls("end at 8k", behind)
    assert (call["tool"], call["args"]["from"], call["args"]["to"]) == ("automate", 300.0, 8000.0)


def test_a_filter_that_stands_still_is_no_sweep() -> None:
    assert tools("low pass the drums at 400", PART) == ["apply_effect"]


def test_what_is_asked_of_a_track_is_told_of_it() -> None:
    args = {"aspect": "plugins", "track": "Strings"}
    assert calls("is that on the strings too?", SONG) == [{"tool": "session_info", "args": args}]
