"""What is more than was asked for, or beside it, is asked or refused; it is never done to something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo
from tests.engine.planner.session import BAND, calls, tools

SONG = replace(
    BAND,
    clips=(*BAND.clips, ClipInfo("c9", "strummed guitar", "Guitar", "audio", 0, 10, ("guitar",))),
    tracks=(*BAND.tracks, "Guitar"),
)


@pytest.mark.parametrize(
    "text",
    [
        "mute the last third of the pad",
        "solo every other bar of the beat",
        "delete all clips before bar 3",
    ],
)
def test_a_part_is_no_whole(text: str) -> None:
    assert tools(text, SONG) == ["ask"]


@pytest.mark.parametrize(
    "text", ["hide the pad", "lock the bass track", "zoom in on bar 9", "please unlock the guitar", "scroll to the end"]
)
def test_what_a_daw_shows_is_its_own(text: str) -> None:
    (call,) = calls(text, SONG)
    assert call["tool"] == "refuse" and " I can go to " in call["args"]["text"]


def test_what_is_named_is_not_changed_for_what_fits() -> None:
    (call,) = calls("humanize the strummed guitar", SONG)
    assert call["tool"] == "ask" and "strummed guitar" in call["args"]["text"]


def test_an_exception_behind_the_verb_holds() -> None:
    (call,) = calls("bring everything down 2 dB except the pad", SONG)
    assert "Pad" not in call["args"]["tracks"] and len(call["args"]["tracks"]) == len(SONG.tracks) - 1


def test_a_clip_is_repeated_up_to_a_bar() -> None:
    (call,) = calls("loop the lo-fi beat until bar 17", SONG)
    assert call["tool"] == "edit_clip" and call["args"]["duration"] == pytest.approx(16 * 4 * 60 / 96)


def test_tone_is_no_matter_of_speech() -> None:
    (call,) = calls("the strummed guitar is boxy, fix that", SONG)
    assert (call["tool"], call["args"]["effect"]) == ("apply_effect", "eq")


def test_a_misspelt_please_is_no_name() -> None:
    (call,) = calls("put a marker called Bridge at bar 7 plaese", SONG)
    assert (call["args"]["name"], call["args"]["bar"]) == ("Bridge", 7)


def test_a_name_of_thousands_of_letters_costs_no_time() -> None:
    """One way to cut it in two for each letter made a pattern of millions."""
    from engine.planner.offline.reading.names_spoken import _spoken

    assert _spoken("a" * 3000, ()) == [] and _spoken("Breakdown", ())
