"""Calls that small models write into their words, and arguments that are not quite JSON."""

import json

import pytest

from engine.planner.llm.json import argument_sets, objects_in
from engine.planner.llm.words import calls_in, without_thoughts
from engine.tasks.task import all_tasks
from tests.engine.planner.llm_server import planned, words

CALL = '{"name": "apply_effect", "arguments": {"clip": "c4", "effect": "reverb"}}'
WANTED = [{"tool": "apply_effect", "args": {"clip": "c4", "effect": "reverb"}}]
WRITTEN = {
    "tags": f"<tool_call>\n{CALL}\n</tool_call>",
    "tags, never closed": f"<tool_call>{CALL}",
    "fenced": f"Sure, here you go:\n```json\n{CALL}\n```\nAnything else?",
    "bare": CALL,
    "prose around": f"I will call this: {CALL} and that is it.",
    "a list": f"[{CALL}]",
    "mistral": f"[TOOL_CALLS] [{CALL}]",
    "thinking before": f"<think>maybe {{delete}} all? {CALL.replace('reverb', 'delay')}</think>{CALL}",
    "thinking that was opened in the prompt": f"hm, delete?</think>\n{CALL}",
    "parameters": CALL.replace("arguments", "parameters"),
    "function inside": f'{{"type": "function", "function": {CALL}}}',
    "tool and args": '{"tool": "apply_effect", "args": {"clip": "c4", "effect": "reverb"}}',
    "arguments quoted": json.dumps({"name": "apply_effect", "arguments": '{"clip": "c4", "effect": "reverb"}'}),
    "llama": '<function=apply_effect>{"clip": "c4", "effect": "reverb"}</function>',
    "name before": '<tool_call>apply_effect\n{"clip": "c4", "effect": "reverb"}</tool_call>',
}


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)


@pytest.mark.parametrize("how", WRITTEN)
def test_a_written_call_is_a_call(how: str) -> None:
    plan, _ = planned("put a reverb on the vocal", words(WRITTEN[how]))
    assert plan.calls() == WANTED and plan.planner == "llm"


def test_two_written_calls() -> None:
    text = '<tool_call>{"name":"mix","arguments":{"track":"t2","action":"mute"}}</tool_call>\n' * 1
    text += '<tool_call>{"name":"undo","arguments":{}}</tool_call>'
    assert [call.name for call in calls_in(text, all_tasks())] == ["mix", "undo"]


@pytest.mark.parametrize("text", ["", "no call", '{"name": "rm -rf", "arguments": {}}', "{" * 5000, '{"name": "undo"'])
def test_no_call_is_made_up(text: str) -> None:
    assert calls_in(text, all_tasks()) == []


def test_what_is_cut_off_holds_no_call() -> None:
    inner = '{"name": "chat", "arguments": {"text": "x", "then": {"name": "undo", "arguments": {}}, "and'
    assert calls_in(inner, all_tasks()) == [] and objects_in(inner) == []


def test_thoughts_are_left_out() -> None:
    assert without_thoughts("<think>a</think>b<think>c") == "b"
    assert without_thoughts("plain") == "plain"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", [{}]),
        ("  ", [{}]),
        ("null", [{}]),
        ("{}", [{}]),
        ('{"a": 1}', [{"a": 1}]),
        ('"{\\"a\\": 1}"', [{"a": 1}]),
        ('{}{"a": 1}', [{"a": 1}]),
        ('{"a": 1}{"a": 1}', [{"a": 1}]),
        ('{"a": 1}{"a": 2}', [{"a": 1}, {"a": 2}]),
        ('[{"a": 1}, {"a": 2}]', [{"a": 1}, {"a": 2}]),
        ('Here: {"a": 1}.', [{"a": 1}]),
        ('```json\n{"a": 1}\n```', [{"a": 1}]),
    ],
)
def test_arguments_that_can_be_read(text: str, wanted: list[dict[str, int]]) -> None:
    assert argument_sets(text) == wanted


@pytest.mark.parametrize(
    "text",
    ['{"a": 1', "5", '"x"', "[1]", '{"a": NaN}', "{a: 1}", '{"a": {"b": 1}, "c', "[" * 100_000, '{"a":' * 100_000],
)
def test_arguments_that_cannot(text: str) -> None:
    with pytest.raises(ValueError):
        argument_sets(text)
