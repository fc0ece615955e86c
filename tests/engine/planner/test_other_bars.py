"""A turn that only says for which bars the call before it was meant."""

import pytest

from tests.engine.planner.session import after, calls
from tests.engine.planner.test_level_over_bars import SONG, held

MOVED = ("bass down 3", [("mix", {"track": "Bass DI", "action": "gain", "value_db": -3.0}, ())])
HELD = ("bass down 3 in the verse", [("automate", held("Bass DI", -3.0, 5.0, 13.0)[0]["args"], ())])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("only from bar 9", 9, 13),
        ("until bar 11", 5, 11),
        ("for the chorus instead", 13, 21),
        ("i meant the chorus", 13, 21),
        ("no, bars 3 and 4", 3, 5),
        ("just bars 9 to 11", 9, 12),
        ("in the chorus too", 13, 21),
    ],
)
def test_the_same_elsewhere(text, start, end):
    assert calls(text, after(SONG, HELD)) == held("Bass DI", -3, start, end)


def test_a_move_of_the_fader_becomes_one_for_those_bars():
    from dataclasses import replace

    from engine.planner.context import TrackInfo

    moved = replace(after(SONG, MOVED), track_views=(TrackInfo("Bass DI", gain_db=-3.0),))
    assert calls("only in the chorus", moved) == held("Bass DI", -3, 13, 21)
    assert calls("just until bar 9", moved) == held("Bass DI", -3, 1, 9)


def test_what_has_words_of_its_own_is_no_such_turn():
    assert calls("play the chorus", after(SONG, HELD))[0]["tool"] == "transport"
    assert calls("drums in the chorus", after(SONG, HELD)) != held("Bass DI", -3, 13, 21)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("start it two bars later so it comes as a surprise", 7, 13),
        ("hm, it fights with the singer. start it a bar earlier", 4, 13),
        ("end it two bars sooner", 5, 11),
        ("stop it a bar later, because the chorus is thin", 5, 14),
    ],
)
def test_one_end_of_it(text, start, end):
    assert calls(text, after(SONG, HELD)) == held("Bass DI", -3, start, end)
