"""A word for several tracks is asked about, and the answer takes one, all or none of them, with its figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from tests.engine.planner.session import PLANNER, calls

DUO = Context(
    clips=tuple(
        ClipInfo(f"c{place}", name.lower(), name, "audio", 0, 20)
        for place, name in enumerate(("Drums", "Viola L", "Viola R", "Harp"), 1)
    ),
    tracks=("Drums", "Viola L", "Viola R", "Harp"),
)


def asked(text: str) -> Context:
    """The session after a question which one is meant."""
    plan = PLANNER.plan(text, DUO)
    assert [step.task for step in plan.steps] == ["ask"]
    offers = tuple(tuple({"tool": step.task, "args": dict(step.args)} for step in one) for one in plan.choices)
    assert len(offers) == 2
    return replace(DUO, dialogue=(Exchange(text, tuple(plan.calls()), (CallResult(0, True),), offers, None, 1),))


@pytest.mark.parametrize(
    ("answer", "tracks", "value_db"),
    [
        ("both of them, 4 db", ["Viola L", "Viola R"], -4.0),
        ("both please", ["Viola L", "Viola R"], -3.0),
        ("2 dB for both", ["Viola L", "Viola R"], -2.0),
        ("the right one, 5 dB", ["Viola R"], -5.0),
        ("the first", ["Viola L"], -3.0),
        ("viola r", ["Viola R"], -3.0),
        ("neither, the harp", ["Harp"], -3.0),
        ("both and the harp", ["Viola L", "Viola R", "Harp"], -3.0),
        ("beide, 2 dB", ["Viola L", "Viola R"], -2.0),
        ("les deux", ["Viola L", "Viola R"], -3.0),
        ("ambas, 2 dB", ["Viola L", "Viola R"], -2.0),
        ("a da direita, 2 dB", ["Viola R"], -2.0),
        ("左边的", ["Viola L"], -3.0),
    ],
)
def test_the_answer_takes(answer: str, tracks: list[str], value_db: float) -> None:
    """Those tracks, by that much, the way that was wished."""
    made = calls(answer, asked("the viola is too loud"))
    assert [(call["args"]["track"], call["args"]["value_db"]) for call in made] == [(one, value_db) for one in tracks]


@pytest.mark.parametrize("answer", ["all three", "the fourth one"])
def test_what_was_not_offered_is_asked_again(answer: str) -> None:
    """The same question with the same offers."""
    plan = PLANNER.plan(answer, asked("mute the viola"))
    assert [step.task for step in plan.steps] == ["ask"]
    assert len(plan.choices) == 2


def test_another_request_is_no_answer() -> None:
    """It is carried out as it stands."""
    assert calls("mute the drums", asked("the viola is too loud")) == [
        {"tool": "mix", "args": {"track": "Drums", "action": "mute"}}
    ]


@pytest.mark.parametrize("text", ["viola r is too loud", "the violas are too loud"])
def test_what_is_clear_is_not_asked(text: str) -> None:
    """A side, or the plural, says which."""
    assert [call["tool"] for call in calls(text, DUO)] == ["mix"]
