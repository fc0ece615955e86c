"""As it was when the session was opened: all that was done to one thing goes, and only that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.sentence.quartet import SONG, after

TURNED = after("shaker down 3", after("marimba up 1.5", after("marimba up 2", after("cajon down 1.5"))))
PANNED = after("marimba 20 left", after("marimba up 2"))
TOGETHER = after("marimba up 1", after("marimba and cajon down 2"))
PLANNER = OfflinePlanner(asks_back=False)


def plan(text: str, context: Context) -> list[tuple[str, dict[str, Any]]]:
    """The calls of a request."""
    return [(one["tool"], one["args"]) for one in PLANNER.plan(text, context).calls()]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("put the marimba fader back how it was when i opened this", "#3, #2"),
        ("put the marimba fader back how it was when i opened this, the rest of the moves i keep", "#3, #2"),
        ("set the marimba back to its original level", "#3, #2"),
        ("marimba back to what it was originally", "#3, #2"),
        ("marimba fader back to where i had it", "#3, #2"),
        ("put the marimba back how i had it, cajon stays", "#3, #2"),
        ("undo everything on the marimba", "#3, #2"),
        ("take back both marimba moves", "#3, #2"),
        ("the cajon and the marimba back to the start", "#3, #2, #1"),
        ("all faders back how they were when i opened this", "#4, #3, #2, #1"),
        ("marimba back how it was", "#3"),
        ("bring the marimba down to where it was", "#3"),
    ],
)
def test_all_that_was_done_to_it_goes(text: str, target: str) -> None:
    assert plan(text, TURNED) == [("undo", {"target": target})]


def test_everything_goes_back() -> None:
    assert plan("put everything back how it was when i opened this", TURNED) == [("undo", {"target": "everything"})]


def test_only_the_knob_that_is_named() -> None:
    assert plan("marimba's pan back to its original position", PANNED) == [("undo", {"target": "#2"})]
    assert plan("marimba fader back to how it was at the start", PANNED) == [("undo", {"target": "#1"})]


def test_what_was_done_to_others_too_stays_there() -> None:
    listed = replace(TOGETHER, dialogue=TOGETHER.dialogue)
    ((tool, args), *more) = plan("put the marimba back how it was when i opened this", listed)
    assert (tool, more) == ("undo", []) or args == {"track": "Marimba", "action": "gain", "set_db": -2.0}


@pytest.mark.parametrize("text", ["back to the start", "marimba back at bar 9", "play it from where it was"])
def test_what_asks_for_no_undo_of_it(text: str) -> None:
    assert all(args.get("target") != "#3, #2" for _, args in plan(text, TURNED))


def test_no_level_is_made_up_for_where_it_was() -> None:
    assert all(tool != "mix" for tool, _ in plan("bring the double bass down to where it was", SONG))
