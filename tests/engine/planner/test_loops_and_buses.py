"""Requests told by where they end, names as they are spoken, and buses that are made with what goes there."""

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.tasks.plan import Step, validated
from tests.engine.planner.session import after, calls

BAR_S = 2.0
LANES = ("Gtr L", "Gtr R", "Organ", "Choir 1", "Choir 2")
SONG = Context(
    tempo=120,
    tracks=LANES,
    track_views=(*map(TrackInfo, LANES), TrackInfo("Choir", "bus")),
    clips=tuple(
        ClipInfo(f"r{place}", name.lower(), name, "audio", 8 * BAR_S, 4 * BAR_S) for place, name in enumerate(LANES)
    ),
    markers=(("Verse", 1.0), ("Turnaround", 17.0)),
)


@pytest.mark.parametrize(
    "text",
    [
        "keep the organ going until bar 17",
        "the organ should repeat until the Turnaround",
        "make the organ loop up to the turn around",
        "loop the organ for 8 bars",
        "extend the organ to bar 17",
    ],
)
def test_a_clip_is_repeated_until_there(text: str) -> None:
    (call,) = calls(text, SONG)
    assert call == {"tool": "edit_clip", "args": {"clip": "r2", "action": "loop", "duration": 8 * BAR_S}}


def test_what_was_worked_on_is_repeated() -> None:
    quantized = after(SONG, ("reverse the organ", [("edit_clip", {"clip": "r2", "action": "reverse"}, ())]))
    for text in ("good. now it must repeat until the Turnaround", "loop it until bar 17"):
        assert calls(text, quantized)[0]["args"] == {"clip": "r2", "action": "loop", "duration": 8 * BAR_S}


def test_what_lasts_longer_already_is_asked_about() -> None:
    (call,) = calls("loop the organ for 3 bars", SONG)
    assert call["tool"] == "ask" and "organ" in call["args"]["text"]


