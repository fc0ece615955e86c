"""The second line of a step of a plan."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import ui.conversation.step_line as module
from engine.tasks.task import all_tasks
from engine.wire.wire import StepView
from ui.conversation.step_line import _SIGNED, _WORDS, WHOLE_BARS, step_line
from ui.language import language
from ui.language.language import LANGUAGES, catalogue

NAMES = {"region:7": "Riser on FX, bar 7", "abc": "Vocals", "t1": "Vocals"}


def line(task: str, **args: Any) -> str:
    return step_line(StepView(task, "A", args), NAMES)


@pytest.mark.parametrize(
    ("task", "args", "told"),
    [
        ("arrange", {"action": "move", "clip": "region:7", "bar": 15}, "“Riser” on FX, bar 7, to bar 15"),
        ("arrange", {"action": "move", "clip": "region:7", "track": "t1"}, "“Riser” on FX, bar 7, to “Vocals”"),
        ("arrange", {"action": "place", "clip": "abc", "track": "Lead", "bar": 5}, "Vocals, on “Lead”, at bar 5"),
        ("arrange", {"action": "rename", "track": "t1", "name": "Lead"}, "Vocals, to “Lead”"),
        ("arrange", {"action": "move", "clip": "abc", "offset": -0.02}, "Vocals, 0.02 s earlier"),
        ("arrange", {"action": "move", "clip": "abc", "offset_beats": 1}, "Vocals, 1 beat later"),
        ("arrange", {"action": "delete", "start_bar": 5, "end_bar": 9}, "bars 5–8"),
        ("arrange", {"action": "delete", "start_bar": 5, "end_bar": 6}, "bar 5"),
        ("arrange", {"action": "delete", "start_bar": 5.5, "end_bar": 9}, "from bar 5.5 to bar 9"),
        ("arrange", {"action": "delete", "end_bar": 9}, "to the start of bar 9"),
        ("transport", {"action": "loop", "start_bar": 5, "end_bar": 8}, "bars 5–8"),
        ("transport", {"action": "locate", "bar": 21}, "to bar 21"),
        ("transport", {"action": "set_tempo", "bpm": 98}, "to 98 bpm"),
        ("transport", {"action": "set_tempo", "bpm": 98, "to_bpm": 120}, "from 98 bpm to 120 bpm"),
        ("edit_clip", {"action": "cut", "clip": "abc", "start": 3.0, "end": 5.25}, "Vocals, from 3 s to 5.25 s"),
        ("edit_clip", {"action": "cut", "clip": "abc", "start": -2}, "Vocals, from 2 s before the end"),
        ("mix", {"action": "gain", "track": "Vocals", "value_db": -3.0}, "Vocals, by −3 dB"),
        ("mix", {"action": "gain", "track": "Vocals", "set_db": -6}, "Vocals, to −6 dB"),
        ("mix", {"action": "pan", "track": "Vocals", "value": -0.4}, "Vocals, 40 % to the left"),
        ("mix", {"action": "pan", "track": "Vocals", "value": 0}, "Vocals, to the middle"),
        ("automate", {"action": "write", "track": "Pad", "from": -20, "to": 0, "start_bar": 1, "end_bar": 9},
         "Pad, bars 1–8, from −20 dB to 0 dB"),
        ("take", {"action": "use", "clip": "abc", "number": "-1"}, "Vocals, the take before"),
        ("change_tempo_key", {"clip": "abc", "semitones": -4}, "Vocals, 4 semitones down"),
        ("change_tempo_key", {"clip": "abc", "key": "D minor"}, "Vocals, to the key D minor"),
        ("generate_audio", {"prompt": "rain", "bars": 4, "key": "A minor"}, "rain, 4 bars, in the key A minor"),
        ("apply_effect", {"clip": "abc", "wet": 0.25, "effect": "reverb"}, "Vocals, wet 25\u202f%"),
        ("apply_effect", {"clip": "$2.vocals", "cutoff_hz": 80}, "the result of step 2, cutoff 80 Hz"),
        ("transcribe", {"timestamps": True, "speak": False}, "timestamps, no speak"),
    ],
)  # fmt: skip
def test_it_says_what_is_from_and_what_is_to(task: str, args: dict[str, Any], told: str) -> None:
    assert line(task, **args) == told


def test_the_model_stands_behind_a_dot_and_no_id_is_told() -> None:
    step = StepView("sing", "Sing", {"midi": "region:99", "model": "world_singer"}, model="WORLD singer")
    assert step_line(step) == "a clip of the session · WORLD singer"
    assert step_line(StepView("edit_clip", "Cut", {"clip": "0f3a99b1c2d4e5f6"})) == "a clip of the session"


def test_what_the_title_says_is_not_said_again() -> None:
    step = StepView("separate_stems", "Separate the vocals", {"clip": "abc", "stems": ["vocals"]}, model="Demucs")
    assert step_line(step, {"abc": "Guitar+Vox"}) == "Guitar+Vox · Demucs"


def test_what_ends_with_its_last_bar_is_what_the_tasks_say() -> None:
    docs = {task.id: arg.doc for task in all_tasks().values() for arg in task.args if arg.name == "end_bar"}
    assert {task for task, doc in docs.items() if "end of this bar" in doc} == WHOLE_BARS
    assert all("start of this bar" in doc for task, doc in docs.items() if task not in WHOLE_BARS)


def test_every_argument_that_has_words_is_one_of_its_task() -> None:
    tasks = all_tasks()
    for (task, action), row in _WORDS.items():
        names = {arg.name: arg for arg in tasks[task].args} if task else {}
        assert not action or action in names["action"].choices
        assert not task or set(row) <= set(names), (task, row)


def test_each_of_its_sentences_is_in_the_catalogues() -> None:
    parts = ast.walk(ast.parse(Path(module.__file__).read_text("utf-8")))
    told = {one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    told = {one for one in told if one.count("\n") == 0 and re.search(r"\{[nxXy]2?\}", one)}
    told |= {one.replace("semitones", "semitone").replace("beats", "beat") for pair in _SIGNED.values() for one in pair}
    assert len(told) > 40
    told |= {"the selection", "a clip of the session", "to the middle", "the take before", "the newest take"}
    for code in (code for _, code in LANGUAGES if code not in ("system", "en")):
        assert not told - set(catalogue(code)), code


def test_it_is_said_in_the_language_of_the_panel() -> None:
    language.choose("de")
    try:
        assert line("arrange", action="move", clip="region:7", bar=15) == "„Riser“ auf FX, Takt 7, nach Takt 15"
        assert line("mix", action="gain", track="Bass", value_db=2) == "Bass, um 2 dB"
    finally:
        language.choose("en")
