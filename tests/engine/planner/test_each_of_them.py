"""Each gets its own: several names, several sides; the other one; the voice; a solo that is played."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.planner_orders import BAND
from tests.engine.planner.session import PLANNER, after, calls

MUTED = after(BAND, ("mute the cello", [("mix", {"action": "mute", "track": "Cello"}, ())]))
BOTH = after(MUTED, ("mute the keys", [("mix", {"action": "mute", "track": "Keys"}, ())]))
PANNED = after(
    BAND,
    (
        "pan the cello left and the keys right",
        [
            ("mix", {"action": "pan", "track": "Cello", "value": -1.0}, ()),
            ("mix", {"action": "pan", "track": "Keys", "value": 1.0}, ()),
        ],
    ),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rename Cello and Keys to Celli and Rhodes", {"Cello": "Celli", "Keys": "Rhodes"}),
        ("call the cello Celli and the keys Rhodes", {"Cello": "Celli", "Keys": "Rhodes"}),
        ("rename Guitar to Tele, Keys to Wurli and Drums to Kit", {"Guitar": "Tele", "Keys": "Wurli", "Drums": "Kit"}),
        ("rename Cello to Rock and Roll", {"Cello": "Rock and Roll"}),
    ],
)
def test_each_its_name(text: str, names: dict[str, str]) -> None:
    assert {call["args"]["track"]: call["args"]["name"] for call in calls(text, BAND)} == names


def test_one_name_for_two_is_asked_about() -> None:
    (call,) = calls("rename the cello and the keys to Foo", BAND)
    assert call["tool"] == "ask"


@pytest.mark.parametrize(
    ("text", "pans"),
    [
        ("pan cello and keys hard left, hard right", {"Cello": -1.0, "Keys": 1.0}),
        ("pan the guitar and cello 30 left and 30 right", {"Guitar": -0.3, "Cello": 0.3}),
        ("spread the cello and the keys left and right 40", {"Cello": -0.4, "Keys": 0.4}),
        ("cello and keys, one on each side", {"Cello": -1.0, "Keys": 1.0}),
        ("pan the guitar, keys and cello left, center and right", {"Guitar": -1.0, "Keys": 0.0, "Cello": 1.0}),
        ("pan the cello and guitar left and the keys right", {"Cello": -1.0, "Guitar": -1.0, "Keys": 1.0}),
    ],
)
def test_each_its_side(text: str, pans: dict[str, float]) -> None:
    assert {call["args"]["track"]: call["args"]["value"] for call in calls(text, BAND)} == pans


@pytest.mark.parametrize("text", ["swap them", "swap the sides", "flip the panning"])
def test_sides_swapped(text: str) -> None:
    told = [call["args"] for call in calls(text, PANNED)]
    assert {args["track"]: args["value"] for args in told} == {"Cello": 1.0, "Keys": -1.0}


@pytest.mark.parametrize("text", ["mute the other one", "turn the other one down", "delete the other one"])
def test_the_other_one(text: str) -> None:
    assert [call["tool"] for call in calls(text, MUTED)] == ["ask"]
    two = replace(MUTED, tracks=("Cello", "Keys"), clips=tuple(c for c in BAND.clips if c.track in ("Cello", "Keys")))
    assert _about(text, two) == _about(text, BOTH) == {"Keys"} or _about(text, BOTH) == {"Cello"}


def _about(text: str, context: Any) -> set[str]:
    tracks = {name: str(clip.track) for clip in context.clips for name in (clip.id, clip.name)}
    told = [call["args"] for call in calls(text, context)]
    return {str(args.get("track") or tracks.get(args.get("clip"))) for args in told}


@pytest.mark.parametrize(
    ("text", "track", "sign"),
    [
        ("bring up the voice", "Lead Vox", 1),
        ("guitar solo, 3 db up", "Guitar", 1),
        ("the cello solo is too loud", "Cello", -1),
    ],
)
def test_who_plays_or_sings(text: str, track: str, sign: int) -> None:
    (call,) = calls(text, BOTH)
    assert (call["args"]["action"], call["args"]["track"]) == ("gain", track)
    assert call["args"]["value_db"] * sign > 0


@pytest.mark.parametrize("text", ["reverse the last hit", "move the second stab a bar later"])
def test_a_part_nobody_can_find_is_asked_for(text: str) -> None:
    assert [call["tool"] for call in calls(text, MUTED)] == ["ask"]


@pytest.mark.parametrize("text", ["tad more, another 2", "another 2 dB", "and another 2", "yet another 2 db please"])
@pytest.mark.parametrize("before", [-3.0, 3.0], ids=["down", "up"])
def test_another_so_much_goes_on_the_same_way(text: str, before: float) -> None:
    turned = after(BAND, ("turn the cello", [("mix", {"action": "gain", "track": "Cello", "value_db": before}, ())]))
    (step,) = PLANNER.plan(text, turned).steps
    assert (step.op, step.args["track"]) == ("again", "Cello")
    assert step.args["value_db"] == (2 if before > 0 else -2)
