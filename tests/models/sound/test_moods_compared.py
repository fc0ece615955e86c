"""Moods in their compared forms, and swung or straight, for music and for parts in notes."""

import pytest

from models.sound.prompt.manner import read_manner
from models.sound.prompt.reader import read_prompt


@pytest.mark.parametrize(
    ("more", "plain"),
    [("sparser", "sparse"), ("simpler", "simple"), ("happier", "happy"), ("fuller", "busy"), ("less busy", "sparse")],
)
def test_a_compared_mood_is_its_mood(more, plain):
    found, meant = read_manner(more), read_manner(plain)
    assert (found.busy, found.darkness, found.unused) == (meant.busy, meant.darkness, ())
    assert read_prompt(f"{more} pop beat").tone == read_prompt(f"{plain} pop beat").tone


def test_swung_and_straight_move_the_off_beats():
    assert read_manner("funk, swung").style.swing > read_manner("funk, straight").style.swing == 0.5
    assert read_manner("swing").style.name == "jazz"
    assert read_prompt("tambourine loop with more swing").swing == read_prompt("a swung tambourine loop").swing
    assert read_prompt("tambourine loop").swing is None


def test_a_name_is_no_comparison():
    assert [one.source for one in read_prompt("a hair dryer").calls]
    assert read_prompt("a hair dryer").tone == read_prompt("a vacuum cleaner").tone
