"""Corrections that lean on the last call: its bars, its way, another thing, all but one, and what is asked instead."""

from dataclasses import replace

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from tests.engine.planner.session import after, calls
from tests.engine.planner.test_level_over_bars import SONG


def done(*turns):
    """The song after (words, task, arguments, clips) each, as the product tells it."""
    made = tuple(
        Exchange(text, ({"tool": tool, "args": args},), (CallResult(0, True, out),), undone=False, number=number)
        for number, (text, tool, args, out) in enumerate(turns, 1)
    )
    return replace(SONG, dialogue=made)


REST = ("the bass rests in the verse", "automate",
        {"track": "Bass DI", "parameter": "mute", "from": 1, "to": 1, "start_bar": 5, "end_bar": 13}, ())  # fmt: skip
ECHO = ("echo on the vocal", "apply_effect", {"clip": "r4", "effect": "delay"}, ("r4",))
DOWN = ("drums down 2", "mix", {"track": "Drums", "action": "gain", "value_db": -2.0}, ())
LATER = ("move the vocal a bar later", "arrange", {"action": "move", "clip": "r4", "offset_beats": 4.0}, ())
DUCKED = ("duck the bass", "route", {"action": "sidechain", "track": "Bass DI", "to": "Drums"}, ())


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("only in the last two bars of it", 11, 13),
        ("just the first bar of that", 5, 6),
        ("a bar longer please", 5, 14),
        ("two beats shorter", 5, 12.5),
        ("that should be from bar 9 on", 9, 13),
        ("no, until the verse", 1, 5),
    ],
)
def test_a_rest_stays_a_rest_in_other_bars(text, start, end):
    (made,) = calls(text, done(REST))
    assert made["args"] == {**REST[2], "start_bar": start, "end_bar": end}


def test_an_effect_is_for_those_bars_and_nothing_is_trimmed():
    (made,) = calls("only for the chorus though", done(ECHO))
    assert made == {"tool": "apply_effect", "args": {**ECHO[2], "start_bar": 13, "end_bar": 20}}


@pytest.mark.parametrize(("turn", "name", "value"), [(DOWN, "value_db", 2), (LATER, "offset_beats", -4)])
@pytest.mark.parametrize("text", ["no, the other way", "wrong direction", "other way round please"])
def test_the_other_way(text, turn, name, value):
    (made,) = calls(text, done(turn))
    assert made == {"tool": turn[1], "args": {**turn[2], name: value}}


def test_what_has_no_other_way_is_asked():
    assert [call["tool"] for call in calls("nope, the other way", done(ECHO))] == ["ask"]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("undo everything but the delay", "#4, #3, #1"),
        ("take it all off but leave the ducking", "#3, #2, #1"),
        ("undo all of it except what you did to the vocal", "#4, #1"),
        ("mach alles rückgängig bis auf das Delay", "#4, #3, #1"),
    ],
)
def test_all_but_what_stays(text, gone):
    assert calls(text, done(DOWN, ECHO, LATER, DUCKED)) == [{"tool": "undo", "args": {"target": gone}}]


@pytest.mark.parametrize(
    ("text", "track"),
    [
        ("and the vocal", "Vocal"),
        ("not the drums, the bass", "Bass DI"),
        ("leave the drums, do the bass instead", "Bass DI"),
    ],
)
def test_the_same_for_what_is_named(text, track):
    (made,) = calls(text, done(DOWN))
    assert made["args"] == {**DOWN[2], "track": track}


def test_and_that_one_with_its_own_figure():
    cut = (
        "roll off the drums below 60",
        "apply_effect",
        {"clip": "r1", "effect": "highpass", "cutoff_hz": 60.0},
        ("r1",),
    )
    (made,) = calls("and the bass but at 45", done(cut))
    assert made["args"] == {"clip": "r2", "effect": "highpass", "cutoff_hz": 45.0}


@pytest.mark.parametrize("text", ["could she be more breathy", "make her breathier"])
def test_who_sings_already_sings_otherwise(text):
    sung = after(
        SONG, ('sing "so long"', [("sing", {"midi": "r9", "lyrics": "so long", "voice": "old"}, ("so long",))])
    )
    (made,) = calls(text, sung)
    assert (made["args"]["style"], made["args"]["voice"]) == ("breathy", "old")


def test_the_first_singer_again():
    sung = done(('sing "so long"', "sing", {"midi": "r9", "lyrics": "so long"}, ("r4",)), DOWN, LATER)
    assert calls("go back to the first singer", sung)[0]["args"] == {"action": "use", "clip": "r4", "number": "1"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("match the levels of the drums and the bass", "loudness"),
        ("match them", "loudness"),
        ("i want the drums only on every offbeat", "single hits"),
    ],
)
def test_what_cannot_be_done_so_is_asked(text, words):
    (made,) = calls(text, done(ECHO))
    assert made["tool"] == "ask" and words in made["args"]["text"]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("dotted eighth delay on the vocal", 0.45),
        ("a 1/4 echo on the vocal", 0.6),
        ("1/8 triplet delay on the vocal", 0.2),
    ],
)
def test_an_echo_in_note_values(text, seconds):
    assert calls(text, SONG)[0]["args"] == {"clip": "r4", "effect": "delay", "delay_s": seconds}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("slow down to 80 over the last two bars", {"to_bpm": 80, "start_bar": 19, "end_bar": 21}),
        ("ritardando from bar 17 to bar 21 to 64", {"to_bpm": 64, "start_bar": 17, "end_bar": 21}),
    ],
)
def test_a_tempo_that_glides(text, wanted):
    (made,) = calls(text, SONG)
    assert made["tool"] == "transport" and wanted.items() <= made["args"].items()


def test_a_marker_by_its_bar():
    (made,) = calls("call the marker at 13 Refrain", SONG)
    assert made["args"] == {"action": "rename", "name": "Chorus", "new_name": "Refrain"}


def test_of_two_alike_the_one_on_the_track_of_that_name():
    clips = (ClipInfo("a", "vox 1", "Vox", "audio", 0, 9), ClipInfo("b", "vox dbl", "Dbl", "audio", 0, 9))
    song = Context(tempo=100, clips=clips, tracks=("Vox", "Dbl"))
    assert calls("put a reverb on the vox", song)[0]["args"]["clip"] == "a"
    assert calls("put a reverb on the double", song)[0]["args"]["clip"] == "b"
