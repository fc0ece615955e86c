"""What a request leaves unsaid is what was worked on last, and what is put right is what was just done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.sentence.read import read
from engine.tasks.plan import Step
from tests.engine.planner.session import Said, after

_LANES = (("Kit", "audio", 1, 17), ("Bass", "midi", 1, 17), ("Keys", "audio", 5, 9), ("Guitar", "audio", 5, 17))
BAND = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{n}", f"{name.lower()} part", name, kind, 2.0 * (start - 1), 2.0 * (end - start), bars=(start, end))
        for n, (name, kind, start, end) in enumerate(_LANES)
    ),
    tracks=(*(name for name, *_ in _LANES), "Room"),
    track_views=(*(TrackInfo(name, kind) for name, kind, *_ in _LANES), TrackInfo("Room", "bus")),
    markers=(("Verse", 1), ("Solo", 9), ("Hook", 13)),
)
DOWN: Said = ("guitar 2 dB down", [("mix", {"track": "Guitar", "action": "gain", "value_db": -2}, ())])
LEFT: Said = ("pan the keys left", [("mix", {"track": "Keys", "action": "pan", "value": -1}, ())])
ROOM: Said = ("reverb on the keys", [("apply_effect", {"track": "Keys", "effect": "reverb"}, ())])
SENT: Said = (
    "keys and guitar to the room at -12",
    [("route", {"action": "send", "track": name, "to": "Room", "value_db": -12}, ()) for name in ("Keys", "Guitar")],
)
MOVED: Said = ("keys 2 bars later", [("arrange", {"action": "move", "clip": "c2", "offset_beats": 8}, ())])
UP: Said = ("bass an octave up", [("change_tempo_key", {"clip": "c1", "semitones": 12}, ())])
FASTER: Said = ("speed the kit up a bit", [("change_tempo_key", {"clip": "c0", "ratio": 1.05}, ())])
LOUD: Said = ("normalize the keys", [("edit_clip", {"clip": "c2", "action": "normalize"}, ())])


def told(text: str, *before: Said) -> list[dict[str, Any]] | None:
    steps = read(text, DialogueState.of(after(BAND, *before) if before else BAND))
    return [{"tool": one.task, **one.args} for one in steps] if steps is not None else None


@pytest.mark.parametrize(
    ("before", "text", "wanted"),
    [
        (DOWN, "a little to the left", {"tool": "mix", "track": "Guitar", "action": "pan", "value": -0.25}),
        (DOWN, "and hard right", {"tool": "mix", "track": "Guitar", "action": "pan", "value": 1}),
        (LEFT, "and 2 dB quieter", {"tool": "mix", "track": "Keys", "action": "gain", "value_db": -2}),
        (LEFT, "back to the middle", {"tool": "mix", "track": "Keys", "action": "pan", "value": 0}),
        (ROOM, "mute it in the hook", {"tool": "automate", "track": "Keys", "start_bar": 13}),
        (DOWN, "solo it", {"tool": "mix", "track": "Guitar", "action": "solo"}),
        (LEFT, "the guitar on the other side", {"tool": "mix", "track": "Guitar", "action": "pan", "value": 1}),
        (ROOM, "a delay instead", {"tool": "apply_effect", "track": "Keys", "effect": "delay"}),
        (ROOM, "no, chorus", {"tool": "apply_effect", "track": "Keys", "effect": "chorus"}),
        (MOVED, "no, earlier", {"tool": "arrange", "action": "move", "clip": "c2", "offset_beats": -8}),
        (MOVED, "too far, one back", {"tool": "arrange", "action": "move", "offset_beats": -4}),
        (UP, "two more semitones", {"tool": "change_tempo_key", "clip": "c1", "semitones": 14}),
        (FASTER, "more", {"tool": "change_tempo_key", "clip": "c0", "ratio": 1.1}),
        (FASTER, "too much", {"tool": "change_tempo_key", "clip": "c0", "ratio": 1.025}),
        (LOUD, "to -16", {"tool": "edit_clip", "clip": "c2", "action": "normalize", "loudness_lufs": -16}),
        (LOUD, "make it -3", {"tool": "edit_clip", "clip": "c2", "action": "normalize", "value_db": -3}),
        (SENT, "none on the keys", {"tool": "route", "track": "Keys", "to": "Room"}),
    ],
)
def test_it_is_done_to_what_was_worked_on(before: Said, text: str, wanted: dict[str, Any]) -> None:
    (step,) = told(text, before) or [{}]
    assert {name: step.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (DOWN, "two bars later"),  # a fader is no clip that is moved
        (DOWN, "to -16"),
        (MOVED, "make it better"),
        (MOVED, "a bit more of everything"),
        (DOWN, "somewhere to the left of the mix, you know"),
    ],
)
def test_what_may_be_about_something_else_is_not_read_so(before: Said, text: str) -> None:
    tools = {one["tool"] for one in told(text, before) or []}
    assert not tools & {"arrange", "apply_effect", "edit_clip"} or text == "to -16"
    assert text != "somewhere to the left of the mix, you know" or not tools


@pytest.mark.parametrize(
    ("before", "text"), [(SENT, "the keys too"), (DOWN, "and the guitar"), (DOWN, "guitar as well")]
)
def test_what_was_done_to_a_thing_already_is_told(before: Said, text: str) -> None:
    (step,) = told(text, before) or [{}]
    assert step["tool"] == "chat" and "already" in step["text"]


_RIDE = {"track": "Keys", "parameter": "pan", "from": -1, "to": -1, "start_bar": 13, "end_bar": 17}
THERE: Said = ("keys left in the hook", [("automate", _RIDE, ())])


def test_and_another_is_there_too_and_alone_it_is_not() -> None:
    (step,) = told("and the guitar on the right", THERE) or [{}]
    assert (step["tool"], step.get("track"), step.get("start_bar"), step.get("to")) == ("automate", "Guitar", 13, 1)
    (step,) = told("the guitar on the right", THERE) or [{}]
    assert (step["tool"], step.get("value")) == ("mix", 1)
    (step,) = told("and the guitar 2 dB down", THERE) or [{}]
    assert (step["tool"], step.get("value_db")) == ("mix", -2)


def test_the_next_name_behind_a_name() -> None:
    named: Said = (
        "rename the keys to Rhodes",
        [("arrange", {"action": "rename", "track": "Keys", "name": "Rhodes"}, ())],
    )
    assert told("and the guitar to Lead", named) == [
        {"tool": "arrange", "action": "rename", "name": "Lead", "track": "Guitar"}
    ]
    assert told("and the guitar to the bass", named) is None
    assert not [one for one in told("and the guitar to Lead") or [] if one.get("action") == "rename"]


def test_to_double_is_a_track_of_its_own() -> None:
    assert told("double the guitar") == [{"tool": "arrange", "action": "duplicate", "track": "Guitar"}]
    assert not [one for one in told("double it", ROOM) or [] if one["tool"] == "arrange"]
    double: Said = ("double the guitar", [("arrange", {"action": "duplicate", "track": "Guitar"}, ("guitar part",))])
    made = after(BAND, double)
    new = replace(made.clips[-1], track="Guitar 2", kind="audio", bars=(5, 17))
    views = (*made.track_views, TrackInfo("Guitar 2", "audio"))
    context = replace(made, clips=(*made.clips[:-1], new), tracks=(*made.tracks, "Guitar 2"), track_views=views)
    for text, far in (("pan them left and right", 1), ("50 each side", 0.5)):
        steps = read(text, DialogueState.of(context)) or []
        assert {one.args["track"]: one.args["value"] for one in steps} == {"Guitar": -far, "Guitar 2": far}


def test_there_behind_opened_bars_are_those_bars() -> None:
    opened: Said = (
        "2 empty bars at 9",
        [("arrange", {"action": "move", "start_bar": 9, "end_bar": 17, "bar": 11}, ())],
    )
    steps = told("put a drum fill there", opened) or []
    assert steps and steps[0]["bars"] == 2


def test_the_second_half_behind_a_split_is_a_piece() -> None:
    split: Said = ("split the kit at 9", [("edit_clip", {"clip": "c0", "action": "split", "at": 16}, ("kit part",))])
    made = after(BAND, split)
    piece = replace(made.clips[-1], track="Kit", start=16.0, length=16.0, bars=(9, 17))
    first = replace(made.clips[0], length=16.0, bars=(1, 9))
    context = replace(made, clips=(first, *made.clips[1:-1], piece))
    steps = read("move the second half to bar 13", DialogueState.of(context)) or []
    assert [dict(one.args) for one in steps] == [{"action": "move", "clip": piece.id, "bar": 13}]
    elsewhere = read("mute the bass in the second half of the song", DialogueState.of(context)) or []
    assert piece.id not in str(elsewhere)


def test_it_behind_a_doubled_track_is_the_double() -> None:
    double: Said = (
        "double the bass on a new track",
        [("arrange", {"action": "duplicate", "track": "Bass"}, ("bass part",))],
    )
    made = after(BAND, double)
    new = replace(made.clips[-1], track="Bass 2", kind="midi", bars=(1, 17))
    views = (*made.track_views, TrackInfo("Bass 2", "midi"))
    context = replace(made, clips=(*made.clips[:-1], new), tracks=(*made.tracks, "Bass 2"), track_views=views)

    def step(text: str) -> dict[str, Any]:
        (one,) = read(text, DialogueState.of(context)) or [Step("ask", {})]
        return dict(one.args)

    assert step("call it Sub") == {"action": "rename", "name": "Sub", "track": "Bass 2"}
    assert step("6 dB quieter")["track"] == "Bass 2"
    assert step("mute the original")["track"] == "Bass"


def test_what_stands_behind_an_and_is_no_part_of_the_place() -> None:
    """The bar was asked for, of a place that was all the rest of the sentence."""
    steps = told("put a marker Hit where the guitar comes in and make the guitar orange") or []
    assert [one["tool"] for one in steps] == ["marker", "set_track"]


@pytest.mark.parametrize(
    "text", ["guitar 30 left and the keys opposite", "pan guitar left, like 30, and keys the same amount the other way"]
)
def test_the_other_side_in_one_sentence(text: str) -> None:
    values = {one["track"]: one["value"] for one in told(text) or []}
    assert values == {"Guitar": -0.3, "Keys": 0.3}
