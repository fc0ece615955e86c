"""Two requests in one sentence that need nothing of each other are done as each is by itself."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from itertools import permutations

import pytest

from tests.engine.planner.session import BAND, calls

SONG = replace(BAND, markers=(("Intro", 1.0), ("Chorus", 3.0), ("Outro", 5.0)))
ACTS = (
    "turn the bass down 3 dB",
    "delete the melody vocal in the chorus",
    "make the pad darker",
    "add a marker called Drop at bar 4",
    "make a 4-bar lo-fi guitar riff at bar 9",
    "rename the amb to Air",
)
JOINTS = ("{} and {}", "{}, then {}", "{}; {}", "{}, and also {}", "first {}, after that {}")


@functools.cache
def _each(text: str) -> list[str]:
    """The calls of a text; of each act alone they are asked for with every other and every joint."""
    return sorted(re.sub(r"\$\d", "$", str(call)) for call in calls(text, SONG))


@pytest.mark.parametrize("joint", JOINTS)
def test_both_are_done(joint: str) -> None:
    for one, other in permutations(ACTS, 2):
        assert _each(joint.format(one, other)) == sorted(_each(one) + _each(other))


def test_what_the_second_does_to_the_same_clip_is_done_to_what_came_of_it() -> None:
    first, second = calls("reverse the pad and then put a reverb on the pad")
    assert (first["args"]["clip"], second["args"]["clip"]) == ("c5", "$1")


@pytest.mark.parametrize(
    "said",
    ["mute the bass and pan it left", "reverse the pad and do the same to the bass", "solo the pad and the bass"],
)
def test_what_leans_on_the_first_is_read_with_it(said: str) -> None:
    assert {call["tool"] for call in calls(said)} <= {"mix", "edit_clip"} and len(calls(said)) >= 1
