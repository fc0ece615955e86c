"""What is said around a request asks for nothing: the plan is the same with it and without."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from engine.planner.offline.text.around import request_alone
from tests.engine.planner.session import calls

ACTS = (
    "turn the bass down 3 dB",
    "mute the pad in bars 3 to 4",
    "rename the pad to Air",
    "send the melody to a delay bus",
    "pan the bass a bit left",
    "make a 4-bar lo-fi beat at bar 9",
    "export the mix as mp3",
)
AROUND = (
    "my producer says to {}",
    "the label wants me to {}",
    "quick one: {}",
    "I've been staring at this for an hour, please {}",
    "could u {} thx",
    "do me a favour and {}",
    "do you think we could {}?",
    "I'd be grateful if you {}",
    "{} because it's fighting with everything",
    "{}, it's way too much as it is",
    "{} if that's ok",
    "{} — the client keeps complaining",
    "let's {} and see how that feels",
    "please {} when you get a chance",
    "{}, which is what they wanted",
    "so I listened on the train this morning and I want to {}",
)
STAYS = (
    "no, mute the pad",
    "don't mute the pad",
    "in the chorus, mute the pad",
    "instead of the pad, mute the bass",
    "the pad is too loud, turn it down",
    "delete the pad for now",
    "mute the pad, it should come back at bar 9",
    "sing: thank you, please",
    "leave the drums alone and mute the pad",
    "I want the bass to sit lower",
    "can you sing?",
)


@functools.cache
def _alone(act: str) -> list[dict[str, Any]]:
    return calls(act)


@pytest.mark.parametrize("around", AROUND)
def test_nothing_around_it_changes_a_plan(around: str) -> None:
    for act in ACTS:
        assert calls(around.format(act)) == _alone(act)


@pytest.mark.parametrize("said", STAYS)
def test_what_says_something_stays(said: str) -> None:
    names = ("pad", "bass", "drums", "chorus")
    assert request_alone(said, lambda words: any(name in words.lower() for name in names)) == said
