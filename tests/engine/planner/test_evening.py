"""Requests of an ordinary evening: what was wrong about them, in other words."""

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from tests.engine.planner.session import PLANNER, after, calls

NAMES = ("Oboe", "Horn", "Reader", "Pad")
MIX = Context(
    tempo=100,
    tracks=NAMES,
    track_views=(*(TrackInfo(name) for name in NAMES), TrackInfo("Winds", "bus"), TrackInfo("Master", "master")),
    clips=tuple(ClipInfo(f"r{place}", name.lower(), name, "audio", 0, 32) for place, name in enumerate(NAMES)),
)
TALKED = after(MIX, ("mute the pad", [("mix", {"track": "Pad", "action": "mute"}, ())]))


@pytest.mark.parametrize(
    ("text", "made", "place"),
    [
        ("at bar 7, a gong", "generate_audio", {"bar": 7.0}),
        ("at 20 seconds put a car horn", "generate_audio", {"at": 20.0}),
        ('At bar 3, on a new track named Vo, have someone say: "good evening"', "speak", {"bar": 3.0, "track": "Vo"}),
    ],
)
def test_a_place_that_comes_first_moves_nothing(text: str, made: str, place: dict[str, Any]) -> None:
    first, second = calls(text, TALKED)
    assert (first["tool"], second["tool"]) == (made, "arrange")
    assert second["args"] == {"action": "place", "clip": "$1", **place}


def test_the_master_is_a_fader_where_it_is_spoken_of_so() -> None:
    for text in ("turn the master down 2", "master fader down 2 dB", "mix bus down 2 dB"):
        assert calls(text, TALKED) == [{"tool": "mix", "args": {"track": "Master", "action": "gain", "value_db": -2.0}}]
    assert calls("master the pad to -12 LUFS", TALKED)[0]["tool"] == "master"


def test_a_button_takes_no_figure() -> None:
    for text in ("master it at -15", "now master +300 db"):
        done = calls(text, TALKED)
        assert not any(call["tool"] == "mix" and "value_db" in call["args"] and call["args"]["action"] == "mute"
                       for call in done)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("winds fader now?", {"aspect": "level", "track": "Winds"}),
        ("whats the pan of the oboe at", {"aspect": "pan", "track": "Oboe"}),
        ("is there anything muted right now? I miss the whole choir", {"aspect": "mute"}),
    ],
)
def test_questions_of_few_words(text: str, wanted: dict[str, Any]) -> None:
    assert calls(text, TALKED) == [{"tool": "session_info", "args": wanted}]


def test_the_one_that_is_muted_is_turned_on() -> None:
    quiet = replace(MIX, track_views=(TrackInfo("Oboe"), TrackInfo("Horn", "audio", True), *MIX.track_views[2:]))
    asked = after(quiet, ("is anything muted?", [("session_info", {"aspect": "tracks"}, ())]))
    assert calls("turn it back on", asked) == [{"tool": "mix", "args": {"track": "Horn", "action": "unmute"}}]


def test_other_words_are_said_in_the_same_place() -> None:
    read = after(MIX, ('a voice saying "good night all"', [("speak", {"text": "good night all"}, ("good night",))]))
    (call,) = calls('sorry, can it be "sleep well" instead', read)
    assert call["args"]["text"] == "sleep well" and call["tool"] == "speak"
    (fixed,) = PLANNER.plan('sorry, can it be "sleep well" instead', read).steps
    (more,) = PLANNER.plan('now a new one saying "sleep well"', read).steps
    assert (fixed.op, more.op) == ("fix", "again") and more.args["text"] == "sleep well"


def test_two_points_are_a_ramp() -> None:
    (call,) = calls("pad vol auto -20 @ 2 up to -8 @ 6", MIX)
    wanted = {"track": "Pad", "parameter": "volume", "from": -20.0, "to": -8.0, "start_bar": 2.0, "end_bar": 6.0}
    assert call == {"tool": "automate", "args": wanted}


def test_two_that_are_too_wide() -> None:
    moves = [("mix", {"track": "Oboe", "action": "pan", "value": -1.0}, ()),
             ("mix", {"track": "Horn", "action": "pan", "value": 1.0}, ())]
    apart = after(MIX, ("oboe left, horn right", moves))
    done = calls("hm it is too wide, give them 60 percents", apart)
    assert [(call["args"]["track"], call["args"]["value"]) for call in done] == [("Oboe", -0.6), ("Horn", 0.6)]


@pytest.mark.parametrize("text", ["create a new track called Bells, paint it red", "add a red track named Bells"])
def test_a_new_track_has_its_colour(text: str) -> None:
    assert [call["args"] for call in calls(text, TALKED)] == [{"action": "new_track", "name": "Bells"},
                                                             {"track": "Bells", "color": "red"}]


def test_one_more_with_a_figure_in_words() -> None:
    sent = after(MIX, ("oboe to the winds at minus twelve",
                       [("route", {"action": "send", "track": "Oboe", "to": "Winds", "value_db": -12.0}, ())]))
    for text in ("give the horn some of that too at minus fifteen", "the horn too, minus fifteen",
                 "horn as well, three less"):
        assert calls(text, sent)[0]["args"] == {"action": "send", "track": "Horn", "to": "Winds", "value_db": -15.0}


def test_a_marker_may_be_called_by_a_word_of_tempo() -> None:
    assert calls("a marker called Accelerando at bar 5", MIX)[0]["tool"] == "marker"
    assert calls("could you double the tempo?", MIX)[0]["args"]["action"] == "set_tempo"
