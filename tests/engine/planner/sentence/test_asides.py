"""What is said beside a request and asks for nothing; and what only looks like that."""

from __future__ import annotations

import pytest

from engine.planner.offline.sentence.clauses.asides import BEFORE, BEHIND, is_aside
from tests.engine.planner.sentence.test_figures_and_clauses import told

HARP = [("gain", "Harp", 2)]


@pytest.mark.parametrize(
    "said",
    [
        "ok i had a coffee, harp up 2 db",
        "step one: harp up 2 db",
        "gotta send this to jake tonight, harp up 2 db",
        "hmm, not sure about this yet, but harp up 2 db",
        "my neighbour is banging on the wall again, harp up 2 db",
        "sorry to be a pain but could you please turn the harp up 2 db",
        "harp up 2 db to give it some space",
        "harp up 2 db because nobody hears it",
        "harp up 2 db, trust me",
        "harp up 2 db and then we're good",
        "harp up 2 db, at least for now, cheers",
        "harp up 2 db like on the record",
        "first of all harp up 2 db",
    ],
)
def test_an_aside_is_no_part_of_the_request(said: str) -> None:
    assert told(said) == HARP


@pytest.mark.parametrize(
    "said",
    [
        "harp up 2 db but only in verse 2",
        "harp up 2 db for the last two bars",
        "harp and the horn up 2 db",
        "harp up 2 db, and the horn too",
        "harp up 2 db except in the outro",
        "should i turn the harp up 2 db?",
        "i meant the horn, not the harp up 2 db",
    ],
)
def test_what_limits_a_request_is_none(said: str) -> None:
    assert told(said) != HARP


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ("but the tuba", BEHIND),
        ("and not the oboe", BEHIND),
        ("a bit less than that", BEHIND),
        ("while the presenter talks", BEHIND),
        ("only the second half", BEHIND),
        ("as well", BEHIND),
        ("since the bass", BEHIND),
        ("before the drums", BEHIND),
        ("if it clips", BEHIND),
        ("whenever she sings", BEHIND),
        ("if you think it's too loud", BEHIND),
        ("mute the horn", BEFORE),
        ("before you play it", BEFORE),
        ("wrong one", BEFORE),
        ("2 db more", BEFORE),
        ("which one is it", BEFORE),
    ],
)
def test_it_may_ask_for_something(part: str, where: str) -> None:
    assert not is_aside(part, where, lambda _: False)


def test_a_name_goes_on() -> None:
    assert told("rename the harp to Black and Blue") == [("rename", "Harp", "Black and Blue")]
