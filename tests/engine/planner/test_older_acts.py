"""What was done before the turns that are shown is found by the history of calls."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Call, Exchange
from tests.engine.planner.session import BAND, calls

OLD = (
    Call(1, "freeze", {"track": "Melody", "action": "freeze"}, (), 3),
    Call(2, "apply_effect", {"clip": "c5", "effect": "reverb"}, ("c5",), 4),
    Call(3, "separate_stems", {"clip": "c7"}, ("s1",), 5),
    Call(4, "mix", {"track": "Pad", "action": "pan", "value": 0.2}, (), 6),
)
SHOWN = tuple(
    Exchange(f"pad to {n} dB", ({"tool": "mix", "args": {"track": "Pad", "action": "gain", "set_db": -n}},), number=n)
    for n in range(7, 19)
)
LONG = replace(BAND, history=OLD, dialogue=SHOWN)


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("undo the freeze", "#3"),
        ("undo the stems", "#5"),
        ("undo everything since the freeze", "everything since #3"),
        ("undo everything since the stems", "everything since #5"),
        ("undo everything since the panning", "everything since #6"),
        ("go back to before the stems", "before #5"),
    ],
)
def test_an_older_act_is_meant_by_its_name(said, target):
    assert calls(said, LONG) == [{"tool": "undo", "args": {"target": target}}]


@pytest.mark.parametrize("said", ["undo the choir", "undo everything since the choir"])
def test_what_was_never_done_is_not_taken_back(said):
    assert calls(said, LONG)[0]["tool"] == "ask"
    short = replace(LONG, history=())
    assert calls("undo the freeze", short)[0]["tool"] == "ask"


PAD_OUT = "fade the pad out over 0.5 s"
MADE = (
    *OLD,
    Call(5, "edit_clip", {"clip": "c5", "action": "fade_out", "duration": 0.5}, ("c5",), 1, PAD_OUT),
    Call(6, "generate_audio", {"prompt": "lo-fi beat"}, ("c2",), 2, "make a 4-bar lo-fi beat on a new track at bar 1"),
)
LONGER = replace(BAND, history=MADE, dialogue=SHOWN)
ONLY_UNDONE = replace(LONGER, dialogue=tuple(replace(one, calls=({"tool": "undo", "args": {}},)) for one in SHOWN))


@pytest.mark.parametrize("context", [LONGER, ONLY_UNDONE], ids=["behind other requests", "behind undos"])
@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("undo the fade-out of the pad", "#1"),
        ("undo the fade out", "#1"),
        ("undo the beat", "#2"),
        ("undo the lo-fi beat", "#2"),
        ("undo everything since the beat", "everything since #2"),
        ("undo the reverb", "#4"),
    ],
)
def test_by_its_deed_what_it_made_or_its_words(said, target, context):
    assert calls(said, context) == [{"tool": "undo", "args": {"target": target}}]


@pytest.mark.parametrize(
    ("said", "tool", "target"),
    [
        ("undo #6", "undo", "#6"),
        ("undo request 6", "undo", "#6"),
        ("please take back #3 and #4", "undo", "#3, #4"),
        ("redo #6", "redo", "#6"),
        ("undo “make a 4-bar lo-fi beat on a new track at bar 1”", "undo", "#2"),
        ('undo "fade the pad out over 0.5 s"', "undo", "#1"),
    ],
)
def test_as_the_program_itself_calls_a_request(said, tool, target):
    assert calls(said, LONGER) == [{"tool": tool, "args": {"target": target}}]


def test_words_that_nobody_said_are_asked_about_and_not_done():
    assert calls("undo “make a big band of 12 tracks”", LONGER)[0]["tool"] == "ask"


def test_what_left_nothing_is_not_meant():
    again = Call(9, "freeze", {"track": "Melody", "action": "freeze"}, (), 5, "freeze the melody", stands=False)
    assert calls("undo the freeze", replace(LONGER, history=(*MADE, again)))[0]["args"] == {"target": "#3"}


def _done(number, tool, said="", **args):
    return Exchange(said, ({"tool": tool, "args": args},), number=number)


def test_a_deed_is_not_the_clip_that_is_tagged_with_it():
    """A clip that was lowpassed once is called so too; what was done to it last is not the lowpass."""
    clips = tuple(replace(one, tags=("lowpass",)) if one.id == "c5" else one for one in BAND.clips)
    colour = _done(9, "set_track", "pad blue", track="Pad", color="blue")
    assert calls("undo the lowpass", replace(BAND, clips=clips, dialogue=(colour,)))[0]["tool"] == "ask"


def test_another_number_is_another_marker():
    part = _done(7, "marker", "marker called Part 2 at bar 5", action="add", name="Part 2", bar=5)
    asked = replace(BAND, dialogue=(part,), markers=(("Part 2", 5.0),))
    assert calls("undo the marker Part 5", asked)[0]["tool"] == "ask"
    assert calls("undo the marker Part 2", asked) == [{"tool": "undo", "args": {"target": "#7"}}]


def test_a_figure_that_is_none_of_the_request_names_something_else():
    octave = _done(7, "change_tempo_key", "pad up an octave", clip="c5", semitones=12)
    assert calls("undo the octave on the 808", replace(BAND, dialogue=(octave,)))[0]["tool"] == "ask"
