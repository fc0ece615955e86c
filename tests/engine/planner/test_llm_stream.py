"""Every way in which servers stream tool calls gives the same calls; what goes on for ever is cut."""

import json
from typing import Any

import pytest

from engine.planner.llm.stream import MOST_CHARACTERS, Accumulator, RawCall, TooLong
from tests.engine.planner.llm_server import calls, delta, piece, planned, sse, usage, words

REVERB = {"clip": "c4", "effect": "reverb"}
REVERSE = {"clip": "c2", "action": "reverse"}
R, V = json.dumps(REVERB), json.dumps(REVERSE)
E, X = "apply_effect", "edit_clip"

ROWS: dict[str, tuple[list[Any], list[tuple[str, Any]]]] = {
    "deltas": (
        [
            delta(role="assistant", content=None),
            delta(tool_calls=[piece(E, "", call_id="a")]),
            *(delta(tool_calls=[piece(None, part)]) for part in (R[:9], R[9:20], R[20:])),
            delta("tool_calls"),
        ],
        [(E, REVERB)],
    ),
    "whole call in one chunk": ([delta(tool_calls=[piece(E, R, call_id="a")]), delta("tool_calls")], [(E, REVERB)]),
    "two calls, both with index 0": (
        [delta(tool_calls=[piece(E, R, call_id="a")]), delta(tool_calls=[piece(X, V, call_id="b")]), delta("stop")],
        [(E, REVERB), (X, REVERSE)],
    ),
    "two calls with index 0, in pieces": (
        [
            delta(tool_calls=[piece(E, "", call_id="a")]),
            delta(tool_calls=[piece(None, R)]),
            delta(tool_calls=[piece(X, "", call_id="b")]),
            delta(tool_calls=[piece(None, V[:7])]),
            delta(tool_calls=[piece(None, V[7:])]),
            delta("tool_calls"),
        ],
        [(E, REVERB), (X, REVERSE)],
    ),
    "two calls with index 0 and without ids": (
        [delta(tool_calls=[piece(E, R)]), delta(tool_calls=[piece(X, V)]), delta("tool_calls")],
        [(E, REVERB), (X, REVERSE)],
    ),
    "twice the same call without ids": (
        [delta(tool_calls=[piece(E, R)]), delta(tool_calls=[piece(E, V)]), delta("tool_calls")],
        [(E, REVERB), (E, REVERSE)],
    ),
    "index missing": (
        [
            delta(tool_calls=[piece(E, R[:5], index=None, call_id="a")]),
            delta(tool_calls=[piece(None, R[5:], index=None)]),
            delta("tool_calls"),
        ],
        [(E, REVERB)],
    ),
    "the id in every piece": (
        [
            delta(tool_calls=[piece(E, R[:5], call_id="a")]),
            delta(tool_calls=[piece(E, R[5:], call_id="a")]),
            delta("tool_calls"),
        ],
        [(E, REVERB)],
    ),
    "pieces of two calls mixed": (
        [
            delta(tool_calls=[piece(E, R[:5], index=0, call_id="a"), piece(X, V[:5], index=1, call_id="b")]),
            delta(tool_calls=[piece(None, V[5:], index=1), piece(None, R[5:], index=0)]),
            delta("tool_calls"),
        ],
        [(E, REVERB), (X, REVERSE)],
    ),
    "arguments null": ([delta(tool_calls=[piece("undo", None, call_id="a")]), delta("tool_calls")], [("undo", {})]),
    "arguments empty": ([delta(tool_calls=[piece("undo", "", call_id="a")]), delta("tool_calls")], [("undo", {})]),
    "arguments an object": (
        [delta(tool_calls=[piece(E, REVERB, call_id="a")]), delta("tool_calls")],
        [(E, REVERB)],
    ),
    "finish stop although tools are called": (
        [delta(tool_calls=[piece(E, R, call_id="a")]), delta("stop")],
        [(E, REVERB)],
    ),
    "thinking aloud": (
        [
            delta(reasoning_content="delete everything? "),
            delta(reasoning="no"),
            delta(tool_calls=[piece(E, R, call_id="a")]),
            delta("tool_calls"),
        ],
        [(E, REVERB)],
    ),
    "empty choices, comments and usage between": (
        [
            ": keep-alive\n\n",
            {"choices": []},
            {"choices": None},
            delta(tool_calls=None),
            {"choices": [{"index": 0, "delta": None, "finish_reason": None}]},
            delta(tool_calls=[piece(E, R, call_id="a")]),
            delta("tool_calls"),
            usage(3, 4),
        ],
        [(E, REVERB)],
    ),
}


