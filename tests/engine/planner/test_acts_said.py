"""A plan does what is named, and nothing that nobody spoke of."""

from __future__ import annotations

import pytest

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.steps.acts_said import doubt
from engine.tasks.plan import Step
from tests.engine.planner.session import BAND, calls

SCENE = DialogueState.of(BAND)
MOVED = [Step("arrange", {"action": "move", "clip": "c5", "bar": 9.0})]


@pytest.mark.parametrize(
    ("said", "steps", "word"),
    [
        ("mute the pad from there to the bridge", MOVED, "mute"),
        ("bars 1 to 8, mono mp3", [Step("edit_clip", {"clip": "c5", "action": "trim"})], "mp3"),
        ("strum those chords", [Step("generate_midi", {"kind": "chords"})], "strum"),
        ("the pad at velocity 90", MOVED, "velocity"),
    ],
)
def test_an_act_that_is_named_must_be_in_the_plan(said: str, steps: list[Step], word: str) -> None:
    assert f"“{word}”" in doubt(steps, said, SCENE)


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("move the pad to bar 9", MOVED),
        ("move the pad to bar 9, no fades", MOVED),
        ("move the pad to bar 9, fades off", MOVED),
        ("say “mute”", [Step("speak", {"text": "mute"})]),
        ("is there a reverb on the pad?", [Step("session_info", {"aspect": "plugins", "track": "Pad"})]),
        ("quantize the melody", [Step("edit_notes", {"clip": "c1", "action": "quantize"})]),
    ],
)
def test_what_is_done_or_not_wanted_raises_no_doubt(said: str, steps: list[Step]) -> None:
    assert doubt(steps, said, SCENE) == ""


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("clean up overlapping notes", Step("edit_notes", {"clip": "c1", "action": "quantize"})),
        ("insert an empty bar", Step("arrange", {"action": "new_track"})),
        ("ten ms fades on all edges", Step("edit_clip", {"clip": "c5", "action": "crossfade"})),
    ],
)
def test_what_nobody_spoke_of_is_asked(said: str, step: Step) -> None:
    assert "not sure" in doubt([step], said, SCENE)


def test_it_is_asked_instead_of_done() -> None:
    (call,) = calls("an empty bar, please, inserted before the hook")
    assert call["tool"] in ("ask", "refuse")


def test_nothing_else_is_deleted_than_what_is_named() -> None:
    delete = [Step("arrange", {"action": "delete", "clip": "c3"})]
    assert doubt(delete, "the second lo-fi beat can go", SCENE)
    assert not doubt(delete, "the bass line can go", SCENE)


def test_a_bar_is_no_level() -> None:
    raised = {"track": "Pad", "parameter": "volume", "from": 6.0, "to": 29.0, "start_bar": 25.0, "end_bar": 29.0}
    assert doubt([Step("automate", raised)], "raise the pad by 6 dB to bar 29", SCENE)
    (call,) = calls("raise the pad gradually by 6 dB between bar 25 and the 29")
    assert call["args"].get("to") == 6.0


@pytest.mark.parametrize(
    ("said", "call"),
    [
        (
            "dark pad: ride it up from -30 at bar 9 to -10 at bar 11",
            {"track": "Pad", "parameter": "volume", "from": -30.0, "to": -10.0, "start_bar": 9.0, "end_bar": 11.0},
        ),
        (
            "bring the bass down from -2 dB at bar 1 to -14 dB by bar 5",
            {"track": "Bass", "parameter": "volume", "from": -2.0, "to": -14.0, "start_bar": 1.0, "end_bar": 5.0},
        ),
    ],
)
def test_a_level_goes_from_point_to_point(said: str, call: dict[str, object]) -> None:
    assert calls(said) == [{"tool": "automate", "args": call}]


@pytest.mark.parametrize("said", ["only if the pad is too loud, turn it down", "mute the bass only if it clips"])
def test_a_condition_is_asked_about(said: str) -> None:
    assert calls(said)[0]["tool"] == "ask"


@pytest.mark.parametrize("said", ["how long's this whole thing?", "how many bars are there?"])
def test_how_long_the_session_is_is_told_of_the_session(said: str) -> None:
    assert calls(said) == [{"tool": "session_info", "args": {"aspect": "length"}}]


def test_the_rest_that_stays_is_nothing_to_do() -> None:
    assert calls("the rest stays")[0]["tool"] == "chat"
    (call,) = calls("mute everything that isn't the bass")
    assert "Bass" not in call["args"]["tracks"] and len(call["args"]["tracks"]) == len(BAND.tracks) - 1
