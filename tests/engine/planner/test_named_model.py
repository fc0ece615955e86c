"""A model named in a request goes to the steps it can carry out; words of music name none."""

from __future__ import annotations

import pytest

from engine.planner.context import Context, Planner
from engine.planner.named_model import planned
from engine.tasks.plan import Plan, Step, validated
from tests.fakes import FakeModel


def model(model_id: str, name: str, *tasks: str) -> FakeModel:
    made = FakeModel(model_id=model_id)
    made.name, made.tasks = name, tasks
    return made


MODELS = [
    model("htdemucs", "Demucs", "separate_stems", "extract_sound"),
    model("htdemucs-ft", "Demucs fine-tuned", "separate_stems", "extract_sound"),
    model("whisper-small", "Whisper small", "transcribe"),
    model("stable-audio-open", "Stable Audio Open", "generate_audio"),
    model("music-flamingo", "Music Flamingo", "caption_audio"),
    model("clap", "CLAP", "detect_target_sound"),
    model("bark-small", "Bark small", "speak"),
]


class Echo(Planner):
    """Plans one task, and remembers what it was told."""

    name = "echo"

    def __init__(self, task: str, **args: str) -> None:
        self._step = Step(task, {"clip": "demo", **args})
        self.heard: list[str] = []

    def plan(self, text: str, context: Context) -> Plan:
        self.heard.append(text)
        return validated([self._step])


@pytest.mark.parametrize(("text", "task", "left", "wanted"), [
    ("take the demo apart with Demucs", "separate_stems", "take the demo apart", "Demucs"),
    ("transcribe the interview using whisper, please", "transcribe", "transcribe the interview, please", "whisper"),
    ("separate the vocals with htdemucs-ft and mute them", "separate_stems", "separate the vocals and mute them",
     "htdemucs-ft"),
    ("trenne den Song mit Demucs.", "separate_stems", "trenne den Song.", "Demucs"),
    ("describe the demo with the model Music Flamingo", "caption_audio", "describe the demo", "Music Flamingo"),
])
def test_the_name_is_taken_out_and_given_to_the_step(text: str, task: str, left: str, wanted: str) -> None:
    planner = Echo(task)
    plan = planned(planner, text, Context(), MODELS)
    assert planner.heard == [left]
    assert plan.steps[0].args["model"] == wanted


@pytest.mark.parametrize(("text", "task"), [
    ("make stems with music", "separate_stems"), ("find the spot with clap", "separate_stems"),
    ("describe the clip with small voices", "caption_audio"), ("stems with a stable pitch", "separate_stems"),
    ('find "with demucs" in the demo', "separate_stems"), ("take it apart", "separate_stems"),
    ("stems with demux", "separate_stems"),
])
def test_other_words_are_left_alone(text: str, task: str) -> None:
    planner = Echo(task)
    assert "model" not in planned(planner, text, Context(), MODELS).steps[0].args
    assert planner.heard == [text]


def test_a_model_that_does_something_else_was_not_meant() -> None:
    planner = Echo("denoise")
    assert "model" not in planned(planner, "clean the demo with whisper", Context(), MODELS).steps[0].args
    assert planner.heard[-1] == "clean the demo with whisper"


def test_the_name_said_now_counts_more_than_one_said_before() -> None:
    plan = planned(Echo("separate_stems", model="masks"), "now with Demucs", Context(), MODELS)
    assert plan.steps[0].args["model"] == "Demucs"
