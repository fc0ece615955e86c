"""Silences and what comes back, swells, members spared of what their group does, keys of ducking, masters, effects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

TRACKS = ("Take 1", "Take 2", "Take 3", "Drums", "Pad", "Alto L", "Alto R", "Lead")
SONG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{place}", f"{name.lower()} part", name, "audio", 0, 64, bars=(1.0, 33.0))
        for place, name in enumerate(TRACKS, 1)
    ),
    tracks=TRACKS,
    track_views=(
        *(TrackInfo(name, group="Choir" if name in ("Alto L", "Alto R", "Lead") else "") for name in TRACKS),
        TrackInfo("Choir", kind="group"),
        TrackInfo("Room", kind="bus"),
    ),
    markers=(("Intro", 1.0), ("Build", 9.0), ("Drop", 17.0), ("Outro", 25.0)),
)
SILENCED = after(
    SONG,
    ("no drums in the build", [("automate", {"track": "Drums", "parameter": "mute", "from": 1, "to": 1, "start_bar": 9,
                                             "end_bar": 17}, ())]),
)  # fmt: skip
FADED = after(
    SONG,
    ("fade the whole thing out over the last 4 bars",
     [("automate", {"track": name, "parameter": "volume", "from": 0, "to": -60, "start_bar": 29, "end_bar": 33}, ())
      for name in ("Choir", "Drums")]),
)  # fmt: skip
DUCKED = after(
    SONG, ("duck the pad under the drums", [("route", {"action": "sidechain", "track": "Pad", "to": "Drums"}, ())])
)


def _bars(said: str, context: Context = SONG) -> set[tuple[str, float, float]]:
    return {(one["args"]["track"], one["args"]["start_bar"], one["args"]["end_bar"]) for one in calls(said, context)}


def test_everything_cuts_dead_in_a_bar() -> None:
    assert _bars("everything cuts dead in bar 9, one bar, then back in") == {(name, 9, 10) for name in TRACKS}


def test_a_track_is_gone_from_there_for_so_long() -> None:
    assert _bars("breakdown at 9, drums gone for 4 bars") == {("Drums", 9, 13)}


def test_first_half_is_that_of_the_part_before() -> None:
    said = "strip the build back for me, no drums first half and no pad there either"
    assert _bars(said) == {("Drums", 9, 13), ("Pad", 9, 13)}


def test_what_was_silenced_further_back_is_heard_again() -> None:
    moved = after(SILENCED, ("pad down 2", [("mix", {"track": "Pad", "action": "gain", "value_db": -2}, ())]))
    (call,) = calls("actually let the drums back in for the last bar before the drop", moved)
    assert {"track": "Drums", "parameter": "mute", "to": 0, "start_bar": 16, "end_bar": 17}.items() <= call[
        "args"
    ].items()


def test_across_it_is_where_it_was_spoken_of() -> None:
    (call,) = calls("bring the pad up from nothing across it", SILENCED)
    assert (call["args"]["parameter"], call["args"]["from"]) == ("volume", -60)
    assert (call["args"]["start_bar"], call["args"]["end_bar"]) == (9, 17)


def test_up_to_the_cut_ends_where_it_is_silent() -> None:
    (call,) = calls("pad swells from nothing at 5 right up to the cut", SILENCED)
    assert (call["args"]["from"], call["args"]["start_bar"], call["args"]["end_bar"]) == (-60, 5, 9)


def test_the_other_two_are_called_like_the_one() -> None:
    (call,) = calls("i like take 2 best, shut the other two off", SONG)
    assert call["args"] == {"tracks": ["Take 1", "Take 3"], "action": "mute"}


def test_the_right_one_is_its_other_side() -> None:
    made = calls("alto l down 2 and the right one too", SONG)
    assert [(one["args"]["track"], one["args"]["value_db"]) for one in made] == [("Alto L", -2), ("Alto R", -2)]


def test_a_member_is_spared_of_what_its_group_does() -> None:
    numbered = replace(FADED, dialogue=tuple(replace(one, number=1) for one in FADED.dialogue))
    undo, *rides = calls("no not the lead, leave the lead going", numbered)
    assert undo["tool"] == "undo"
    assert {one["args"]["track"] for one in rides} == {"Alto L", "Alto R"}
    assert {one["args"]["to"] for one in rides} == {-60}


def test_what_is_muted_is_heard_again_in_one_part_alone() -> None:
    muted = after(SONG, ("pad out for now", [("mix", {"track": "Pad", "action": "mute"}, ())]))
    views = tuple(replace(one, mute=one.name == "Pad") for one in muted.track_views)
    unmute, silent = calls(
        "hm no they need their first note. give me the pad back but only in the intro",
        replace(muted, track_views=views),
    )
    assert unmute["args"] == {"track": "Pad", "action": "unmute"}
    assert {"track": "Pad", "parameter": "mute", "to": 1, "start_bar": 9, "end_bar": 33}.items() <= silent[
        "args"
    ].items()


@pytest.mark.parametrize("said", ["fade everything over the last 4", "fade everything out over the last 4 bars"])
def test_the_last_four_are_bars(said: str) -> None:
    made = calls(said, SONG)
    assert {(one["args"]["start_bar"], one["args"]["to"]) for one in made} == {(29, -60)}


def test_a_kick_that_is_no_track_is_in_the_drums() -> None:
    (call,) = calls("pad pumping with the kick", SONG)
    assert call["args"] == {"action": "sidechain", "track": "Pad", "to": "Drums"}


def test_ducking_is_told_its_depth_with_a_reason() -> None:
    (call,) = calls("less, should be 2 db at most i dont want to hear it working", DUCKED)
    assert (call["args"]["to"], call["args"]["value_db"]) == ("Drums", -2)


@pytest.mark.parametrize(
    ("said", "lufs"),
    [
        ("master it for spotify, -14", -14),
        ("master it for telly, -23", -23),
        ("quick master for the club, -9 lufs, ceiling at -1", -9),
    ],
)
def test_a_figure_beside_a_place_is_the_loudness(said: str, lufs: float) -> None:
    (call,) = calls(said, SONG)
    assert call["tool"] == "export"
    assert call["args"]["loudness_lufs"] == lufs


def test_to_master_one_track_takes_it_out_of_no_group() -> None:
    assert not [one for one in calls("master the alto l", SONG) if one["tool"] == "route"]


def test_a_dub_delay_not_too_much_is_a_wet_one_with_echoes() -> None:
    (call,) = calls("pad needs a dub delay, not too much", SONG)
    assert {"effect": "delay", "feedback": 0.55, "wet": 0.2}.items() <= call["args"].items()


def test_a_band_by_so_much_is_cut() -> None:
    (call,) = calls("dip 200 by 3 on the pad", SONG)
    assert {"effect": "eq", "freq_hz": 200, "gain_db": -3}.items() <= call["args"].items()


def test_lets_go_turns_no_knob() -> None:
    cut = after(SONG, ("pad is muddy, clear it out", [("apply_effect", {"clip": "c5", "effect": "eq"}, ("n1",))]))
    numbered = replace(cut, dialogue=tuple(replace(one, number=1) for one in cut.dialogue))
    assert not [one for one in calls("190 lets go", numbered) if one["tool"] == "apply_effect"]
