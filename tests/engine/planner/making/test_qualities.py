"""What is said of the content of a thing just made makes it anew in its place; its level is another act."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange
from tests.engine.planner.session import BAND, calls

Call = tuple[str, dict[str, Any]]
RAIN: Call = ("generate_audio", {"prompt": "rain, thunder", "bars": 8})
LINE: Call = ("generate_midi", {"kind": "bass", "bars": 8})
VOICE: Call = ("speak", {"text": "welcome back", "voice": "woman"})
SONG: Call = ("sing", {"lyrics": "over the sea", "midi": "c1"})
AT_9: Call = ("arrange", {"action": "place", "clip": "$1", "bar": 9})


def made(*done: Call) -> Context:
    """BAND after one turn that made a thing."""
    new = ClipInfo("n1", "new", "new", "audio", 0, 10, bars=(9.0, 17.0))
    results = tuple(CallResult(place, True, ("n1",) if not place else ()) for place in range(len(done)))
    planned = tuple({"tool": tool, "args": args} for tool, args in done)
    turn = Exchange("make it", planned, results, undone=False, number=1)
    clips, tracks = (*BAND.clips, new), (*BAND.tracks, "new")
    return replace(BAND, clips=clips, tracks=tracks, dialogue=(turn,), history=(), last="n1")


@pytest.mark.parametrize(
    ("call", "text", "changed"),
    [
        (RAIN, "softer, more like a drizzle", {"prompt": "softer rain, thunder, like a drizzle"}),
        (RAIN, "without the thunder. more like a drizzle", {"prompt": "rain, like a drizzle, without thunder"}),
        (RAIN, "nah, sounds fake. grittier", {"prompt": "grittier rain, thunder"}),
        (RAIN, "dunkler, ohne Wind", {"prompt": "darker rain, thunder, without wind"}),
        (LINE, "too busy", {"style": "sparser"}),
        (LINE, "not so dense please", {"style": "sparser"}),
        (LINE, "in double time", {"style": "in double time"}),
        (VOICE, "calmer and friendlier", {"style": "calm, friendly"}),
        (VOICE, "faster, and a man's voice", {"rate": 1.15, "voice": "man"}),
        (SONG, "whispery", {"style": "whisper"}),
        (SONG, "a bit breathier please", {"style": "breathy"}),
    ],
)
@pytest.mark.parametrize("is_placed", [False, True])
def test_it_is_made_anew_in_place(call: Call, text: str, changed: dict[str, Any], *, is_placed: bool) -> None:
    context = made(call, AT_9) if is_placed else made(call)
    (step,) = calls(text, context)
    assert step["tool"] == call[0]
    assert {name: step["args"].get(name) for name in changed} == changed


@pytest.mark.parametrize(("text", "tool"), [("quieter", "mix"), ("not so loud", "mix"), ("reverse it", "edit_clip")])
def test_what_is_no_content_is_its_own_act(text: str, tool: str) -> None:
    assert [step["tool"] for step in calls(text, made(RAIN, AT_9))] == [tool]


@pytest.mark.parametrize("text", ["bit shy please", "hm, that wobbles", "i don't know about that one"])
def test_words_that_describe_no_sound_are_no_prompt(text: str) -> None:
    steps = calls(text, made(RAIN))
    assert all(step["tool"] != "generate_audio" or "rain" in step["args"]["prompt"] for step in steps)
