"""The session's own tasks in plain words, places told by markers, and what is no task of ours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import TrackInfo
from tests.engine.planner.session import BAND, PLANNER, calls, tools

DESK = replace(
    BAND,
    selected_clips=(),
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Chorus", 13.0), ("Outro", 21.0)),
    track_views=tuple(TrackInfo(name, solo=name == "Bass") for name in BAND.tracks),
)
REQUESTS: list[tuple[str, list[tuple[str, dict[str, Any]]]]] = [
    ("drop a flag at bar 9 that says Breakdown", [("marker", {"action": "add", "name": "Breakdown", "bar": 9})]),
    ("rename the chorus marker to Hook", [("marker", {"action": "rename", "name": "Chorus", "new_name": "Hook"})]),
    (
        "add a marker called Bridge at bar 17 and color the bass blue",
        [("marker", {"action": "add", "name": "Bridge", "bar": 17}), ("set_track", {"track": "Bass", "color": "blue"})],
    ),
    (
        "bass green, melody orange",
        [("set_track", {"track": "Bass", "color": "green"}), ("set_track", {"track": "Melody", "color": "orange"})],
    ),
    ("quantize the bass line to sixteenths", [("edit_notes", {"action": "quantize", "clip": "c3", "grid": "1/16"})]),
    (
        "automate the pad volume from -20 to 0 from the verse to the chorus",
        [("automate", {"track": "Pad", "parameter": "volume", "from": -20, "to": 0, "start_bar": 5, "end_bar": 13})],
    ),
    ("duck the pad whenever the bass plays", [("route", {"action": "sidechain", "track": "Pad", "to": "Bass"})]),
    ("freeze the pad, my laptop is dying", [("freeze", {"track": "Pad", "action": "freeze"})]),
    ("export the mix as mp3", [("export", {"what": "mix", "format": "mp3"})]),
    ("how many tracks are there?", [("session_info", {"aspect": "count"})]),
    ("change to 6/8 at the chorus", [("transport", {"action": "set_meter", "meter": "6/8", "bar": 13})]),
    ("go to the chorus", [("transport", {"action": "locate", "marker": "Chorus"})]),
    ("loop the chorus", [("transport", {"action": "loop", "start_bar": 13, "end_bar": 20})]),
    (
        "slow down from 120 to 90 through the chorus",
        [("transport", {"action": "set_tempo", "bpm": 120, "to_bpm": 90, "start_bar": 13, "end_bar": 21})],
    ),
    ("use take 2 of the melody vocal", [("take", {"action": "use", "clip": "c4", "number": "2"})]),
]


@pytest.mark.parametrize(("text", "wanted"), REQUESTS)
def test_the_sessions_own_tasks(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    said = [(call["tool"], call["args"]) for call in calls(text, DESK)]
    assert [tool for tool, _ in said] == [tool for tool, _ in wanted]
    for (_, args), (_, told) in zip(said, wanted, strict=True):
        assert {name: args.get(name) for name in told} == told


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("turn teh bass donw 4 db", -4),
        ("reduse the pad by 3 db", -3),
        ("turn the bass dwon 2 db", -2),
        ("make the pad 2 db quiter", -2),
    ],
)
def test_a_direction_survives_a_slip(text: str, value: float) -> None:
    assert [call["args"]["value_db"] for call in calls(text, DESK)] == [value]


def test_a_sign_on_an_unknown_word_is_asked() -> None:
    assert tools("turn the bass flurb 4 db", DESK) == ["ask"]


def test_all_but_two_are_the_others() -> None:
    found = calls("everything but the bass and the pad down 3 dB", DESK)
    assert found[0]["args"]["tracks"] == ["Melody", "lo-fi beat", "Melody vocal", "Amb"] and len(found) == 1


def test_unsolo_everything_lets_go_what_is_pressed() -> None:
    assert calls("unsolo everything", DESK) == [{"tool": "mix", "args": {"track": "Bass", "action": "unsolo"}}]


def test_resetting_the_faders_is_no_undo() -> None:
    (call,) = calls("reset all faders", DESK)
    assert call["tool"] == "mix" and call["args"]["set_db"] == 0 and len(call["args"]["tracks"]) == len(DESK.tracks)


def test_a_split_at_a_bar_is_a_split() -> None:
    assert [(call["tool"], call["args"]["action"]) for call in calls("split the pad at bar 3", DESK)] == [
        ("edit_clip", "split")
    ]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("mail the bounce to our label", "export"),
        ("write me a second verse", "sing or speak"),
        ("load serum on the pad", "effects"),
        ("engrave the melody as a lead sheet", "MIDI file"),
        ("make the vocal sound like billie eilish", "described voice"),
        ("flip the polarity of the bass", "milliseconds"),
        ("map fader three to the bass level", "sends"),
        ("undo that in photoshop", "export"),
        ("zoom in on the timeline", "marker"),
    ],
)
def test_what_is_beside_the_table_is_refused_with_a_way(text: str, way: str) -> None:
    (call,) = calls(text, DESK)
    assert call["tool"] == "refuse" and way in call["args"]["text"]


def test_a_figure_that_no_step_carries_is_told() -> None:
    assert PLANNER.plan("turn the bass down 3 dB", DESK).note == ""
    assert PLANNER.plan("give me the instrumental of the sunday mix 3 semitones lower", DESK).note == (
        "Heard but not used: 3 semitones."
    )


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("solo violin down 2", {"action": "gain", "value_db": -2}),
        ("pan the solo violin 30 right", {"action": "pan", "value": 0.3}),
        ("Mute Trumpet a bit louder", {"action": "gain"}),
        ("mute the solo violin", {"action": "mute"}),
        ("solo solo violin", {"action": "solo"}),
    ],
)
def test_a_name_with_the_word_of_a_button_presses_none(text: str, args: dict[str, Any]) -> None:
    names = ("Solo Violin", "Mute Trumpet", "Pad")
    (call,) = calls(text, replace(BAND, clips=(), tracks=names, track_views=tuple(map(TrackInfo, names))))
    assert call["tool"] == "mix"
    assert args.items() <= call["args"].items()
