"""Arranging in whole sentences: once more, in another key, where something comes in, into the hole; and near twins."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.sentence.clauses.goes_along import going_along
from tests.engine.planner.sentence.quartet import SONG, after, steps

SHAKER, MARIMBA = "k613", ["k05", "k013"]


def args(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    return [{name: value for name, value in one["args"].items() if name != "action"} for one in steps(text, context)]


@pytest.mark.parametrize(
    "text",
    [
        "couple wants one more refrain, stick 13 to 20 on the end again",
        "put the refrain at the end once more",
        "one more refrain at the end",
        "tack the refrain onto the end",
        "copy bars 13 to 20 to the end",
        "the client wants another refrain, put it on the end again",
    ],
)
def test_a_part_comes_again_at_the_end(text: str) -> None:
    assert args(text) == [{"start_bar": 13, "end_bar": 21, "bar": 29}]


@pytest.mark.parametrize("text", ["put the refrain at the end", "stick a marker on the end", "add a reverb at the end"])
def test_no_part_comes_again(text: str) -> None:
    assert not any("start_bar" in one["args"] for one in steps(text))


@pytest.mark.parametrize(
    ("text", "clips", "far"),
    [
        ("singer wants it in D instead of C, move my marimba and accordion", [*MARIMBA, "k25", "k213"], 2),
        ("take the marimba from G down to E", MARIMBA, -3),
        ("the bride wants it in Eb not C, marimba has to go along", MARIMBA, 3),
    ],
)
def test_as_far_as_two_keys_lie_apart(text: str, clips: list[str], far: int) -> None:
    assert args(text) == [{"clips": clips, "semitones": far}]


@pytest.mark.parametrize(
    "text", ["move the marimba from bar 5 to bar 9", "in D instead of C", "move the marimba a to b"]
)
def test_no_two_keys(text: str) -> None:
    assert not any("semitones" in one["args"] for one in steps(text))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("the marimba can't do bars 13 and 14 like that, put those two bars down an octave", (13, 15, -12)),
        ("my marimba cant play bars 21 to 22, take that bit up an octave", (21, 23, 12)),
    ],
)
def test_those_bars_are_the_ones_complained_of(text: str, made: tuple[int, int, int]) -> None:
    start, end, far = made
    assert args(text) == [{"clip": "k013", "semitones": far, "start_bar": start, "end_bar": end}]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("shaker only goes 8 bars, run it to 28", 32),
        ("the shaker only plays 8 bars, take it on to the end", 32),
        ("run the shaker to 28", 32),
        ("run the shaker till the ending", 32),
    ],
)
def test_what_is_too_short_runs_on(text: str, seconds: int) -> None:
    assert args(text) == [{"clip": SHAKER, "duration": seconds}]


def test_what_runs_through_a_bus_is_no_loop() -> None:
    assert [one["tool"] for one in steps("run the shaker through the hall")] == ["route"]


@pytest.mark.parametrize(
    ("text", "bar", "far"),
    [
        ("shaker twice, same thing again right after it but octave up", 21, 12),
        ("the shaker again right after it, an octave down", 21, -12),
        ("repeat the shaker an octave up right after it", 21, 12),
        ("play the shaker twice, again straight after in bar 25", 25, 0),
    ],
)
def test_once_more_behind_itself(text: str, bar: int, far: int) -> None:
    made = [{"clip": SHAKER, "bar": bar}, *([{"clip": "$1", "semitones": far}] if far else [])]
    assert args(text) == made


def test_an_octave_up_is_no_copy() -> None:
    assert args("shaker an octave up") == [{"clip": SHAKER, "semitones": 12}]


def test_what_was_turned_round_is_turned_again() -> None:
    turned = after("reverse the shaker")
    for text in ("shaker was better the other way round", "it was nicer forwards"):
        assert args(text, turned) == [{"clip": SHAKER}]
    assert steps("marimba was better the other way round", turned) == []


def test_into_the_hole_and_heard_there() -> None:
    silent = after("mute everything in bar 17")
    assert [one["tool"] for one in steps("put the shaker in that hole", silent)] == ["undo", "arrange"]
    assert args("put the shaker in that hole", after("mute the cajon in bars 9 to 12")) == [{"clip": SHAKER, "bar": 9}]
    assert steps("put the shaker in that hole") == []
    assert not any(one["tool"] == "arrange" for one in steps("put a reverb in that hole", silent))


@pytest.mark.parametrize(
    ("text", "name", "bar"),
    [
        ('put a marker "Groove" where the shaker comes in', "Groove", 13),
        ("pop a marker where the shaker first comes in, call it shaker in", "shaker in", 13),
        ("put a Stanza 3 where the shaker comes in", "Stanza 3", 13),
        ("put a marker Last where the shaker stops", "Last", 21),
    ],
)
def test_a_marker_where_something_happens(text: str, name: str, bar: int) -> None:
    assert args(text) == [{"name": name, "bar": bar}]


def test_where_nobody_knows_is_asked() -> None:
    made = steps('marker "Outro" where the accordion says thanks')
    assert [one["tool"] for one in made] == ["ask"] and "says thanks" in made[0]["args"]["text"]
    assert steps("put a reverb where the shaker comes in") == []


def test_from_where_it_comes_back() -> None:
    out = after("mute the cajon in bars 9 to 12")
    assert args("marimba an octave up when the cajon comes back", out) == [{"clip": "k013", "semitones": 12}]
    assert args("put a marker Return where the cajon comes back", out) == [{"name": "Return", "bar": 13}]
    assert [one["tool"] for one in steps("duck the marimba when the shaker comes in")] == ["route"]


def test_the_same_treatment_is_all_that_was_done_to_it() -> None:
    snapped = after("and every note at 120", after("quantize the double bass to 16ths"))
    kinds = [one["args"]["action"] for one in steps("marimba same treatment", snapped)]
    assert sorted(set(kinds)) == ["quantize", "velocity"]
    assert {one["args"]["action"] for one in steps("same for the marimba", snapped)} == {"velocity"}


@pytest.mark.parametrize(
    "text",
    [
        "the marimba has to go along of course",
        "marimba has to follow",
        "marimba as well obviously",
        "the marimba needs the same",
    ],
)
def test_it_goes_along(text: str) -> None:
    lower = after("double bass down 3 semitones")
    assert [(one["args"]["clip"], one["args"]["semitones"]) for one in steps(text, lower)] == [
        (one, -3) for one in MARIMBA
    ]


@pytest.mark.parametrize("text", ["the marimba has to go", "the bass follows the kick", "mute it and the pad follows"])
def test_what_does_not_go_along(text: str) -> None:
    assert going_along(text) == text


@pytest.mark.parametrize("text", ["ok make an mp3 i can mail round", "give me an mp3 that we can play in the car"])
def test_what_a_file_is_for(text: str) -> None:
    assert args(text, replace(SONG)) == [{"what": "mix", "format": "mp3"}]


@pytest.mark.parametrize(
    ("text", "said_at_once"),
    [
        ("the marimba is stiff, every 2nd one down 20 velocity", "every 2nd note of the marimba down 20 velocity"),
        ("marimba two is sloppy as hell, tighten it to quarters", "quantize marimba two to quarters"),
        ("the marimba notes hang about too long, half the length each. starts stay put", "marimba notes half as long"),
        (
            "the marimba in the refrain is too low & murky, only the top note of each chord tho, up an octave",
            "only the top note of each chord in the marimba in the refrain up an octave",
        ),
        ("that shaker from the refrain, stick it in stanza 1 as well", "copy the shaker to stanza 1"),
        ("the refrain drags. chop the last 2 bars off it", "cut bars 19 to 20 and close the gap"),
        ("stanza 2 way too long. cut the first half", "cut bars 21 to 24 and close the gap"),
    ],
)
def test_what_it_is_about_stands_before_it(text: str, said_at_once: str) -> None:
    made = steps(text)
    assert made and made == steps(said_at_once)


@pytest.mark.parametrize(
    ("text", "track"),
    [("the accordion is too loud, mute the cajon", "Cajon"), ("the marimba is fine, accordion down 2", "Accordion")],
)
def test_what_stands_before_is_not_always_meant(text: str, track: str) -> None:
    assert [one["args"]["track"] for one in steps(text)] == [track]


@pytest.mark.parametrize(
    "text", ["cut the refrain down to 2 bars", "shorten the refrain to 2 bars", "make the refrain 2 bars long"]
)
def test_a_part_of_the_song_is_shortened(text: str) -> None:
    moved = [one["args"] for one in steps(text) if one["args"].get("action") == "move" and "start_bar" in one["args"]]
    assert moved == [{"action": "move", "start_bar": 21, "end_bar": 29, "bar": 15}]


@pytest.mark.parametrize("text", ["cut the marimba down to 2 bars", "take the first bar of the refrain"])
def test_no_part_of_the_song_is_shortened(text: str) -> None:
    assert not any("start_bar" in one["args"] for one in steps(text))


@pytest.mark.parametrize(
    ("text", "name", "track"),
    [
        ('call the hall one "big box"', "big box", "Hall"),
        ("call the hall one big box", "big box", "Hall"),
        ("call accordion Squeeze", "Squeeze", "Accordion"),
    ],
)
def test_names(text: str, name: str, track: str) -> None:
    assert args(text) == [{"name": name, "track": track}]


def test_that_old_track_goes() -> None:
    assert args("delete that old accordion track, wont need it") == [{"track": "Accordion"}]


def test_a_point_told_twice_is_one() -> None:
    made = args("split the shaker in the middle of the refrain, at 17")
    assert made == args("split the shaker in the middle of the refrain") == [{"clip": SHAKER, "count": 2}]


@pytest.mark.parametrize(
    ("text", "volume"),
    [
        ("make the shaker a riser, from nothing to full over its 8 bars", True),
        ("turn the shaker into a riser", True),
        ("make the shaker a pad", False),
    ],
)
def test_a_riser_of_what_is_there(text: str, volume: bool) -> None:
    made = [{"track": "Shaker", "parameter": "volume", "from": -60, "to": 0, "start_bar": 13, "end_bar": 21}]
    assert (args(text) == made) is volume
    assert not any(one["tool"] == "generate_audio" for one in steps(text))


def test_make_it_warmer_makes_nothing_new() -> None:
    assert steps("make melody warmer") == []
    assert [one["tool"] for one in steps("make a warmer melody")] == ["generate_midi"]
    made = steps("a warm pad for the refrain, Em C G D, a bar each")[0]["args"]
    assert (made["chords"], made["bars"]) == (["Em", "C", "G", "D"], 4)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "call the refrain marker Hook 1 and put a Hook 2 where the shaker stops",
            [{"name": "Refrain", "new_name": "Hook 1"}, {"name": "Hook 2", "bar": 21}],
        ),
        ("call the refrain marker Rock and Roll", [{"name": "Refrain", "new_name": "Rock and Roll"}]),
        (
            "call the refrain marker Hook and mute the cajon",
            [{"name": "Refrain", "new_name": "Hook"}, {"track": "Cajon"}],
        ),
    ],
)
def test_where_a_name_ends(text: str, made: list[dict[str, Any]]) -> None:
    assert args(text) == made


@pytest.mark.parametrize("text", ["make it E5 G5 A5 E6, 8ths", "write a melody with E5 G5 A5 E6"])
def test_notes_by_name_are_no_chords(text: str) -> None:
    assert [one["tool"] for one in steps(text)] == ["ask"]


def test_chords_without_a_third_are_chords() -> None:
    assert steps("chords E5 G5 A5 for the refrain")[0]["args"]["chords"] == ["E5", "G5", "A5"]


TAKES = replace(
    SONG,
    tracks=("Guitar", "Take 1", "Take 2", "Take 3"),
    track_views=tuple(TrackInfo(one, "audio") for one in ("Guitar", "Take 1", "Take 2", "Take 3")),
    clips=tuple(
        ClipInfo(f"t{n}", f"take {n}", f"Take {n}", "audio", 0, 16, bars=(1.0, 9.0)) for n in (1, 2, 3)
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "i like take 2 best, shut the other two off",
        "take 2 is best, mute the others",
        "keep take 2, the other two off",
        "let's go with take 2, mute the other takes",
    ],
)
def test_the_other_takes_are_silent(text: str) -> None:
    assert args(text, TAKES) == [{"tracks": ["Take 1", "Take 3"]}]


def test_which_take_is_to_stay_is_asked() -> None:
    assert [one["tool"] for one in steps("mute the other takes", TAKES)] == ["ask"]
    assert steps("i like take 2 best, shut the other three off", TAKES) == []
    assert [one["args"]["track"] for one in steps("i like the guitar best, mute take 1", TAKES)] == ["Take 1"]


def test_who_wants_another_key_keeps_his_notes() -> None:
    assert args("accordion wants it in D instead of C, move the marimba") == [{"clips": MARIMBA, "semitones": 2}]


def test_a_tempo_behind_what_has_a_frequency() -> None:
    dull = after("accordion 3 out at 300 hz")
    assert args("190 lets go", dull) == [{"bpm": 190}]
