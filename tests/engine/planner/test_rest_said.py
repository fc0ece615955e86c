"""Two groups in one turn: what is named, and all the others."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import calls

CHOIR = Context(
    clips=tuple(
        ClipInfo(f"c{place}", name.lower(), name, kind, 0, 20)
        for place, (name, kind) in enumerate(
            (("Tenor", "midi"), ("Bass", "midi"), ("Organ", "midi"), ("Flute", "audio"), ("Kick", "audio")), 1
        )
    ),
    tracks=("Tenor", "Bass", "Organ", "Flute", "Kick"),
)
GAIN, PAN = {"action": "gain"}, {"action": "pan"}
BUT_FLUTE = ["Tenor", "Bass", "Organ", "Kick"]


@pytest.mark.parametrize(
    ("text", "own", "rest"),
    [
        ("flute up 3 dB, everyone else down 2", {**GAIN, "value_db": 3.0}, {**GAIN, "value_db": -2.0}),
        ("the flute to the right, the others to the left", {**PAN, "value": 1.0}, {**PAN, "value": -1.0}),
        ("solo the flute and mute all the others", {"action": "solo"}, {"action": "mute"}),
        ("the flute green, the rest purple", {"color": "green"}, {"color": "purple"}),
        ("Flöte blau, der Rest rot", {"color": "blue"}, {"color": "red"}),
        ("la flûte 2 dB plus fort, les autres 2 dB moins fort", {**GAIN, "value_db": 2.0}, {**GAIN, "value_db": -2.0}),
        ("la flauta sube 3 dB, los demás bajan 3", {**GAIN, "value_db": 3.0}, {**GAIN, "value_db": -3.0}),
        ("flauta vermelha, o resto azul", {"color": "red"}, {"color": "blue"}),
        ("长笛加2分贝，其他都减2分贝", {**GAIN, "value_db": 2.0}, {**GAIN, "value_db": -2.0}),
    ],
)
def test_what_is_named_and_the_rest(text: str, own: dict[str, object], rest: dict[str, object]) -> None:
    """Each has its own."""
    first, second = (call["args"] for call in calls(text, CHOIR))
    assert first == {"track": "Flute", **own}
    assert second == {"tracks": BUT_FLUTE, **rest}


@pytest.mark.parametrize(
    "text",
    [
        "mute the flute; the other tracks stay",
        "mute the flute, everything else stays as it is",
        "keep the organ and mute the flute",
        "mute the flute but leave the others",
    ],
)
def test_what_stays(text: str) -> None:
    """Nothing is done to the rest."""
    assert calls(text, CHOIR) == [{"tool": "mix", "args": {"track": "Flute", "action": "mute"}}]


def test_keep_one_and_mute_the_rest() -> None:
    """What is kept is not muted."""
    assert calls("keep the flute, mute the rest", CHOIR) == [
        {"tool": "mix", "args": {"tracks": BUT_FLUTE, "action": "mute"}}
    ]
