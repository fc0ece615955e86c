"""Louder or quieter, said of what is spoken of and of nothing by its name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.offline.text.turned import as_turned
from tests.engine.planner.session import BAND, calls, tools

RAIN = ClipInfo("c9", "Rain", "Rain", "audio", 0, 10, ("rain",))


def done(text: str, task: str, made: ClipInfo | None = None, **args: Any) -> Context:
    """The band after one request, which may have made something."""
    clips = (*BAND.clips, *([made] if made else []))
    outs = (made.id,) if made else ()
    tracks = (*BAND.tracks, *([made.track] if made and made.track else []))
    turn = Exchange(text, ({"tool": task, "args": args},), (CallResult(0, True, outs),))
    return replace(BAND, clips=clips, tracks=tracks, last=made.id if made else "", selected_clips=(), dialogue=(turn,))


MADE = done("some rain", "generate_audio", RAIN, prompt="rain")


@pytest.mark.parametrize(
    ("text", "track", "db"),
    [
        ("turn that up", "Rain", 3.0),
        ("raise it a touch please", "Rain", 1.0),
        ("could you boost it by 4 dB", "Rain", 4.0),
        ("down 2 dB", "Rain", -2.0),
        ("ease it back", "Rain", -3.0),
        ("lower the volume", "Rain", -3.0),
        ("crank it", "Rain", 3.0),
    ],
)
def test_what_was_just_made_is_turned(text: str, track: str, db: float) -> None:
    (call,) = calls(text, MADE)
    assert call["tool"] == "mix" and call["args"] == {"track": track, "action": "gain", "value_db": db}


def test_what_is_selected_is_turned() -> None:
    (call,) = calls("bring it down 2 dB", replace(BAND, last="", history=()))
    assert call == {"tool": "mix", "args": {"track": "Melody", "action": "gain", "value_db": -2.0}}


def test_where_nothing_is_spoken_of_it_asks_which() -> None:
    (call,) = calls("make it louder", replace(BAND, last="", history=(), selected_clips=()))
    assert call["tool"] == "ask" and "Which track" in call["args"]["text"]


def test_a_number_of_its_own_goes_before_the_fader() -> None:
    wet = done("reverb on the pad", "apply_effect", clip="c5", effect="reverb", wet=0.3)
    (call,) = calls("turn it down", wet)
    assert call["tool"] == "apply_effect" and call["args"]["wet"] < 0.3
    panned = done("bass left", "mix", track="Bass", action="pan", value=-0.4)
    assert calls("too loud", panned)[0]["args"] == {"track": "Bass", "action": "gain", "value_db": -3.0}


def test_what_is_louder_is_no_faster() -> None:
    assert tools("louder", done("120 bpm", "transport", action="set_tempo", bpm=120)) == ["ask"]


@pytest.mark.parametrize(
    ("text", "db"),
    [
        ("mach's lauter", 3.0),
        ("dreh es runter", -3.0),
        ("baisse-le de 4 dB", -4.0),
        ("súbelo", 3.0),
        ("bájalo 2 dB", -2.0),
        ("abaixa um pouco", -1.5),
        ("大声点", 3.0),
        ("把它调大4dB", 4.0),
    ],
)
def test_other_languages_turn_it_too(text: str, db: float) -> None:
    (call,) = calls(text, MADE)
    assert call["tool"] == "mix" and call["args"]["value_db"] == db


@pytest.mark.parametrize("text", ["fatten it", "warm it", "beef it up"])
def test_words_about_it_are_no_new_sound(text: str) -> None:
    assert tools(text, MADE) == ["ask"]


@pytest.mark.parametrize(
    "text",
    [
        "raise it an octave",
        "turn it off",
        "bring it back",
        "turn it up to -6 dB",
        "make them louder than the bass",
        "move it up a bar",
        "louder, -10",
        "it's too loud at 0:12",
        "lower it 5%",
        "boost it at 200 Hz",
        "up",
    ],
)
def test_what_says_more_is_read_whole(text: str) -> None:
    assert as_turned(text) == ""
