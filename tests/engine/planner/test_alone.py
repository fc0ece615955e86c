"""Turns that say all they mean are read by themselves, whatever was said before."""

import pytest

from engine.planner.context import context_from_row
from engine.planner.offline.planner import OfflinePlanner

TRACKS = ("Keys", "Bass", "Kick", "Snare", "Lead Vox")


def told(text: str) -> list[tuple[str, dict]]:
    clips = [{"id": f"c{n}", "name": name.lower(), "track": name, "length": 20} for n, name in enumerate(TRACKS)]
    call = {"tool": "apply_effect", "args": {"clip": "c4", "effect": "widen"}}
    row = {
        "context": {"clips": clips, "tracks": [{"name": name} for name in TRACKS], "last": "c4",
                    "history": [{"n": 1, **call, "out": ["c4"], "turn": 1}]},
        "dialogue": [{"user": "widen the lead", "calls": [call], "results": [{"call": 0, "ok": True, "out": ["c4"]}]}],
    }
    steps = OfflinePlanner(asks_back=False).plan(text, context_from_row(row)).steps
    return [(step.task, dict(step.args)) for step in steps]


def test_two_things_with_one_track_are_both_done():
    gain, pan = told("keys 6 db up and a bit to the left")
    assert gain == ("mix", {"track": "Keys", "action": "gain", "value_db": 6}) and pan[1]["action"] == "pan"


def test_everything_but_some_is_no_follow_up():
    ((task, args),) = told("mute everything but bass and kick")
    assert (task, args["action"], sorted(args["tracks"])) == ("mix", "mute", ["Keys", "Lead Vox", "Snare"])


@pytest.mark.parametrize("text", ["softer", "the bass too", "half of that", "the keys"])
def test_what_leans_on_the_turn_before_is_not_read_alone(text):
    assert told(text)[0][0] != "mix" or "that" not in text
