"""What is told once in a sentence: sides behind the pair they are of, names in quotes, a part's kind, what was made."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import after, calls

PANS = {"Gtr L": -0.7, "Gtr R": 0.7, "Shaker": 0.3, "Viola": 0.0, "Cello": 0.0, "Keys dbl": 0.0}
TRACKS = (*PANS, "Echo")
SONG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{place}", f"{name.lower()} part", name, "audio", 0, 64, bars=(1.0, 33.0))
        for place, name in enumerate(PANS, 1)
    ),
    tracks=tuple(PANS),
    track_views=(*(TrackInfo(name, pan=pan) for name, pan in PANS.items()), TrackInfo("Echo", kind="bus")),
    markers=(("Verse 1", 1.0), ("Chorus 1", 9.0), ("Verse 2", 17.0), ("Chorus 2", 25.0)),
)
MADE = after(
    SONG,
    ("make a tambourine", [("generate_audio", {"prompt": "tambourine", "bars": 8}, ("c6",)),
                           ("arrange", {"action": "place", "clip": "c6", "bar": 9}, ("c6",))]),
)  # fmt: skip


def _pans(said: str, context: Context = SONG) -> dict[str, float]:
    return {
        one["args"]["track"]: one["args"]["value"] for one in calls(said, context) if one["args"]["action"] == "pan"
    }


@pytest.mark.parametrize(
    ("said", "pans"),
    [
        ("viola and cello 50 50, viola left cello right", {"Viola": -0.5, "Cello": 0.5}),
        ("viola and cello 50 50, viola left cello right, just wanna try", {"Viola": -0.5, "Cello": 0.5}),
        ("viola and cello, spread the two a bit, cello left and viola right", {"Cello": -0.25, "Viola": 0.25}),
        ("spread the viola and the cello a little, viola left, cello right", {"Viola": -0.25, "Cello": 0.25}),
        ("viola and cello 30 each side, cello left viola right", {"Cello": -0.3, "Viola": 0.3}),
        ("viola 30 left, cello 20 right", {"Viola": -0.3, "Cello": 0.2}),
        ("shaker to the other side", {"Shaker": -0.3}),
        ("pan the viola opposite the shaker", {"Viola": -0.3}),
        ("the two guitars are way too wide, can u narrow them to like 40 each side", {"Gtr L": -0.4, "Gtr R": 0.4}),
        ("guitars could go wider. theyre at like 70, make it 90 each side", {"Gtr L": -0.9, "Gtr R": 0.9}),
    ],
)
def test_sides_are_set_once(said: str, pans: dict[str, float]) -> None:
    assert _pans(said) == pans


def test_a_pair_is_narrower_in_one_part() -> None:
    made = calls("in verse 2 only bring the guitars in to 50 each side so the chorus opens up", SONG)
    assert [(one["args"]["track"], one["args"]["from"], one["args"]["start_bar"], one["args"]["end_bar"])
            for one in made] == [("Gtr L", -0.5, 17, 25), ("Gtr R", 0.5, 17, 25)]  # fmt: skip


def test_what_stands_in_the_middle_has_no_other_side() -> None:
    assert not [one for one in calls("viola to the other side", SONG) if one["tool"] == "mix"]


def test_the_two_are_those_that_were_named() -> None:
    made = calls("viola and cello are too loud, turn both of them down 2", SONG)
    assert [(one["args"]["track"], one["args"]["value_db"]) for one in made] == [("Viola", -2), ("Cello", -2)]


def test_a_count_belongs_to_its_name_and_is_no_figure() -> None:
    (call,) = calls("turn the two guitars down 3", SONG)
    assert (call["args"]["tracks"], call["args"]["value_db"]) == (["Gtr L", "Gtr R"], -3)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ('call the dbl one "echo keys", the names are doing my head in', {"Keys dbl": "echo keys"}),
        ('rename "viola" to "alto fiddle"', {"Viola": "alto fiddle"}),
        ('call the viola "left hand" and the cello "right hand"', {"Viola": "left hand", "Cello": "right hand"}),
    ],
)
def test_a_name_in_quotes_is_a_name(said: str, names: dict[str, str]) -> None:
    made = calls(said, SONG)
    assert {one["args"]["track"]: one["args"]["name"] for one in made} == names


def test_both_that_get_names_get_the_colour() -> None:
    colour, *renamed = calls('call the viola "left hand" and the cello "right hand", both teal', SONG)
    assert (colour["args"]["tracks"], colour["args"]["color"], len(renamed)) == (["Viola", "Cello"], "teal", 2)


@pytest.mark.parametrize(
    ("said", "bars"),
    [
        ("mute the shaker in the first chorus, leave it in the second", [(9, 17)]),
        ("mute the shaker in the second verse but keep it in the first", [(17, 25)]),
        ("mute the shaker in the first verse and in the second too", [(1, 9), (17, 25)]),
    ],
)
def test_the_kind_of_a_part_is_told_once(said: str, bars: list[tuple[int, int]]) -> None:
    made = calls(said, SONG)
    assert [(one["args"]["start_bar"], one["args"]["end_bar"]) for one in made] == bars
    assert {one["args"]["track"] for one in made} == {"Shaker"}


def test_what_is_sent_is_spoken_of_and_not_where_it_goes() -> None:
    send, pan = calls("viola into the echo at -10, and pan it 20 left", SONG)
    assert send["args"] == {"action": "send", "track": "Viola", "to": "Echo", "value_db": -10}
    assert pan["args"] == {"track": "Viola", "action": "pan", "value": -0.2}


def test_a_bit_of_a_bus_is_a_send_to_it() -> None:
    (send,) = calls("bit of echo on the viola, send at -12 or so", SONG)
    assert send["args"] == {"action": "send", "track": "Viola", "to": "Echo", "value_db": -12}


def test_silent_in_one_part_and_heard_in_another_is_heard_there() -> None:
    send = ("route", {"action": "send", "track": "Viola", "to": "Echo", "value_db": -10}, ())
    sent = after(SONG, ("send the viola to the echo at -10", [send]))
    made = calls("no echo in the verses tho its messy, just in chorus 1", sent)
    assert [(one["args"]["start_bar"], one["args"]["end_bar"]) for one in made] == [(1, 9), (17, 33)]
    assert all(one["args"]["parameter"] == "send to Echo" for one in made)


@pytest.mark.parametrize(
    "said",
    ["viola down 2, ha, very britpop", "2 down on the viola, gorgeous tho", "viola down 2, its covering the others"],
)
def test_what_is_thought_of_it_changes_nothing(said: str) -> None:
    (call,) = calls(said, SONG)
    assert call["args"] == {"track": "Viola", "action": "gain", "value_db": -2}


@pytest.mark.parametrize("said", ["the viola muddies things up, 3 less", "viola 3 down, the cello is at -8 right now"])
def test_a_fact_beside_it_is_no_figure(said: str) -> None:
    (call,) = calls(said, SONG)
    assert call["args"] == {"track": "Viola", "action": "gain", "value_db": -3}


def test_what_turns_a_request_is_no_remark_inside_it() -> None:
    (call,) = calls("mute the viola, ah no, the cello i mean", SONG)
    assert call["args"] == {"track": "Cello", "action": "mute"}


def test_what_names_nothing_is_done_to_what_was_made() -> None:
    level, pan = calls("ha, very britpop. down at -8 and off to the right a bit, 30ish", MADE)
    assert level["args"]["set_db"] == -8
    assert pan["args"]["value"] == 0.3
