"""Tracks: new ones at their place, copies of them, several deleted, and what is said of the one just made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import Said, after, calls

_LANES = (
    ("Kit", "audio", 0, 40),
    ("Bass", "midi", 0, 40),
    ("Wurli", "midi", 16, 16),
    ("Lead Guitar", "audio", 8, 24),
    ("Cello", "midi", 24, 8),
)
BAND = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{i}", f"{name.lower()} part", name, kind, start, length)
        for i, (name, kind, start, length) in enumerate(_LANES)
    ),
    tracks=tuple(name for name, *_ in _LANES),
)


def told(text: str, context: Context = BAND) -> list[dict[str, Any]]:
    return [{"tool": one["tool"], **one["args"]} for one in calls(text, context)]


def new(name: str, position: int, **more: Any) -> list[dict[str, Any]]:
    made = {"tool": "arrange", "action": "new_track", "name": name, **more}
    return [made, {"tool": "set_track", "track": name, "position": position}]


@pytest.mark.parametrize(
    ("said", "name", "position", "more"),
    [
        ("make a new midi track called Sub under the bass", "Sub", 3, {"kind": "midi"}),
        ("add an audio track named Claps right below the kit", "Claps", 2, {}),
        ("create a new track Foley above the cello", "Foley", 5, {}),
        ("new track, name it Vinyl, put it at the bottom", "Vinyl", -1, {}),
        ("give me a midi track called Lead 2 at the top", "Lead 2", 1, {"kind": "midi"}),
    ],
)
def test_a_new_track_lies_where_the_words_put_it(said: str, name: str, position: int, more: dict[str, Any]) -> None:
    assert told(said) == new(name, position, **more)


@pytest.mark.parametrize("said", ["make a new track called Under Pressure", "create a track named Over the Hills"])
def test_a_name_with_a_word_for_a_place_is_a_name(said: str) -> None:
    (made,) = told(said)
    assert made["action"] == "new_track" and made["name"] in said


@pytest.mark.parametrize(
    ("said", "track", "more"),
    [
        ("duplicate the guitar track", "Lead Guitar", {}),
        ("make a copy of the cello track", "Cello", {}),
        ("clone the bass track please", "Bass", {}),
        ("duplicate the wurli track and call it Wurli Wide", "Wurli", {"name": "Wurli Wide"}),
    ],
)
def test_a_copy_of_a_track_is_of_all_of_it(said: str, track: str, more: dict[str, Any]) -> None:
    assert told(said) == [{"tool": "arrange", "action": "duplicate", "track": track, **more}]


@pytest.mark.parametrize("said", ["duplicate the cello part", "copy the guitar track to bar 9"])
def test_a_copy_of_a_clip_is_of_a_clip(said: str) -> None:
    assert all("clip" in one for one in told(said))


@pytest.mark.parametrize(
    "said",
    ["delete the bass and cello tracks", "delte the bass and the cello tracks", "get rid of the bass, cello tracks"],
)
def test_several_tracks_are_deleted_whole(said: str) -> None:
    gone = [{"tool": "arrange", "action": "delete", "track": track} for track in ("Bass", "Cello")]
    assert told(said) == gone


def with_track(name: str, *turns: Said, below: str = "") -> Context:
    context = after(BAND, *turns)
    at = BAND.tracks.index(below) + 1 if below else len(BAND.tracks)
    return replace(context, tracks=(*BAND.tracks[:at], name, *BAND.tracks[at:]))


SHAKER: Said = ("new audio track, call it Shaker", [("arrange", {"action": "new_track", "name": "Shaker"}, ())])
DOUBLE: Said = ("duplicate the bass track", [("arrange", {"action": "duplicate", "track": "Bass"}, ())])
MADE, COPIED = with_track("Shaker", SHAKER), with_track("Bass 2", DOUBLE, below="Bass")
UP: Said = ("guitar to the top", [("set_track", {"track": "Lead Guitar", "position": 1}, ())])
MOVED = replace(after(BAND, UP), tracks=("Lead Guitar", "Kit", "Bass", "Wurli", "Cello"))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("put it right under the kit", {"tool": "set_track", "track": "Shaker", "position": 2}),
        ("move it just above the cello", {"tool": "set_track", "track": "Shaker", "position": 5}),
        ("-8 dB", {"tool": "mix", "action": "gain", "track": "Shaker", "value_db": -8.0}),
        ("pan it 20 right", {"tool": "mix", "action": "pan", "track": "Shaker", "value": 0.2}),
        ("rename it Shakers", {"tool": "arrange", "action": "rename", "track": "Shaker", "name": "Shakers"}),
    ],
)
def test_it_is_the_new_track(said: str, wanted: dict[str, Any]) -> None:
    assert told(said, MADE) == [wanted]


def test_notes_are_copied_onto_the_new_track() -> None:
    copy, moved = told("copy the bass part onto it an octave down", MADE)
    assert (copy["track"], moved["semitones"]) == ("Shaker", -12)


def test_the_copy_and_the_two_are_known() -> None:
    assert {"track": "Bass 2", "value_db": -4.0}.items() <= told("turn the copy down 4", COPIED)[0].items()
    pans = {one["track"]: one["value"] for one in told("pan the two hard left and right", COPIED)}
    assert pans == {"Bass": -1.0, "Bass 2": 1.0}
    assert {one["track"] for one in told("solo both", COPIED)} == {"Bass", "Bass 2"}


@pytest.mark.parametrize("said", ["cello right below", "cello right below it", "and the cello under that"])
def test_the_next_track_goes_beside_the_one_just_moved(said: str) -> None:
    assert told(said, MOVED) == [{"tool": "set_track", "track": "Cello", "position": 2}]


def test_a_deleted_track_that_is_kept_after_all_comes_back() -> None:
    gone = [("arrange", {"action": "delete", "track": track}, ()) for track in ("Bass", "Cello")]
    context = replace(after(BAND, ("delete the bass and cello tracks", gone)), tracks=("Kit", "Wurli", "Lead Guitar"))
    assert told("wait, keep the cello", context) == [{"tool": "undo", "target": "Cello"}]


LOW = after(
    BAND,
    ("a copy of the cello an octave down on a new track Low",
     [("arrange", {"action": "duplicate", "clip": "c4", "track": "Low"}, ()),
      ("change_tempo_key", {"clip": "n", "semitones": -12}, ())]),
)  # fmt: skip
HELD = replace(
    LOW,
    clips=(*BAND.clips, ClipInfo("n", "cello part", "Low", "midi", 24, 8)),
    tracks=(*BAND.tracks, "Low"),
)


def test_under_a_track_goes_a_track_and_not_what_lies_on_it() -> None:
    assert told("put it right under the bass", HELD) == [{"tool": "set_track", "track": "Low", "position": 3}]
    order, name = told("name it Deep Cello and put it under the bass", HELD)
    assert (order["tool"], order["position"], name["action"], name["name"]) == ("set_track", 3, "rename", "Deep Cello")
