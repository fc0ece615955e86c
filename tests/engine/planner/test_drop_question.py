"""An open question is dropped without undoing; words that only look like an undo are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Exchange
from tests.engine.planner.session import BAND, after, calls, tools

MUTED = after(BAND, ("mute the pad", [("mix", {"track": "Pad", "action": "mute"}, ())]))


def _asked(question: str) -> object:
    asked = Exchange("make it nice", ({"tool": "ask", "args": {"text": question}},))
    return replace(MUTED, dialogue=(*MUTED.dialogue, asked))


@pytest.mark.parametrize("said", ["undo that", "undo", "no, take that back", "deshaz eso", "mach das rückgängig"])
def test_what_was_only_asked_about_takes_nothing_back(said: str) -> None:
    assert "undo" not in tools(said, _asked("Should I change its level or make a new sound?"))


def test_an_undo_that_was_offered_is_done() -> None:
    assert tools("undo", _asked("Should I take something back or take the noise out?")) == ["undo"]


def test_an_undo_of_what_was_done_is_done() -> None:
    assert calls("undo that", MUTED) == [{"tool": "undo", "args": {}}]


@pytest.mark.parametrize(
    "said", ["Untertitel für den Erzähler", "the unison voices", "under the bridge", "until bar 9"]
)
def test_words_that_begin_so_are_no_undo(said: str) -> None:
    assert "undo" not in tools(said, MUTED)


def test_a_word_twice_misspelt_does_not_humanize() -> None:
    assert tools("make the mleody quieterr", replace(BAND, selected_clips=())) == ["ask"]
