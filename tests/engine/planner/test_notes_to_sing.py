"""Where it is not said which notes are to be sung, each clip of notes is offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, ClipInfo, Exchange
from tests.engine.planner.session import BAND, PLANNER

SONG = replace(
    BAND, files=(), selected_clips=(), last=None, history=(), tracks=("Lead", "Bass", "Drums", "Guitar"),
    clips=(ClipInfo("c1", "Lead", "Lead", "midi", 8, 10, ("melody",), (5, 9)),
           ClipInfo("c2", "Lead", "Lead", "midi", 24, 10, ("melody",), (13, 17)),
           ClipInfo("c3", "bass line", "Bass", "midi", 0, 10, ("bass",), (1, 5)),
           ClipInfo("c4", "kit", "Drums", "midi", 0, 10, ("drums",), (1, 5)),
           ClipInfo("c5", "strum", "Guitar", "audio", 0, 10, (), (1, 5))),
)  # fmt: skip


@pytest.mark.parametrize(("text", "args"), [
    ('sing "shine on till the morning"', {"lyrics": "shine on till the morning"}),
    ('please sing "hold on" softly', {"lyrics": "hold on", "style": "soft"}),
    ('have a choir sing "oh lord"', {"lyrics": "oh lord", "voice": "choir"}),
    ('sing the selected notes: "hello there"', {"lyrics": "hello there"}),
    ('singe "guten Morgen"', {"lyrics": "guten Morgen"}), ('chante "bonjour"', {"lyrics": "bonjour"}),
    ("sing", {}), ("Sing the notes.", {}), ("sing it please", {}),
])  # fmt: skip
def test_each_clip_of_notes_is_offered_but_drums(text: str, args: dict[str, str]) -> None:
    plan = PLANNER.plan(text, SONG)
    assert [step.args for step in plan.steps] == [{"text": "Which notes should be sung?"}]
    assert [(step.task, step.args) for made in plan.choices for step in made] == [
        ("sing", {**args, "midi": clip}) for clip in ("c1", "c2", "c3")]


def test_what_is_to_follow_follows() -> None:
    plan = PLANNER.plan('sing "hi" and add reverb', SONG)
    assert [[step.task for step in made] for made in plan.choices] == [["sing", "apply_effect"]] * 3


@pytest.mark.parametrize(("answer", "clip"), [("2", "c2"), ("the second", "c2"), ("the bass line", "c3")])
def test_an_answer_in_words_takes_one(answer: str, clip: str) -> None:
    text = 'sing "shine on"'
    plan = PLANNER.plan(text, SONG)
    asked = Exchange(text, tuple(plan.calls()), (CallResult(0, True, (), ""),),
                     tuple(tuple({"tool": step.task, "args": step.args} for step in made) for made in plan.choices))
    done = PLANNER.plan(answer, replace(SONG, dialogue=(asked,))).calls()
    assert done == [{"tool": "sing", "args": {"lyrics": "shine on", "midi": clip}}]


def test_without_notes_it_says_where_they_come_from() -> None:
    plan = PLANNER.plan('sing "shine on"', replace(SONG, clips=SONG.clips[4:]))
    assert not plan.choices and "select" in str(plan.steps[0].args["text"]).lower()


def test_what_is_selected_is_sung_at_once() -> None:
    plan = PLANNER.plan('sing "shine on"', replace(SONG, selected_clips=("c2",)))
    assert [step.task for step in plan.steps] == ["sing"] and not plan.choices
