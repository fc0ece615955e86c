"""Where something new goes: what leads into a bar ends there, and a fade over bars is the level of its track."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import TrackInfo
from tests.engine.planner.session import BAND, PLANNER, calls, tools

LEVELS_DB = {"Pad": -8.0}
VIEWS = replace(BAND, track_views=tuple(TrackInfo(name, gain_db=LEVELS_DB.get(name, 0.0)) for name in BAND.tracks))
MARKED = replace(BAND, markers=(("Verse", 5.0), ("Hook", 17.0)))


@pytest.mark.parametrize(
    ("text", "bars", "bar"),
    [
        ("a snare fill into bar 9", 1, 8),
        ("make a 2-bar drum fill before bar 13", 2, 11),
        ("a noise riser leading into bar 17", 2, 15),
        ("put a really soft tom fill into bar 5", 1, 4),
        ("a 4 bar riser into the hook", 4, 13),
    ],
)
def test_what_leads_into_a_bar_ends_where_it_begins(text: str, bars: int, bar: int) -> None:
    made, placed = calls(text, MARKED)
    assert made["args"]["bars"] == bars and "bar" not in str(made["args"].get("prompt"))
    assert (placed["args"]["action"], placed["args"]["bar"]) == ("place", bar)


def test_something_new_is_placed_where_it_is_put() -> None:
    made, placed = calls("put a beat at bar 5")
    assert made["tool"] == "generate_audio" and placed["args"]["bar"] == 5


@pytest.mark.parametrize("text", ["put the dark pad at bar 9", "a copy of the bass line at bar 9"])
def test_what_is_there_is_not_made_anew(text: str) -> None:
    assert tools(text) == ["arrange"]


def test_a_fade_over_bars_starts_at_the_fader_and_takes_no_other_bars() -> None:
    (fade,) = calls("fade the dark pad out over bars 3 to 5", VIEWS)
    assert fade["tool"] == "automate"
    told = fade["args"]
    assert (told["track"], told["from"], told["to"]) == ("Pad", -8, -60)
    assert (told["start_bar"], told["end_bar"]) == (3, 5)


def test_a_track_comes_back_by_unmuting_only_where_it_is_muted() -> None:
    muted = replace(VIEWS, track_views=tuple(replace(one, mute=one.name == "Bass") for one in VIEWS.track_views))
    assert calls("bring the bass back", muted)[0]["args"]["action"] == "unmute"
    assert tools("bring the bass back", VIEWS) == ["ask"]  # it is there, and nothing was done to it


@pytest.mark.parametrize(("text", "db"), [("make the pad very quiet", -12), ("the bass is way too quiet", 6)])
def test_quiet_is_a_level_and_no_mute(text: str, db: float) -> None:
    (call,) = calls(text, VIEWS)
    assert (call["tool"], call["args"]["value_db"]) == ("mix", db)


def test_the_mixer_knows_no_bars() -> None:
    (muted,) = calls("mute the bass in bar 7", VIEWS)
    assert muted["tool"] == "automate" and muted["args"]["parameter"] == "mute"
    assert (muted["args"]["start_bar"], muted["args"]["end_bar"]) == (7, 8)
    (lower,) = calls("turn the pad down 3 dB in bars 5 to 9", VIEWS)
    assert lower["tool"] == "automate" and (lower["args"]["from"], lower["args"]["to"]) == (-11, -11)
    assert (lower["args"]["start_bar"], lower["args"]["end_bar"]) == (5, 9)


def test_bars_that_no_step_could_carry_are_asked_about() -> None:
    plan = PLANNER.plan("solo the bass in bar 7", VIEWS)
    assert plan.steps[0].task == "ask" and "whole song" in plan.steps[0].args["text"]
