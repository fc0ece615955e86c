"""Effects in plain words: put on, turned by their knobs, given to others, switched off and on again, taken off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Call, ClipInfo, Context, TrackInfo
from tests.engine.planner.session import PLANNER, calls
from tests.engine.planner.test_bus_meant import said

SONG = Context(
    tempo=100,
    clips=(
        ClipInfo("m1", "main low", "Mandolin", "audio", 0, 9.6, bars=(1.0, 5.0)),
        ClipInfo("m2", "main high", "Mandolin", "audio", 19.2, 9.6, bars=(9.0, 13.0)),
        ClipInfo("h1", "harp line", "Harp", "midi", 0, 38.4, bars=(1.0, 17.0)),
        ClipInfo("s1", "speaker take", "Speaker", "audio", 0, 38.4, bars=(1.0, 17.0)),
        ClipInfo("b1", "banjo", "Banjo", "audio", 0, 38.4, bars=(1.0, 17.0)),
    ),
    tracks=("Mandolin", "Harp", "Speaker", "Banjo"),
    track_views=(
        TrackInfo("Mandolin", "audio"),
        TrackInfo("Harp", "midi", plugins=("Polysynth",)),
        TrackInfo("Speaker", "audio"),
        TrackInfo("Banjo", "audio"),
        TrackInfo("Cavern", "bus"),
    ),
)


def put(text: str, *args: dict[str, Any], context: Context = SONG) -> Context:
    """Behind effects that were put on."""
    history = tuple(Call(n, "apply_effect", one, (), 1) for n, one in enumerate(args, 1))
    return said(replace(context, history=history), text, *(("apply_effect", one) for one in args))


def found(text: str, context: Context = SONG) -> list[dict[str, Any]]:
    """The arguments of the steps."""
    return [call["args"] for call in calls(text, context)]


ECHO = put("an echo on the speaker", {"clip": "s1", "effect": "delay", "delay_s": 0.6})
ROOM = put("some reverb on the mandolin", *({"clip": one, "effect": "reverb", "wet": 0.2} for one in ("m1", "m2")))
SQUASHED = put("compress the banjo 4:1", {"clip": "b1", "effect": "compressor", "ratio": 4.0})


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("a touch of reverb on the banjo", {"clip": "b1", "effect": "reverb", "wet": 0.15}),
        ("low cut the speaker at 85", {"clip": "s1", "effect": "highpass", "cutoff_hz": 85}),
        (
            "the harp is honky, scoop 4 db around 500 hz",
            {"track": "Harp", "effect": "eq", "freq_hz": 500, "gain_db": -4},
        ),
        ("squash the banjo with 6:1", {"clip": "b1", "effect": "compressor", "ratio": 6}),
        ("a dotted eighth delay on the speaker", {"clip": "s1", "effect": "delay", "delay_s": 0.45}),
    ],
)
def test_one_is_put_on(text: str, args: dict[str, Any]) -> None:
    assert found(text) == [args]


def test_each_sound_of_a_track_gets_it_or_those_in_the_bars() -> None:
    assert [one["clip"] for one in found("chorus on the mandolin")] == ["m1", "m2"]
    assert [one["clip"] for one in found("a bit of reverb on the mandolin, only in bars 9 to 12")] == ["m2"]


@pytest.mark.parametrize(
    ("text", "context", "name", "value"),
    [
        ("swimming, half of that", ROOM, "wet", 0.1),
        ("wet at 35", ROOM, "wet", 0.35),
        ("quarter triplets are cooler", ECHO, "delay_s", 0.4),
        ("feedback 50 percent", ECHO, "feedback", 0.5),
        ("threshold down to -26", SQUASHED, "threshold_db", -26),
        ("slower attack, 40 ms or so", SQUASHED, "attack_ms", 40),
        ("ratio 2 is plenty", SQUASHED, "ratio", 2),
    ],
)
def test_its_knobs_are_turned(text: str, context: Context, name: str, value: float) -> None:
    made = PLANNER.plan(text, context).steps
    assert {one.op for one in made} == {"fix"}
    assert [one.args[name] for one in made] == [value] * len(context.dialogue[-1].calls)


def test_a_longer_tail_is_a_larger_room_of_the_same_reverb() -> None:
    first, second = calls("longer tail please", ROOM)
    assert first["args"]["size"] > 0.5 and second["args"]["clip"] == "m2"


def test_a_knob_of_its_own_finds_it_behind_a_send() -> None:
    behind = said(ECHO, "banjo to the cavern", ("route", {"action": "send", "track": "Banjo", "to": "Cavern"}))
    (step,) = PLANNER.plan("less feedback, 15 percent", behind).steps
    assert (step.args["feedback"], step.args["clip"], step.op) == (0.15, "s1", "fix")


@pytest.mark.parametrize("text", ["banjo the same", "same reverb on the banjo", "the banjo gets that as well"])
def test_another_gets_the_same(text: str) -> None:
    (step,) = calls(text, ROOM)
    assert step["args"] == {"clip": "b1", "effect": "reverb", "wet": 0.2}


def test_it_goes_off_and_on_and_away() -> None:
    off = {"action": "bypass", "track": "Mandolin", "plugin": "reverb"}
    assert found("bypass it a sec so i can compare", ROOM) == [off]
    behind = said(ROOM, "bypass it", ("plugin", off))
    assert found("ok back on", behind) == [{**off, "action": "enable"}]
    assert found("the banjo the same", said(behind, "ok back on", ("plugin", {**off, "action": "enable"}))) == [
        {"clip": "b1", "effect": "reverb", "wet": 0.2}
    ]
    assert found("remove it", behind) == [{**off, "action": "remove"}]
    assert found("lose the reverb on the mandolin", ROOM) == [{"target": "#1"}]


def test_no_reverb_is_none() -> None:
    assert all(one.get("effect") != "reverb" for one in found("no reverb on the banjo"))


def test_a_knob_of_no_effect_is_asked_about() -> None:
    assert [call["tool"] for call in calls("longer tail please", SONG)] == ["ask"]


def test_a_return_is_made_for_an_effect_without_a_name() -> None:
    bus, delay = found("make me an eighth note delay on a return")
    assert bus == {"action": "new_track", "name": "Delay", "kind": "bus"}
    assert delay == {"track": "Delay", "effect": "delay", "wet": 1.0, "delay_s": 0.3}


def test_a_small_bare_figure_is_the_ratio_and_no_threshold() -> None:
    (step,) = PLANNER.plan("threshold -20", SQUASHED).steps
    fixed = {"tool": step.task, "args": dict(step.args), "op": step.op, "base": step.base}
    behind = said(SQUASHED, "threshold -20", (step.task, dict(step.args)))
    turns = (*behind.dialogue[:-1], replace(behind.dialogue[-1], calls=(fixed,)))
    (step,) = PLANNER.plan("sounds squashed, make it 2", replace(behind, dialogue=turns)).steps
    assert (step.args["ratio"], step.args["threshold_db"]) == (2, -20)


def test_whose_fault_it_is_gets_it() -> None:
    assert found("the banjo's peaks are killing me, limiter on it") == [{"clip": "b1", "effect": "limiter"}]