def test_left_and_right_in_names() -> None:
    done = calls("pan gtr left hard left and gtr right hard right", SONG)
    assert [(call["args"]["track"], call["args"]["value"]) for call in done] == [("Gtr L", -1.0), ("Gtr R", 1.0)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "make a bus called Wood with a reverb and send the organ to it",
            [("arrange", {"action": "new_track", "name": "Wood", "kind": "bus"}),
             ("apply_effect", {"track": "Wood", "effect": "reverb", "wet": 1.0}),
             ("route", {"action": "send", "track": "Organ", "to": "Wood"})],
        ),
        ("Hall on an aux. Organ to it at -15.",
         [("route", {"action": "send", "track": "Organ", "to": "Hall bus", "value_db": -15.0})]),
        ("make a new bus called Wide Bus and put the organ in it",
         [("route", {"action": "bus", "track": "Organ", "to": "Wide Bus"})]),
    ],
)
def test_a_new_bus_and_what_goes_there(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert [(call["tool"], call["args"]) for call in calls(text, SONG)] == wanted


def test_one_more_goes_there_with_less() -> None:
    sent = after(SONG, ("hall on an aux, organ to it at -15",
                        [("route", {"action": "send", "track": "Organ", "to": "Hall", "value_db": -15.0}, ())]))
    for text, track, level_db in (("the choir bus in there too, 3 less", "Choir", -18.0),
                                  ("gtr l as well, at -20", "Gtr L", -20.0)):
        (call,) = calls(text, sent)
        assert call["args"] == {"action": "send", "track": track, "to": "Hall", "value_db": level_db}


def test_an_effect_on_a_bus_is_not_on_what_is_called_alike() -> None:
    assert calls("put a compressor on the choir bus", SONG)[0]["args"]["track"] == "Choir"
    talked = after(SONG, ("mute the organ", [("mix", {"track": "Organ", "action": "mute"}, ())]))
    assert calls("put a compressor on the choir bus", talked)[0]["args"]["track"] == "Choir"


def test_steps_behind_a_rename_use_the_new_name() -> None:
    plan = validated([Step("arrange", {"action": "rename", "track": "Organ", "name": "B3"}),
                      Step("set_track", {"track": "Organ", "color": "red"}),
                      Step("mix", {"tracks": ["Organ", "Gtr L"], "action": "mute"})])
    assert [step.args.get("track") for step in plan.steps[:2]] == ["Organ", "B3"]
    assert plan.steps[2].args["tracks"] == ["B3", "Gtr L"]


def test_it_is_coloured_and_renamed() -> None:
    done = calls("make the organ purple and call it Hammond", SONG)
    assert [call["args"] for call in done] == [{"track": "Organ", "color": "purple"},
                                               {"action": "rename", "name": "Hammond", "track": "Organ"}]
    muted = after(SONG, ("mute the organ", [("mix", {"track": "Organ", "action": "mute"}, ())]))
    assert calls("make it green", muted)[0]["args"] == {"track": "Organ", "color": "green"}


@pytest.mark.parametrize(
    ("text", "tool", "what"),
    [
        ("how many bars long is the organ", "session_info", "length"),
        ("how many bars is the song?", "session_info", "length"),
    ],
)
def test_questions_of_length(text: str, tool: str, what: str) -> None:
    (call,) = calls(text, SONG)
    assert (call["tool"], call["args"]["aspect"]) == (tool, what)


def test_one_list_answers_which_and_where() -> None:
    assert calls("which markers do I have, and in what bar are they?", SONG) == [
        {"tool": "marker", "args": {"action": "list"}}
    ]


def test_a_part_has_its_tempo() -> None:
    (call,) = calls("the Turnaround is in 140 bpm, the rest stays how it is", SONG)
    assert call["args"] == {"action": "set_tempo", "bpm": 140.0, "bar": 17.0}


def test_a_bus_alone_needs_no_other_name() -> None:
    one = replace(SONG, tracks=("Organ",), clips=SONG.clips[2:3])
    assert calls("bus down 3", one)[0]["args"] == {"track": "Choir", "action": "gain", "value_db": -3.0}


def test_a_loop_that_goes_on_from_a_complaint() -> None:
    later = replace(SONG, markers=(("Turnaround", 21.0),))
    (call,) = calls("the organ stops too early, carry it on to the Turnaround", later)
    assert call["args"] == {"clip": "r2", "action": "loop", "duration": 12 * BAR_S}


@pytest.mark.parametrize(
    "text",
    [
        "which tracks are empty in the verse",
        "use the second take in the verse",
        "loop it up to bar 17",
        "no delay on the organ please",
    ],
)
def test_what_lacks_something_changes_nothing(text: str) -> None:
    assert {call["tool"] for call in calls(text, SONG)} <= {"ask", "session_info", "refuse"}


def test_a_figure_is_no_name() -> None:
    assert [call["args"].get("track") for call in calls("ride the organ up 2 in the verse", SONG)] == ["Organ"]
    (call,) = calls("count me in two bars and record", SONG)
    assert call["args"] == {"action": "record", "count_in": 2}


def test_a_loop_is_switched_on_and_nothing_else() -> None:
    (call,) = calls("set the loop from 9 to 17 and switch it on", SONG)
    assert call["tool"] == "transport"


def test_everything_but_for_effects() -> None:
    done = calls("low cut on everything but the organ, 80 hz", SONG)
    assert {call["args"]["clip"] for call in done} == {"r0", "r1", "r3", "r4"}


def test_one_to_each_side() -> None:
    done = calls("spread the choirs left and right", replace(SONG, track_views=SONG.track_views[:-1]))
    assert [(call["args"]["track"], call["args"]["value"]) for call in done] == [("Choir 1", -1.0), ("Choir 2", 1.0)]


def test_a_clip_is_kept_in_one_part_only() -> None:
    organ = ClipInfo("r2", "organ", "Organ", "audio", 0, 30 * BAR_S)
    long = replace(SONG, clips=(organ,), markers=(("A", 1.0), ("Verse", 9.0), ("Outro", 17.0)))
    (call,) = calls("trim the organ to the verse only", long)
    assert call["args"] == {"clip": "r2", "action": "trim", "start_bar": 9, "end_bar": 16}
