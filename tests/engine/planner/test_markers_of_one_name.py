"""Of several markers of one name the one is deleted or renamed that is counted, or whose bar is told."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context
from tests.engine.planner.session import calls

SONG = Context(
    clips=(ClipInfo("c1", "loop", "Kit", "audio", 0, 64),),
    tracks=("Kit",),
    markers=(("Hook", 9), ("Verse", 17), ("Hook", 25), ("Hook", 41)),
)


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("delete the marker Hook at bar 25", {"bar": 25}),
        ("remove the second Hook marker", {"bar": 25}),
        ("delete the last Hook marker", {"bar": 41}),
        ("rename the first Hook marker to Refrain", {"bar": 9, "new_name": "Refrain"}),
        ("delete the Hook marker", {}),
        ("delete the Verse marker", {}),
    ],
)
def test_which_of_them(text: str, args: dict[str, Any]) -> None:
    (call,) = calls(text, SONG)
    told = {key: value for key, value in call["args"].items() if key not in ("action", "name")}
    assert call["tool"] == "marker" and told == args
