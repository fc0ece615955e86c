"""How far a track ducks: told at once, changed afterwards, and for another track."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import calls
from tests.engine.planner.test_bus_meant import SONG, said


def ducking(track: str = "Strings", to: str = "Drums", **more: Any) -> Context:
    """Behind a ducking."""
    args = {"action": "sidechain", "track": track, "to": to, **more}
    return said(SONG, f"sidechain the {track} to the {to}", ("route", args))


@pytest.mark.parametrize(
    ("text", "track", "to", "depth_db"),
    [
        ("duck the rhodes under the lead vox by 4 dB", "Rhodes", "Lead Vox", 4),
        ("duck the strings 12 dB when the host talks", "Strings", "Host", 12),
        ("sidechain the rhodes to the drums, about 5 dB", "Rhodes", "Drums", 5),
        ("the strings should dip 6 dB under the host", "Strings", "Host", 6),
    ],
)
def test_the_depth_is_told_at_once(text: str, track: str, to: str, depth_db: float) -> None:
    args = {"action": "sidechain", "track": track, "to": to, "value_db": -depth_db}
    assert calls(text, SONG) == [{"tool": "route", "args": args}]


@pytest.mark.parametrize(
    ("text", "depth_db"),
    [
        ("just a couple of dB of ducking", 2),
        ("only 3 dB please", 3),
        ("deeper, 10 dB or so", 10),
        ("make it 6 dB", 6),
        ("deeper", 12),
        ("a bit more", 10),
        ("less", 4),
        ("too much", 4),
        ("not that much, 6", 6),
        ("2 dB more", 10),
    ],
)
def test_it_goes_deeper_or_less_deep(text: str, depth_db: float) -> None:
    (call,) = calls(text, ducking())
    assert call["args"] == {"action": "sidechain", "track": "Strings", "to": "Drums", "value_db": -depth_db}


def test_another_track_ducks_under_the_same_one() -> None:
    (call,) = calls("also duck the Rhodes under him, but less", ducking(to="Host", value_db=-10))
    assert call["args"] == {"action": "sidechain", "track": "Rhodes", "to": "Host", "value_db": -5}
    (call,) = calls("same for the rhodes", ducking(value_db=-2))
    assert call["args"]["value_db"] == -2


@pytest.mark.parametrize("text", ["the strings down 3 dB", "mute the strings", "undo", "pan it left"])
def test_other_wishes_are_no_depth(text: str) -> None:
    assert [call["tool"] for call in calls(text, ducking())] != ["route"]
