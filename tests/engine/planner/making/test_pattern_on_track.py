"""A pattern written onto a track that is there, and what looks like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.sentence.quartet import after, steps

KIT = Context(
    tempo=120,
    clips=(ClipInfo("d1", "kick", "Kick", "midi", 0, 8, bars=(1.0, 5.0)),),
    tracks=("Kick", "Snare", "Lead"),
    track_views=tuple(TrackInfo(one, "midi") for one in ("Kick", "Snare", "Lead")),
)


def args(text: str, context: Context = KIT) -> list[dict[str, Any]]:
    return [one["args"] for one in steps(text, context)]


def test_it_lies_on_the_track_as_hard_as_what_is_there() -> None:
    even = after("every kick hit at 110", KIT)
    made = args("now the blast: kick on every 16th, bars 5 to 8, same note same velocity", even)
    assert made == [
        {"kind": "drums", "bars": 4, "style": "only kick every 16th"},
        {"action": "place", "clip": "$1", "bar": 5, "track": "Kick"},
        {"clip": "$1", "action": "quantize", "grid": "1/16"},
        {"clip": "$1", "action": "velocity", "value": 110},
    ]


def test_it_is_as_hard_as_is_told() -> None:
    made = args("snare on every beat in bars 5 to 8 at velocity 90")
    assert (made[0]["style"], made[-1]["value"]) == ("only snare every quarter", 90)


@pytest.mark.parametrize(
    "text",
    [
        "kick on every 16th in bars 3 and 4",  # it plays there
        "lead on every 16th in bars 5 to 8",  # no drum
        "snap the kick to 16ths",
        "mute every kick in bars 1 to 2",
    ],
)
def test_what_is_no_pattern_for_it(text: str) -> None:
    assert not any(one.get("kind") == "drums" for one in args(text, replace(KIT)))
