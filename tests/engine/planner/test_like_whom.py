"""Somebody's sound is no effect, no speaking style and no instrument: it is asked what of it is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import Context
from engine.planner.offline.steps.like_whom import QUESTION
from tests.engine.planner.session import BAND, PLANNER, after

ALONE = replace(BAND, history=())
SUNG = after(ALONE, ('sing the melody "stay"', [("sing", {"midi": "c1", "lyrics": "stay"}, ("Vocal",))]))
WET = after(ALONE, ("reverb on the pad", [("apply_effect", {"clip": "c5", "effect": "reverb"}, ())]))


@pytest.mark.parametrize("context", [ALONE, SUNG, WET])
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("like Massive Attack", "Massive Attack"),
        ("a little more like Boards of Canada please", "Boards of Canada"),
        ("I'd love it to sound like The Cure", "The Cure"),
        ("make the pad sound like Vangelis", "Vangelis"),
        ("could the whole thing be more like Tycho's records", "Tycho"),
        ("in the style of Aphex Twin", "Aphex Twin"),
        ("mach das Pad wie Kraftwerk", "Kraftwerk"),
        ("comme Air", "Air"),
    ],
)
def test_an_artist_is_asked_about_with_small_moves_to_choose(text: str, who: str, context: Context) -> None:
    plan = PLANNER.plan(text, context)
    assert [step.args["text"] for step in plan.steps] == [QUESTION.format(who)]
    moves = [step for choice in plan.choices for step in choice]
    assert {str(step.args["effect"]) for step in moves} == {"eq", "reverb", "widen"}


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("make it sound like a telephone", "apply_effect"),
        ("sing it like Adele", "refuse"),
        ("make the vocal sound like Frank Sinatra", "refuse"),
        ("rename the pad to Like Home", "arrange"),
    ],
)
def test_what_is_no_artist_or_a_voice_is_as_before(text: str, task: str) -> None:
    assert PLANNER.plan(text, ALONE).steps[0].task == task


def test_whom_a_new_thing_is_not_like_is_told() -> None:
    plan = PLANNER.plan("a beat like J Dilla", ALONE)
    assert plan.steps[0].task == "generate_midi" and plan.note == "Heard but not used: like J Dilla."