@pytest.fixture(autouse=True)
def _online(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONMEISTER_OFFLINE", raising=False)


@pytest.mark.parametrize("row", ROWS)
def test_each_quirk_gives_the_same_calls(row: str) -> None:
    chunks, wanted = ROWS[row]
    taken = Accumulator()
    for chunk in chunks:
        taken.add(chunk)
    got = taken.reply().calls
    assert [(call.name, json.loads(call.arguments)) for call in got] == wanted
    assert len({call.id for call in got}) == len(got) and all(call.id for call in got)


@pytest.mark.parametrize("row", [name for name in ROWS if "twice" not in name])
def test_each_quirk_gives_the_same_plan_over_a_socket(row: str) -> None:
    chunks, wanted = ROWS[row]
    text = "undo that" if wanted[0][0] == "undo" else "put a reverb on the vocal and reverse the beat"
    plan, server = planned(text, sse(*chunks), words("That is all."))
    assert [(call["tool"], call["args"]) for call in plan.calls()] == wanted
    assert plan.planner == "llm" and plan.note == ""


@pytest.mark.parametrize(
    "chunk",
    [None, 5, "text", [], {}, {"choices": "x"}, {"choices": [None]}, {"choices": [{"delta": {"tool_calls": {"a": 1}}}]},
     {"choices": [{"delta": {"tool_calls": [None, 7, {"function": "x"}], "content": 3}}], "usage": "many"}],
    ids=range(9),
)  # fmt: skip
def test_garbage_is_no_call_of_anything(chunk: Any) -> None:
    taken = Accumulator()
    taken.add(chunk)
    reply = taken.reply()
    assert reply.content == "" and not [call for call in reply.calls if call.name] and reply.tokens_in is None


def test_what_goes_on_for_ever_is_cut() -> None:
    taken = Accumulator()
    with pytest.raises(TooLong):
        for _ in range(1000):
            taken.add(delta(content="word " * 100))
    taken = Accumulator()
    taken.add(delta(tool_calls=[piece(E, "", call_id="a")]))
    with pytest.raises(TooLong):
        taken.add(delta(tool_calls=[piece(None, "x" * (MOST_CHARACTERS + 1))]))
    with pytest.raises(TooLong):
        for number in range(100):
            Accumulator.add(taken, delta(tool_calls=[piece(E, "", call_id=f"n{number}")]))


def test_thinking_for_ever_is_cut() -> None:
    taken = Accumulator()
    with pytest.raises(TooLong):
        for _ in range(30_000):
            taken.add(delta(reasoning_content="hm"))


def test_usage_is_unknown_unless_told() -> None:
    taken = Accumulator()
    taken.add(delta("stop", content="hi"))
    assert (taken.reply().tokens_in, taken.reply().tokens_out) == (None, None)
    taken.add(usage(12, 3))
    assert (taken.reply().tokens_in, taken.reply().tokens_out) == (12, 3)


def test_a_whole_completion_is_read_like_a_stream() -> None:
    taken = Accumulator()
    function = {"name": E, "arguments": R}
    message = {"role": "assistant", "content": None, "tool_calls": [{"id": "a", "function": function}]}
    taken.add({"choices": [{"message": message, "finish_reason": "tool_calls"}]})
    assert taken.reply().calls == (RawCall("a", E, R),) and taken.reply().finish == "tool_calls"


def test_calls_in_one_reply_keep_their_order() -> None:
    plan, server = planned("put a reverb on the vocal and reverse the beat", calls((E, REVERB), (X, REVERSE)))
    assert [step.task for step in plan.steps] == [E, X] and len(server.asked) == 1
