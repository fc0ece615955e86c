"""Steps of a scale, and lines turned upside down."""

import pytest

from engine.errors import UserError
from engine.media.key import parse_key
from engine.media.note import Note
from engine.media.scale_steps import inverted, stepped


def test_a_third_below_stays_in_the_key():
    key = parse_key("F major")
    assert [stepped(pitch, -2, key) for pitch in (72, 74, 70, 69, 65)] == [69, 70, 67, 65, 62]
    assert stepped(71, -2, key) == 68  # the b natural leads up there too


def test_steps_out_of_the_range_are_refused():
    with pytest.raises(UserError, match="range"):
        stepped(127, 35, parse_key("C major"))


def test_a_line_upside_down_keeps_its_first_note():
    line = [Note(60, 0, 1), Note(64, 1, 1), Note(59, 2, 1)]
    assert [one.pitch for one in inverted(line)] == [60, 56, 61]
    with pytest.raises(UserError, match="range"):
        inverted([Note(10, 0, 1), Note(60, 1, 1)])
