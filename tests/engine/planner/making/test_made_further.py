"""Further wishes for what was just made: which drums, how many bars, an octave lower and on another track."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Exchange
from tests.engine.planner.making.test_again import PLANNER, after, one

BEAT = one("generate_midi", kind="drums", bars=4, style="half time")
RISER = one("generate_audio", prompt="riser", bars=2)
TUNE = one("generate_midi", kind="melody", bars=4)


@pytest.mark.parametrize(
    ("call", "text", "changed"),
    [
        (BEAT, "nope too much going on. kick and rim only", {"style": "half time, only kick and rim"}),
        (BEAT, "without the hats", {"style": "half time, without hats"}),
        (one("generate_midi", kind="drums", style="only hats"), "just claps", {"style": "only claps"}),
        (RISER, "longer, more like 4", {"bars": 4}),
        (one("generate_midi", kind="bass"), "way too busy, just long roots", {"style": "sparser, long roots"}),
    ],
)
def test_it_is_made_otherwise_in_its_place(call: dict[str, Any], text: str, changed: dict[str, Any]) -> None:
    (step,) = PLANNER.plan(text, after(call)).steps
    assert (step.task, step.op) == (call["tool"], "fix")
    assert {name: step.args[name] for name in changed} == changed


def test_an_octave_and_another_track_are_two_acts_on_it() -> None:
    steps = [
        (one.task, one.args) for one in PLANNER.plan("good. octave down and let the drums play it", after(TUNE)).steps
    ]
    assert steps == [
        ("change_tempo_key", {"clip": "n1", "semitones": -12.0}),
        ("arrange", {"action": "move", "clip": "$1", "track": "Drums"}),
    ]


@pytest.mark.parametrize("text", ["mute the drums", "only the melody", "the drums an octave down", "kick out"])
def test_what_is_said_of_others_makes_nothing_anew(text: str) -> None:
    assert not [one for one in PLANNER.plan(text, after(BEAT)).steps if one.op == "fix"]


def test_back_to_the_first_is_the_first_content_of_its_place_and_no_undo() -> None:
    first = after(BEAT)
    other = {**one("generate_midi", kind="drums", style="only kick"), "op": "fix", "base": "1.1"}
    turn = Exchange("kick only", (other,), (CallResult(0, True, ("n1",)),))
    scene = replace(first, dialogue=(*first.dialogue, turn))
    (step,) = PLANNER.plan("hmm no go back to the first one", scene).steps
    assert (step.task, step.args) == ("take", {"action": "use", "clip": "n1", "number": "1"})
