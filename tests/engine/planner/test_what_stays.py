"""What only says what is good, or stays, is no request; what is asked for beside it is done as if it stood alone."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import calls
from tests.engine.planner.test_back_meant import after

ASKED = ("trumpet down 2 dB", "mute the rain", "put a delay on the host", "tempo to 110", "fade out the strings")
FORMS = (
    "love it, leave that. now {}",
    "perfect, keep it. {}",
    "yes! keep that, and {}",
    "leave it like that and {}",
    "leave the rhodes as they are and {}",
    "the rhodes are fine. {}",
    "keep the {deed} but {}",
    "the {thing} is perfect now, don't change it. {}",
    "i was wrong about the {deed}, it stays. {}",
    "don't undo that, just {}",
    "that's better than before. {}",
    "{}, everything else stays",
    "{}, the {thing} stays as it is",
    "{}, rest as before",
    "{}, without touching the {thing}",
    "{} but leave the {deed} on the {thing}",
    "{}, nothing else",
    "okay the {deed} works. next: {}",
    "that'll do for the {thing}, {}",
    "as for the {thing}, leave it. {}",
    "{}, keep all the rest the way it is",
)


@functools.cache
def _alone(deed: str) -> tuple[Context, list[list[dict[str, Any]]]]:
    """The song behind an act, and what each of them is there by itself; every form is compared with it."""
    context = after("pan", deed)
    return context, [calls(asked, context) for asked in ASKED]


@pytest.mark.parametrize(("deed", "thing"), [("reverb", "lead vox"), ("level", "drums"), ("ducking", "bass")])
@pytest.mark.parametrize("form", FORMS)
def test_only_what_is_asked_for_is_done(form: str, deed: str, thing: str) -> None:
    context, alone = _alone(deed)
    assert [calls(form.format(asked, deed=deed, thing=thing), context) for asked in ASKED] == alone


@pytest.mark.parametrize("text", ["love it, leave that", "keep the reverb", "leave it like that", "ok, keep that"])
def test_what_stays_is_only_said(text: str) -> None:
    assert [call["tool"] for call in calls(text, after("reverb"))] == ["chat"]


def test_what_is_spared_is_no_praise() -> None:
    """ "Keep the kick" beside an order for all of them spares it."""
    (call,) = calls("mute everything, the drums stay", after("pan"))
    assert "Drums" not in call["args"]["tracks"] and len(call["args"]["tracks"]) > 3


def test_what_is_praised_is_what_is_spoken_of() -> None:
    (call,) = calls("the strings are lovely, put a delay on them", after("pan"))
    assert call["args"] == calls("put a delay on the strings", after("pan"))[0]["args"]
