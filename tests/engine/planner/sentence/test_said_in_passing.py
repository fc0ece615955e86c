"""What sessions say in passing: numbers without their name, reasons that come after, a part by "that one"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, Context, Exchange, TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.scope.next_number import with_next_number
from tests.engine.planner.sentence.test_figures_and_clauses import SONG, told
from tests.engine.planner.session import after, calls

MADE = after(
    SONG,
    ("a riser into verse 2", [
        ("generate_audio", {"prompt": "riser", "bars": 1}, ("n1",)),
        ("arrange", {"action": "place", "clip": "n10", "track": "Riser", "bar": 16}, ("n1",)),
    ]),
)  # fmt: skip
RIDDEN = after(SONG, ("harp up 3 db in verse 2", [
    ("automate", {"track": "Harp", "parameter": "volume", "from": 3.0, "to": 3.0, "start_bar": 17, "end_bar": 33}, ()),
]))  # fmt: skip


def _args(said: str, context: Context) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(said, context)]


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("gtr 1 hard left, 2 hard right", "gtr 1 hard left, gtr 2 hard right"),
        ("mute take 1 and 3", "mute take 1 and take 3"),
        ("gtr 1 down 3, 2 down 1", "gtr 1 down 3, gtr 2 down 1"),
        ("gtr 1 up 2 and 2 more on the bass", "gtr 1 up 2 and 2 more on the bass"),
        ("gtr 1 up 2, 2 db down on the bass", "gtr 1 up 2, 2 db down on the bass"),
        ("gtr 1 left and 2 bars later the bass", "gtr 1 left and 2 bars later the bass"),
    ],
)
def test_a_number_stands_for_its_name(said: str, whole: str) -> None:
    tracks = ("Gtr 1", "Gtr 2", "Take 1", "Take 2", "Take 3", "Bass")
    assert with_next_number(said, DialogueState.of(Context(tracks=tracks))) == whole


def test_in_that_one_is_the_part() -> None:
    made = _args("tuba 3 db softer in that one only", RIDDEN)
    assert [(one["track"], one["start_bar"], one["end_bar"]) for one in made] == [("Tuba Low", 17, 33)]


@pytest.mark.parametrize("said", ["same for the tuba, but 2 is plenty", "same for the tuba but only 2"])
def test_the_same_by_another_figure(said: str) -> None:
    assert [(one["track"], one["to"]) for one in _args(said, RIDDEN)] == [("Tuba Low", 2)]


def test_a_tempo_is_tried_behind_what_has_no_such_figure() -> None:
    assert _args("try 126", after(SONG, ("mute the tuba", [("mix", {"track": "Tuba Low", "action": "mute"}, ())]))) == [
        {"action": "set_tempo", "bpm": 126}
    ]


def test_one_wish_is_one_equaliser() -> None:
    assert len(_args("the harp is a bit dull, brighten it up", SONG)) == len(_args("brighten the harp up", SONG))


def test_a_dark_filter_is_heard() -> None:
    assert {one["cutoff_hz"] for one in _args("low pass on the horn, nice and dark", SONG)} == {1000}


def test_slid_to_a_side_by_a_figure() -> None:
    assert told("harp up 2, and slide em right a lil, 25") == [("gain", "Harp", 2), ("pan", "Harp", 0.25)]


def test_full_by_the_end_of_it() -> None:
    (call,) = _args("i'd like the horn to creep in from nothing over bars 5 and 6, full by bar 7", SONG)
    assert (call["start_bar"], call["end_bar"], call["from"]) == (5, 7, -60)


def test_subtitles_of_all_that_is_said() -> None:
    made = _args("srt of everything people say plus an mp3 of the song and i'm done", SONG)
    assert [(one["what"], one["format"]) for one in made] == [("transcript", "srt"), ("mix", "mp3")]


def test_a_reason_behind_it_is_of_no_other_thing() -> None:
    made = _args("harp outro at bar 20 instead, needs some air after the horn", SONG)
    assert [(one["clip"], one["bar"]) for one in made] == [("o1", 20)]


def test_a_level_behind_an_opinion_is_a_level() -> None:
    assert told("this is still muddy, turn down the harp 3 db") == [("gain", "Harp", -3)]


@pytest.mark.parametrize("said", ["open the harp up on top", "the harp is a bit dull, open it up on top"])
def test_opened_on_top_is_brighter(said: str) -> None:
    assert _args(said, SONG) == _args("make the harp brighter", SONG)


def test_instead_behind_an_undo_is_of_what_was_undone() -> None:
    reversed_ = after(
        SONG,
        ("horn up 2", [("mix", {"track": "Horn", "action": "gain", "value_db": 2.0}, ())]),
        ("reverse the tuba", [("edit_clip", {"clip": "c6", "action": "reverse"}, ())]),
    )
    first, second = (replace(one, undone=n == 1, number=n + 1) for n, one in enumerate(reversed_.dialogue))
    undo = Exchange("undo that", ({"tool": "undo", "args": {}},), (CallResult(0, True),), undone=False, number=3)
    context = replace(reversed_, dialogue=(first, second, undo))
    (call,) = _args("instead just pull it out for bars 5 and 6", context)
    assert (call["track"], call["parameter"]) == ("Tuba Low", "mute")


@pytest.mark.parametrize("said", ["the same range, tuba down 1", "tuba down 1, same range", "tuba down 1, same bars"])
def test_the_same_range_is_there(said: str) -> None:
    made = _args(said, RIDDEN)
    assert [(one["track"], one["start_bar"], one["end_bar"]) for one in made] == [("Tuba Low", 17, 33)]


def test_more_names_no_clip() -> None:
    spoken = replace(SONG, clips=(*SONG.clips, replace(SONG.clips[0], id="m1", name="one more", track="Flute")))
    turned = after(spoken, ("horn up 3 db", [("mix", {"track": "Horn", "action": "gain", "value_db": 3.0}, ())]))
    assert {one["track"] for one in _args("more please", turned)} == {"Horn"}


def test_a_name_turned_around_and_an_oath_behind_it() -> None:
    sides = replace(SONG, tracks=("gtr left", "gtr right"), track_views=(TrackInfo("gtr left"), TrackInfo("gtr right")))
    assert _args("the left guitar down 2 ffs", sides) == [{"track": "gtr left", "action": "gain", "value_db": -2}]


@pytest.mark.parametrize("said", ["sing keys v2 with the words that are in it", "sing keys v2 with its own words"])
def test_its_own_words_are_none(said: str) -> None:
    assert _args(said, SONG) == [{"midi": "k2"}]
