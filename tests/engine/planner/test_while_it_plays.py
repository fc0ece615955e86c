"""What holds while another plays, ends early, begins together with it; who is left to play, and who is only praised."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, TrackInfo
from tests.engine.planner.test_from_funk import SONG, done, hold

CHOIR = replace(
    SONG,
    tracks=("Great", "Lute", "Crowd 1", "Crowd 2", "Reader"),
    track_views=tuple(
        TrackInfo(one, kind="audio", gain_db=-6, pan=0.0) for one in ("Great", "Lute", "Crowd 1", "Crowd 2", "Reader")
    ),
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "audio", 0, 16, bars=(1.0, 9.0))
        for n, name in enumerate(("Great", "Lute", "Crowd 1", "Crowd 2"), 1)
    )
    + (ClipInfo("c5", "reader", "Reader", "audio", 8, 4, bars=(5.0, 7.0)),),
)
LOWER = ("automate", hold("Lute", "volume", -10, 5, 7))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("lute 4 dB lower while the reader speaks", LOWER),
        ("4 dB off the lute for as long as the reader talks", LOWER),
        ("lute 4 dB down under the reader", LOWER),
        ("lute half as loud while the reader is speaking", ("automate", hold("Lute", "volume", -12, 5, 7))),
        ("mute the lute where the reader speaks", ("automate", hold("Lute", "mute", 1, 5, 7))),
    ],
)
def test_while_another_plays_is_the_bars_of_it(said: str, told: tuple[str, dict[str, Any]]) -> None:
    assert done(said, CHOIR) == [told]


@pytest.mark.parametrize(
    "said",
    ["the lute may stop a bar before the others", "the lute should end one bar early", "end the lute 1 bar sooner"],
)
def test_what_ends_early_loses_its_end(said: str) -> None:
    assert done(said, CHOIR) == [("edit_clip", {"clip": "c2", "action": "trim", "start_bar": 1, "end_bar": 7})]


@pytest.mark.parametrize(
    ("said", "bar"),
    [
        ("the bell should begin together with the talk", 6),
        ("the bell should start at the same time as the talk", 6),
        ("move the bell right after the talk begins", 6),
        ("move the bell right after the talk", 8),
    ],
)
def test_what_begins_with_another_goes_there(said: str, bar: int) -> None:
    assert done(said) == [("arrange", {"action": "move", "clip": "c5", "bar": bar})]


def test_a_copy_is_put_once_where_its_start_and_its_end_are_told() -> None:
    assert done("bell again at 8, ending bang on 9") == [
        ("arrange", {"action": "duplicate", "clip": "c5", "bar": 8})
    ]


@pytest.mark.parametrize("said", ["kick and snare out for bar 8, banjo only", "kick, snare out in bar 8, banjo alone"])
def test_who_is_left_to_play_is_not_silent(said: str) -> None:
    assert done(said) == [("automate", hold(one, "mute", 1, 8, 9)) for one in ("Kick", "Snare")]


def test_a_track_that_is_called_like_a_praise_is_no_praise() -> None:
    softer = [hold(one, "volume", -7, 7, 9) for one in ("Great", "Lute")]
    assert done("Great and lute one dB softer in bars 7 and 8", CHOIR) == [("automate", one) for one in softer]


def test_a_crowd_is_all_that_is_called_so() -> None:
    down = [{"track": one, "action": "gain", "value_db": -3} for one in ("Crowd 1", "Crowd 2")]
    told = done("crowd 3 down", CHOIR)
    assert told in ([("mix", one) for one in down], [("mix", {**down[0], "tracks": ["Crowd 1", "Crowd 2"]})])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("the kick not so loud", {"track": "Kick", "action": "gain", "value_db": -1.5}),
        ("kick not quite so quiet please", {"track": "Kick", "action": "gain", "value_db": 1.5}),
    ],
)
def test_not_so_loud_is_a_bit_quieter(said: str, told: dict[str, Any]) -> None:
    assert done(said) == [("mix", told)]


def test_what_it_is_good_for_asks_nothing() -> None:
    assert done("kick drops out for bar 4, let the banjo breathe") == [("automate", hold("Kick", "mute", 1, 4, 5))]


def test_a_rest_may_be_for_another_too() -> None:
    rests = [hold(one, "mute", 1, 7, 8) for one in ("Kick", "Snare")]
    assert done("the kick may pause in bar 7, and the snare too") == [("automate", one) for one in rests]


def test_a_bare_figure_is_no_lettered_track() -> None:
    assert done("kick up 2, snare 1 down") == [
        ("mix", {"track": "Kick", "action": "gain", "value_db": 2}),
        ("mix", {"track": "Snare", "action": "gain", "value_db": -1}),
    ]


@pytest.mark.parametrize(
    ("said", "offset"),
    [
        ("the bell is 20 ms late, push it forward", -0.02),
        ("bell 20 ms behind, shift it into time", -0.02),
        ("the bell comes in 20 ms early, nudge it back", 0.02),
    ],
)
def test_what_is_late_is_put_in_time(said: str, offset: float) -> None:
    assert done(said) == [("arrange", {"action": "move", "clip": "c5", "offset": offset})]


def test_both_ends_of_a_clip_go_in_one_sentence() -> None:
    trimmed = {"clip": "c4", "action": "trim", "start_bar": 2, "end_bar": 3}
    assert done("could the lick start one bar later and end one bar earlier?") == [("edit_clip", trimmed)]


def test_only_there_and_nothing_in_the_other_part() -> None:
    assert done("kick for just the first half, second half no kick") == [("automate", hold("Kick", "mute", 1, 5, 9))]


def test_the_last_bar_of_a_part_is_told_by_whose_it_is() -> None:
    assert done("no kick in the outro's last bar, let it breathe") == [("automate", hold("Kick", "mute", 1, 8, 9))]


@pytest.mark.parametrize(
    ("said", "start", "end"), [("the reader rests in its first bar", 5, 6), ("reader out of its last bar", 6, 7)]
)
def test_its_first_bar_is_that_of_the_one_that_is_named(said: str, start: int, end: int) -> None:
    assert done(said, CHOIR) == [("automate", hold("Reader", "mute", 1, start, end))]


def test_a_whole_clip_goes_to_each_bar_that_is_told() -> None:
    assert [one["bar"] for _, one in done("copy the whole bell clip to 5 and 8")] == [5, 8]
