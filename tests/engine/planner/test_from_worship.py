"""What a volunteer said: those alone in a part, a voice under another, nearer the middle, names by remarks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

PANS = {"Piano": 0.0, "Bass": 0.0, "Gtr L": -0.7, "Gtr R": 0.7, "Sarah": 0.0, "Keys 2": 0.0}
SONG = Context(
    tempo=72,
    clips=(
        *(
            ClipInfo(f"c{n}", name.lower(), name, "audio", 0, 133.3, bars=(1.0, 41.0))
            for n, name in enumerate(PANS, 1)
            if name != "Sarah"
        ),
        ClipInfo("s1", "sarah verse", "Sarah", "audio", 13.3, 26.6, ("vocal",), bars=(5.0, 13.0)),
        ClipInfo("s2", "sarah chorus", "Sarah", "audio", 40, 66.6, ("vocal",), bars=(13.0, 21.0)),
    ),
    tracks=tuple(PANS),
    track_views=tuple(TrackInfo(name, gain_db=-6, pan=pan) for name, pan in PANS.items()),
    markers=(("Intro", 1), ("Verse", 5), ("Chorus", 13), ("Amen", 37)),
)


def numbered(context: Context) -> Context:
    """The same with the numbers that requests have in a project."""
    return replace(context, dialogue=tuple(replace(one, number=at) for at, one in enumerate(context.dialogue, 1)))


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, context)]


@pytest.mark.parametrize(
    "said",
    [
        "in the verse only bass and sarah",
        "the verse should be only bass and sarah",
        "in the verse just bass and sarah please",
        "only bass and sarah in the verse, everyone else quiet",
    ],
)
def test_in_a_part_those_alone_are_heard(said: str) -> None:
    made = args(said)
    assert {one["track"] for one in made} == {"Piano", "Gtr L", "Gtr R", "Keys 2"}
    assert {(one["parameter"], one["to"], one["start_bar"], one["end_bar"]) for one in made} == {("mute", 1, 5, 13)}


def test_those_that_stay_are_not_muted_with_what_goes() -> None:
    made = calls("turn gtr l off in the verse, the verse should be only bass and sarah", SONG)
    assert not {"Bass", "Sarah"} & {one["args"].get("track") for one in made}


@pytest.mark.parametrize(
    "said",
    [
        "sing a second voice under sarah in the chorus, a bit lower than her",
        "add a voice below sarah in the chorus",
        "a lower voice to sarah in the chorus",
        "a second voice a third below sarah in the chorus",
    ],
)
def test_a_voice_under_another_is_lower(said: str) -> None:
    assert args(said) == [{"clip": "s2", "interval": "third below"}]


@pytest.mark.parametrize(
    ("said", "pan"),
    [
        ("move gtr l more to the middle", -0.35),
        ("gtr l closer to the middle", -0.35),
        ("gtr l a bit more to the centre", -0.49),
        ("gtr l to the middle", 0),
    ],
)
def test_nearer_the_middle_is_not_all_the_way(said: str, pan: float) -> None:
    assert args(said) == [{"track": "Gtr L", "action": "pan", "value": pan}]


@pytest.mark.parametrize(
    "said", ["i wont remember keys 2, call it Soft Organ", "keys 2 says nothing, call it Soft Organ"]
)
def test_what_a_remark_speaks_of_is_renamed(said: str) -> None:
    yellow = after(SONG, ("make sarah yellow", [("set_track", {"track": "Sarah", "color": "yellow"}, ())]))
    assert args(said, yellow) == [{"action": "rename", "name": "Soft Organ", "track": "Keys 2"}]


@pytest.mark.parametrize(
    "said", ["but leave it in for the verse", "keep it in the verse though", "let it play in the verse"]
)
def test_what_is_muted_may_stay_in_a_part(said: str) -> None:
    muted = after(SONG, ("mute the bass", [("mix", {"track": "Bass", "action": "mute"}, ())]))
    made = args(said, muted)
    assert {(one["track"], one["to"]) for one in made} == {("Bass", 1)}
    assert [(one["start_bar"], one["end_bar"]) for one in made] == [(1, 5), (13, 41)]


def test_no_clapping_after_all_makes_no_more_of_it() -> None:
    made = ("generate_audio", {"prompt": "people clapping", "bars": 8}, ("Clapping",))
    clapped = numbered(after(SONG, ("people clapping in the chorus", [made])))
    assert [one["tool"] for one in calls("no clapping after all", clapped)] == ["undo"]


@pytest.mark.parametrize(
    ("asked", "said", "track"),
    [
        ("There is no clip or track called “tuba”; which one do you mean?", "the bass, I mean", "Bass"),
        ("There is no clip or track called “tuba”; which one do you mean?", "sorry, the piano", "Piano"),
    ],
)
def test_another_name_behind_a_question_is_the_request_of_that(asked: str, said: str, track: str) -> None:
    before = after(SONG, ("mute the tuba in the verse", [("ask", {"text": asked}, ())]))
    (made,) = args(said, before)
    assert (made["track"], made["parameter"], made["start_bar"], made["end_bar"]) == (track, "mute", 5, 13)


def test_they_as_they_were_takes_back_all_that_was_done_to_them() -> None:
    turned = after(
        SONG,
        ("bass up 3", [("mix", {"track": "Bass", "action": "gain", "value_db": 3}, ())]),
        ("half of that", [("mix", {"track": "Bass", "action": "gain", "value_db": 1.5}, ())]),
    )
    assert [one["tool"] for one in calls("put them back how they were when we started", numbered(turned))] == ["undo"]


def test_chords_are_no_chorus() -> None:
    assert [one["tool"] for one in calls("pan the chords left", SONG)] == ["ask"]
