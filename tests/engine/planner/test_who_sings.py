"""What is wished of the voice of what was just sung."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.steps.who_sings import ONE_CLIP, WHO
from tests.engine.planner.session import BAND, after

PLANNER = OfflinePlanner()


def sung(voice: str) -> Context:
    """The session after a line was sung by this voice."""
    args = {"lyrics": "stay with me", "midi": "c1", "voice": voice}
    return after(BAND, ("sing the melody: stay with me", [("sing", args, ("Vocal",))]))


@pytest.mark.parametrize("voice", ["choir", "alto"])
@pytest.mark.parametrize(
    "text",
    ["another voice", "no, a different singer please", "someone else should sing it", "eine andere Stimme bitte"],
)
def test_another_voice_is_asked_for(text: str, voice: str) -> None:
    plan = PLANNER.plan(text, sung(voice))
    assert plan.steps[0].args["text"] == WHO
    assert [step.args["voice"] for (step,) in plan.choices] == ["male", "female", "child", "deep", "soft"]
    assert all(step.task == "sing" and step.args["lyrics"] == "stay with me" for (step,) in plan.choices)


@pytest.mark.parametrize("text", ["als Tenor bitte", "as a tenor", "als Sopran", "as a child please"])
def test_the_line_is_sung_anew_by_a_kind_of_voice(text: str) -> None:
    (step,) = PLANNER.plan(text, sung("alto")).steps
    assert (step.task, step.op) == ("sing", "fix") and step.args["voice"] in (
        "male",
        "tenor",
        "female",
        "soprano",
        "child",
    )


@pytest.mark.parametrize("text", ["only the sopranos again", "the altos softer", "only the basses", "mute the tenors"])
def test_a_part_of_a_choir_in_one_clip_is_not_changed_alone(text: str) -> None:
    assert PLANNER.plan(text, sung("choir")).steps[0].args["text"] == ONE_CLIP


def test_a_part_on_a_track_of_its_own_is_meant() -> None:
    (step,) = PLANNER.plan("mute the tenors", replace(sung("choir"), tracks=(*BAND.tracks, "Tenors"))).steps
    assert (step.task, step.args["track"]) == ("mix", "Tenors")


def test_four_parts_are_what_a_choir_has() -> None:
    (step,) = PLANNER.plan('sing the melody as a four-part choir: "stay with me"', BAND).steps
    assert step.args["voice"] == "choir" and "style" not in step.args
