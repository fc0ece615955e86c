"""Behind an act: where it is not meant, where only; and what was just made, put otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.planner_orders import BAND
from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)


def planned(text: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    return [(call["tool"], call["args"]) for call in PLANNER.plan(text, context).calls()]


def done(said: str, tool: str, args: dict[str, Any], out: tuple[str, ...] = (), **views: float) -> Context:
    turn = Exchange(said, ({"tool": tool, "args": args},), (CallResult(0, True, out, ""),), number=1)
    tracks = tuple(TrackInfo(name, gain_db=views.get(name, 0.0)) for name in BAND.tracks)
    return replace(BAND, dialogue=(turn,), track_views=tracks)


LOWER = done("the cello 2 dB down", "mix", {"track": "Cello", "action": "gain", "value_db": -2.0}, Cello=-2.0)
LEFT = done("pan the keys left", "mix", {"track": "Keys", "action": "pan", "value": -1.0})
TIGHT = done("quantize the keys", "edit_notes", {"clip": "keys", "action": "quantize"}, ("keys",))
WET = done("a delay on the vox", "apply_effect", {"clip": "vox take", "effect": "delay"}, ("vox take",))
OUT = done(
    "no keys in the chorus", "automate",
    {"track": "Keys", "parameter": "mute", "from": 1, "to": 1, "start_bar": 17, "end_bar": 25},
)  # fmt: skip


def bars(text: str, context: Context) -> list[tuple[float, float]]:
    return [(args["start_bar"], args["end_bar"]) for _, args in planned(text, context)]


@pytest.mark.parametrize(
    ("text", "context", "wanted"),
    [
        ("not in the chorus", LOWER, [(1, 17), (25, 33)]),
        ("but not in the chorus please", LEFT, [(1, 17), (25, 33)]),
        ("not in bars 9 to 12 though", TIGHT, [(1, 9), (13, 33)]),
        ("except in the outro", WET, [(5, 24)]),
        ("not in the verse", WET, [(17, 32)]),
        ("just bars 9 to 12", LOWER, [(9, 13)]),
        ("only bars 9 to 12", LEFT, [(9, 13)]),
        ("only in bars 9 to 12", TIGHT, [(9, 13)]),
        ("just bars 9 to 12", WET, [(9, 12)]),
        ("from bar 13 on", OUT, [(13, 25)]),
    ],
)
def test_the_bars_that_are_meant(text: str, context: Context, wanted: list[tuple[float, float]]):
    assert bars(text, context) == wanted


def test_where_it_is_not_done_anyway():
    assert [task for task, _ in planned("not in the verse", OUT)] == ["chat"]
    assert planned("not in the chorus", OUT) == [("undo", {})]


def test_of_a_place_that_is_wrong_the_right_one_is_asked():
    moved = done(
        "move the vox to the verse", "arrange", {"action": "move", "clip": "vox take", "bar": 5.0}, ("vox take",)
    )
    assert [task for task, _ in planned("not in the verse", moved)] == ["ask"]


RAIN = ClipInfo("n1", "Rain", "Rain", "audio", 0.0, 4 * 240 / 112, bars=(1.0, 5.0))
MADE = done("make rain", "generate_audio", {"prompt": "rain"}, ("n1",))
MADE = replace(MADE, clips=(*BAND.clips, RAIN), tracks=(*BAND.tracks, "Rain"), last="n1")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("only in the outro", ("arrange", {"action": "move", "clip": "n1", "bar": 25.0})),
        ("nice, start it two beats later", ("arrange", {"action": "move", "clip": "n1", "offset_beats": 2.0})),
        ("on the cello track please", ("arrange", {"action": "move", "clip": "n1", "track": "Cello"})),
        ("let it start with the lead vox", ("arrange", {"action": "move", "clip": "n1", "bar": 5.0})),
        ("ok, loop it", ("edit_clip", {"clip": "n1", "action": "loop"})),
        ("it was better before", ("undo", {})),
        ("make it in A minor", ("generate_audio", {"prompt": "rain", "key": "A minor"})),
        ("half as long please", ("generate_audio", {"prompt": "rain", "bars": 2})),
    ],
)
def test_what_was_made_put_otherwise(text: str, wanted: tuple[str, dict[str, Any]]):
    assert planned(text, MADE) == [wanted]


@pytest.mark.parametrize("text", ["louder", "make the vox louder", "a bit quieter"])
def test_louder_behind_an_effect_is_a_level(text: str):
    assert [(task, args["action"]) for task, args in planned(text, WET)] == [("mix", "gain")]


def test_another_marker_is_another_one():
    renamed = done("rename Verse to Strophe", "marker", {"action": "rename", "name": "Verse", "new_name": "Strophe"})
    assert planned("delete the marker Outro", renamed) == [("marker", {"action": "delete", "name": "Outro"})]


DARK = done("low pass the guitar", "apply_effect", {"clip": "gtr take", "effect": "lowpass"}, ("gtr take",))
RIT = done("slow down", "transport", {"action": "set_tempo", "bpm": 112, "to_bpm": 70, "start_bar": 29, "end_bar": 33})
SHORT = done("shorter notes", "edit_notes", {"clip": "cello", "action": "length", "times": 0.5}, ("cello",))


@pytest.mark.parametrize(
    ("text", "cutoff_hz"),
    [
        ("too dull, open it up a bit", 10000),
        ("no, open it back up", 12800),
        ("open it halfway again", 12649),
        ("close it a bit more", 6400),
    ],
)
def test_a_filter_is_opened_and_closed(text: str, cutoff_hz: float):
    assert planned(text, DARK) == [("apply_effect", {"clip": "gtr take", "effect": "lowpass", "cutoff_hz": cutoff_hz})]


@pytest.mark.parametrize(
    ("context", "wanted"), [(RIT, (31, 33)), (SHORT, (31, 33)), (DARK, (31, 32))], ids=["a ramp", "notes", "an effect"]
)
def test_only_in_the_last_bars(context: Context, wanted: tuple[float, float]):
    assert bars("that's too much. only in the last two bars", context) == [wanted]


def test_long_notes_come_back():
    assert planned("give the cello its long notes back", SHORT) == [("undo", {"target": "#1"})]


@pytest.mark.parametrize(
    "text", ["the rain can go", "actually lose the rain then", "ok drop the rain, the drums are enough"]
)
def test_what_was_made_can_go(text: str):
    assert planned(text, MADE) == [("arrange", {"action": "delete", "clip": "n1"})]


def test_what_is_not_here_takes_nothing_with_it():
    assert [task for task, _ in planned("the rain can go", DARK)] == ["ask"]


def test_loud_under_another_is_not_the_other():
    assert not any(args.get("track") == "Keys" for _, args in planned("too loud under the keys, down a bit more", MADE))
