"""What goes back is often told beside the request: who is missed, what was better, what it is called since."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Beat", "Bass", "Strings", "Piano", "Vox")
CLIPS = tuple(
    ClipInfo(f"c{n}", name.lower(), name, "audio" if name in ("Beat", "Vox") else "midi", 0, 16, bars=(1.0, 9.0))
    for n, name in enumerate(NAMES, 1)
)
COPY = ClipInfo("copy", "vox", "Vox", "audio", 24, 16, bars=(13.0, 21.0))
SONG = Context(
    clips=(*CLIPS, COPY), tracks=NAMES, track_views=tuple(map(TrackInfo, NAMES)), markers=(("Bridge", 11.0),)
)
Done = tuple[str, dict[str, Any], tuple[str, ...]]
TURNS: tuple[tuple[str, list[Done]], ...] = (
    ("rename Bed 1 to FX Down", [("arrange", {"action": "rename", "track": "Bed 1", "name": "FX Down"}, ())]),
    (
        "beat 2 down, vox a bit right",
        [
            ("mix", {"track": "Beat", "action": "gain", "value_db": -2.0}, ()),
            ("mix", {"track": "Vox", "action": "pan", "value": 0.25}, ()),
        ],
    ),
    ("put a delay on the vox", [("apply_effect", {"clip": "c5", "effect": "delay"}, ("c5",))]),
    ("bass up an octave", [("change_tempo_key", {"clip": "c2", "semitones": 12}, ("c2",))]),
    ("strings staccato", [("edit_notes", {"clip": "c3", "action": "staccato"}, ("c3",))]),
    ("copy the vox to bar 13", [("arrange", {"action": "duplicate", "clip": "c5", "bar": 13}, ("copy",))]),
    ("reverse that copy", [("edit_clip", {"clip": "copy", "action": "reverse"}, ("copy",))]),
    (
        "no beat in the bridge",
        [("automate", {"track": "Beat", "parameter": "mute", "from": 1, "to": 1, "start_bar": 11, "end_bar": 17}, ())],
    ),
    ("bounce the piano", [("freeze", {"track": "Piano", "action": "bounce"}, ())]),
)


def done(turns: tuple[tuple[str, list[Done]], ...] = TURNS) -> Context:
    said = []
    for number, (text, acts) in enumerate(turns, 1):
        told = tuple({"tool": tool, "args": args} for tool, args, _ in acts)
        results = tuple(CallResult(at, True, out) for at, (_, _, out) in enumerate(acts))
        said.append(Exchange(text, told, results, number=number))
    return replace(SONG, dialogue=tuple(said))


def undone(text: str, context: Context | None = None) -> str:
    [call] = calls(text, context or done())
    return str(call["args"].get("target", "the last")) if call["tool"] == "undo" else call["tool"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        # what is missed, was better, was a mistake
        ("i was wrong about the bass, the old one was right. put that back, keep all the stuff since", "#4"),
        ("But I miss the beat in the bridge after all. Put it back the way it was. The rest stays.", "#8"),
        ("the vox was nicer in the middle, put it back there", "#2.2"),
        ("nah, the bass was the whole point. bring it back how it was", "#4"),
        ("I've been thinking about the strings. They lost their breath, so undo that, please.", "#5"),
        ("when you put the delay on the vox it got muddy. undo that please", "#3"),
        ("hmm the delay muddies it. back please", "#3"),
        ("Oh no, the beat in the bridge IS the point. Bring that back please", "#8"),
        # beside what only tells, with what stays
        ("the octave is too glassy though, put it back down where it was and keep them short", "#4"),
        ("i still want to edit that pattern tonight. undo the bounce", "#9"),
        ("my template searches for Bed 1, so undo that rename. all the rest i keep", "#1"),
        # what it is called since, its figure, its old name, both of two
        ("the backwards one doesn't do it for me, throw that out again. delay stays on", "#7, #6"),
        ("undo the backwards one", "#7"),
        ("un-reverse the copy", "#7"),
        ("take back the 2 dB from before", "#2.1"),
        ("Bed 1 should have its old name back", "#1"),
        ("undo the delay and the bounce", "#9, #3"),
        ("undo the bass thing and the strings thing", "#5, #4"),
        ("take that back and the delay on the vox too", "#9, #3"),
        # which way it went, what was done in words of the past
        ("bass octave back down, that was too much", "#4"),
        ("revert to before i bounced the piano", "#9"),
        ("everything but the bass back to how it was", "#9, #8, #7, #6, #5, #3, #2, #1"),
        ("back to the version without the delay", "#3"),
    ],
)
def test_what_is_told_beside_it_goes_back(text, target):
    assert undone(text) == target


def test_several_that_are_counted_go_back():
    assert calls("the last two moves were rubbish, take them back", done()) == [{"tool": "undo", "args": {"steps": 2}}]


def test_the_raw_recording_comes_back_where_it_lies_now():
    later = {"action": "move", "clip": "c5", "offset_beats": 2}
    moved = ("clean the vox, 2 beats later", [("denoise", {"clip": "c5"}, ("c5",)), ("arrange", later, ())])
    [call] = calls("gimme the raw vox back, leave it sitting where it is now", done((moved,)))
    assert (call["tool"], call["args"]) == ("take", {"action": "use", "clip": "c5", "number": "1"})


@pytest.mark.parametrize(
    "text",
    [
        "undo the reverb and the bounce",  # there was no reverb: nothing is half undone
        "undo the octave on the strings",
        "put the beat back up 5 and undo the flute",
    ],
)
def test_what_was_not_done_does_not_go_back(text):
    assert not any(call["tool"] == "undo" for call in calls(text, done()))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("you can't hear the delay anymore. undo", "the last"),  # the delay is what is missed
        ("that sounds odd. undo", "the last"),
    ],
)
def test_a_reason_is_not_what_goes_back(text, target):
    assert undone(text) == target


def test_further_back_down_is_an_act_of_its_own():
    [call] = calls("bass back down 2 dB", done())
    assert call["tool"] == "mix"
