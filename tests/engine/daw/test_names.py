"""Names that any session can hold."""

import pytest

from engine.daw import daw
from engine.daw.names import clean_name, visible, with_clean_name


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Beat\x07", "Beat"),
        ("a\x00b\x9fc", "a b c"),
        ("x\ud800y", "xy"),
        ("a\ufffeb\uffffc", "abc"),
        ("\x1b[31m", "[31m"),
        ("\x07", "Untitled"),
        ("\u200b\u200d", "Untitled"),
        ("\ufeff \u2066", "Untitled"),
        (" ", "Untitled"),
        ("Größe 音 🎵", "Größe 音 🎵"),
        ("n" * 5000, "n" * 200),
    ],
)
def test_a_name_loses_what_no_session_can_hold(name, clean):
    assert clean_name(name) == clean
    change, said = with_clean_name(daw.NewTrack(name))
    assert change.name == clean and bool(said) == (name != clean)


def test_a_change_without_a_name_stays_itself():
    change = daw.SetGain("t", 1.0)
    assert with_clean_name(change) == (change, "")


def test_what_is_shown_of_an_argument_obeys_nothing():
    shown = visible(["bel\x07 \x1b[31mred\x9b", "two\nlines", 3, "half\udcff\ufffe"])
    assert shown == ["bel [31mred", "two\nlines", 3, "half"]
