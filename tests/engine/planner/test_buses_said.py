"""Buses by name: a bus is a track for the request that names it, and "the bus" is the one there is."""

from dataclasses import replace

import pytest

from engine.planner.context import Context, TrackInfo
from tests.engine.planner.session import BAND, calls

LANES = ("Bass", "BGV 1", "BGV 2", "Lead")
MIX = Context(
    tracks=LANES,
    track_views=(*map(TrackInfo, LANES), TrackInfo("BGV", "bus"), TrackInfo("Plate", "bus")),
)
ONE = replace(MIX, track_views=MIX.track_views[:-1])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BGV bus down 3", {"track": "BGV", "action": "gain", "value_db": -3.0}),
        ("plate return down 4 dB", {"track": "Plate", "action": "gain", "value_db": -4.0}),
        ("pan BGV 1 left", {"track": "BGV 1", "action": "pan", "value": -1.0}),
        ("mute the plate aux", {"track": "Plate", "action": "mute"}),
    ],
)
def test_a_bus_is_turned_by_its_name(text: str, wanted: dict[str, object]) -> None:
    assert calls(text, MIX) == [{"tool": "mix", "args": wanted}]


def test_the_bus_is_the_only_one() -> None:
    assert calls("Bus down 3", ONE)[0]["args"]["track"] == "BGV"
    assert calls("solo the bus", ONE)[0]["args"]["track"] == "BGV"


def test_where_something_goes_to_is_no_target() -> None:
    (call,) = calls("send the lead to the plate at -12", MIX)
    assert (call["tool"], call["args"]["track"]) == ("route", "Lead")


def test_a_bus_is_not_among_all_tracks() -> None:
    (call,) = calls("mute everything except the lead", MIX)
    assert "BGV" not in call["args"]["tracks"] and calls("mute the bass", BAND)[0]["args"]["track"] == "Bass"
