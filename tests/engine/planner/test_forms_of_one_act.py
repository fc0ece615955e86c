"""One act in many forms makes one plan: where its bars stand, and how they are told, is nothing to it."""

from __future__ import annotations

import pytest

from bench.planner.forms import GROUPS, SONG, forms
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.bars_said_plainly import with_bars_plain

ASKING = OfflinePlanner()
RIDE = {"track": "Bass", "parameter": "volume", "from": -2.0, "to": -14.0, "start_bar": 5.0, "end_bar": 9.0}
RIDES = forms("ride")[::7]
"""Every seventh: each verb, each figure and each way to tell the bars among them."""


def test_a_ride_is_the_same_in_each_form_or_asked_about() -> None:
    plans = {text: ASKING.plan(text, SONG).steps for text in RIDES}
    others = [
        text
        for text, steps in plans.items()
        if steps[0].task != "ask" and [(one.task, dict(one.args)) for one in steps] != [("automate", RIDE)]
    ]
    assert not others and sum(steps[0].task == "ask" for steps in plans.values()) < len(plans) / 15


@pytest.mark.parametrize("group", ["velocity", "quantize", "side", "file", "reverb", "side to side"])
def test_the_place_of_bars_changes_nothing(group: str) -> None:
    assert group in GROUPS
    plans = [ASKING.plan(text, SONG).steps for text in forms(group)[::3]]
    assert all(steps == plans[0] for steps in plans) and plans[0][0].task != "ask"


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("set them to 70 bars 5-8", "set them to 70 in bars 5-8"),
        ("mute it for bars 5 through 8", "mute it for bars 5-8"),
        ("loop playback from bar 5", "loop the playback from bar 5"),
        ("copy it so that it starts at bar 17", "copy it to bar 17"),
        ("over bars 5 to 8, fade it from -2 to -14 dB.", "fade it from -2 to -14 dB between bar 5 and bar 9."),
        ("fade it out so that it starts at bar 17", "fade it out so that it starts at bar 17"),
        ("from bar 5 to bar 9 it is quiet", "from bar 5 to bar 9 it is quiet"),
        ("add 4 bars to 8 bars", "add 4 bars to 8 bars"),
    ],
)
def test_bars_are_said_plainly(said: str, plain: str) -> None:
    assert with_bars_plain(said) == plain
