"""Questions of the session: each gets the line that was asked for, and an order in a question's clothes stays one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import TrackInfo
from tests.engine.planner.session import BAND, after, calls

_VIEWS = tuple(TrackInfo(name) for name in BAND.tracks)
SONG = replace(
    BAND,
    markers=(("Intro", 1.0), ("Verse", 5.0), ("Bridge", 9.0)),
    track_views=(*_VIEWS, TrackInfo("Barn", "bus"), TrackInfo("Choir", "group")),
)
PANNED = after(SONG, ("pad 30 left", [("mix", {"track": "Pad", "action": "pan", "value": -0.3}, ())]))
ASKED = after(SONG, ("how high is the bass set?", [("session_info", {"aspect": "level", "track": "Bass"}, ())]))


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("at what volume have we got the bass", {"aspect": "level", "track": "Bass"}),
        ("ok can you tell me where the pad is panned", None),
        ("how far out is the pad panned right now", {"aspect": "pan", "track": "Pad"}),
        ("which ones are on mute", {"aspect": "mute"}),
        ("is anybody on solo", {"aspect": "solo"}),
        ("has the bass got a colour", {"aspect": "color", "track": "Bass"}),
        ("is the bass quieter than the pad", {"aspect": "level", "track": "Pad", "to": "Bass"}),
        ("who all feeds the barn at the moment", {"aspect": "sends", "track": "Barn"}),
        ("does the pad go to the barn", {"aspect": "sends", "track": "Pad", "to": "Barn"}),
        ("which tracks are part of the choir", {"aspect": "inside", "track": "Choir"}),
        ("is there an echo on the pad", {"aspect": "plugins", "track": "Pad", "knob": "echo"}),
        ("what can be heard during the bridge", None),
        ("who's playing in the verse part", {"aspect": "playing", "start_bar": 5, "end_bar": 9}),
        ("does the pad come in before the bridge", {"aspect": "playing", "track": "Pad", "start_bar": 1, "end_bar": 9}),
        ("what's the running time of the piece", {"aspect": "length"}),
        ("how many clips does the bass have", {"aspect": "clips", "track": "Bass"}),
        ("what tempo are we at in the bridge", {"aspect": "tempo", "start_bar": 9}),
        ("what comes after the verse", {"aspect": "places", "start_bar": 9}),
    ],
)
def test_it_is_answered_from_the_session(text: str, args: dict[str, Any] | None) -> None:
    (call,) = calls(text, SONG)
    assert call["tool"] == "session_info"
    if args:
        assert call["args"] == args


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("and how far left is it now", {"aspect": "pan", "track": "Pad"}),
        ("where did it sit before that", {"aspect": "before"}),
        ("where was it originally", {"aspect": "before", "when": "first"}),
        ("did that move the bass too", {"aspect": "touched", "track": "Bass"}),
    ],
)
def test_it_is_what_was_worked_on(text: str, args: dict[str, Any]) -> None:
    assert calls(text, PANNED) == [{"tool": "session_info", "args": args}]


@pytest.mark.parametrize("text", ["and the pad?", "what about the pad", "and the pad"])
def test_the_same_is_asked_of_another(text: str) -> None:
    assert calls(text, ASKED) == [{"tool": "session_info", "args": {"aspect": "level", "track": "Pad"}}]


@pytest.mark.parametrize(
    "text",
    ["can you mute the pad?", "could we have the bass 2 db louder?", "why don't you mute the bass", "pad down 2 dB?"],
)
def test_an_order_in_the_form_of_a_question_is_one(text: str) -> None:
    assert {call["tool"] for call in calls(text, SONG)} == {"mix"}


@pytest.mark.parametrize(
    "text",
    ["are we in 3/8", "in which group is the pad", "is anything muted by now", "do the pad and the bass ever overlap"],
)
def test_a_question_changes_nothing(text: str) -> None:
    assert {call["tool"] for call in calls(text, SONG)} <= {"session_info", "ask", "chat", "transport"}
    assert all(call["args"].get("action") in (None, "get_tempo") for call in calls(text, SONG))


@pytest.mark.parametrize(
    "text",
    [
        "how much space does this take on the disk?",
        "how much disk does this take?",
        "what's on the disk?",
        "how much room is taken up by the takes",
        "how many megabytes is the project using so far",
        "how big is the project folder?",
        "how large has this got on my drive",
    ],
)
def test_what_it_takes_on_the_disk(text: str) -> None:
    assert calls(text, SONG) == [{"tool": "session_info", "args": {"aspect": "files"}}]


@pytest.mark.parametrize("text", ["how much room is on the keys?", "how big is the chorus?", "more space for the pad"])
def test_what_is_no_question_of_the_disk(text: str) -> None:
    assert all(call["args"].get("aspect") != "files" for call in calls(text, SONG))


MIXED = replace(SONG, tracks=(*SONG.tracks, "Mix"), track_views=(*SONG.track_views, TrackInfo("Mix")))


@pytest.mark.parametrize(
    "text",
    ["list the plugins", "which plugins are there?", "show me the effects", "list all the effects in this song",
     "what plugins do we have", "name the plugins on all tracks"],
)  # fmt: skip
def test_all_plugins(text: str) -> None:
    assert calls(text, SONG) == [{"tool": "session_info", "args": {"aspect": "plugins"}}]


@pytest.mark.parametrize("text", ["list the plugins on the pad", "show me the effects on the pad"])
def test_the_plugins_of_a_track(text: str) -> None:
    assert calls(text, SONG) == [{"tool": "session_info", "args": {"aspect": "plugins", "track": "Pad"}}]


@pytest.mark.parametrize("text", ["remove the plugins", "bypass the plugins on the pad", "add the effects to the pad"])
def test_what_is_done_to_plugins_is_no_list(text: str) -> None:
    assert not any(call["args"].get("aspect") == "plugins" for call in calls(text, SONG))


@pytest.mark.parametrize("text", ["how loud is the mix", "how loud is the whole song?", "how loud is it"])
def test_how_loud_the_mix_is_is_measured(text: str) -> None:
    assert calls(text, replace(MIXED, last=None)) == [{"tool": "session_info", "args": {"aspect": "loudness"}}]


def test_how_loud_it_is_behind_what_was_done_to_it() -> None:
    turned = after(SONG, ("pad down 2", [("mix", {"track": "Pad", "action": "gain", "value_db": -2.0}, ())]))
    assert calls("how loud is it", turned) == [{"tool": "session_info", "args": {"aspect": "level", "track": "Pad"}}]
    red = after(SONG, ("pad red", [("set_track", {"track": "Pad", "color": "red"}, ())]))
    assert calls("how loud is it", red) == [{"tool": "session_info", "args": {"aspect": "loudness", "track": "Pad"}}]
    told = after(SONG, ("export the mix", [("export", {"what": "mix"}, ())]))
    assert calls("how loud is it", told) == [{"tool": "session_info", "args": {"aspect": "loudness"}}]


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("on how much dB stands every fader? exact numbers please", "level"),
        ("where do all the faders sit right now?", "level"),
        ("read me the fader levels", "level"),
        ("give me a rundown of the faders", "level"),
        ("what level is everything at", "level"),
        ("what's the fader of each track", "level"),
        ("how is everything panned", "pan"),
        ("list the pans", "pan"),
    ],
)
def test_all_faders_are_told(text: str, aspect: str) -> None:
    (call,) = calls(text, SONG)
    assert (call["tool"], call["args"]) == ("session_info", {"aspect": aspect})


@pytest.mark.parametrize("text", ["all faders down 2", "list the tracks", "where's the fader of the bass"])
def test_not_all_faders_are_told(text: str) -> None:
    assert {"aspect": "level"} not in [one["args"] for one in calls(text, SONG)]


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("whats feeding the barn rn n how hot is each one", {"aspect": "sends", "track": "Barn"}),
        ("which tracks are sent to the barn and at what level", {"aspect": "sends", "track": "Barn"}),
        ("how many db is the bass on", {"aspect": "level", "track": "Bass"}),
        ("on which dB stands the bass?", {"aspect": "level", "track": "Bass"}),
        ("tell me where the bass fader is", {"aspect": "level", "track": "Bass"}),
        ("what did the bass have when i opened this", {"aspect": "before", "track": "Bass", "when": "first"}),
    ],
)
def test_one_level_is_told(text: str, args: dict[str, Any]) -> None:
    (call,) = calls(text, SONG)
    assert (call["tool"], call["args"]) == ("session_info", args)


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("print me the stems, n whats the bass fader on now", ["export", "session_info"]),
        ("bass down 2, what's it at now?", ["mix", "session_info"]),
        ("mute the pad, how loud is the mix now?", ["mix", "session_info"]),
    ],
)
def test_a_question_behind_an_order_is_answered_too(text: str, tasks: list[str]) -> None:
    made = calls(text, SONG)
    assert [one["tool"] for one in made] == tasks
    assert made[-1]["args"]["aspect"] in ("level", "loudness")
    assert made[-1]["args"].get("track", "Bass") == "Bass"
