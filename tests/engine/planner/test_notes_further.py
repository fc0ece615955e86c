"""Notes: the wrong one told as people tell it, and what is said of it, of the others and of other clips afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)
SONG = Context(
    tempo=120,
    key="D minor",
    clips=(
        ClipInfo("o1", "oboe call", "Oboe", "midi", 0, 16, (), (1, 9)),
        ClipInfo("o2", "oboe air", "Oboe", "midi", 16, 16, (), (9, 17)),
        ClipInfo("t1", "tuba low", "Tuba", "midi", 16, 32, (), (9, 25)),
        ClipInfo("z1", "zither fast", "Zither", "midi", 16, 16, (), (9, 17)),
        ClipInfo("z2", "zither end", "Zither", "midi", 32, 16, (), (17, 25)),
        ClipInfo("w1", "wind", "Wind", "audio", 0, 48, (), (1, 25)),
    ),
    tracks=("Oboe", "Tuba", "Zither", "Wind"),
    markers=(("Opening", 1.0), ("Dance", 9.0), ("Storm", 17.0)),
)
Did = tuple[str, dict[str, Any], str]
"""task, arguments and what was told."""


def after(*turns: tuple[str, list[Did]]) -> Context:
    """The song after turns that did this."""
    made = [
        Exchange(
            said,
            tuple({"tool": tool, "args": args} for tool, args, _ in done),
            tuple(CallResult(place, True, (), "", text) for place, (_, _, text) in enumerate(done)),
            number=number,
        )
        for number, (said, done) in enumerate(turns, 1)
    ]
    return replace(SONG, dialogue=tuple(made))


def planned(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    """Arguments of the edits of a plan; everything else by its task."""
    return [one["args"] if one["tool"] == "edit_notes" else {one["tool"]: one["args"]}
            for one in PLANNER.plan(text, context).calls()]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "in bar 11 the tuba plays an e, that should be an e flat",
            {"clip": "t1", "only": "E", "action": "pitch", "to": "Eb", "start_bar": 11, "end_bar": 12},
        ),
        (
            "there's a wrong note in the oboe air, the b should be natural",
            {"clip": "o2", "only": "the B", "action": "pitch", "to": "B"},
        ),
        ("oboe call: all the c's should be c sharps", {"clip": "o1", "only": "C", "action": "pitch", "to": "C#"}),
        ("hold the last chord of zither end a bar longer", {"clip": "z2", "note": -1, "action": "length", "change": 4}),
        ("tuba low, first note just three beats", {"clip": "t1", "note": 1, "action": "length", "beats": 3}),
        ("cut the second note of the oboe air in half", {"clip": "o2", "note": 2, "action": "length", "times": 0.5}),
        (
            "last oboe note before the storm should be an a",
            {"clip": "o2", "note": -1, "action": "pitch", "to": "A"},
        ),
        (
            "accents on beats 2 and 4 in the oboe air, 100",
            {"clip": "o2", "only": "beat 2 and 4", "action": "velocity", "value": 100},
        ),
        ("oboe call softer, the notes not the fader", {"clip": "o1", "action": "velocity", "change": -15}),
        ("the high c in the oboe call pokes out, 60 on that", {"clip": "o1", "only": "the C", "action": "velocity",
                                                               "value": 60}),
        ("double the oboe air an octave below", {"clip": "o2", "action": "double", "change": -12}),
        ("the tuba notes in the storm are too long, make them half as long",
         {"clip": "t1", "action": "length", "times": 0.5, "start_bar": 17, "end_bar": 25}),
    ],
)  # fmt: skip
def test_a_note_is_told_in_plain_words(text: str, wanted: dict[str, Any]) -> None:
    assert planned(text) == [wanted]


ONE = after(
    (
        "the f in the oboe air should be an f sharp",
        [
            (
                "edit_notes",
                {"clip": "o2", "only": "the F", "action": "pitch", "to": "F#"},
                "The F4 in bar 10 beat 3 of 'oboe air' is F#4 now.",
            )
        ],
    )
)
THAT_ONE = {"clip": "o2", "only": "F#4 on beat 3", "start_bar": 10, "end_bar": 11}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("and cut it to half a beat", {**THAT_ONE, "action": "length", "beats": 0.5}),
        ("hold that one a beat longer", {**THAT_ONE, "action": "length", "change": 1}),
        ("louder too, 105", {**THAT_ONE, "action": "velocity", "value": 105}),
        ("and down an octave", {**THAT_ONE, "action": "pitch", "change": -12}),
        ("make the last one a g", {"clip": "o2", "note": -1, "action": "pitch", "to": "G"}),
        ("delete the d", {"clip": "o2", "only": "the D", "action": "delete"}),
        ("no, f natural was fine", {"undo": {"target": "#1"}}),
    ],
)
def test_it_is_the_note_behind_an_edit_of_one(text: str, wanted: dict[str, Any]) -> None:
    assert planned(text, ONE) == [wanted]


ALL_EVEN: Did = ("edit_notes", {"clip": "z1", "action": "velocity", "value": 70}, "")
ACCENTS: Did = ("edit_notes", {"clip": "z1", "action": "velocity", "only": "beat 1", "value": 95}, "")
EVEN = after(("zither fast, all velocities 70", [ALL_EVEN]))
ACCENTED = after(("zither fast, all velocities 70", [ALL_EVEN]), ("but 95 on the ones", [ACCENTS]))


@pytest.mark.parametrize(
    ("context", "text", "wanted"),
    [
        (EVEN, "first note 100 though", [{"clip": "z1", "note": 1, "action": "velocity", "value": 100}]),
        (EVEN, "but the first one of every bar 95", [{**ACCENTS[1], "only": "first of bar"}]),
        (EVEN, "but the first beat of every bar 95", [ACCENTS[1]]),
        (ACCENTED, "the others 10 lower", [{"clip": "z1", "only": "not beat 1", "action": "velocity", "change": -10}]),
        (ACCENTED, "and 85 on 3", [{"clip": "z1", "only": "beat 3", "action": "velocity", "value": 85}]),
        (ACCENTED, "zither end exactly the same", [{**ALL_EVEN[1], "clip": "z2"}, {**ACCENTS[1], "clip": "z2"}]),
        (EVEN, "the oboe should match that in the same bars", [{**ALL_EVEN[1], "clip": "o2"}]),
    ],
)
def test_velocities_of_some_and_of_the_others(context: Context, text: str, wanted: list[dict[str, Any]]) -> None:
    assert planned(text, context) == wanted


TIGHT = after(
    ("quantize zither fast to 8ths", [("edit_notes", {"clip": "z1", "action": "quantize", "grid": "1/8"}, "")])
)


@pytest.mark.parametrize(
    ("text", "clip", "amount"),
    [
        ("that's too stiff, 60 percent", "z1", 0.6),
        ("half strength", "z1", 0.5),
        ("not so tight", "z1", 0.6),
        ("and zither end but only halfway", "z2", 0.5),
    ],
)
def test_how_far_an_edit_goes(text: str, clip: str, amount: float) -> None:
    wanted = {"clip": clip, "action": "quantize", "grid": "1/8", "amount": amount}
    assert planned(text, TIGHT) == [wanted]


def test_the_playing_comes_back() -> None:
    assert planned("nah leave it as i played it", TIGHT) == [{"undo": {"target": "#1"}}]


UP = after(
    ("both zither clips up a tone", [("change_tempo_key", {"clips": ["z1", "z2"], "semitones": 2}, "")]),
)
LOW = after(("tuba down an octave in the dance",
             [("change_tempo_key", {"clip": "t1", "semitones": -12, "start_bar": 9, "end_bar": 17}, "")]))  # fmt: skip


@pytest.mark.parametrize(
    ("context", "text", "wanted"),
    [
        (UP, "not zither end", [{"undo": {"target": "#1"}}, {"change_tempo_key": {"clip": "z1", "semitones": 2}}]),
        (UP, "back down", [{"undo": {"target": "#1"}}]),
        (LOW, "storm too", [{"change_tempo_key": {"clip": "t1", "semitones": -12, "start_bar": 17, "end_bar": 25}}]),
        (LOW, "thats way too much, only from bar 13 on",
         [{"change_tempo_key": {"clip": "t1", "semitones": -12, "start_bar": 13, "end_bar": 17}}]),
        (SONG, "the oboe air is a third too high, fix that", [{"change_tempo_key": {"clip": "o2", "semitones": -4}}]),
        (SONG, "tuba low second time round an octave lower",
         [{"change_tempo_key": {"clip": "t1", "semitones": -12, "start_bar": 17, "end_bar": 25}}]),
    ],
)  # fmt: skip
def test_where_notes_were_moved(context: Context, text: str, wanted: list[dict[str, Any]]) -> None:
    assert planned(text, context) == wanted


def test_the_fader_goes_back_where_the_notes_were_meant() -> None:
    quieter = after(("oboe quieter", [("mix", {"track": "Oboe", "action": "gain", "value_db": -3}, "")]))
    assert planned("no i meant the velocities", quieter) == [
        {"action": "velocity", "clips": ["o1", "o2"], "change": -15}
    ]


def test_a_part_told_as_an_object_is_a_place() -> None:
    (step,) = planned("the zither is sloppy, quantize the storm to 8ths")
    assert (step["clip"], step["action"], step["grid"]) == ("z2", "quantize", "1/8")


@pytest.mark.parametrize(
    ("context", "text"),
    [
        (EVEN, "take the velocities off"),
        (EVEN, "the fader 2 db quieter"),
        (ONE, "the wind a beat longer"),
        (TIGHT, "10 percent less reverb"),
    ],
)
def test_what_is_about_something_else_changes_no_notes(context: Context, text: str) -> None:
    assert not any(one["tool"] == "edit_notes" for one in PLANNER.plan(text, context).calls())
