"""A line sung higher or lower: the voice that is there, and a second one only where one is asked for."""

import pytest

from tests.engine.planner.session import BAND, after, calls

SUNG = after(BAND, ('sing the melody: "paper boats"', [("sing", {"midi": "c1", "lyrics": "paper boats"}, ("boats",))]))
MUTED = after(SUNG, ("mute the pad", [("mix", {"action": "mute", "track": "Pad"}, ())]))


@pytest.mark.parametrize("context", [SUNG, MUTED], ids=["at once", "later"])
@pytest.mark.parametrize(
    ("text", "semitones"),
    [
        ("sing that whole phrase a fifth lower", -7),
        ("let him sing it a fourth higher", 5),
        ("now have it sung an octave deeper", -12),
        ("could she sing the same line two semitones up", 2),
        ("the same melody again, an octave down", -12),
        ("have her sing it three semitones lower", -3),
    ],
)
def test_it_is_the_voice_that_moves(context, text, semitones):
    assert calls(text, context) == [{"tool": "change_tempo_key", "args": {"clip": "n9", "semitones": semitones}}]


def test_as_well_is_a_second_voice():
    (made,) = calls("sing the same phrase an octave lower as well", MUTED)
    assert (made["tool"], made["args"]["clip"]) == ("harmonize", "n9")


def test_notes_that_nobody_sang_yet_are_sung_so():
    first, second = calls("sing the melody a fifth lower")
    assert first == {"tool": "sing", "args": {"midi": "c1"}}
    assert second == {"tool": "change_tempo_key", "args": {"clip": "$1", "semitones": -7}}
