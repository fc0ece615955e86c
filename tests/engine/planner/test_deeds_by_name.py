"""What was done is taken back by its name, however it is said that it is not wanted; the rest stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Oboe", "Harp", "Tuba", "Cello")
BAND = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "midi", 0, 16, bars=(1.0, 9.0)) for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
)
Done = tuple[str, dict[str, Any]]


def after(*turns: tuple[str, list[Done]]) -> Context:
    dialogue = []
    for number, (said, done) in enumerate(turns, 11):
        told = tuple({"tool": tool, "args": args} for tool, args in done)
        results = tuple(
            CallResult(place, True, (str(args["clip"]),) if "clip" in args else ())
            for place, (_, args) in enumerate(done)
        )
        dialogue.append(Exchange(said, told, results, undone=False, number=number))
    return replace(BAND, dialogue=tuple(dialogue))


RIDE = (
    "slow to 60 over the last bars",
    [("transport", {"action": "set_tempo", "bpm": 90, "to_bpm": 60, "start_bar": 5, "end_bar": 9})],
)
SWING = ("swing the harp", [("edit_notes", {"action": "swing", "clip": "c2", "amount": 0.6})])
DUCK = ("duck the cello under the tuba", [("route", {"action": "sidechain", "track": "Cello", "to": "Tuba"})])
RISE = (
    "let the oboe grow",
    [("automate", {"track": "Oboe", "parameter": "volume", "from": -12, "to": 0, "start_bar": 1, "end_bar": 5})],
)
LOOP = ("loop the harp twice", [("edit_clip", {"action": "loop", "clip": "c2", "count": 2})])
TWO = (
    "oboe up an octave and all of it at 90",
    [
        ("change_tempo_key", {"clip": "c1", "semitones": 12}),
        ("edit_notes", {"action": "velocity", "clip": "c1", "value": 90}),
    ],
)
LEVEL = ("tuba 2 down", [("mix", {"track": "Tuba", "action": "gain", "value_db": -2})])


@pytest.mark.parametrize(
    ("said", "done", "target"),
    [
        ("lose the ritardando again, everything else stays", RIDE, "#11"),
        ("i don't like that slow down after all", RIDE, "#11"),
        ("the conductor hates the rit. take it out again", RIDE, "#11"),
        ("the swing was a silly idea", SWING, "#11"),
        ("le swing était une erreur", SWING, "#11"),
        ("der Swing gefällt mir doch nicht", SWING, "#11"),
        ("drop the pumping", DUCK, "#11"),
        ("the crescendo can go", RISE, "#11"),
        ("i've changed my mind about the swell", RISE, "#11"),
        ("no loops after all", LOOP, "#11"),
        ("the octave was a mistake. keep the velocity", TWO, "#11.1"),
        ("leave the transposition but undo the velocity", TWO, "#11.2"),
    ],
)
def test_the_deed_that_is_named_goes(said: str, done: tuple[str, list[Done]], target: str) -> None:
    assert calls(said, after(done, LEVEL)) == [{"tool": "undo", "args": {"target": target}}]


def test_the_last_turn_and_a_named_one() -> None:
    told = calls("nah scrap that. and take the pumping off too", after(DUCK, SWING, LEVEL))
    assert told == [{"tool": "undo", "args": {"target": "#13, #11"}}]


@pytest.mark.parametrize(
    "said", ["the swing was wrong, make it 70%", "more swing on the harp", "move the harp a bar later"]
)
def test_what_is_to_be_otherwise_is_not_taken_back(said: str) -> None:
    assert "undo" not in [call["tool"] for call in calls(said, after(SWING, LEVEL))]


def test_a_ride_that_is_kept_goes_less_far() -> None:
    told = calls("keep the ritardando but only to 70", after(RIDE))
    assert [(one["tool"], one["args"]["to_bpm"]) for one in told] == [("transport", 70)]
