"""What the words name has the last word: neither asked about, nor passed over for what was worked on before."""

from __future__ import annotations

from typing import Any

import pytest

from bench.planner_orders import BAND
from tests.engine.planner.session import after, calls

MUTED = after(BAND, ("mute the keys", [("mix", {"action": "mute", "track": "Keys"}, ())]))
LEAD, GUITAR = "Lead Vox", "Guitar"


@pytest.mark.parametrize("context", [BAND, MUTED], ids=["alone", "behind a mute"])
@pytest.mark.parametrize(
    ("text", "track", "sign"),
    [
        ("make the vocal louder", LEAD, 1),
        ("turn the vocal up", LEAD, 1),
        ("a touch more vocal", LEAD, 1),
        ("the vocal is too quiet", LEAD, 1),
        ("the vocal is a bit too loud", LEAD, -1),
        ("the drums are too loud", "Drums", -1),
        ("my guitar sounds too soft", GUITAR, 1),
        ("the cello's too loud", "Cello", -1),
    ],
)
def test_a_level_of_what_is_named(text: str, track: str, sign: int, context: Any) -> None:
    (call,) = calls(text, context)
    assert (call["args"]["action"], call["args"]["track"]) == ("gain", track)
    assert call["args"]["value_db"] * sign > 0


@pytest.mark.parametrize("text", ["the boss should land on bar 5", "the banjo needs to start on bar 9"])
@pytest.mark.parametrize("context", [BAND, MUTED], ids=["alone", "behind a mute"])
def test_what_is_not_here_moves_nothing_else(text: str, context: Any) -> None:
    (call,) = calls(text, context)
    assert call["tool"] == "ask"
    assert "There is no clip or track called" in call["args"]["text"]
