"""Tools come from the task table, and what a model calls is checked against it."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import UserError
from engine.planner.llm.handles import Handles
from engine.planner.llm.tools import ABOUT, call_model, steps_of, tools
from engine.tasks.task import all_tasks, find_task
from tests.budget import examples
from tests.engine.planner.session import BAND

MADE = ("edits", "adds", "splits")
ABOUT_EARLIER = ("take", "edit_notes", "marker", "automate", "route", "set_track", "plugin", "freeze", "arrange", "mix",
                 "transport")
"""Tasks that change what a session has, without making a sound."""


def test_every_task_is_a_tool_with_its_arguments() -> None:
    made = {tool["function"]["name"]: tool["function"] for tool in tools(all_tasks())}
    assert list(made) == list(all_tasks())
    for task in all_tasks().values():
        parameters = made[task.id]["parameters"]
        assert [name for name in parameters["properties"] if name != ABOUT] == [arg.name for arg in task.args]
        assert (ABOUT in parameters["properties"]) == (task.id in ABOUT_EARLIER or task.on_session in MADE)
        assert set(parameters["required"]) >= {arg.name for arg in task.args if arg.required}
        for arg in task.args:
            schema = parameters["properties"][arg.name]
            assert arg.doc in schema["description"]
            assert (schema.get("minimum"), schema.get("maximum")) == (
                (arg.low, arg.high) if arg.type in ("number", "integer") else (None, None)
            )
            if arg.type == "choice":
                assert schema["enum"] == list(arg.choices)
            if arg.is_reference and arg.type != "image":
                assert "selection" in schema["description"] and "$n" in schema["description"]


def test_schemas_use_only_what_every_server_knows() -> None:
    text = json.dumps(tools(all_tasks()))
    assert not any(word in text for word in ("anyOf", "$ref", "$defs", "prefixItems", '"title"', '"default"'))


def test_a_short_list_leaves_out_what_experts_say() -> None:
    (tool,) = tools(["denoise"], brief=True)
    assert list(tool["function"]["parameters"]["properties"]) == ["clip"]


@pytest.mark.parametrize(
    ("name", "arguments", "wanted"),
    [
        ("mix", {"track": "t1", "action": "MUTE", "value_db": None}, {"track": "t1", "action": "mute"}),
        ("mix", {"track": "t1", "action": "pan", "pan": -0.5}, {"track": "t1", "action": "pan", "value": -0.5}),
        ("separate_stems", {"clip": "c1", "stems": "vocals, Drums"}, {"clip": "c1", "stems": ["vocals", "drums"]}),
        ("edit_clip", {"clip": "c1", "action": "fade in", "duration": "2"},
         {"clip": "c1", "action": "fade_in", "duration": 2.0}),
        ("sing", {"clip": "c1", "text": "la la", "voice": ""}, {"midi": "c1", "lyrics": "la la"}),
        ("translate_speech", {"clip": "c1", "target_language": "French", "speak": True},
         {"clip": "c1", "target_language": "french", "speak": True}),
        ("generate_midi", {"kind": "bass", "bars": 4.0, "key": "g minor"},
         {"kind": "bass", "bars": 4, "key": "G minor"}),
        ("undo", {"steps": None, "target": "none"}, {}),
    ],
)  # fmt: skip
def test_arguments_are_tidied(name: str, arguments: dict[str, Any], wanted: dict[str, Any]) -> None:
    (step,) = steps_of(name, json.dumps(arguments))
    assert step.args == wanted


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("mix", '{"track": "t1", "action": "fly"}', "'mute'"),
        ("mix", '{"action": "mute", "loudness": 3}', "there is no argument 'loudness'"),
        ("mix", '{"action": "gain", "value_db": "a bit", "foo": 1}', "value_db"),
        ("transport", '{"action": "set_tempo", "bpm": 0}', "greater than or equal to 20"),
        ("transport", '{"action": "locate", "bar": -3}', "greater than or equal to 1"),
        ("mix", '{"track": "t1", "action": "gain", "value_db": 900}', "less than or equal to 40"),
        ("denoise", "{}", "clip is needed"),
        ("edit_clip", '{"action": "cut"}', "clip or clips"),
        ("apply_effect", '{"clip": "c1", "eff', "no complete JSON"),
        ("generate_midi", '{"kind": "bass", "key": "Q flat"}', "not a key"),
        ("chat", "{}", "text is needed"),
        ("ask", '{"text": " "}', "text is needed"),
        ("fly_to_the_moon", "{}", "no task"),
        ("mix", '{"track": ["t1"], "action": "mute"}', "valid string"),
    ],
)
def test_what_is_wrong_is_said(name: str, arguments: str, reason: str) -> None:
    with pytest.raises(UserError, match=reason.replace("(", r"\(")):
        steps_of(name, arguments)


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(UserError) as caught:
        steps_of("mix", '{"action": "fly", "value_db": "x", "foo": 1}')
    assert all(word in str(caught.value) for word in ("action", "value_db", "foo"))


def test_the_examples_of_the_table_pass_the_model() -> None:
    assert call_model("transport").model_validate({"action": "play"}).model_dump(exclude_none=True) == {
        "action": "play"
    }
    assert set(call_model("mix").model_fields) == {arg.name for arg in find_task("mix").args}


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(
        ["c1", "c99", "$1", "$2.vocals", "selection", "t1", "t99", "Lead", "mute", "reverb", "-3 dB", "G minor"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_called_is_a_step_or_a_sentence(data: st.DataObject) -> None:
    task = find_task(data.draw(st.sampled_from(list(all_tasks()))))
    names = st.sampled_from([*(arg.name for arg in task.args), *task.synonyms, "nonsense"])
    arguments = json.dumps(data.draw(st.dictionaries(names, _VALUES, max_size=5)))
    try:
        steps = [Handles.of(BAND).resolved(step, []) for step in steps_of(task.id, arguments)]
    except UserError as error:
        assert "\n" not in str(error).strip()
    else:
        ids = {clip.id for clip in BAND.clips} | {file.id for file in BAND.files}
        for step in steps:
            assert all(one in ids or one.startswith("$") for _, one in step.references())
