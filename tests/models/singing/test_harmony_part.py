"""What people call harmonies, and the notes that are meant."""

import pytest

from engine.errors import UserError
from engine.media.key import parse_key
from engine.media.note import Note
from models.singing.harmony_notes import HIGHEST, LOWEST, chord_voices, harmony_pitch, key_for
from models.singing.harmony_part import added_parts, harmony_in, parts_of


def names(interval: str, voices: int | None = None) -> list[str]:
    return [part.name for part in parts_of(interval, voices)]


@pytest.mark.parametrize(
    "words, voices, wanted",
    [
        ("third above", None, ["third above"]),
        ("a third", None, ["third above"]),
        ("low octave", None, ["octave below"]),
        ("octave below", None, ["octave below"]),
        ("fifth", None, ["fifth above"]),
        ("sixth under", None, ["sixth below"]),
        ("a third and a fifth above", None, ["third above", "fifth above"]),
        ("a third below and an octave above", None, ["third below", "octave above"]),
        ("minor third down", None, ["minor third below"]),
        ("thirds", 2, ["third above", "third above"]),
        ("double", None, ["double", "double"]),
        ("double", 3, ["double", "double", "double"]),
        ("choir of four", None, ["double", "third below", "fifth below", "octave below"]),
        ("", None, ["third above"]),
        ("", 2, ["third above", "fourth below"]),
        ("+7 semitones", None, ["+7 semitones"]),
    ],
)
def test_words_mean_parts(words: str, voices: int | None, wanted: list[str]) -> None:
    assert names(words, voices) == wanted


def test_never_more_than_eight() -> None:
    assert len(parts_of("choir", 8)) == len(parts_of("", 8)) + 0 == 8
    assert len(parts_of("thirds, fourths, fifths, sixths, sevenths, octaves", 8)) == 8


def test_words_that_are_no_harmony_are_refused() -> None:
    with pytest.raises(UserError, match="'polka' is no harmony"):
        parts_of("polka", None)


def test_doubles_differ_in_tuning_time_and_place() -> None:
    left, right = parts_of("double", None)
    assert (left.cents, right.cents) == (-6, 6)
    assert (left.delay_s, right.delay_s) == (0.012, -0.012)
    assert left.pan == -right.pan < 0
    assert parts_of("third above", None)[0].pan == 0


@pytest.mark.parametrize("key", ["C major", "F# minor", "Eb major", "A dorian", "B minor", "D mixolydian"])
@pytest.mark.parametrize(
    "interval", ["third above", "third below", "fifth", "sixth above", "fourth below", "second above"]
)
def test_every_note_is_in_the_key(key: str, interval: str) -> None:
    (part,) = parts_of(interval, None)
    scale = parse_key(key).scale
    for pitch in range(36, 97):  # notes of the key and others
        sung = harmony_pitch(pitch, part, parse_key(key))
        assert sung % 12 in scale
        assert (sung > pitch) == ("below" not in interval)


def test_a_third_in_c_major() -> None:
    (part,) = parts_of("third above", None)
    sung = [harmony_pitch(pitch, part, parse_key("C major")) for pitch in (60, 62, 64, 65, 67, 69, 71, 72)]
    assert sung == [64, 65, 67, 69, 71, 72, 74, 76]


def test_far_notes_stay_in_reach() -> None:
    (up,), (down,) = parts_of("octave above", None), parts_of("octave below", None)
    assert harmony_pitch(12, down, None) >= LOWEST and harmony_pitch(120, up, None) <= HIGHEST


def test_where_the_key_comes_from() -> None:
    scale = [Note(pitch, float(beat), 1.0) for beat, pitch in enumerate((67, 69, 70, 72, 74, 75, 74, 67))]
    assert str(key_for("A minor", "C major", scale)[0]) == "A minor"
    assert key_for(None, "C major", scale)[1] == "the key of the session"
    assert str(key_for(None, None, scale)[0]) == "G minor"
    assert key_for(None, None, scale[:1])[0] is None


def test_the_voices_under_a_melody() -> None:
    notes = [Note(pitch, float(beat), 1.0) for beat in (0, 1) for pitch in (72, 67, 64)] + [Note(71, 2.0, 1.0)]
    assert [[note.pitch for note in voice] for voice in chord_voices(notes, lambda beat: beat / 2)] == [
        [67, 67],
        [64, 64],
    ]


@pytest.mark.parametrize(
    "words, harmony, rest",
    [
        ("third above", "third above", ""),
        ("soft, with a third above", "with a third above", "soft,"),
        ("a third and a fifth above", "a third and a fifth above", ""),
        ("deep male choir", "choir", "deep male"),
        ("max with an octave below", "with an octave below", "max"),
        ("second soprano", "", "second soprano"),
        ("more vibrato", "", "more vibrato"),
        ("a double bass voice", "", "a double bass voice"),
    ],
)
def test_harmonies_are_found_among_other_words(words: str, harmony: str, rest: str) -> None:
    assert harmony_in(words) == (harmony, rest)


def test_in_a_choir_the_lead_is_the_first_singer() -> None:
    assert [part.name for part in added_parts("choir of four")] == ["third below", "fifth below", "octave below"]
    assert sorted(part.pan for part in added_parts("choir of four")) == [-0.6, 0, 0.6]
    assert added_parts("") == ()
