"""Knobs of effects: turned in the words of musicians, on clips, on tracks and on the bus where the effect lies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context, TrackInfo
from tests.engine.planner.session import calls, tools
from tests.engine.planner.test_bus_meant import SONG, said


def put(effect: str, track: str = "Lead Guitar", **args: Any) -> Context:
    """Behind an effect that was put on the clip of a track."""
    clip = next(one.id for one in SONG.clips if one.track == track)
    return said(SONG, f"{effect} on the {track}", ("apply_effect", {"clip": clip, "effect": effect, **args}))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("longer tail on the reverb", {"parameter": "decay_s", "times": 1.5}),
        ("make the reverb longer, 3 seconds", {"parameter": "decay_s", "value": 3.0}),
        ("shorten the reverb to 1.2 s", {"parameter": "decay_s", "value": 1.2}),
        ("the reverb tail should be a bit shorter", {"parameter": "decay_s", "times": 0.8}),
        ("reverb time 2.5 seconds", {"parameter": "decay_s", "value": 2.5}),
        ("the reverb is too long", {"parameter": "decay_s", "times": 0.667}),
        ("give the verb a much longer decay", {"parameter": "decay_s", "times": 2.0}),
        ("predelay on the verb 25 ms", {"parameter": "predelay_ms", "value": 25.0}),
        ("set the reverb's feedback", None),
    ],
)
def test_the_one_reverb_is_the_one_on_the_bus(text: str, wanted: dict[str, Any] | None) -> None:
    set_it = {"action": "set", "track": "Verb", "plugin": "reverb"}
    made = calls(text, SONG)
    assert made == [{"tool": "plugin", "args": {**set_it, **wanted}}] if wanted else made[0]["tool"] != "plugin"


def test_a_figure_behind_it_is_the_same_knob() -> None:
    longer = {"action": "set", "track": "Verb", "plugin": "reverb", "parameter": "decay_s", "times": 1.5}
    behind = said(SONG, "longer tail on the reverb", ("plugin", longer))
    (call,) = calls("about 3 seconds", behind)
    assert (call["args"]["parameter"], call["args"]["value"]) == ("decay_s", 3.0)
    (call,) = calls("and 40 ms predelay", behind)
    assert (call["args"]["parameter"], call["args"]["value"]) == ("predelay_ms", 40.0)


def test_of_two_reverbs_it_is_asked_which() -> None:
    views = tuple(replace(one, plugins=("Plate",)) if one.name == "Strings" else one for one in SONG.track_views)
    two = replace(SONG, track_views=(*views, TrackInfo("Hall", "bus", plugins=("Hall Reverb",))))
    assert tools("longer tail on the reverb", two) == ["ask"]
    assert calls("longer tail on the Verb reverb", two)[0]["args"]["track"] == "Verb"


@pytest.mark.parametrize(
    ("effect", "args", "text", "wanted"),
    [
        ("gate", {}, "it's chopping word ends, longer release", {"release_ms": 240.0}),
        ("gate", {"threshold_db": -40.0}, "threshold down 8", {"threshold_db": -48.0}),
        ("compressor", {"ratio": 4.0}, "slower attack", {"attack_ms": 20.0}),
        ("compressor", {"ratio": 4.0}, "faster release, 80 ms", {"release_ms": 80.0}),
        ("compressor", {"ratio": 4.0}, "threshold -24", {"threshold_db": -24.0}),
        ("compressor", {"ratio": 4.0}, "a higher ratio", {"ratio": 6.0}),
        ("delay", {"delay_s": 0.469}, "less feedback, 20%", {"feedback": 0.2}),
        ("delay", {}, "make it quarter notes instead", {"delay_s": 0.625}),
        ("delay", {"delay_s": 0.3125}, "make that dotted", {"delay_s": 0.469}),
        ("delay", {}, "more repeats", {"feedback": 0.525}),
        ("reverb", {}, "longer tail, 30 ms predelay", {"size": 0.68, "delay_s": 0.03}),
        ("chorus", {}, "make it deeper", {"depth": 0.375}),
        ("chorus", {}, "slower", {"rate_hz": 0.667}),
    ],
)
def test_what_was_put_on_is_put_right(effect: str, args: dict[str, Any], text: str, wanted: dict[str, Any]) -> None:
    context = put(effect, **args)
    (call,) = calls(text, context)
    clip = context.dialogue[0].calls[0]["args"]["clip"]
    assert call == {"tool": "apply_effect", "args": {"clip": clip, "effect": effect, **args, **wanted}}


@pytest.mark.parametrize("text", ["make the intro longer", "slower", "turn it down 3", "put a reverb on the strings"])
def test_other_things_turn_no_knob(text: str) -> None:
    assert not [call for call in calls(text, SONG) if call["tool"] == "plugin"]
    behind = put("reverb")
    assert all(set(call["args"]) <= {"track", "clip", "action", "value_db", "effect"} for call in calls(text, behind)
               if call["tool"] == "apply_effect")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "track", "wanted"),
    [
        ("compressor on the guitar, ratio 3", "Lead Guitar", {"effect": "compressor", "ratio": 3.0}),
        ("reverb on the guitar, 2 seconds", "Lead Guitar", {"effect": "reverb", "size": 0.709}),
        (
            "put a 3 second reverb with 20 ms predelay on the vox",
            "Lead Vox",
            {"effect": "reverb", "size": 0.825, "delay_s": 0.02},
        ),
        (
            "gate on the host, threshold -40, release 200 ms",
            "Host",
            {"effect": "gate", "threshold_db": -40.0, "release_ms": 200.0},
        ),
        (
            "put a quarter note delay on the guitar with 30% feedback",
            "Lead Guitar",
            {"effect": "delay", "delay_s": 0.625, "feedback": 0.3},
        ),
        ("slapback delay on the guitar", "Lead Guitar", {"effect": "delay", "delay_s": 0.11, "feedback": 0.1}),
    ],
)
def test_an_effect_is_put_on_with_its_settings(text: str, track: str, wanted: dict[str, Any]) -> None:
    clip = next(one.id for one in SONG.clips if one.track == track)
    assert calls(text, SONG) == [{"tool": "apply_effect", "args": {"clip": clip, **wanted}}]
