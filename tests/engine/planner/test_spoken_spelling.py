"""English as it is said, thumbed or heard by dictation; and "too far left" goes back to the middle."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.text.spoken_spelling import as_spelt
from tests.engine.planner.session import calls
from tests.engine.planner.test_amendment import talk

NAMES = ("Tuba", "Fife", "Side Drum", "Em")
BAND = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "audio", 0, 32, bars=(1.0, 17.0)) for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
)


@pytest.mark.parametrize(
    ("said", "tool", "args"),
    [
        ("bring di tuba doon 2", "mix", {"track": "Tuba", "value_db": -2}),
        ("pull the fife left a likkle", "mix", {"track": "Fife", "action": "pan", "value": -0.25}),
        ("tuba down too decibels", "mix", {"track": "Tuba", "value_db": -2}),
        ("turn the fife up for decibels", "mix", {"track": "Fife", "value_db": 4}),
        ("pan the side drum slightly write", "mix", {"track": "Side Drum", "action": "pan", "value": 0.25}),
        ("make the tuba louder buy three decibels", "mix", {"track": "Tuba", "value_db": 3}),
        ("put the tuba and the fife in won group called Winds", "route", {"action": "group", "to": "Winds"}),
        ("what thyme signature are we in", "session_info", {"aspect": "tempo"}),
        ("mute Em", "mix", {"track": "Em", "action": "mute"}),
        ("mute the tuba for bars 3 and 4", "automate", {"track": "Tuba", "start_bar": 3, "end_bar": 5}),
    ],
)
def test_it_is_understood_as_it_is_meant(said: str, tool: str, args: dict[str, Any]) -> None:
    (call,) = calls(said, BAND)
    assert call["tool"] == tool
    assert args.items() <= call["args"].items()


@pytest.mark.parametrize(
    "said", ["write a bass line", "won't do", 'say "know too dat"', "move it to bar 5", "for bars 3 and 4", "Di drums"]
)
def test_other_words_stay(said: str) -> None:
    assert as_spelt(said, ["Di"]) == said


PANNED = talk(("keys 40 right", "mix", {"track": "Keys", "action": "pan", "value": 0.4}))
LEFT = talk(("keys 60 left", "mix", {"track": "Keys", "action": "pan", "value": -0.6}))


@pytest.mark.parametrize(
    ("said", "before", "value"),
    [
        ("too far right", PANNED, 0.2),
        ("too far left", LEFT, -0.3),
        ("too much to the left", LEFT, -0.3),
        ("not so far to the right", PANNED, 0.2),
        ("no, not that far, just a touch to the right", PANNED, 0.2),
        ("too far, only a bit to the left", LEFT, -0.3),
        ("further right", PANNED, 0.6),
        ("zu weit links", LEFT, -0.3),
    ],
)
def test_too_far_to_a_side_is_less_of_it(said: str, before: Context, value: float) -> None:
    (call,) = calls(said, before)
    assert (call["args"]["action"], call["args"]["value"]) == ("pan", value)
