"""What is deleted by its name: clips, a track where it is called one, and nothing else."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.planner import OfflinePlanner

PLANNER = OfflinePlanner(asks_back=False)
BAND = Context(
    clips=(
        ClipInfo("o1", "organ intro", "Organ", "audio", 0, 10, bars=(1, 5)),
        ClipInfo("o2", "organ verse", "Organ", "audio", 10, 10, bars=(5, 9)),
        ClipInfo("g1", "guide", "Guide", "audio", 0, 10, bars=(1, 5)),
    ),
    tracks=("Organ", "Guide", "Tamb"),
)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("throw out the old guide, I'll play it myself", [{"clip": "g1"}]),
        ("delete the guide and the organ verse", [{"clip": "g1"}, {"clip": "o2"}]),
        ("brushes are fine, but get rid of the guide", [{"clip": "g1"}]),
        ("bin the guide track", [{"track": "Guide"}]),
        ("delete the organ verse clip", [{"clip": "o2"}]),
        ("remove the tamb", [{"track": "Tamb"}]),
    ],
)
def test_what_goes(text: str, gone: list[dict[str, str]]) -> None:
    steps = PLANNER.plan(text, BAND).steps
    assert [(one.task, one.args) for one in steps] == [("arrange", {"action": "delete", **one}) for one in gone]


@pytest.mark.parametrize(
    "text", ["don't delete the guide", "remove the reverb from the guide", "delete what I don't need"]
)
def test_what_stays(text: str) -> None:
    assert all(one.args.get("action") != "delete" for one in PLANNER.plan(text, BAND).steps)
