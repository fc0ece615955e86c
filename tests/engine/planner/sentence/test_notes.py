"""Notes: figures of names, ways to play, the others, counted clips, and what is said of them afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)


def _clip(name: str, track: str, bars: tuple[float, float], kind: str = "midi") -> ClipInfo:
    return ClipInfo(name, name, track, kind, (bars[0] - 1) * 2, (bars[1] - bars[0]) * 2, (), bars)


SONG = Context(
    tempo=120,
    key="C major",
    clips=(
        _clip("dulcimer 1", "Dulcimer", (5, 13)),
        _clip("dulcimer 2", "Dulcimer", (21, 29)),
        _clip("viol a", "Viol", (5, 13)),
        _clip("sackbut", "Sackbut", (1, 29)),
        _clip("gong a", "Gong", (3, 4), "audio"),
        _clip("gong b", "Gong", (9, 10), "audio"),
    ),
    tracks=("Dulcimer", "Viol", "Sackbut", "Gong"),
    markers=(("Prelude", 1.0), ("Galliard", 5.0), ("Pavane", 21.0)),
)


def after(*turns: tuple[str, str, dict[str, Any]]) -> Context:
    """The song after turns of one call each."""
    made = [
        Exchange(said, ({"tool": tool, "args": args},), (CallResult(0, True, (), "", ""),), number=number)
        for number, (said, tool, args) in enumerate(turns, 1)
    ]
    return replace(SONG, dialogue=tuple(made))


def calls(text: str, context: Context = SONG) -> list[tuple[str, dict[str, Any]]]:
    return [(one["tool"], one["args"]) for one in PLANNER.plan(text, context).calls()]


def notes(**args: Any) -> tuple[str, dict[str, Any]]:
    return "edit_notes", args


D1, D2 = {"clip": "dulcimer 1"}, {"clip": "dulcimer 2"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dulcimer 2 a bit softer, the notes not the fader", [notes(**D2, action="velocity", change=-15)]),
        ("viol a: every other note gone", [notes(clip="viol a", only="every 2", action="delete")]),
        ("the low sackbut notes in the galliard 10 softer",
         [notes(clip="sackbut", only="low", action="velocity", change=-10, start_bar=5, end_bar=21)]),
        ("straighten the viol, eighths", [notes(clip="viol a", action="quantize", grid="1/8")]),
        ("snap the viol to the beat", [notes(clip="viol a", action="quantize", grid="1/4")]),
        ("swing the viol, say 58", [notes(clip="viol a", action="swing", amount=0.58)]),
        ("quantise the sackbut to 16ths, not in the pavane",
         [notes(clip="sackbut", action="quantize", grid="1/16", start_bar=1, end_bar=21)]),
        ("first note of dulcimer 1 at velocity 100, the others 10 lower",
         [notes(**D1, note=1, action="velocity", value=100),
          notes(**D1, only="not note 1", action="velocity", change=-10)]),
        ("viol a: accents on 2 and 4, 110", [notes(clip="viol a", only="beat 2 and 4", action="velocity", value=110)]),
        ("knock the viol velocities down by 12", [notes(clip="viol a", action="velocity", change=-12)]),
        ("the f's stick out in the viol", [notes(clip="viol a", only="F", action="velocity", change=-15)]),
    ],
)  # fmt: skip
def test_notes_are_told_in_plain_words(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert calls(text) == wanted


GRID = after(("quantise dulcimer 1 to 8ths", "edit_notes", {**D1, "action": "quantize", "grid": "1/8"}))
BOTH = after(
    ("dulcimer up a tone", "change_tempo_key", {"clips": ["dulcimer 1", "dulcimer 2"], "semitones": 2}),
)
DOWN = after(("viol velocities down 12", "edit_notes", {"clip": "viol a", "action": "velocity", "change": -12}))


@pytest.mark.parametrize(
    ("text", "context", "wanted"),
    [
        ("quarters is plenty", GRID, [notes(**D1, action="quantize", grid="1/4")]),
        ("only 50 percent", GRID, [notes(**D1, action="quantize", grid="1/8", amount=0.5)]),
        ("only in the first two bars", GRID,
         [notes(**D1, action="quantize", grid="1/8", start_bar=5, end_bar=7)]),
        ("same for the viol but only halfway", GRID,
         [notes(clip="viol a", action="quantize", grid="1/8", amount=0.5)]),
        ("5 more", DOWN, [notes(clip="viol a", action="velocity", change=-5)]),
        ("harder than that, 105", DOWN, [notes(clip="viol a", action="velocity", value=105)]),
        ("only the second one", BOTH,
         [("undo", {"target": "#1"}), ("change_tempo_key", {**D2, "semitones": 2})]),
        ("only in the pavane", BOTH,
         [("undo", {"target": "#1"}), ("change_tempo_key", {**D2, "semitones": 2})]),
    ],
)  # fmt: skip
def test_the_next_turn_is_about_them(text: str, context: Context, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert calls(text, context) == wanted


def test_what_does_not_lie_there_stays() -> None:
    ((tool, _),) = calls("only in the prelude", BOTH)
    assert tool == "chat"


def test_the_note_that_was_asked_about() -> None:
    asked = after(("what's the last note of the viol?", "session_info",
                   {"aspect": "notes", "clip": "viol a", "note": "-1"}))  # fmt: skip
    assert calls("half a beat is enough", asked) == [notes(clip="viol a", note=-1, action="length", beats=0.5)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("drop the sackbut an octave, only in the pavane",
         {"clip": "sackbut", "semitones": -12, "start_bar": 21, "end_bar": 29}),
        ("last bar of dulcimer 2 up a tone", {**D2, "semitones": 2, "start_bar": 28, "end_bar": 29}),
        ("the viol is a third too high, fix that", {"clip": "viol a", "semitones": -4}),
    ],
)  # fmt: skip
def test_a_part_is_moved_where_it_is_told(text: str, wanted: dict[str, Any]) -> None:
    assert calls(text) == [("change_tempo_key", wanted)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the last gong 4 dB quieter", ("edit_clip", {"clip": "gong b", "action": "gain", "value_db": -4})),
        ("mute the first gong", ("automate", {"track": "Gong", "parameter": "mute", "from": 1, "to": 1,
                                              "start_bar": 3, "end_bar": 4})),
    ],
)  # fmt: skip
def test_one_clip_of_a_track_is_counted(text: str, wanted: tuple[str, dict[str, Any]]) -> None:
    assert calls(text) == [wanted]


@pytest.mark.parametrize("text", ["everything up a tone but not the gong", "viol a third above the sackbut"])
def test_what_looks_like_it_moves_no_other_clip(text: str) -> None:
    moved = [args.get("clip") or args.get("clips") for tool, args in calls(text) if tool == "change_tempo_key"]
    assert not any("gong" in str(one) or one == "sackbut" for one in moved)
