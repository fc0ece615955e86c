"""What is said of a thing just made, clause by clause: its sound changes in place, where it goes moves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from tests.engine.planner.making.test_wishes import SONG
from tests.engine.planner.session import calls

LOOP: dict[str, Any] = {"prompt": "bongo loop", "bars": 4}
CHORDS: dict[str, Any] = {"kind": "chords", "chords": ["Am", "F", "C", "G"]}


def made(tool: str, args: dict[str, Any], *, failed: bool = False) -> Context:
    """SONG after a turn that made a thing at bar 9."""
    new = ClipInfo("n1", "Bongos", "Bongos", "audio", 19.2, 9.6, bars=(9.0, 13.0))
    planned = ({"tool": tool, "args": args}, {"tool": "arrange", "args": {"action": "place", "clip": "$1", "bar": 9}})
    results = (CallResult(0, not failed, () if failed else ("n1",), "no"), CallResult(1, not failed, ()))
    turn = Exchange("make it", planned, results, undone=False, number=1)
    if failed:
        return replace(SONG, dialogue=(turn,), history=())
    return replace(SONG, clips=(*SONG.clips, new), tracks=(*SONG.tracks, "Bongos"), dialogue=(turn,), last="n1")


def told(text: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], one["args"]) for one in calls(text, context)]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("another take", {}),
        ("nah, have another go", {}),
        ("sounds cheap. grittier, and 8 bars", {"prompt": "grittier bongo loop", "bars": 8}),
        ("make it two bars", {"bars": 2}),
        ("only three hits", {"prompt": "bongo loop, only three hits"}),
        ("in D minor", {"key": "D minor"}),
        ("at 90 bpm, busier", {"bpm": 90, "prompt": "busier bongo loop"}),
    ],
)
def test_its_sound_changes_in_its_place(text: str, changed: dict[str, Any]) -> None:
    assert told(text, made("generate_audio", LOOP)) == [("generate_audio", {**LOOP, **changed})]


def test_chords_of_so_many_bars_each() -> None:
    assert told("two bars each", made("generate_midi", CHORDS)) == [("generate_midi", {**CHORDS, "bars": 8})]


@pytest.mark.parametrize(
    ("text", "puts"),
    [
        ("put it at 17", [("move", 17)]),
        ("and in the outro as well", [("duplicate", 33)]),
        ("in the bridge and in the outro", [("move", 17), ("duplicate", 33)]),
    ],
)
def test_where_it_goes(text: str, puts: list[tuple[str, float]]) -> None:
    steps = told(text, made("generate_audio", LOOP))
    assert [(tool, args["action"], args["bar"]) for tool, args in steps] == [("arrange", *one) for one in puts]


def test_what_has_a_track_of_its_own_has_one() -> None:
    ((tool, args),) = told("put it on its own track", made("generate_audio", LOOP))
    assert tool == "ask"
    assert "Bongos" in args["text"]


def test_what_leads_into_a_bar_ends_there_when_it_is_longer() -> None:
    steps = told("make it 8 bars", made("generate_audio", {"prompt": "riser", "bars": 4}))
    assert steps == [
        ("generate_audio", {"prompt": "riser", "bars": 8}),
        ("arrange", {"clip": "$1", "action": "move", "bar": 5}),
    ]


@pytest.mark.parametrize("way", ["lower", "a bit higher"])
def test_the_way_of_notes_is_asked_for(way: str) -> None:
    ((tool, args),) = told(way, made("generate_midi", CHORDS))
    assert tool == "ask"
    assert "pitch" in args["text"]


def test_behind_a_failure_the_same_is_tried_again() -> None:
    steps = told("have another go", made("generate_audio", LOOP, failed=True))
    assert steps == [("generate_audio", LOOP), ("arrange", {"action": "place", "clip": "$1", "bar": 9})]


@pytest.mark.parametrize(
    ("text", "tool"), [("quieter", "mix"), ("mute it", "mix"), ("some reverb on it", "apply_effect")]
)
def test_its_level_is_a_fader(text: str, tool: str) -> None:
    assert told(text, made("generate_audio", LOOP))[0][0] == tool
