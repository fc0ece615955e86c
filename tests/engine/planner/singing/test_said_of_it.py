"""What is said of a sung or spoken line: in its place, with all that was not mentioned."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from engine.tasks.plan import told_of
from tests.engine.planner.session import PLANNER, calls
from tests.engine.planner.singing.test_asked import SELECTED

LINE = {"lyrics": "the rain came down on the harbour wall", "midi": "t1", "voice": "female", "style": "breathy"}


def sung(args: dict[str, Any] = LINE, tool: str = "sing") -> Context:
    """After a turn that sang a line."""
    line = ClipInfo("v1", "Vocal", "Vocal", "audio", 9.55, 9.8, bars=(4.98, 9.06))
    turn = Exchange("sing it", ({"tool": tool, "args": args},), (CallResult(0, True, ("v1",)),), undone=False, number=1)
    return replace(
        SELECTED, clips=(*SELECTED.clips, line), tracks=(*SELECTED.tracks, "Vocal"), dialogue=(turn,), last="v1",
        is_newly_selected=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("bit softer", {"style": "breathy, soft"}),
        ("hm, less breathy", {"style": ""}),
        ("too breathy for me. stronger", {"style": "strong"}),
        ("more vibrato please", {"style": "breathy, more vibrato"}),
        ("nearly a whisper", {"style": "breathy, whisper"}),
        ("a guy instead", {"voice": "male"}),
        ("can we have a bloke, and darker", {"voice": "male", "style": "breathy, dark"}),
        ("low tenor please", {"voice": "low tenor"}),
        ("swap rain for snow", {"lyrics": "the snow came down on the harbour wall"}),
        ("snow instead of rain", {"lyrics": "the snow came down on the harbour wall"}),
        ("swap rain for hail.. no wait doesnt fit, make it snow", {"lyrics": "the snow came down on the harbour wall"}),
        ("change the last word to \"hall\"", {"lyrics": "the rain came down on the harbour hall"}),
        ("it should be \"snow\" instead of \"rain\"", {"lyrics": "the snow came down on the harbour wall"}),
        ("the last word should be hall", {"lyrics": "the rain came down on the harbour hall"}),
        ("at the end sing floor instead of wall", {"lyrics": "the rain came down on the harbour floor"}),
        ("nope, rain is wrong. snow", {"lyrics": "the snow came down on the harbour wall"}),
        ("lighter and less vibrato pls", {"style": "breathy, less vibrato, lighter"}),
        ("aahs rather", {"lyrics": "aah"}),
        ("another take of that", {}),
        ("nice. another take but keep this one", {}),
        ("love it. one more go", {}),
    ],
)  # fmt: skip
def test_it_is_sung_anew_in_its_place(text: str, changed: dict[str, Any]) -> None:
    told = {name: value for name, value in {**LINE, **changed}.items() if value != ""}
    (step,) = calls_with_bases(text, sung())
    assert step["tool"] == "sing"
    assert {name: value for name, value in step["args"].items() if value} == told
    assert (step["op"], step["base"]) == ("fix", "1.1")


def calls_with_bases(text: str, context: Context) -> list[dict[str, Any]]:
    return told_of(PLANNER.plan(text, context).steps)


@pytest.mark.parametrize(
    "text", ["keep both but do another take", "another take on top", "keep that and give me another one"]
)
def test_only_what_is_wanted_beside_it_is_added(text: str) -> None:
    (step,) = calls_with_bases(text, sung())
    assert (step["tool"], step["op"]) == ("sing", "again")


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("only the second half actually, first half im doing myself later", (7, 8)),
        ("just the last two bars", (7, 8)),
        ("keep only the first bar", (5, 5)),
        ("only in bars 6 and 7", (6, 7)),
    ],
)
def test_a_part_of_it_is_kept(text: str, bars: tuple[int, int]) -> None:
    assert calls(text, sung()) == [
        {"tool": "edit_clip", "args": {"clip": "v1", "action": "trim", "start_bar": bars[0], "end_bar": bars[1]}}
    ]


@pytest.mark.parametrize(
    ("text", "semitones"),
    [("thats too high for her, octave down", -12), ("up an octave", 12), ("an octave lower", -12)],
)
def test_an_octave_is_one_of_the_line(text: str, semitones: int) -> None:
    (step,) = calls(text, sung())
    assert (step["tool"], step["args"]["clip"], step["args"]["semitones"]) == ("change_tempo_key", "v1", semitones)


def test_what_is_soft_already_is_turned_down() -> None:
    assert calls("softer", sung({**LINE, "style": "soft"})) == [
        {"tool": "mix", "args": {"track": "Vocal", "action": "gain", "value_db": -3.0}}
    ]


@pytest.mark.parametrize("text", ["drums softer", "a darker pad", "swap the bass for a synth", "reverb on it"])
def test_what_is_said_of_anything_else_is_no_word_of_it(text: str) -> None:
    assert "sing" not in [one["tool"] for one in calls(text, sung())]


@pytest.mark.parametrize(("text", "knob"), [("less feedback", "feedback"), ("a bit less wet", "wet")])
def test_a_knob_of_the_effect_on_it_is_no_manner_of_singing(text: str, knob: str) -> None:
    before = sung()
    effect = {"clip": "v1", "effect": "delay", "delay_s": 0.5}
    turn = Exchange("a delay on it", ({"tool": "apply_effect", "args": effect},), (CallResult(0, True, ("v1",)),),
                    undone=False, number=2)  # fmt: skip
    (call,) = calls(text, replace(before, dialogue=(*before.dialogue, turn)))
    assert call["tool"] == "apply_effect" and knob in call["args"] and call["args"]["delay_s"] == 0.5
