""" "Once is enough", "two bars will do": the act before it, fewer times or not as long."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from tests.engine.planner.session import calls

NAMES = ("Oboe", "Harp", "Tuba")
BAND = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"c{n}", name.lower(), name, "audio", 0, 32, bars=(1.0, 17.0)) for n, name in enumerate(NAMES, 1)
    ),
    tracks=NAMES,
    track_views=tuple(map(TrackInfo, NAMES)),
)


def after(said: str, tool: str, **args: Any) -> Context:
    result = CallResult(0, True, (str(args["clip"]),) if "clip" in args else ())
    told = Exchange(said, ({"tool": tool, "args": args},), (result,), undone=False, number=1)
    return replace(BAND, dialogue=(told,))


COPIES = after("the oboe four times at 17", "arrange", action="duplicate", clip="c1", bar=17, count=4)
ROUNDS = after("loop the harp four times", "edit_clip", action="loop", clip="c2", count=4)
FADE = after("fade the tuba out over 4 bars", "edit_clip", action="fade_out", clip="c3", duration=8)
RISE = after(
    "swell on the oboe up to bar 9",
    "automate",
    track="Oboe",
    parameter="volume",
    **{"from": -12, "to": 0},
    start_bar=1,
    end_bar=9,
)
MOVE = after("the tuba two bars earlier", "arrange", action="move", clip="c3", offset_beats=-8)


@pytest.mark.parametrize(
    ("said", "before", "name", "value"),
    [
        ("once is enough", COPIES, "count", 1),
        ("einmal genügt", COPIES, "count", 1),
        ("con una vez alcanza", COPIES, "count", 1),
        ("ok twice will do", COPIES, "count", 2),
        ("only two more then", COPIES, "count", 2),
        ("trois fois suffisent", ROUNDS, "count", 3),
        ("no, two copies are plenty", COPIES, "count", 2),
        ("three times please", ROUNDS, "count", 3),
        ("one bar is enough", FADE, "duration", 2),
        ("an zwei Takten reicht", FADE, "duration", 4),
        ("three seconds will do", FADE, "duration", 3),
        ("four bars is plenty", RISE, "start_bar", 5),
        ("one bar is enough", MOVE, "offset_beats", -4),
    ],
)
def test_the_act_before_it_is_less(said: str, before: Context, name: str, value: float) -> None:
    (one,) = calls(said, before)
    old = before.dialogue[0].calls[0]
    assert (one["tool"], one["args"][name]) == (old["tool"], value)


@pytest.mark.parametrize("said", ["two bars of rain", "the oboe is loud enough", "once more", "is two bars enough?"])
def test_other_words_are_not_about_its_length(said: str) -> None:
    assert all(one["args"].get("count", 4) >= 4 for one in calls(said, COPIES))
