"""What stands beside a request and asks for nothing: a reason, a header, what it is for, that nothing else changes."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import steps

PLANNER = OfflinePlanner(asks_back=False)
NAMES = ("Choir", "Organ", "Pulpit Mic", "Temp mix", "Kick", "Snare")
HYMN = Context(
    tempo=90,
    clips=tuple(ClipInfo(f"c{n}", name.lower(), name, "audio", 0, 60, bars=(1, 25)) for n, name in enumerate(NAMES)),
    tracks=NAMES,
    track_views=tuple(TrackInfo(name) for name in NAMES),
    markers=(("Verse", 5), ("Refrain", 13), ("Reveal", 17)),
)


def told(text: str) -> list[tuple[str, dict[str, Any]]]:
    """What is done."""
    return [(one.task, dict(one.args)) for one in PLANNER.plan(text, HYMN).steps]


OFF = [("mix", {"track": "Pulpit Mic", "action": "mute"})]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Could you turn the pulpit mic off, it only has the pastor talking before we start.", OFF),
        ("turn the pulpit mic off", OFF),
        ("the choir comes in too early, organ down 2", [("mix", {"track": "Organ", "action": "gain", "value_db": -2})]),
        (
            "now a practice mix for the altos: organ down 3",
            [("mix", {"track": "Organ", "action": "gain", "value_db": -3})],
        ),
        ("Drop the tempo to 60 from the Reveal on.", [("transport", {"action": "set_tempo", "bpm": 60, "bar": 17})]),
        (
            "From the Reveal on it should run at 120; before that leave it.",
            [("transport", {"action": "set_tempo", "bpm": 120, "bar": 17})],
        ),
        (
            "put kick and snare in a group called Drums so i can ride them together",
            [("route", {"action": "group", "tracks": ["Kick", "Snare"], "to": "Drums"})],
        ),
        ("love it. mp3 of the whole song for the group chat?", [("export", {"what": "mix", "format": "mp3"})]),
        ("one wav per track please", [("export", {"what": "tracks", "format": "wav"})]),
    ],
)
def test_what_is_beside_it_changes_nothing(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert told(text) == wanted


def test_nowhere_else_is_where_it_would_not_be_anyway() -> None:
    text = "The organ drowns the choir in the refrain. Please lower it by 5 dB there and nowhere else."
    ((task, args),) = told(text)
    assert (task, args["track"], args["to"], args["start_bar"], args["end_bar"]) == ("automate", "Organ", -5, 13, 17)


def test_a_second_request_is_no_remark() -> None:
    assert len(told("organ down 2, and get rid of the pulpit mic")) == 2


@pytest.mark.parametrize(
    "text",
    ["marimba feels lost, cajon up 3", "the fiddles are eating everything, cajon up 3", "marimba's fading. cajon up 3"],
)
def test_what_a_remark_names_is_not_done_besides(text: str) -> None:
    assert steps(text) == [{"tool": "mix", "args": {"track": "Cajon", "action": "gain", "value_db": 3}}]


def test_it_is_the_subject_of_the_remark() -> None:
    plan = PLANNER.plan("organ's muddying the choir, roll off below 150 on it", HYMN)
    assert [(one.args.get("clip"), one.args.get("track")) in (("c1", None), (None, "Organ")) for one in plan.steps] == [
        True
    ]
