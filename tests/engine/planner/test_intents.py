"""What musicians say for each task: a second reading of a request, which asks where it ends in another plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.offline.doubts.doubt import is_read_otherwise
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.intents import AS_BEFORE, intents, label_of
from engine.planner.offline.reading.reading_cache import hear
from engine.planner.offline.reading.router import Route, with_intents
from engine.planner.offline.steps.routes import heard_otherwise
from engine.planner.offline.understand import understand
from engine.tasks.plan import Step
from engine.tasks.task import all_tasks
from tests.engine.planner.session import BAND

UP = Step("mix", {"track": "Bass", "action": "gain", "value_db": 3.0})


def test_its_labels_are_tasks() -> None:
    assert {label.partition("/")[0] for label in intents().labels} - {AS_BEFORE} <= set(all_tasks())


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("let the keys sneak in over four bars", "automate/write"),
        ("I keep hearing a hum under all of it", "denoise"),
        ("nudge every hit onto the sixteenths", "edit_notes/quantize"),
        ("everything that drummer plays through one fader please", "route/bus"),
        ("what did the loudest bit reach", "session_info/clipping"),
    ],
)
def test_what_people_say_is_among_the_likeliest(said: str, label: str) -> None:
    task = label.partition("/")[0]
    found = with_intents([], hear(said, DialogueState.of(BAND)).intents, [], 3)
    assert task in {route.task for route in found}


def test_the_same_as_before_is_what_was_done_before() -> None:
    heard = {AS_BEFORE: 0.8, "mix/gain": 0.1, "ask": 0.1}
    read = [Route("ask", "", 0.6), Route("apply_effect", "eq", 0.2)]
    assert with_intents(read, heard, ["apply_effect/reverb"], 1)[0].task == "apply_effect"
    assert with_intents(read, heard, [], 1)[0].task == "ask"


def test_a_call_has_the_label_of_its_kind() -> None:
    assert label_of("mix", {"action": "pan", "value": 0.5}) == "mix/pan"
    assert label_of("automate", {"track": "Bass", "from": 0.0, "to": -3.0}) == "automate/write"
    assert label_of("transport", {"action": "set_tempo", "bpm": 90, "to_bpm": 80}) == "transport/ramp"


def test_a_plan_of_another_task_is_read_again() -> None:
    scene = DialogueState.of(BAND)
    text = "transcribe the vocal, every word of it, I need it on paper"
    assert heard_otherwise(text, {"mix"}, scene)
    assert is_read_otherwise(text, [UP], scene, understand)
    assert not is_read_otherwise("bass up 3 dB", [UP], scene, understand)


def test_where_both_readings_agree_nothing_is_asked() -> None:
    def same(text: str, scene: DialogueState) -> list[Step]:
        assert scene.context.is_read_by_intents
        return [replace(UP, args={**UP.args, "value_db": 2.0})]

    text = "transcribe the vocal, every word of it, I need it on paper"
    assert not is_read_otherwise(text, [UP], DialogueState.of(BAND), same)
