"""Parts that are moved by an interval: which way, how far, in which bars, and what is said about it afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import after, calls

CHOIR = Context(
    tempo=120,
    key="C major",
    clips=tuple(
        ClipInfo(f"c{number}", name, name, "midi", 0, 16, ())
        for number, name in enumerate(("Sopran", "Tenor", "Violine"), 1)
    ),
    tracks=("Sopran", "Tenor", "Violine"),
)
"""Eight bars each."""


def one(text: str, context: Context = CHOIR) -> dict[str, Any]:
    (call,) = calls(text, context)
    assert call["tool"] == "change_tempo_key", call
    return {name: value for name, value in call["args"].items() if name != "key"}


@pytest.mark.parametrize(
    "text, semitones",
    [
        ("Sopran und Tenor bitte eine kleine Terz tiefer, sonst kommt da keiner hoch", -3),
        ("Sopran und Tenor einen Halbton rauf, sonst ist es zu tief", 1),
        ("Setz Sopran und Tenor eine Quarte nach unten", -5),
        ("the Sopran and the Tenor down a whole step, otherwise nobody gets up there", -2),
        ("raise the Sopran and the Tenor by a minor sixth because it's too low for them", 8),
        ("could you take the Sopran and the Tenor two octaves lower, we can't get that high", -24),
        ("mets le Sopran et le Tenor un ton plus bas, sinon c'est trop haut", -2),
        ("el Sopran y el Tenor medio tono más alto, si no suena muy grave", 1),
        ("o Sopran e o Tenor uma sétima menor mais abaixo, está alto demais", -10),
        ("把Sopran和Tenor往下移小三度，不然唱不上去", -3),
        ("Sopran和Tenor升高一个全音", 2),
    ],
)
def test_the_word_beside_the_interval_tells_its_way(text: str, semitones: float) -> None:
    assert one(text) == {"clips": ["c1", "c2"], "semitones": semitones}


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("Violine: last bar down an octave", 8, 9),
        ("the Violine an octave lower, but only in bars 5 and 6", 5, 7),
        ("drop the first two bars of the Violine by an octave", 1, 3),
        ("from bar 7 on the Violine an octave down", 7, 9),
        ("die Violine eine Oktave runter, aber nur in Takt 2", 2, 3),
        ("la Violine une octave plus bas dans les mesures 3 et 4", 3, 5),
        ("la Violine una octava más abajo solo en el compás 4", 4, 5),
        ("Violine第5小节降八度", 5, 6),
    ],
)
def test_only_some_bars_are_moved(text: str, start: float, end: float) -> None:
    assert one(text) == {"clip": "c3", "semitones": -12, "start_bar": start, "end_bar": end}


DONE = after(
    CHOIR,
    (
        "the Tenor up a fifth in bar 8",
        [("change_tempo_key", {"clip": "c2", "semitones": 7, "start_bar": 8, "end_bar": 9}, ())],
    ),
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("no, the entire part I meant", {"clip": "c2", "semitones": 7}),
        ("sorry, all of it", {"clip": "c2", "semitones": 7}),
        ("nein, die ganze Stimme", {"clip": "c2", "semitones": 7}),
        ("the first two bars as well", {"clip": "c2", "semitones": 7, "start_bar": 1, "end_bar": 3}),
        ("no, the last two bars", {"clip": "c2", "semitones": 7, "start_bar": 7, "end_bar": 9}),
        ("down, not up", {"clip": "c2", "semitones": -7, "start_bar": 8, "end_bar": 9}),
        ("a fourth, not a fifth", {"clip": "c2", "semitones": 5, "start_bar": 8, "end_bar": 9}),
        ("the same for the Sopran", {"clip": "c1", "semitones": 7, "start_bar": 8, "end_bar": 9}),
    ],
)
def test_what_is_said_about_it_afterwards(text: str, expected: dict[str, Any]) -> None:
    assert one(text, DONE) == expected


def test_a_voice_that_is_added_is_no_move() -> None:
    assert calls("add a harmony a third above the Sopran", CHOIR)[0]["tool"] != "change_tempo_key"
    assert calls("copy the Sopran an octave lower", CHOIR)[0]["tool"] != "change_tempo_key"


def test_bars_that_are_spared_are_not_the_ones_that_move() -> None:
    move = {"clip": "c2", "semitones": 5}
    down = {"clip": "c2", "semitones": -12, "start_bar": 1, "end_bar": 8}
    assert one("the Tenor down an octave except the last bar") == down
    assert one("the Tenor up a fourth, but not the first two bars") == {**move, "start_bar": 3, "end_bar": 9}
    between = calls("the Tenor up a fourth, but not bars 3 and 4", CHOIR)
    assert [call["args"] for call in between] == [{**move, "start_bar": a, "end_bar": b} for a, b in ((1, 3), (5, 9))]


def test_a_second_voice_goes_the_way_that_is_told() -> None:
    assert calls("the Tenor down a third as a second voice", CHOIR)[-1]["args"]["semitones"] == -4


@pytest.mark.parametrize("place", ["across the chorus", "throughout our chorus", "in the whole chorus section"])
def test_a_part_of_the_song_is_told_as_elsewhere(place: str) -> None:
    song = replace(CHOIR, markers=(("Intro", 1.0), ("Chorus", 3.0), ("Outro", 7.0)))
    for text in (f"the Tenor up a fifth {place}", f"{place} the Tenor up a fifth"):
        assert one(text, song) == {"clip": "c2", "semitones": 7, "start_bar": 3, "end_bar": 7}
