"""A plan edited before it runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tasks.plan import Step, validated
from engine.wire.wire import StepView
from ui.conversation.plan_draft import Draft, Field, fields_of, value_from

STEPS = (
    StepView("separate_stems", "Separate", {"clip": "selection"}),
    StepView("describe_music", "Measure", {"clip": "selection"}),
    StepView("enhance_speech", "Denoise", {"clip": "$1.vocals"}),
    StepView("apply_effect", "Reverb", {"clip": "$3", "effect": "reverb", "wet": 0.25}),
)


def test_a_removed_step_takes_along_those_that_need_it() -> None:
    draft = Draft(STEPS)
    assert draft.goes_with(0) == [0, 2, 3]
    assert [step.title for step in draft.without(0).steps] == ["Measure"]


def test_steps_that_stay_count_anew() -> None:
    draft = Draft(STEPS).without(1)
    assert draft.is_edited
    assert draft.wire() == [
        {"tool": "separate_stems", "args": {"clip": "selection"}},
        {"tool": "enhance_speech", "args": {"clip": "$1.vocals"}},
        {"tool": "apply_effect", "args": {"clip": "$2", "effect": "reverb", "wet": 0.25}},
    ]


def test_lists_of_references_count_anew_too() -> None:
    steps = (STEPS[1], STEPS[0], StepView("edit_clip", "Join", {"clips": ["$2.vocals", "$2.drums"], "action": "join"}))
    assert Draft(steps).without(0).wire()[1]["args"]["clips"] == ["$1.vocals", "$1.drums"]


def test_an_argument_is_changed_or_taken_away() -> None:
    draft = Draft(STEPS).with_argument(3, "wet", 0.5)
    assert draft.wire()[3]["args"] == {"clip": "$3", "effect": "reverb", "wet": 0.5}
    assert draft.with_argument(3, "wet", None).wire()[3]["args"] == {"clip": "$3", "effect": "reverb"}
    assert Draft(STEPS).wire()[3]["args"]["wet"] == 0.25


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=4))
def test_whatever_is_removed_the_engine_still_takes_the_plan(removals: list[int]) -> None:
    draft = Draft(STEPS)
    for index in removals:
        if index < len(draft.steps):
            draft = draft.without(index)
    if draft.steps:
        validated([Step(call["tool"], call["args"]) for call in draft.wire()])


TASK = {
    "arguments": [
        {"name": "clip", "type": "clip"},
        {"name": "effect", "type": "choice", "choices": ["reverb", "delay"]},
        {"name": "wet", "type": "number", "doc": "share of the effect"},
        {"name": "cutoff_hz", "type": "number", "unit": "Hz"},
    ]
}


def test_fields_are_what_the_step_has_and_the_choices_that_the_task_offers() -> None:
    fields = fields_of(StepView("apply_effect", "Reverb", {"clip": "$1", "wet": 0.25}), TASK)
    assert [(field.name, field.text, field.choices) for field in fields] == [
        ("wet", "0.25", ()), ("effect", "", ("reverb", "delay")),
    ]  # fmt: skip


def test_without_a_table_the_arguments_are_texts() -> None:
    fields = fields_of(StepView("sing", "Sing", {"lyrics": "la", "midi": "$1"}), None)
    assert [(field.name, field.type) for field in fields] == [("lyrics", "text")]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "−3,5", -3.5), ("number", " 2 ", 2.0), ("integer", "4", 4), ("text", " la la ", "la la"),
        ("text", "  ", None), ("boolean", "yes", True), ("boolean", "no", False), ("chords", "Am, F", ["Am", "F"]),
    ],
)  # fmt: skip
def test_what_is_written_in_a_field(kind: str, text: str, value: object) -> None:
    assert value_from(Field("x", "x", kind, None, ""), text) == value


def test_a_number_that_is_none_is_told() -> None:
    with pytest.raises(ValueError, match="wet must be a number"):
        value_from(Field("wet", "wet", "number", None, ""), "much")
