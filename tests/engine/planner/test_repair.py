"""What is taken back in the middle of a request."""

import pytest

from engine.planner.offline.text.repair import repaired
from tests.engine.planner.session import calls


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("pad up 3, no, 2 dB, and the beat down 1", "pad up 2 dB, and the beat down 1"),
        ("move it to bar 8, wait, bar 9, and loop it", "move it to bar 9, and loop it"),
        ("pan it forty left, correction, thirty left, then play", "pan it thirty left, then play"),
        ("bass down 1, scratch that, down 2, and mute the pad", "bass down 2, and mute the pad"),
        ("up 2, no, down 2 on the bass and mute it", "down 2 on the bass and mute it"),
        ("undo two, no, just one, and play", "undo just one, and play"),
        ("a siren, five seconds, oh say seven, and put it at 1:42", "a siren, seven seconds, and put it at 1:42"),
        ("echo it, 300 ms, or better 450, and move it to bar 50", "echo it, 450 ms, and move it to bar 50"),
        ("loop 17 to 24, nah 17 to 20, and tempo at 76", "loop 17 to 20, and tempo at 76"),
        ("take two to -12, hmm rather -13 LUFS, with a fade", "take two to -13 LUFS, with a fade"),
        ("chords in C, no hang on, C minor, 8 bars", "chords in C minor, 8 bars"),
        ("pan it left, no, right, and mute the pad", "pan it right, and mute the pad"),
    ],
)
def test_the_last_word_counts(said: str, meant: str) -> None:
    assert repaired(said) == meant


@pytest.mark.parametrize(
    "said",
    [
        'say "two, no, three" and pan it left',
        "cut the first 4 seconds, wait, and put 8 bars of drums after",
        "pan the pad left, no, right",
        "drums up 3, no hum, and fade it out over 2 seconds",
        "",
    ],
)
def test_nothing_else_is_touched(said: str) -> None:
    assert repaired(said) == said


def test_each_step_keeps_its_figure() -> None:
    planned = calls("the pad up 3, no, 2 dB, and the beat down 1 dB")
    assert [call["args"]["value_db"] for call in planned] == [2.0, -1.0]


@pytest.mark.parametrize(
    "text", ["in c, no c minor, " * 220, "the pad up 3, no, 2 dB, " * 160, "9" * 4000, "no, " * 1000]
)
def test_who_never_makes_up_their_mind_gets_an_answer(text: str) -> None:
    assert calls(text)
