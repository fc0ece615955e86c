"""A question with few answers offers each of them, and nothing that the same words would not do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Context, Exchange
from tests.engine.planner.session import BAND, PLANNER, calls

SMALL = replace(BAND, clips=BAND.clips[:5], tracks=BAND.tracks[:5], files=(), selected_clips=(), last=None, history=())


def offers(text: str, context: Context = SMALL) -> list[dict[str, Any]]:
    """The one step that each button would do."""
    plan = PLANNER.plan(text, context)
    assert plan.steps[0].task == "ask", plan.calls()
    assert all(len(choice) == 1 for choice in plan.choices)
    return [dict(choice[0].args) for choice in plan.choices]


@pytest.mark.parametrize(("text", "argument", "values"), [
    ("mute", "track", BAND.tracks[:5]), ("arm", "track", BAND.tracks[:5]),
    ("freeze", "track", BAND.tracks[:5]), ("bypass the compressor", "track", BAND.tracks[:5]),
    ("automate the volume from -20 to 0", "track", BAND.tracks[:5]),
    ("reverse", "clip", ("c1", "c2", "c3", "c4")), ("normalize", "clip", ("c1", "c2", "c3", "c4")),
    ("go back to the first take", "clip", ("c1", "c2", "c3", "c4", "c5")), ("quantize", "clip", ("c1", "c3")),
    ("color the bass", "color", ("red", "orange", "yellow", "green", "blue", "purple")),
    ("translate the vocal", "target_language", ("english", "german", "french", "spanish", "portuguese", "chinese")),
])  # fmt: skip
def test_each_answer_is_offered(text: str, argument: str, values: tuple[str, ...]) -> None:
    assert tuple(one[argument] for one in offers(text)) == values


def test_which_way() -> None:
    assert [one["value_db"] for one in offers("change it by 3 dB", BAND)] == [3, -3]


@pytest.mark.parametrize("text", [
    "pan the bass", "change the level of the pad", "transpose it", "rename the track",
    "put an effect on the pad", "delete it",
    "delete the track", "sidechain the bass",
])  # fmt: skip
def test_what_has_many_answers_or_takes_something_away_has_none(text: str) -> None:
    assert offers(text) == []


def test_what_was_named_is_in_each_of_them() -> None:
    """Something else is selected: an answer that would colour that one instead is not offered."""
    assert all(one["track"] == "Bass" for one in offers("color the bass", BAND))


@pytest.mark.parametrize(("text", "answer", "target"), [
    ("color the bass", "red", "Bass"), ("color the bass", "blue please", "Bass"),
    ("give the pad a colour", "green", "Pad"),
    ("color the bass", "this one green", "Melody"),
])  # fmt: skip
def test_an_answer_is_about_what_was_named_not_about_what_is_selected(text: str, answer: str, target: str) -> None:
    plan = PLANNER.plan(text, BAND)
    asked = Exchange(text, tuple(plan.calls()), (CallResult(0, True, (), ""),))
    (done,) = calls(answer, replace(BAND, dialogue=(asked,)))
    assert done["tool"] == "set_track" and done["args"]["track"] == target


def test_many_tracks_are_no_buttons() -> None:
    many = replace(SMALL, tracks=tuple(f"Track {n}" for n in range(1, 30)), clips=())
    assert offers("arm", many) == []


@pytest.mark.parametrize("text", ["mute", "reverse", "color the bass"])
def test_a_button_does_what_its_words_do(text: str) -> None:
    plan = PLANNER.plan(text, SMALL)
    asked = Exchange(text, tuple(plan.calls()), (CallResult(0, True, (), ""),),
                     tuple(tuple({"tool": step.task, "args": dict(step.args)} for step in one) for one in plan.choices))
    then = replace(SMALL, dialogue=(asked,))
    words = {"mute": "the pad", "reverse": "the bass line", "color the bass": "green"}[text]
    (done,) = calls(words, then)
    assert done["args"] in [dict(one[0].args) for one in plan.choices]


@pytest.mark.parametrize("text", ["stumm", "coupe le son", "silencia", "静音"])
def test_in_other_languages_too(text: str) -> None:
    plan = PLANNER.plan(text, SMALL)
    if plan.steps[0].task == "ask" and plan.choices:
        assert {str(one[0].args.get("track")) for one in plan.choices} <= set(SMALL.tracks)
