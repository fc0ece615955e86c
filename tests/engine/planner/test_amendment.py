"""Turns that only say how the call before should have been: how much, which way, for what instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner

TRACKS = ("Drums", "Bass", "Keys", "Shaker", "Strings")
BAND = Context(
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "midi" if name == "Strings" else "audio", 0, 20, bars=(1.0, 9.0))
        for n, name in enumerate(TRACKS, 1)
    ),
    tracks=TRACKS,
    track_views=tuple(map(TrackInfo, TRACKS)),
    last="c1",
)
PLANNER = OfflinePlanner(asks_back=False)


def talk(*turns: tuple[str, str, dict[str, Any]] | tuple[str, str, dict[str, Any], str]) -> Context:
    """The band after calls of (words, task, arguments, the call it corrected)."""
    told = []
    for number, (said, tool, args, *base) in enumerate(turns, 31):
        call = {"tool": tool, "args": args} | ({"op": "fix", "base": base[0]} if base else {})
        out = (str(args["clip"]),) if tool == "apply_effect" else ()
        told.append(Exchange(said, (call,), (CallResult(0, True, out),), undone=False, number=number))
    return replace(BAND, dialogue=tuple(told))


def gain(track: str, value_db: float) -> dict[str, Any]:
    return {"track": track, "action": "gain", "value_db": value_db}


def effect(clip: str, name: str, **settings: float) -> dict[str, Any]:
    return {"clip": clip, "effect": name, **settings}


UP = talk(("keys up 4", "mix", gain("Keys", 4)))
DOWN = talk(("bass down 3", "mix", gain("Bass", -3)))
PAN = talk(("keys 40 left", "mix", {"track": "Keys", "action": "pan", "value": -0.4}))
VERB = talk(("reverb on the keys", "apply_effect", effect("c3", "reverb", wet=0.4)))
SQUEEZED = talk(("compress the drums", "apply_effect", effect("c1", "compressor")))
STRUCK = talk(("strings at 110", "edit_notes", {"clip": "c5", "action": "velocity", "value": 110}))
MARKED = talk(("a marker Drop at 6", "marker", {"action": "add", "name": "Drop", "bar": 6}))
FASTER = talk(("tempo to 120", "transport", {"action": "set_tempo", "bpm": 120}))
TUNED = talk(("strings up a fifth", "change_tempo_key", {"clip": "c5", "semitones": 7}))
TWICE = talk(("keys up 2", "mix", gain("Keys", 2)), ("a bit more", "mix", gain("Keys", 3), "31.1"))


@pytest.mark.parametrize(
    ("context", "said", "args"),
    [
        (UP, "too much", {"value_db": 2}),
        (UP, "hm, that's a bit too loud", {"value_db": 2.7}),
        (UP, "whoa, way too much", {"value_db": 1}),
        (UP, "half of that", {"value_db": 2}),
        (UP, "no, down", {"value_db": -4}),
        (UP, "the other way round", {"value_db": -4}),
        (UP, "nope, 6", {"value_db": 6}),
        (UP, "more", {"value_db": 6}),
        (UP, "not loud enough", {"value_db": 6}),
        (DOWN, "no, up", {"value_db": 3}),
        (DOWN, "i meant louder", {"value_db": 3}),
        (DOWN, "too much", {"value_db": -1.5}),
        (DOWN, "still too loud", {"value_db": -4.5}),
        (DOWN, "sorry, 5", {"value_db": -5}),
        (TWICE, "too much", {"value_db": 2.5}),
        (TWICE, "no, the shaker", {"track": "Shaker", "value_db": 3}),
        (PAN, "too far", {"value": -0.2}),
        (PAN, "other side", {"value": 0.4}),
        (PAN, "a bit further", {"value": -0.5}),
        (VERB, "way too wet", {"wet": 0.1}),
        (VERB, "less", {"wet": 0.2}),
        (VERB, "a little more reverb", {"wet": 0.5}),
        (VERB, "no, the drums", {"clip": "c1", "wet": 0.4}),
        (SQUEEZED, "harder", {"threshold_db": -27}),
        (SQUEEZED, "not that hard", {"threshold_db": -9}),
        (STRUCK, "nah too hard. 95", {"value": 95}),
        (STRUCK, "softer, 60", {"value": 60}),
        (MARKED, "sorry, bar 7", {"bar": 7}),
        (MARKED, "a bar later", {"bar": 7}),
        (FASTER, "5 slower", {"bpm": 115}),
        (TUNED, "no, down", {"semitones": -7}),
        (TUNED, "make that a fourth", {"semitones": 5}),
    ],
)
def test_it_puts_the_last_call_right(context: Context, said: str, args: dict[str, Any]) -> None:
    (step,) = PLANNER.plan(said, context).steps
    last = context.dialogue[-1]
    assert (step.op, step.base) == ("fix", f"{last.number}.1")
    assert args.items() <= step.args.items()
    assert step.task == last.calls[0]["tool"]


def test_a_further_step_is_no_correction() -> None:
    (step,) = PLANNER.plan("up 2 more", UP).steps
    assert (step.op, step.args["value_db"]) == ("again", 2)


def test_the_one_that_is_not_meant_is_left_and_the_other_taken() -> None:
    muted = talk(("mute the drums", "mix", {"track": "Drums", "action": "mute"}))
    (step,) = PLANNER.plan("not the drums, the bass", muted).steps
    assert (step.op, step.args) == ("fix", {"track": "Bass", "action": "mute"})
    assert PLANNER.plan("no not the drums", muted).calls() == [{"tool": "undo", "args": {}}]


def test_what_was_done_is_found_by_its_name() -> None:
    """Another thing was done since: the words say which of the two is meant."""
    wet = effect("c3", "reverb", wet=0.4)
    both = talk(("reverb on the keys", "apply_effect", wet), ("bass", "mix", gain("Bass", 2)))
    (step,) = PLANNER.plan("the reverb is too wet", both).steps
    assert (step.op, step.base, step.args["wet"]) == ("fix", "31.1", 0.2)


@pytest.mark.parametrize("said", ["too much bass", "the drums are too loud", "shaker as well", "no, delete it", "why?"])
def test_other_words_make_it_another_request(said: str) -> None:
    assert not any(step.base == "31.1" and step.op == "fix" for step in PLANNER.plan(said, UP).steps)


def test_less_after_a_cut_may_mean_two_things() -> None:
    plan = PLANNER.plan("less", DOWN)
    assert [step.task for step in plan.steps] == ["ask"]
    assert [[step.args["value_db"] for step in choice] for choice in plan.choices] == [[-1.5], [1.5]]


def test_another_grid() -> None:
    grid = talk(("quantize the strings to eighths", "edit_notes", {"clip": "c5", "action": "quantize", "grid": "1/8"}))
    (step,) = PLANNER.plan("no wait sixteenths not eighths", grid).steps
    assert (step.op, step.args) == ("fix", {"clip": "c5", "action": "quantize", "grid": "1/16"})


def test_another_name() -> None:
    (step,) = PLANNER.plan("call it Middle instead", MARKED).steps
    assert (step.op, step.args) == ("fix", {"action": "add", "name": "Middle", "bar": 6})


def test_a_width_of_two_sides() -> None:
    sides = [{"track": name, "action": "pan", "value": value} for name, value in (("Keys", -1), ("Drums", 1))]
    calls = tuple({"tool": "mix", "args": one} for one in sides)
    told = Exchange("wide", calls, (CallResult(0, True), CallResult(1, True)))
    plan = PLANNER.plan("nah too wide. like 60 each", replace(BAND, dialogue=(replace(told, number=4),)))
    assert [(step.base, step.args["value"]) for step in plan.steps] == [("4.1", -0.6), ("4.2", 0.6)]


@pytest.mark.parametrize("said", ["cowbell down 3 as well", "and the oboe too"])
def test_what_is_not_here_is_asked_for(said: str) -> None:
    (step,) = PLANNER.plan(said, UP).steps
    assert step.task == "ask"


def test_sliding_back_is_no_undo() -> None:
    plan = PLANNER.plan("now slide it back so it ends right before the drop", VERB)
    assert not any(step.task in ("undo", "redo") for step in plan.steps)


def test_two_that_were_set_alike_are_swapped() -> None:
    sides = [{"track": name, "action": "gain", "set_db": value} for name, value in (("Keys", -3), ("Drums", -5))]
    told = Exchange("levels", tuple({"tool": "mix", "args": one} for one in sides), (CallResult(0, True),) * 2)
    plan = PLANNER.plan("Swap those two.", replace(BAND, dialogue=(replace(told, number=4),)))
    assert [(step.base, step.args["set_db"]) for step in plan.steps] == [("4.1", -5), ("4.2", -3)]


def test_only_one_of_several() -> None:
    both = talk(("both up 2", "mix", {"tracks": ["Keys", "Drums"], "action": "gain", "value_db": 2}))
    (step,) = PLANNER.plan("hmm, only the drums, actually", both).steps
    assert (step.op, step.args["tracks"]) == ("fix", ["Drums"])


def test_a_part_of_a_track_is_not_turned_down_by_its_fader() -> None:
    half = ClipInfo("c9", "drums", "Drums", "audio", 10, 10, bars=(5.0, 9.0))
    split = talk(("split the drums at bar 5", "edit_clip", {"clip": "c1", "action": "split", "at": 10}))
    (turn,) = split.dialogue
    parts = replace(turn, results=(CallResult(0, True, ("c1", "c9")),))
    context = replace(split, clips=(*split.clips, half), dialogue=(parts,))
    assert PLANNER.plan("make the second part 6 dB quieter", context).calls() == [
        {"tool": "edit_clip", "args": {"clip": "c9", "action": "gain", "value_db": -6}}
    ]


@pytest.mark.parametrize("said", ["strings all with velocity 100", "the strings should be hit harder, like 100"])
def test_how_hard_notes_are_struck_is_no_tempo(said: str) -> None:
    assert PLANNER.plan(said, TUNED).calls() == [
        {"tool": "edit_notes", "args": {"action": "velocity", "clip": "c5", "value": 100}}
    ]
