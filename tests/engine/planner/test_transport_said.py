"""Only words for the transport move the playhead; elsewhere a place says where something is done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.offline.text.transport_said import says_transport
from tests.engine.planner.session import BAND, after, calls

SONG = replace(BAND, markers=(("Verse", 1), ("Bridge", 9), ("Outro", 17)))
TURNED = after(SONG, ("turn the bass down", [("mix", {"track": "Bass", "action": "gain", "value_db": -3}, ())]))
MARKED = after(SONG, ("a marker called Bridge at 9", [("marker", {"action": "add", "name": "Bridge", "bar": 9}, ())]))
LOOPED = after(SONG, ("loop 9 to 17", [("transport", {"action": "loop", "start_bar": 9, "end_bar": 16}, ())]))
WENT = after(SONG, ("go to the bridge", [("transport", {"action": "locate", "marker": "Bridge"}, ())]))


@pytest.mark.parametrize(
    "text",
    [
        "in the bridge the pad an octave up",
        "and for the outro as well please",
        "back to 96 bpm at the outro",
        "start that two bars earlier",
        "let it run on into the bridge",
        "make it play a bar later",
        "und im Outro eine Oktave tiefer",
        "et dans le Bridge aussi",
    ],
)
def test_a_place_alone_moves_no_playhead(text: str) -> None:
    """What is done there may be asked for; nothing begins to play."""
    assert not [
        one
        for one in calls(text, TURNED)
        if one["tool"] == "transport" and one["args"]["action"] in ("play", "locate", "loop")
    ]


@pytest.mark.parametrize(
    ("context", "text", "wanted"),
    [
        (TURNED, "from the top", {"action": "play", "bar": 1}),
        (TURNED, "take it from bar 9", {"action": "play", "bar": 9}),
        (TURNED, "loop the bridge", {"action": "loop", "start_bar": 9, "end_bar": 16}),
        (MARKED, "and go there", {"action": "locate", "marker": "Bridge"}),
        (MARKED, "jump to two bars before that", {"action": "locate", "bar": 7}),
        (LOOPED, "from 2 bars earlier", {"action": "loop", "start_bar": 7, "end_bar": 16}),
        (WENT, "two bars earlier", {"action": "locate", "bar": 7}),
        (LOOPED, "loop off, back to the top", {"action": "locate", "bar": 1}),
    ],
)
def test_where_the_transport_goes(context: Any, text: str, wanted: dict[str, Any]) -> None:
    """By its own words, and by the place that was told last."""
    assert wanted in [one["args"] for one in calls(text, context)]


def test_starts_of_a_thing() -> None:
    """ "Start" is about the song, unless what was done last has bars, or it is moved."""
    assert says_transport("start at bar 9")
    assert not says_transport("start at bar 9", has_bars=True)
    assert not says_transport("start it a bar later")
