"""What composers for films said: velocities to a figure, tempi of several places, doublings with more behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after, calls

LIES = {
    "Viola": ("midi", 1.0, 9.0),
    "Horns": ("midi", 5.0, 13.0),
    "Dulcimer": ("midi", 1.0, 13.0),
    "Shaker": ("audio", 1.0, 13.0),
    "Drum Bed": ("audio", 5.0, 13.0),
}
FILM = Context(
    tempo=100,
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, kind, (a - 1) * 2.4, (b - a) * 2.4, bars=(a, b))
        for n, (name, (kind, a, b)) in enumerate(LIES.items(), 1)
    ),
    tracks=tuple(LIES),
    track_views=tuple(TrackInfo(name, kind=kind, gain_db=-6, pan=0.0) for name, (kind, _, _) in LIES.items()),
    markers=(("Dawn", 1), ("Storm", 5), ("Harbour", 9)),
)


def args(text: str) -> list[dict[str, Any]]:
    return [one["args"] for one in calls(text, FILM)]


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("bring the viola's velocities down to 60", {"value": 60}),
        ("flatten the velocities of the viola to 80", {"value": 80}),
        ("viola velocities down 15", {"change": -15}),
        ("take the viola's velocities up by a third", {"times": 1.33}),
        ("halve the velocities of the viola", {"times": 0.5}),
        ("viola velocities to 70 except on the first note of every bar", {"value": 70, "only": "not first of bar"}),
    ],
)
def test_velocities_go_to_a_figure_or_by_one(said: str, done: dict[str, Any]) -> None:
    assert args(said) == [{"clip": "c1", "action": "velocity", **done}]


def test_the_bars_that_somebody_plays_are_told_of_them() -> None:
    said = "The horns come in too loud. For the first two bars they play, take the velocities down to 55."
    assert args(said) == [{"clip": "c2", "action": "velocity", "value": 55, "start_bar": 5, "end_bar": 7}]


def test_a_crescendo_up_to_the_end_of_a_bar_begins_with_the_clip() -> None:
    assert args("horns velocities from 40 at the start, steadily up to 100 at the end of bar 10") == [
        {"clip": "c2", "action": "velocity", "value": 40, "to_value": 100, "start_bar": 5, "end_bar": 11}
    ]


@pytest.mark.parametrize("said", ["make the viola notes about half as long, same rhythm of course",
                                  "viola notes half as long, starts and pitches stay put"])  # fmt: skip
def test_shorter_notes_keep_their_rhythm_anyway(said: str) -> None:
    assert args(said) == [{"clip": "c1", "action": "length", "times": 0.5}]


def test_a_tempo_at_each_place() -> None:
    first, second = {"action": "set_tempo", "bpm": 112, "bar": 5}, {"action": "set_tempo", "bpm": 100, "bar": 9}
    assert args("112 from the Storm, back to 100 at the Harbour") == [first, second]
    assert args("From the Storm on it should move more: 112 there, and back to 100 at the Harbour.") == [first, second]
    assert args("They want more drive. From the Storm on it should run at 112, the opening stays at 100.") == [first]


def test_a_doubling_and_what_is_said_of_it() -> None:
    doubled = [{"action": "duplicate", "clip": "c1", "track": "Low"}, {"clip": "$1", "semitones": -12}]
    said = "double the viola an octave lower on a new track called Low"
    assert args(f"{said}, 2 dB quieter") == [*doubled, {"track": "Low", "action": "gain", "value_db": -2}]
    assert args(f"{said}, and a little quieter than the viola") == [
        *doubled, {"track": "Low", "action": "gain", "set_db": -8}]  # fmt: skip
    assert args(f"{said}. Pan that 20 left, set its fader 5 dB under the original's") == [
        *doubled,
        {"track": "Low", "action": "pan", "value": -0.2},
        {"track": "Low", "action": "gain", "set_db": -11},
    ]


def test_who_doubles_may_be_new() -> None:
    assert args("double the dulcimer with a celesta an octave above, on a track of its own") == [
        {"action": "duplicate", "clip": "c3", "track": "Celesta"},
        {"clip": "$1", "semitones": 12},
    ]


def test_a_second_voice_keeps_the_scale_that_is_told() -> None:
    said = "Could you write a second voice to the viola, in thirds above it? We're in G major. On its own track please."
    assert args(said) == [
        {"action": "duplicate", "clip": "c1", "track": "Viola 2"},
        {"clip": "$1", "action": "pitch", "steps": 2, "key": "G major"},
    ]


def test_all_but_some_in_some_bars() -> None:
    assert args("everything a tone lower from the Harbour on, dulcimer excepted") == [
        {"clip": "c2", "semitones": -2, "start_bar": 9, "end_bar": 13}
    ]


def test_a_note_of_one_chord() -> None:
    done = {"clip": "c3", "only": "top", "note": 3, "action": "pitch", "to": "A"}
    assert args("the top note of the dulcimer's third chord should be an A") == [done]
    assert args("The dulcimer's third chord has a wrong top note, it should be an A.") == [done]


def test_verbs_that_tell_a_way() -> None:
    assert args("the horns drop an octave, but only from the Harbour on") == [
        {"clip": "c2", "semitones": -12, "start_bar": 9, "end_bar": 13}
    ]
    assert args("the viola climbs a fifth in the storm") == [
        {"clip": "c1", "semitones": 7, "start_bar": 5, "end_bar": 9}
    ]


@pytest.mark.parametrize("said", ["put the whole thing in 6/8", "this is meant to be a jig, play it all in 6/8"])
def test_all_of_it_in_another_meter(said: str) -> None:
    assert args(said) == [{"action": "set_meter", "meter": "6/8", "bar": 1}]


def test_a_place_that_is_marked() -> None:
    assert args("Mark the spot where the boat lands: bar 11, call it Landing.") == [
        {"action": "add", "name": "Landing", "bar": 11}
    ]


def test_a_ride_back_to_its_level() -> None:
    plan = OfflinePlanner().plan("ride the horns: -14 at the Storm, climbing back to their -6 by the Harbour", FILM)
    assert [dict(one.args) for one in plan.steps] == [
        {"track": "Horns", "parameter": "volume", "from": -14, "to": -6, "start_bar": 5, "end_bar": 9}
    ]


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("humanise the viola, but go easy, fifteen percent at most", {"action": "humanize", "amount": 0.15}),
        ("tie the viola to the beat, though not too strictly", {"action": "quantize", "grid": "1/4", "amount": 0.6}),
        ("the viola must hit the offbeats harder, 12 more", {"only": "offbeats", "action": "velocity", "change": 12}),
        ("the viola's last note may hang in the air twice as long", {"note": -1, "action": "length", "times": 2}),
        ("Shorten the viola's last note to a single beat, like a gate.", {"note": -1, "action": "length", "beats": 1}),
    ],
)
def test_how_far_and_how_long_in_words(said: str, done: dict[str, Any]) -> None:
    assert args(said) == [{"clip": "c1", **done}]


def test_a_part_sits_in_another_key() -> None:
    assert args("shift the viola part up so it sits in A minor instead") == [{"clip": "c1", "key": "A minor"}]


def test_a_place_in_front_holds_for_both_acts() -> None:
    lies = {"clip": "c1", "start_bar": 5, "end_bar": 9}
    assert args("From the Storm on, the viola an octave down and at velocity 100.") == [
        {**lies, "semitones": -12},
        {**lies, "clip": "$1", "action": "velocity", "value": 100},
    ]


def test_the_same_goes_for_another() -> None:
    assert args("the viola notes should be half as long, and the same goes for the horns") == [
        {"clips": ["c1", "c2"], "action": "length", "times": 0.5}
    ]


def test_what_is_too_low_is_lifted_there() -> None:
    assert args("Now the horns: from the Harbour on it's a fourth too low, lift that part.") == [
        {"clip": "c2", "semitones": 5, "start_bar": 9, "end_bar": 13}
    ]


def test_one_tempo_throughout_takes_the_others_back() -> None:
    faster = {"action": "set_tempo", "bpm": 112, "bar": 5}
    told = after(FILM, ("112 from the Storm", [("transport", faster, ())]))
    told = replace(told, dialogue=tuple(replace(one, number=1) for one in told.dialogue))
    back = [{"tool": "undo", "args": {"target": "#1"}}]
    assert calls("So 100 all the way through, like it was. Everything else stays, the marker name too.", told) == back
    assert calls("the tempo change comes out again, 100 from start to finish", told) == back
    slower = {"action": "set_tempo", "bpm": 90}
    assert [one["args"] for one in calls("90 all the way through", told)] == [{"target": "#1"}, slower]


def test_what_is_left_as_it_was_is_no_part_of_it() -> None:
    tempi = [{"action": "set_tempo", "bpm": 112, "bar": 5}, {"action": "set_tempo", "bpm": 100, "bar": 9}]
    told = after(FILM, ("112 from the Storm, back at the Harbour", [("transport", one, ()) for one in tempi]))
    assert [one["args"] for one in calls("Make it 108, with the change back at the Harbour as it was.", told)] == [
        {**tempi[0], "bpm": 108}
    ]


def test_so_much_under_what_it_is_now() -> None:
    assert args("Let the whole thing crawl, 15 bpm under what it is now.") == [{"action": "set_tempo", "bpm": 85}]


def test_two_that_trade_registers() -> None:
    said = "Let the viola and the horns trade registers: viola up an octave, horns down one."
    assert args(said) == [{"clip": "c1", "semitones": 12}, {"clip": "c2", "semitones": -12}]


def test_who_answers_is_moved_in_its_last_bar() -> None:
    assert args("the viola should answer an octave lower in the last bar") == [
        {"clip": "c1", "semitones": -12, "start_bar": 8, "end_bar": 9}
    ]
