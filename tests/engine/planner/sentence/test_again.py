"""What was done, otherwise or once more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import SONG, after, steps


def brief(text: str, context: Any) -> list[tuple[str, dict[str, Any]]]:
    """(op base, what matters of the arguments) of each step."""
    kept = ("track", "tracks", "value_db", "value", "from", "start_bar", "end_bar", "action", "to")
    return [
        (f"{one.get('op', 'fresh')} {one.get('base', '')}".strip(), {k: v for k, v in one["args"].items() if k in kept})
        for one in steps(text, context)
    ]


_PAIR = ("Fiddle Two Left", "Fiddle Two Right", "Cajon")
TWINS = Context(tracks=_PAIR, track_views=tuple(TrackInfo(name) for name in _PAIR))
LEVEL = after("marimba up 2", Marimba={"gain_db": 0.0})
THERE = after("accordion down 3 db in stanza 1")
SENT = after("send the cajon to the hall at -12", Cajon={"sends": ("Hall",), "send_db": (-12.0,)})


@pytest.mark.parametrize(
    ("text", "context", "op", "args"),
    [
        ("nah, make it 3", LEVEL, "fix 1.1", {"track": "Marimba", "value_db": 3.0}),
        ("bit much, 1 will do", LEVEL, "fix 1.1", {"track": "Marimba", "value_db": 1.0}),
        ("cajon too", LEVEL, "again 1.1", {"track": "Cajon", "value_db": 2}),
        ("same for the shaker please", LEVEL, "again 1.1", {"track": "Shaker", "value_db": 2}),
        ("only in the refrain", LEVEL, "fix 1.1", {"track": "Marimba", "from": 0.0, "start_bar": 13, "end_bar": 21}),
        ("too much, 2 will do", THERE, "fix 1.1", {"track": "Accordion", "from": -8.0, "start_bar": 5}),
        ("just the first two bars of it actually", THERE, "fix 1.1", {"start_bar": 5, "end_bar": 7, "from": -9.0}),
        ("only from bar 9", THERE, "fix 1.1", {"start_bar": 9, "end_bar": 13}),
        ("double bass as well", THERE, "again 1.1", {"track": "Double Bass", "from": -7.0, "start_bar": 5}),
        ("and the marimba at -18", SENT, "again 1.1", {"track": "Marimba", "to": "Hall", "value_db": -18.0}),
        ("cajon can have more, -9", SENT, "fix 1.1", {"track": "Cajon", "to": "Hall", "value_db": -9.0}),
    ],
)  # fmt: skip
def test_it_is_about_the_last_act(text: str, context: Any, op: str, args: dict[str, Any]) -> None:
    ((found, told),) = brief(text, context)
    assert found == op and {name: told.get(name) for name in args} == args


@pytest.mark.parametrize(
    "text", ["5 slower", "half of that in the coda", "the cajon like the marimba", "from the top"]
)
def test_what_leans_on_more_is_left_to_others(text: str) -> None:
    assert not steps(text, LEVEL)


def test_solos_take_in_and_let_go() -> None:
    soloed = after("solo the marimba and the cajon", Marimba={"solo": True}, Cajon={"solo": True})
    assert brief("add the accordion", soloed) == [("fresh", {"track": "Accordion", "action": "solo"})]
    assert brief("without the cajon", soloed) == [("fresh", {"track": "Cajon", "action": "unsolo"})]


def test_one_of_a_muted_group_is_heard_again() -> None:
    muted = after("mute the fiddles", Fiddles={"mute": True})
    assert brief("leave fiddle l on tho", muted) == [
        ("fresh", {"track": "Fiddles", "action": "unmute"}),
        ("fresh", {"track": "Fiddle R", "action": "mute"}),
    ]


def test_what_was_muted_before_stays_so() -> None:
    others = after("mute the cajon", Cajon={"mute": True}, Shaker={"mute": True})
    both = after("mute the marimba", others, Marimba={"mute": True})
    assert brief("right, normal again", both) == [("fresh", {"tracks": ["Marimba", "Cajon"], "action": "unmute"})]


def test_tracks_are_named_coloured_ordered_and_doubled() -> None:
    assert brief("colour the fiddles green", SONG) == [("fresh", {"tracks": ["Fiddles", "Fiddle L", "Fiddle R"]})]
    (moved,) = steps("move the shaker right under the marimba")
    assert moved["args"] == {"track": "Shaker", "position": 2}
    (named,) = steps("the hall is a silly name, call it Church", after("send the cajon to the hall"))
    assert named["args"] == {"action": "rename", "name": "Church", "track": "Hall"}
    assert steps("duplicate the accordion") == [
        {"tool": "arrange", "args": {"action": "duplicate", "track": "Accordion"}}
    ]
    assert steps("duplicate the shaker") == []


def test_groups_are_made_and_joined() -> None:
    (made,) = steps("put marimba, cajon and shaker in a group called Wood")
    assert made["args"] == {"action": "group", "tracks": ["Marimba", "Cajon", "Shaker"], "to": "Wood"}
    (joined,) = steps("the accordion belongs in the fiddles group as well")
    assert joined["args"] == {"action": "group", "track": "Accordion", "to": "Fiddles"}


def test_a_word_that_may_mean_two_is_asked_about() -> None:
    plan = OfflinePlanner().plan("turn fiddle two down 2", TWINS)
    assert plan.steps[0].args["text"] == "Which one do you mean: “Fiddle Two Left” or “Fiddle Two Right”?"
    assert [step.args["track"] for choice in plan.choices for step in choice] == ["Fiddle Two Left", "Fiddle Two Right"]
    sounding = replace(
        TWINS, track_views=tuple(replace(one, mute=one.name.endswith("Left")) for one in TWINS.track_views)
    )
    (step,) = OfflinePlanner().plan("fiddle two is a bit hot, 2 db down", sounding).steps
    assert step.args == {"track": "Fiddle Two Right", "action": "gain", "value_db": -2.0}
