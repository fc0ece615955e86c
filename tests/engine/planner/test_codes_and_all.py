"""Tracks by the code that their names begin with, and words between "all" and "tracks" that nobody knows."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.figures_at_bars import with_figures_first

ASKING = OfflinePlanner()
NAMES = ("L1_TensionStr", "L1_TensionPulse", "L2_BattleDrums", "01 Kick", "01 Snare", "Vox")
GAME = Context(
    tempo=110,
    tracks=NAMES,
    clips=tuple(ClipInfo(f"c{n}", one.lower(), one, "audio", 0, 40, bars=(1.0, 25.0)) for n, one in enumerate(NAMES)),
    track_views=(*(TrackInfo(one, "audio", pan=0.0) for one in NAMES), TrackInfo("RTN_Verb", "bus")),
)


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        ("mute both L1 tracks", {"L1_TensionStr", "L1_TensionPulse"}),
        ("L1 tracks 3 dB down", {"L1_TensionStr", "L1_TensionPulse"}),
        ("send all L1 tracks to RTN_Verb at -14 dB", {"L1_TensionStr", "L1_TensionPulse"}),
        ("solo the 01 channels", {"01 Kick", "01 Snare"}),
        ("pan the L2 layer hard left", {"L2_BattleDrums"}),
    ],
)
def test_a_code_means_the_tracks_that_begin_with_it(text: str, tracks: set[str]) -> None:
    steps = ASKING.plan(text, GAME).steps
    assert {name for step in steps for name in (*step.args.get("tracks", ()), step.args.get("track")) if name} == tracks


@pytest.mark.parametrize("text", ["mute the L9 tracks", "mute the L1 track"])
def test_a_code_that_fits_none_or_several_is_no_guess(text: str) -> None:
    assert ASKING.plan(text, GAME).steps[0].task == "ask"


@pytest.mark.parametrize("text", [
    "send all quiet tracks to RTN_Verb at -14", "freeze all heavy tracks", "send all tracks from Berlin to RTN_Verb",
])  # fmt: skip
def test_what_nobody_knows_between_all_and_tracks_is_asked_about(text: str) -> None:
    assert ASKING.plan(text, GAME).steps[0].task == "ask"


@pytest.mark.parametrize("text", [
    "send all tracks to RTN_Verb at -14", "freeze all the tracks", "send every single track to RTN_Verb",
    "mute all the tracks",
])  # fmt: skip
def test_all_is_all_where_nothing_says_which(text: str) -> None:
    assert ASKING.plan(text, GAME).steps[0].task in ("route", "freeze", "mix")


@pytest.mark.parametrize("text", [
    "Vox: volume automation from -18 dB at bar 9, linear up to 0 dB at bar 17",
    "vox volume automation: -18 dB at bar 9, linearly to 0 dB at bar 17",
    "automate the volume of Vox from -18 dB at bar 9 up to 0 dB at bar 17",
])  # fmt: skip
def test_figures_at_their_bars_are_one_ride(text: str) -> None:
    (ride,) = ASKING.plan(text, GAME).steps
    wanted = {"track": "Vox", "parameter": "volume", "from": -18.0, "to": 0.0, "start_bar": 9.0, "end_bar": 17.0}
    assert (ride.task, dict(ride.args)) == ("automate", wanted)


@pytest.mark.parametrize("text", [
    "01 kick 3 dB down at bar 9 and vox 2 dB up at bar 17", "tempo 90 at bar 5, 120 at bar 9",
])  # fmt: skip
def test_what_stands_at_two_bars_is_no_ride(text: str) -> None:
    assert with_figures_first(text) == text
