"""Some bars moved or copied: a part of a clip, or of the whole song."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import after, calls
from tests.engine.planner.test_level_over_bars import SONG


def part(action: str, start: float, end: float, bar: float, clip: str = "", **more: object) -> list[dict[str, object]]:
    args = {"action": action, "start_bar": start, "end_bar": end, "bar": bar, **more}
    return [{"tool": "arrange", "args": args | ({"clip": clip} if clip else {})}]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("lift the bass from bar 7 to 8 and drop it at bar 25", part("move", 7, 8, 25, "r2")),
        ("cut bars 11 and 12 of the drums and paste them at bar 30", part("move", 11, 13, 30, "r1")),
        ("please shift bar 6 of the bass to bar 2", part("move", 6, 7, 2, "r2")),
        ("copy bars 9 to 12 of the drums to bar 41", part("duplicate", 9, 13, 41, "r1")),
        ("copy bars 9 to 13 of the drums to bar 41", part("duplicate", 9, 13, 41, "r1")),
        ("duplicate the last bar of the drums to bar 33", part("duplicate", 20, 21, 33, "r1")),
        ("copy the second half of the drums to bar 61", part("duplicate", 11, 21, 61, "r1")),
        ("copy the intro to the end", part("duplicate", 1, 5, 21)),
        ("repeat the verse again after the chorus", part("duplicate", 5, 13, 21)),
        ("the chorus twice more at the end", part("duplicate", 13, 21, 21, count=2)),
        ("copy the verse of the bass to bar 25", part("duplicate", 5, 13, 25, "r2")),
        ("copy bars 1 to 4 of all tracks to bar 21", part("duplicate", 1, 5, 21)),
    ],
)
def test_only_the_bars_that_are_told(text: str, wanted: list[dict[str, object]]) -> None:
    assert calls(text, SONG) == wanted


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("copy the drums to bar 33", "duplicate"),
        ("move the bass to bar 9", "move"),
        ("loop the chorus", "loop"),
        ("play the chorus", "locate"),
        ("mute the drums in bars 3 to 4", None),
    ],
)
def test_a_whole_clip_and_other_wishes_stay_what_they_were(text: str, action: str | None) -> None:
    made = calls(text, SONG)
    assert made[0]["args"].get("action") == action
    assert made[0]["tool"] != "arrange" or "start_bar" not in made[0]["args"]


def test_where_it_went_is_corrected_as_a_place() -> None:
    done = ("copy bar 6 of the bass to bar 30", [("arrange", part("duplicate", 6, 7, 30, "r2")[0]["args"], ())])
    (made,) = calls("no, to bar 29", after(SONG, done))
    assert made["args"]["bar"] == 29
    assert (made["args"]["start_bar"], made["args"]["end_bar"]) == (6, 7)
