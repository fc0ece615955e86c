"""Some notes of many, by what they are."""

import pytest

from engine.assistant.actions.some_notes import some
from engine.errors import UserError
from engine.media.note import Note, TempoMap

TEMPO = TempoMap.constant(100, 3, 4)
C_MAJOR, F_OVER_A, FIFTH = (60, 64, 67), (57, 60, 65), (62, 69)
CHORDS = [Note(pitch, beat, 1.0, 80) for beat, group in ((0, C_MAJOR), (3, F_OVER_A), (6, FIFTH)) for pitch in group]
LINE = [Note(60 + step, step * 0.5, 0.5 if step % 3 else 1.0, 70 + 5 * step) for step in range(9)]


def pitches(notes: list[Note], said: str) -> list[int]:
    found = some(notes, said, TEMPO)
    assert found is not None
    return [one.pitch for one in found]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("third", [64, 57]),
        ("root", [60, 65, 62]),
        ("fifth", [67, 60]),
        ("above F4", [67, 69]),
        ("below C4", [57]),
        ("highest", [69]),
        ("every 2nd", [57, 60, 65]),
    ],
)
def test_of_chords(said: str, wanted: list[int]):
    assert pitches(CHORDS, said) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("beat 1", [60, 66]),
        ("offbeats", [61, 63, 65, 67]),
        ("high", [65, 66, 67, 68]),
        ("quiet", [60, 61, 62, 63]),
        ("long", [60, 63, 66]),
        ("loudest", [68]),
        ("every 3rd", [62, 65, 68]),
        ("last of bar", [65, 68]),
        ("2. of bar", [61, 67]),
    ],
)
def test_of_a_line(said: str, wanted: list[int]):
    assert pitches(LINE, said) == wanted


def test_a_name_of_a_note_is_none_of_these():
    assert some(LINE, "F#4", TEMPO) is None


def test_above_a_note_without_its_octave_asks_which():
    with pytest.raises(UserError, match="Say which C"):
        some(LINE, "above C", TEMPO)


def test_the_first_of_a_bar_need_not_be_on_its_first_beat():
    late = [Note(60, 0.5, 1.0), Note(62, 1.5, 1.0), Note(64, 2.97, 1.0), Note(65, 4.0, 1.0)]
    assert pitches(late, "first of bar") == [60, 64]
