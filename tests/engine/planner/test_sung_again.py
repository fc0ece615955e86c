"""A line sung higher or lower: the voice that is there, and a second one only where one is asked for."""

import pytest

from engine.planner.offline.conversation.wording import text_changes
from engine.planner.offline.text.words import plain, tokens
from engine.tasks.task import find_task
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

LINE = {"lyrics": "until the light comes around"}


def reworded(text):
    return [dict(one.args)["lyrics"] for one in text_changes(text, tokens(plain(text)), find_task("sing"), LINE)]


@pytest.mark.parametrize(
    "text", ["put a bit of room around the voice", "a little air around the vocal", "some echo on the light"]
)
def test_what_is_said_of_the_sound_is_not_sung(text):
    assert reworded(text) == []


def test_a_bare_new_word_is():
    assert reworded("almost, but light should be sun")[0] == "until the sun comes around"
    assert reworded("evening light") == ["until the evening comes around"]
