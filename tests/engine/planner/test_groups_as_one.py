"""Groups: fades of all of it, the voices that are left, levels like those of the others; chords in a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after
from tests.engine.planner.test_plain_requests import steps

BRASS = Context(
    tempo=100,
    tracks=("Brass", "Horn 1", "Trombone", "Tuba", "Marimba"),
    track_views=(
        TrackInfo("Brass", "group"),
        TrackInfo("Horn 1", "audio", gain_db=-4, group="Brass"),
        TrackInfo("Trombone", "audio", gain_db=-4, group="Brass"),
        TrackInfo("Tuba", "audio", gain_db=3, group="Brass"),
        TrackInfo("Marimba", "midi", gain_db=-9),
    ),
    clips=(
        ClipInfo("c1", "horn line", "Horn 1", "audio", 0, 16, bars=(1, 9)),
        ClipInfo("c2", "bone line", "Trombone", "audio", 0, 32, bars=(1, 17)),
        ClipInfo("c3", "low line", "Tuba", "audio", 0, 32, bars=(1, 17)),
        ClipInfo("c4", "marimba chords", "Marimba", "midi", 0, 32, bars=(1, 17)),
    ),
    markers=(("Theme", 1.0), ("Coda", 13.0)),
)


@pytest.mark.parametrize(("text", "level", "bars"), [
    ("fade the Brass out over the last four bars", (0, -60), (13, 17)),
    ("the whole brass group should fade out in bars 11 and 12", (0, -60), (11, 13)),
    ("fade the brass group in over the first three bars", (-60, 0), (1, 4)),
])  # fmt: skip
def test_a_group_fades_as_one(text: str, level: tuple[float, float], bars: tuple[float, float]) -> None:
    ride = {"track": "Brass", "parameter": "volume", "from": level[0], "to": level[1]}
    assert steps(text, BRASS) == [("automate", {**ride, "start_bar": bars[0], "end_bar": bars[1]})]


def test_one_track_fades_as_a_clip() -> None:
    ((task, args),) = steps("fade the trombone out over the last four bars", BRASS)
    assert (task, args["clip"], args["action"]) == ("edit_clip", "c2", "fade_out")


@pytest.mark.parametrize("text", [
    "make the tuba louder and the other two players quieter", "the tuba louder, the other voices quieter",
])  # fmt: skip
def test_the_members_that_are_left(text: str) -> None:
    assert steps(text, BRASS) == [
        ("mix", {"track": "Tuba", "action": "gain", "value_db": 3}),
        ("mix", {"tracks": ["Horn 1", "Trombone"], "action": "gain", "value_db": -3}),
    ]


@pytest.mark.parametrize("text", [
    "bring the tuba down to where the others are", "the tuba as loud as the other players",
    "The tuba sticks out, set it to the level of the others.",
])  # fmt: skip
def test_a_level_like_that_of_the_others(text: str) -> None:
    assert steps(text.replace("players", "voices"), BRASS) == [
        ("mix", {"track": "Tuba", "action": "gain", "set_db": -4})
    ]


def test_others_that_stand_apart_tell_no_level() -> None:
    views = tuple(replace(one, gain_db=1) if one.name == "Horn 1" else one for one in BRASS.track_views)
    found = steps("bring the tuba down to where the others are", replace(BRASS, track_views=views))
    assert all(task in ("ask", "chat", "refuse") for task, _ in found)


@pytest.mark.parametrize(("text", "chord", "bars"), [
    ("in bar 6 the marimba should play a G chord and not an E minor", "G", (6, 7)),
    ("the marimba has to play a B minor chord in bars 2 and 3 instead of the D", "Bm", (2, 4)),
    ("I want an A chord in bar 9 of the marimba", "A", (9, 10)),
])  # fmt: skip
def test_a_chord_that_should_be_played(text: str, chord: str, bars: tuple[float, float]) -> None:
    change = {"clip": "c4", "action": "chord", "to": chord, "start_bar": bars[0], "end_bar": bars[1]}
    assert steps(text, BRASS) == [("edit_notes", change)]


@pytest.mark.parametrize(("text", "what", "form"), [
    ("save the words with their timings as an lrc", "lyrics", "lrc"),
    ("give me the words with times as srt", "transcript", "srt"),
])  # fmt: skip
def test_words_with_their_times(text: str, what: str, form: str) -> None:
    assert steps(text, BRASS) == [("export", {"what": what, "format": form})]


DONE: Any = after(
    BRASS,
    ("tuba up 2", [("mix", {"track": "Tuba", "action": "gain", "value_db": 2}, ())]),
    ("marimba down 1", [("mix", {"track": "Marimba", "action": "gain", "value_db": -1}, ())]),
)


@pytest.mark.parametrize("text", [
    "forget what I did to the tuba, it was right before", "forget everything we did to the tuba, it was fine",
    "scrap all that I did to the tuba",
])  # fmt: skip
def test_what_was_done_to_one_is_forgotten(text: str) -> None:
    ((task, args),) = steps(text, DONE)
    assert task == "undo" and args["target"] in ("#1", "tuba")


@pytest.mark.parametrize("text", [
    "the marimba should be much quieter in the coda, only there", "the marimba much quieter in the coda, just there",
    "the marimba should be much quieter during the theme, and as it was from the coda on",
])  # fmt: skip
def test_what_holds_over_bars_ends_with_them(text: str) -> None:
    bars = {"start_bar": 13, "end_bar": 17} if "in the coda" in text else {"start_bar": 1, "end_bar": 13}
    ride = {"track": "Marimba", "parameter": "volume", "from": -15, "to": -15, **bars}
    assert steps(text, BRASS) == [("automate", ride)]


@pytest.mark.parametrize(("text", "wanted"), [
    ("mute the first recording of my horn", {"track": "My horn first", "action": "mute"}),
    ("turn the low version of the tuba down 2 dB", {"track": "Tuba low", "action": "gain", "value_db": -2}),
])  # fmt: skip
def test_a_version_by_what_it_is(text: str, wanted: dict[str, Any]) -> None:
    more = (TrackInfo("Tuba low", "audio"), TrackInfo("My horn first", "audio"))
    names = (*BRASS.tracks, *(one.name for one in more))
    context = replace(BRASS, tracks=names, track_views=(*BRASS.track_views, *more))
    assert steps(text, context) == [("mix", wanted)]


def test_small_words_of_a_new_name() -> None:
    text = "copy the horn line onto a new track called Horn double, same place, with its fader at -8 dB"
    assert steps(text, BRASS) == [
        ("arrange", {"action": "duplicate", "clip": "c1", "track": "Horn double"}),
        ("mix", {"track": "Horn double", "action": "gain", "set_db": -8}),
    ]


@pytest.mark.parametrize("text", ["remove the click from my headphones", "cancel the metronome", "the click off"])
def test_a_click_that_goes_is_not_switched_on(text: str) -> None:
    assert steps(text, BRASS) == [("transport", {"action": "metronome", "on": False})]


@pytest.mark.parametrize(("text", "wanted"), [
    ("why is the tuba sooo loud lol. like half as loud", {"track": "Tuba", "action": "gain", "value_db": -6}),
    ("the tuba is waaay too loud, 4 dB down", {"track": "Tuba", "action": "gain", "value_db": -4}),
])  # fmt: skip
def test_drawn_out_words(text: str, wanted: dict[str, Any]) -> None:
    assert steps(text, BRASS) == [("mix", wanted)]


@pytest.mark.parametrize("text", ["can we go back to how it was on friday", "go back to last week's version"])
def test_another_day_is_not_the_last_act(text: str) -> None:
    assert [task for task, _ in steps(text, DONE)] == ["ask"]


def test_back_at_its_level_is_where_the_bars_end() -> None:
    ride = {"track": "Marimba", "parameter": "volume", "from": -15, "to": -15, "start_bar": 1, "end_bar": 13}
    text = "marimba 6 dB down through the Theme, back at full level from the Coda"
    assert steps(text, BRASS) == [("automate", ride)]


def test_nothing_of_it_behind_its_fade() -> None:
    text = "Please fade the marimba out from bar 5 to bar 7, I talk there. After that I don't want to hear it anymore."
    ((task, args),) = steps(text, BRASS)
    assert task in ("automate", "edit_clip") and "mute" not in args.values()
