"""Behind sends, duckings and rides: another figure, another track, the other end, and the end of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import PLANNER, calls
from tests.engine.planner.test_bus_meant import said
from tests.engine.planner.test_effects_turned import SONG


def sent(track: str, level_db: float, context: Context = SONG) -> Context:
    """Behind a send to the Cavern."""
    args = {"action": "send", "track": track, "to": "Cavern", "value_db": level_db}
    views = (
        replace(one, sends=("Cavern",), send_db=(level_db,)) if one.name == track else one
        for one in context.track_views
    )
    there = replace(context, track_views=tuple(views))
    return said(there, f"{track} to the cavern at {level_db:g}", ("route", args))


HARP = sent("Harp", -12.0)


@pytest.mark.parametrize(
    ("text", "level_db"), [("less, -17", -17), ("2 db less", -14), ("harp hotter, -8", -8), ("a bit more", -10.5)]
)
def test_the_send_has_another_level(text: str, level_db: float) -> None:
    (step,) = PLANNER.plan(text, HARP).steps
    assert (step.args["track"], step.args["to"], step.args["value_db"]) == ("Harp", "Cavern", level_db)


@pytest.mark.parametrize(("text", "level_db"), [("banjo too", -12), ("the banjo as well, -20", -20)])
def test_another_is_sent_there(text: str, level_db: float) -> None:
    (step,) = PLANNER.plan(text, HARP).steps
    assert (step.task, step.args["track"], step.args["value_db"]) == ("route", "Banjo", level_db)


@pytest.mark.parametrize("text", ["take the harp out of the cavern", "no more cavern on the harp", "harp out of it"])
def test_it_is_sent_no_more(text: str) -> None:
    (call,) = calls(text, sent("Banjo", -9.0, HARP) if "cavern" in text else HARP)
    assert call["args"] == {"action": "send", "track": "Harp", "to": "Cavern", "value_db": -120}


def test_some_of_it_goes_through_a_bus() -> None:
    (call,) = calls("put some of the banjo thru the cavern, -10 or so", SONG)
    assert call["args"] == {"action": "send", "track": "Banjo", "to": "Cavern", "value_db": -10}


def ducked(**more: Any) -> Context:
    """Behind a ducking."""
    args = {"action": "sidechain", "track": "Harp", "to": "Speaker", **more}
    return said(SONG, "duck the harp under the speaker", ("route", args))


@pytest.mark.parametrize(
    ("text", "track", "depth_db"),
    [("half of that", "Harp", 3), ("deeper, 9 db at least", "Harp", 9), ("banjo too, only 2", "Banjo", 2)],
)
def test_a_ducking_is_half_as_deep_or_for_another(text: str, track: str, depth_db: float) -> None:
    (step,) = PLANNER.plan(text, ducked(value_db=-6)).steps
    assert (step.task, step.args["track"], step.args["value_db"]) == ("route", track, -depth_db)


def test_a_ducking_by_a_bare_figure_and_no_more() -> None:
    (call,) = calls("whenever the speaker talks pull the harp down 7", SONG)
    assert call["args"] == {"action": "sidechain", "track": "Harp", "to": "Speaker", "value_db": -7}
    assert calls("no ducking there, take it off", ducked()) == [{"tool": "undo", "args": {"target": "#1"}}]


RIDE = {"track": "Harp", "parameter": "volume", "from": -10.0, "to": 0.0, "start_bar": 5.0, "end_bar": 9.0}


def test_a_swell_goes_over_whole_bars() -> None:
    (call,) = calls("swell on the harp from -10 up to 0 over 5 to 8", SONG)
    assert call["args"] == RIDE


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [("start it lower, -14", "from", -14), ("and stop at -3", "to", -3), ("begin at -20", "from", -20)],
)
def test_one_end_of_it_moves(text: str, name: str, value: float) -> None:
    (step,) = PLANNER.plan(text, said(SONG, "swell on the harp", ("automate", RIDE))).steps
    assert (step.op, dict(step.args)) == ("fix", {**RIDE, name: value})


def test_behind_it_the_same_track_sinks_elsewhere() -> None:
    (call,) = calls("then over bars 13 to 16 let it sink to -6", said(SONG, "swell on the harp", ("automate", RIDE)))
    assert call["args"] == {"track": "Harp", "parameter": "volume", "to": -6, "start_bar": 13, "end_bar": 17}
