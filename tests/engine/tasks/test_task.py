"""The task table is complete, and arguments are checked in words a user understands."""

import importlib
import importlib.util
import json
import re

import pytest

from engine.daw.daw import CAPABILITIES
from engine.errors import UserError
from engine.planner.offline.slots.by_row import task_said
from engine.tasks.plan import Step
from engine.tasks.step_title import step_title
from engine.tasks.task import all_tasks, find_task

AUDIOGPT = {
    "transcribe",
    "translate_speech",
    "style_transfer",
    "enhance_speech",
    "separate_speakers",
    "binauralize",
    "inpaint",
    "extract_sound",
    "detect_target_sound",
    "detect_sounds",
    "talking_head",
    "speak",
    "generate_audio",
    "caption_audio",
    "image_to_audio",
    "sing",
}
SESSION = set(
    "take edit_notes marker automate route set_track plugin freeze export session_info".split()
)
PRODUCTION = {
    "separate_stems",
    "denoise",
    "audio_to_midi",
    "generate_midi",
    "apply_effect",
    "mix",
    "master",
    "change_tempo_key",
    "edit_clip",
    "arrange",
    "transport",
    "describe_music",
    "video_for_audio",
    "undo",
    "redo",
    "history",
    "chat",
    "ask",
    "refuse",
    "harmonize",
    "render_midi",
}


def test_no_task_is_lost():
    assert set(all_tasks()) >= AUDIOGPT | PRODUCTION | SESSION


@pytest.mark.parametrize("task", all_tasks().values(), ids=lambda t: t.id)
def test_every_row_is_whole(task):
    assert task.summary.endswith(".") and task.outputs and task.examples
    assert {change for changes in task.needs.values() for change in changes} <= CAPABILITIES
    names = {arg.name for arg in task.args}
    assert {name for group in task.one_of for name in group} <= names
    assert set(task.synonyms.values()) <= names and not set(task.synonyms) & names
    assert {place for form in task.said for place in re.findall(r"{(\w+)}", form)} <= names, "said names no argument"
    assert json.dumps(task.schema())


CARRIED_OUT = [t for t in all_tasks().values() if t.kind == "session" and t.id not in ("undo", "redo")]
"""The assistant takes back and does again by itself."""


@pytest.mark.parametrize("task", CARRIED_OUT, ids=lambda t: t.id)
def test_every_session_task_is_carried_out(task):
    name = f"engine.assistant.actions.{task.id}"
    assert importlib.util.find_spec(name), f"engine/assistant/actions/{task.id}.py is missing"
    assert callable(importlib.import_module(name).act)


def test_examples_of_a_row_with_forms_are_said_by_them():
    rows = [t for t in all_tasks().values() if t.said]
    assert [example for t in rows for example in t.examples if task_said(example) != t.id] == []


@pytest.mark.parametrize(
    ("task", "args", "text"),
    [
        ("speak", {}, "needs text"),
        ("speak", {"text": "a", "rate": 9}, "from 0.3 to 3"),
        ("speak", {"text": "a", "rate": float("nan")}, "from 0.3 to 3"),
        ("apply_effect", {"clip": "c", "effect": "reverbb"}, "did you mean 'reverb'"),
        ("apply_effect", {"effect": "eq"}, "needs clip or track"),
        ("mix", {"action": "gain", "volume": 3}, "no argument 'volume'"),
        ("generate_audio", {"prompt": "x", "bars": 1.5}, "whole number"),
        ("generate_audio", {"prompt": "x", "key": "H"}, "is not a key"),
        ("separate_stems", {"clip": "c", "stems": ["piano"]}, "must be|cannot be"),
        ("transport", {"action": "set_tempo", "bpm": "fast"}, "must be a number"),
    ],
)
def test_wrong_arguments_are_named(task, args, text):
    with pytest.raises(UserError, match=text) as caught:
        find_task(task).check(args)
    assert "\n" not in str(caught.value)


def test_usual_synonyms_and_spellings_are_accepted():
    assert find_task("separate_stems").check({"clip": "c", "stem": "drums, bass"})["stems"] == ["drums", "bass"]
    assert find_task("edit_clip").check({"clip": "c", "action": "Fade Out"})["action"] == "fade_out"
    assert find_task("generate_midi").check({"kind": "bass", "key": "gm"})["key"] == "G minor"
    assert find_task("generate_audio").check({"prompt": "x", "bars": "4"})["bars"] == 4


def test_an_unknown_task_gets_the_nearest():
    with pytest.raises(UserError, match="did you mean 'separate_stems'"):
        find_task("separate_stem")


def test_seconds_carry_their_unit_inside_models():
    row = find_task("edit_clip")
    assert row.arg("start").internal_name == "start_s" and row.arg("start_bar").internal_name == "start_bar"
    assert find_task("apply_effect").arg("delay_s").internal_name == "delay_s"


def test_a_book_is_read_but_no_book_long_style():
    assert find_task("speak").check({"text": "word " * 20_000})
    with pytest.raises(UserError, match="style has 10,000 characters; at most 2,000"):
        find_task("speak").check({"text": "hello", "style": "word " * 2000})


def test_a_step_is_called_by_its_row_and_one_of_a_task_that_has_gone_by_its_id():
    assert step_title(Step("separate_stems", {"stems": ["drums", "bass"]})) == "Separate drums, bass"
    assert step_title(Step("extract_sound", {})) == "Take out a sound"
    assert step_title(Step("spin_the_tape", {})) == "Spin the tape"
