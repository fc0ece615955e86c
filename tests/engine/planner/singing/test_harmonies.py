"""Voices beside a sung line: which, where, how loud beside it, on which side; and what only sounds like one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls
from tests.engine.planner.singing.test_said_of_it import sung


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("now a harmony a third under", "third below"),
        ("stack a third above it", "third above"),
        ("add a low harmony, a sixth below", "sixth below"),
        ("harmony an octave higher please", "octave above"),
        ("now a harmony a third up, in key", "third above"),
        ("a second voice a sixth under, in the same key", "sixth below"),
        ("harmony a third below, diatonic", "third below"),
        ("can you put a second voice on it, a fifth above", "fifth above"),
    ],
)
def test_a_voice_is_added_to_what_was_sung(text: str, interval: str) -> None:
    assert calls(text, sung()) == [{"tool": "harmonize", "args": {"clip": "v1", "interval": interval}}]


def test_only_in_a_part_of_it() -> None:
    made, cut = calls("harmony a third above, second half only", sung())
    assert made["args"] == {"clip": "v1", "interval": "third above"}
    assert cut["args"] == {"clip": "$1", "action": "trim", "start_bar": 7, "end_bar": 8}


def with_harmony(**more: Any) -> Context:
    """After a harmony of the sung line."""
    before = sung()
    voice = ClipInfo("h1", "Third above", "Third above", "audio", 9.55, 9.8, bars=(4.98, 9.06))
    turn = Exchange("a third above it", ({"tool": "harmonize", "args": {"clip": "v1", "interval": "third above"}},),
                    (CallResult(0, True, ("h1",)),), undone=False, number=2)  # fmt: skip
    views = (*before.track_views, TrackInfo("Vocal", "audio", gain_db=-2.0), TrackInfo("Third above", "audio"))
    return replace(
        before, clips=(*before.clips, voice), tracks=(*before.tracks, "Third above"), track_views=views,
        dialogue=(*before.dialogue, turn), last="h1", **more,
    )  # fmt: skip


def test_one_more_goes_the_other_way() -> None:
    assert calls("and one below", with_harmony()) == [
        {"tool": "harmonize", "args": {"clip": "v1", "interval": "third below"}}
    ]


def test_one_more_with_its_interval_is_a_voice_and_moves_none() -> None:
    assert calls("and one under it too, fourth down", with_harmony()) == [
        {"tool": "harmonize", "args": {"clip": "v1", "interval": "fourth below"}}
    ]


def test_both_go_so_far_to_the_sides() -> None:
    made, left, right = calls("and one below. pan the two 30 30", with_harmony())
    assert (made["tool"], left["args"]["value"], right["args"]["value"]) == ("harmonize", -0.3, 0.3)


def test_both_go_to_the_sides() -> None:
    made, left, right = calls("and one below. spread the two left and right", with_harmony())
    assert made["tool"] == "harmonize"
    assert left["args"] == {"track": "Third above", "action": "pan", "value": -0.5}
    assert right["args"] == {"clip": "$1", "action": "pan", "value": 0.5}


@pytest.mark.parametrize(
    "text", ["put it 6 under", "tuck that 6 dB below the main one", "harmony 6 under the lead", "sit it 6 under"]
)
def test_it_is_so_much_under_the_line(text: str) -> None:
    assert calls(text, with_harmony()) == [
        {"tool": "mix", "args": {"track": "Third above", "action": "gain", "set_db": -8.0}}
    ]


def test_and_aside() -> None:
    _, aside = calls("tuck that 8 under the main one, off to the left a bit", with_harmony())
    assert aside["args"] == {"track": "Third above", "action": "pan", "value": -0.3}


@pytest.mark.parametrize("text", ["put the keys 6 under the bass", "put it at bar 6", "take it down 6", "keys 6 lower"])
def test_what_is_no_level_beside_the_line_is_left(text: str) -> None:
    assert not any(one["args"].get("set_db") == -8.0 for one in calls(text, with_harmony()))


@pytest.mark.parametrize(
    "text", ["the viola a third up", "transpose it a third up", "a third take", "fade the last third"]
)
def test_what_only_sounds_like_a_voice_is_none(text: str) -> None:
    assert "harmonize" not in [one["tool"] for one in calls(text, sung())]
