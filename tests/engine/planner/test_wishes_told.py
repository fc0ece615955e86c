"""Wishes with what is told beside them, levels without a figure in a place, clips onto new tracks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after
from tests.engine.planner.test_plain_requests import LOOPS, steps

PARTS = replace(LOOPS, markers=(("Head", 1.0), ("Break", 5.0), ("Break 2", 7.0)))


def over(track: str, db: float, start: float, end: float) -> list[tuple[str, dict[str, Any]]]:
    level = {"from": db, "to": db, "start_bar": start, "end_bar": end}
    return [("automate", {"track": track, "parameter": "volume", **level})]


# --- a clip onto a track that is not there yet ---


@pytest.mark.parametrize(("text", "args"), [
    ("put a copy of the lead loop on a new track called Kick 2 at bar 9",
     {"action": "duplicate", "clip": "c4", "track": "Kick 2", "bar": 9}),
    ("create a track called Clap 2 and put a copy of the lead loop on it at bar 5",
     {"action": "duplicate", "clip": "c4", "track": "Clap 2", "bar": 5}),
    ("add a track called Low and copy the lead loop there", {"action": "duplicate", "clip": "c4", "track": "Low"}),
    ("make a new track called Drums and move the clap loop onto it",
     {"action": "move", "clip": "c2", "track": "Drums"}),
    ("move the clap loop to a new track called Snap", {"action": "move", "clip": "c2", "track": "Snap"}),
])  # fmt: skip
def test_a_new_name_is_no_track_that_is_there(text: str, args: dict[str, Any]) -> None:
    assert steps(text, LOOPS) == [("arrange", args)]


@pytest.mark.parametrize("text", [
    "copy the lead loop onto a new track called Shine, two octaves higher, at bar 9",
    "put the same lead loop on a new track called Shine at bar 9, two octaves higher",
])  # fmt: skip
def test_the_copy_is_moved_and_not_the_old_one(text: str) -> None:
    copy = ("arrange", {"action": "duplicate", "clip": "c4", "track": "Shine", "bar": 9})
    assert steps(text, LOOPS) == [copy, ("change_tempo_key", {"clip": "$1", "semitones": 24})]


def test_a_whole_track_is_copied_as_one() -> None:
    assert steps("copy the lead to a new track called Lead 2", LOOPS) == [
        ("arrange", {"action": "duplicate", "track": "Lead", "name": "Lead 2"})
    ]


# --- the longer of two names ---


@pytest.mark.parametrize(("text", "args"), [
    ("move the marker Break 2 to bar 8", {"action": "move", "name": "Break 2", "bar": 8}),
    ("rename the marker Break 2 to Fill", {"action": "rename", "name": "Break 2", "new_name": "Fill"}),
    ("move the marker Break to bar 4", {"action": "move", "name": "Break", "bar": 4}),
])  # fmt: skip
def test_a_marker_by_the_whole_of_its_name(text: str, args: dict[str, Any]) -> None:
    assert steps(text, PARTS) == [("marker", args)]


# --- levels in a place ---


@pytest.mark.parametrize(("text", "wanted"), [
    ("make the organ louder in the break 2", over("Organ", 3, 7, 9)),
    ("turn the clap down a bit from bar 5 on", over("Clap", -1.5, 5, 9)),
    ("the lead should be half as loud in bars 3 and 4", over("Lead", -6, 3, 5)),
    ("The lead has too much punch in the break, it should be quieter there.", over("Lead", -3, 5, 7)),
    ("The organ is too strong in the head, make it softer there. The rest is good.", over("Organ", -3, 1, 5)),
])  # fmt: skip
def test_louder_and_quieter_in_a_place(text: str, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert steps(text, PARTS) == wanted


CUT = after(
    PARTS,
    ("let the lead begin at bar 3", [("edit_clip", {"clip": "c4", "action": "trim", "start_bar": 3}, ())]),
)


@pytest.mark.parametrize(("text", "db"), [
    ("and quieter in the break", -3), ("and about half as loud in the break", -6), ("a bit louder in the break", 1.5),
])  # fmt: skip
def test_a_level_behind_a_cut_is_of_what_was_cut(text: str, db: float) -> None:
    assert steps(text, CUT) == over("Lead", db, 5, 7)


def test_what_is_asked_sets_no_level() -> None:
    found = steps("should the organ be louder in the break?", PARTS)
    assert all(task in ("ask", "session_info", "refuse", "chat") for task, _ in found)


# --- what is told beside an order ---


@pytest.mark.parametrize("text", [
    "We always play this a tone lower, so take the organ and the lead two semitones down.",
    "We play this a tone lower live, so take the organ and the lead two semitones down. The clap stays, leave it.",
])  # fmt: skip
def test_a_figure_that_is_only_told(text: str) -> None:
    ((task, args),) = steps(text, LOOPS)
    assert (task, args["semitones"], set(args["clips"])) == ("change_tempo_key", -2, {"c3", "c4"})


def test_why_is_no_order_of_its_own() -> None:
    plan = OfflinePlanner().plan("The clap should be silent in bars 1 to 4, I want the tune to start calm", LOOPS)
    mute = {"track": "Clap", "parameter": "mute", "from": 1, "to": 1, "start_bar": 1, "end_bar": 5}
    assert [(one.task, one.args) for one in plan.steps] == [("automate", mute)]


@pytest.mark.parametrize("text", [
    "There is a rumble in the organ. Could you take out everything below about 90 Hz?",
    "The organ rumbles. Cut everything below 90 Hz, please.",
])  # fmt: skip
def test_an_order_without_an_object_is_of_what_is_told(text: str) -> None:
    panned = after(LOOPS, ("clap left, kick right", [
        ("mix", {"track": "Clap", "action": "pan", "value": -1}, ()),
        ("mix", {"track": "Kick", "action": "pan", "value": 1}, ()),
    ]))  # fmt: skip
    assert {args.get("track") or args.get("clip") for _, args in steps(text, panned)} <= {"Organ", "c3"}


def test_where_one_begins_another_comes_in() -> None:
    late = "The lead comes in too early, it should start together with the break."
    assert steps(late, PARTS) == [("arrange", {"action": "move", "clip": "c4", "bar": 5})]


# --- why nothing is heard ---


@pytest.mark.parametrize(("text", "aspects"), [
    ("why do I hear nothing but the lead?", ["solo", "mute"]),
    ("why can we only hear the organ", ["solo", "mute"]),
    ("why is there no sound from the clap?", ["heard", "playing"]),
    ("why don't the claps play?", ["heard", "playing"]),
    ("why does nothing play?", ["heard"]),
])  # fmt: skip
def test_why_something_is_not_heard(text: str, aspects: list[str]) -> None:
    views = (*LOOPS.track_views[:2], TrackInfo("Organ", "midi", solo=True), *LOOPS.track_views[3:])
    assert [args["aspect"] for _, args in steps(text, replace(LOOPS, track_views=views))] == aspects


@pytest.mark.parametrize("text", [
    "how many markers are there?", "which parts are marked in this song, and where do they start?",
    "where are my markers?", "which markers do I have here",
])  # fmt: skip
def test_markers_are_told(text: str) -> None:
    assert steps(text, PARTS) == [("marker", {"action": "list"})]


# --- names, sides and figures behind what is said ---

HALL = replace(LOOPS, tracks=(*LOOPS.tracks, "Chapel"), track_views=(*LOOPS.track_views, TrackInfo("Chapel", "bus")))
WIDE = replace(
    after(LOOPS, ("clap left, lead right", [
        ("mix", {"track": "Clap", "action": "pan", "value": -0.8}, ()),
        ("mix", {"track": "Lead", "action": "pan", "value": 0.4}, ()),
    ])),
    track_views=tuple(
        TrackInfo(one.name, one.kind, pan={"Clap": -0.8, "Lead": 0.4}.get(one.name, 0.0)) for one in LOOPS.track_views
    ),
)  # fmt: skip


@pytest.mark.parametrize(("text", "context", "wanted"), [
    ("put a marker with the name Lift there where the lead begins", LOOPS,
     [("marker", {"action": "add", "name": "Lift", "bar": 1})]),
    ("put a copy of the clap loop on a new track called Snap, same place, with its fader at -7 dB", LOOPS,
     [("arrange", {"action": "duplicate", "clip": "c2", "track": "Snap"}),
      ("mix", {"track": "Snap", "action": "gain", "set_db": -7})]),
    ("slide the clap loop a touch later, 25 milliseconds or so", LOOPS,
     [("arrange", {"action": "move", "clip": "c2", "offset": 0.025})]),
    ("the clap and the lead have to swap places", WIDE,
     [("mix", {"track": "Clap", "action": "pan", "value": 0.4}),
      ("mix", {"track": "Lead", "action": "pan", "value": -0.8})]),
    ("put the Chapel reverb on the organ", HALL, [("route", {"action": "send", "track": "Organ", "to": "Chapel"})]),
    ("Just so I have it in my list: on which side is the lead now, and is there still anything soloed?", WIDE,
     [("session_info", {"aspect": "pan", "track": "Lead"}), ("session_info", {"aspect": "solo"})]),
])  # fmt: skip
def test_said_in_full(text: str, context: Any, wanted: list[tuple[str, dict[str, Any]]]) -> None:
    assert steps(text, context) == wanted
