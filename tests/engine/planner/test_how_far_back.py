"""How far back words of taking back go, what is done to what comes back, and what takes nothing back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Context, Exchange
from tests.engine.planner.session import BAND, calls

Call = tuple[str, dict[str, Any]]
DOWN: Call = ("mix", {"track": "Bass", "action": "gain", "value_db": -3.0})
LOWER: Call = ("mix", {"track": "Bass", "action": "gain", "value_db": -5.0})
AWAY: Call = ("arrange", {"action": "delete", "clip": "gone"})
HUM: Call = ("edit_clip", {"action": "fade_out", "clip": "c5"})


def told(*turns: tuple[str, list[Call], str]) -> Context:
    """BAND behind turns of (words, calls, the call that they put right)."""
    dialogue = tuple(
        Exchange(
            said,
            tuple({"tool": tool, "args": args, **({"op": "fix", "base": base} if base else {})} for tool, args in done),
            tuple(CallResult(place, True) for place in range(len(done))),
            undone=False,
            number=number,
        )
        for number, (said, done, base) in enumerate(turns, 1)
    )
    return replace(BAND, dialogue=dialogue, history=())


TWICE = told(("bass down 3 dB", [DOWN], ""), ("no, 5", [LOWER], "1.1"))


@pytest.mark.parametrize(
    "text",
    [
        "put it back how it was",
        "take that off again",
        "hm, set it back",
        "like it was before please",
        "wieder wie vorher",
        "non, remets comme c'était",
        "no, déjalo como estaba",
    ],
)
def test_a_deed_in_two_turns_goes_whole(text: str) -> None:
    assert calls(text, TWICE) == [{"tool": "undo", "args": {"target": "#2, #1"}}]


@pytest.mark.parametrize("text", ["undo", "undo then", "undo that", "no, go back", "go back one step"])
def test_a_bare_undo_is_the_last_turn(text: str) -> None:
    (call,) = calls(text, TWICE)
    assert call["tool"] == "undo" and call["args"].get("target") in (None, "#2")


@pytest.mark.parametrize(
    "text", ["whoops no, undo that", "no, that's too breathy. undo that", "argh, undo", "hm no, 4 was nicer. undo"]
)
def test_why_something_goes_back_names_nothing(text: str) -> None:
    (call,) = calls(text, TWICE)
    assert call["tool"] == "undo" and call["args"].get("target") in (None, "#2")


@pytest.mark.parametrize(
    ("text", "task", "steps"),
    [("undo last 2", "undo", 2), ("undo the last 3 steps", "undo", 3), ("redo 1 step", "redo", 1)]
    + [("redo 2", "redo", 2)],
)
def test_how_many_go_back_is_no_name(text: str, task: str, steps: int) -> None:
    (call,) = calls(text, TWICE)
    assert (call["tool"], call["args"].get("steps", 1)) == (task, steps)


@pytest.mark.parametrize("text", ["too much, ease off", "not so much of it", "far too much, but don't undo all"])
def test_too_much_takes_nothing_back(text: str) -> None:
    assert "undo" not in [call["tool"] for call in calls(text, TWICE)]


@pytest.mark.parametrize("text", ["too loud, undo that", "too much. put it back how it was", "too quiet, take it back"])
def test_too_much_and_back_takes_back(text: str) -> None:
    assert [call["tool"] for call in calls(text, TWICE)] == ["undo"]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("bring it back but muted", {"action": "mute", "track": "Amb"}),
        ("put it back, 6 dB down", {"action": "gain", "value_db": -6.0, "track": "Amb"}),
        ("the amb back but panned left", {"action": "pan", "value": -1.0, "track": "Amb"}),
        ("hol es zurück, aber stumm", {"action": "mute", "track": "Amb"}),
    ],
)
def test_what_comes_back_is_changed_then(text: str, more: dict[str, Any]) -> None:
    context = told(("delete amb", [AWAY], ""))
    first, second = calls(text, context)
    assert first == {"tool": "undo", "args": {"target": "#1"}}
    assert second == {"tool": "mix", "args": more}


def test_one_order_for_many_is_one_act() -> None:
    many = told(("fade everything out", [HUM, *(("edit_clip", {**HUM[1], "clip": f"c{n}"}) for n in (2, 3, 4))], ""))
    assert calls("undo that last one", many) == [{"tool": "undo", "args": {}}]
