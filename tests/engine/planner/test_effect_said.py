"""An effect is put on where something in the request speaks of it; else it is asked which."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import BAND, after, calls

REVERB = ("put a big reverb on the vocal", [("apply_effect", {"clip": "c4", "effect": "reverb"}, ("wet vocal",))])


@pytest.mark.parametrize(
    ("said", "effect"),
    [
        ("squash the pad 4 to 1", "compressor"),
        ("the vocal should answer itself a quarter second behind", "delay"),
        ("put the vocal in a tiled stairwell", "reverb"),
        ("make the pad crunchy like an old game console, 6 bits", "bitcrush"),
        ("the ssss on the vocal could cut glass", "deesser"),
    ],
)
def test_what_is_said_of_a_sound_speaks_of_its_effect(said: str, effect: str) -> None:
    assert [call["args"].get("effect") for call in calls(said, BAND)] == [effect]


@pytest.mark.parametrize("said", ["let the vocal reach unity when the door comes", "the pad arrives too soon, no"])
def test_an_effect_of_which_nothing_speaks_is_not_put_on(said: str) -> None:
    assert all(call["tool"] != "apply_effect" for call in calls(said, BAND))


def test_the_effect_of_before_needs_no_word() -> None:
    (same,) = calls("and the same on the pad", after(BAND, REVERB))
    assert (same["tool"], same["args"]["effect"]) == ("apply_effect", "reverb")


@pytest.mark.parametrize("said", [" and mute the original", ", mute the og", ", then mute the whole song"])
def test_the_original_is_what_was_taken_apart(said: str) -> None:
    apart, mute = calls(f"split the sunday mix into stems{said}", BAND)
    assert apart["args"]["clip"] == mute["args"]["clip"] == "c7" and mute["args"]["action"] == "mute"


@pytest.mark.parametrize(
    "said", ["should I mute the pad? just curious", "would you lose it? opinion only"]
)
def test_who_only_asks_gets_nothing_done(said: str) -> None:
    (call,) = calls(said, BAND)
    assert call["tool"] in ("ask", "chat", "refuse")
