"""What was made is spoken of when only its fader was turned since; the old one goes, the first one comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.tasks.plan import told_of
from tests.engine.planner.making.test_wishes import SONG
from tests.engine.planner.session import PLANNER

LOOP = {"prompt": "shaker loop", "bars": 8}
CHORDS = {"kind": "chords", "bars": 4, "key": "E minor"}


def told(text: str, context: Context) -> list[dict[str, Any]]:
    return told_of(PLANNER.plan(text, context).steps)


def after(*turns: tuple[str, dict[str, Any], tuple[str, ...]]) -> Context:
    """The song with an old shaker, after turns of one call each; what is made lies on the track New."""
    old = ClipInfo("s1", "shk", "Shaker", "audio", 19.2, 19.2, bars=(9.0, 17.0))
    new = ClipInfo("n1", "New", "New", "midi", 19.2, 19.2, bars=(9.0, 17.0))
    made = []
    for number, (tool, args, outs) in enumerate(turns, 1):
        made.append(Exchange(tool, ({"tool": tool, "args": args},), (CallResult(0, True, outs),), undone=False,
                             number=number))  # fmt: skip
    tracks = (*SONG.tracks, "Shaker", "New")
    return replace(SONG, clips=(*SONG.clips, old, new), tracks=tracks, track_views=tuple(map(TrackInfo, tracks)),
                   dialogue=tuple(made), last="n1")  # fmt: skip


TURNED = ("mix", {"track": "New", "action": "gain", "value_db": -3.0}, ())


@pytest.mark.parametrize(("text", "prompt"), [("busier", "busier shaker loop"), ("another take", "shaker loop")])
def test_it_is_made_anew_behind_its_fader(text: str, prompt: str) -> None:
    (step,) = told(text, after(("generate_audio", LOOP, ("n1",)), TURNED))
    assert (step["tool"], step["args"]["prompt"], step["base"]) == ("generate_audio", prompt, "1.1")


@pytest.mark.parametrize("text", ["again", "a bit more", "louder", "higher"])
def test_what_may_be_of_the_fader_makes_nothing(text: str) -> None:
    steps = told(text, after(("generate_audio", LOOP, ("n1",)), TURNED))
    assert "generate_audio" not in [one["tool"] for one in steps]


def test_an_effect_on_it_is_what_is_spoken_of() -> None:
    effect = ("apply_effect", {"clip": "n1", "effect": "lowpass"}, ("n1",))
    steps = told("darker", after(("generate_audio", LOOP, ("n1",)), effect))
    assert "generate_audio" not in [one["tool"] for one in steps]


def test_the_old_one_goes() -> None:
    made = after(("generate_audio", LOOP, ("n1",)))
    assert [one["args"] for one in told("bin the old shaker", made)] == [{"action": "delete", "clip": "s1"}]
    anew = replace(made.dialogue[0], user="that shaker is hiss, make me a proper shaker")
    for text in ("old one can go then", "get rid of the old one"):
        steps = told(text, replace(made, dialogue=(anew,)))
        assert [one["args"] for one in steps] == [{"action": "delete", "clip": "s1"}]


def test_the_old_one_of_what_was_never_spoken_of_is_asked() -> None:
    (asked,) = told("get rid of the old one", after(("generate_audio", LOOP, ("n1",))))
    assert asked["tool"] == "ask"


def test_bars_a_chord_are_of_chords_that_are_listed() -> None:
    listed = {**CHORDS, "chords": ["Em", "C", "G", "D"]}
    (step,) = told("2 bars a chord", after(("generate_midi", listed, ("n1",))))
    assert step["args"]["bars"] == 8
    (asked,) = told("2 bars a chord", after(("generate_midi", CHORDS, ("n1",))))
    assert asked["tool"] == "ask"


def test_notes_by_their_names_are_asked_about() -> None:
    (asked,) = told("nah make it E5 G5 A5 E6, 8ths", after(("generate_midi", CHORDS, ("n1",))))
    assert asked["tool"] == "ask"


def test_the_first_contents_come_back() -> None:
    lead = {"kind": "melody", "bars": 4, "style": "synth lead"}
    first = Exchange("a lead", ({"tool": "generate_midi", "args": lead},), (CallResult(0, True, ("n1",)),),
                     undone=False, number=1)  # fmt: skip
    fix = {"tool": "generate_midi", "args": {**lead, "style": "synth lead, busier"}, "op": "fix", "base": "1.1"}
    second = Exchange("busier", (fix,), (CallResult(0, True, ("n1",)),), undone=False, number=2)
    context = replace(after(), dialogue=(first, second))
    (step,) = told("want the first lead back, the bass stays", context)
    assert (step["tool"], step["args"]) == ("take", {"action": "use", "clip": "n1", "number": "1"})
    assert [one["tool"] for one in told("bring the first shaker back", context)] != ["take"]
