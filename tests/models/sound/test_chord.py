import pytest

from engine.errors import UserError
from engine.media.key import Key, parse_key
from models.sound.music.chord import chords_in, parse_chord, scale_chord


@pytest.mark.parametrize(
    ("text", "key", "tones"),
    [
        ("C", "C major", {0, 4, 7}),
        ("Am7", "A minor", {9, 0, 4, 7}),
        ("F#m7b5", "C major", {6, 9, 0, 4}),
        ("Bbmaj7", "C major", {10, 2, 5, 9}),
        ("ii7", "C major", {2, 5, 9, 0}),
        ("bVI", "C major", {8, 0, 3}),
        ("bVI", "A minor", {5, 9, 0}),
        ("VI", "A minor", {5, 9, 0}),
        ("V7b9", "C major", {7, 11, 2, 5, 8}),
        ("vii°", "C major", {11, 2, 5}),
        ("iiø7", "A minor", {11, 2, 5, 9}),
        ("Gsus4", "C major", {7, 0, 2}),
        ("IVmaj7", "G major", {0, 4, 7, 11}),
        ("bII", "E phrygian", {5, 9, 0}),
        ("Dm9", "C major", {2, 5, 9, 0, 4}),
        ("VII", "A minor", {7, 11, 2}),
        ("V/V", "C major", {2, 6, 9}),
        ("E♭Δ7", "C major", {3, 7, 10, 2}),
        ("A-7", "C major", {9, 0, 4, 7}),
        ("C6/9", "C major", {0, 4, 7, 9, 2}),
        ("v", "C minor", {7, 10, 2}),
        ("#iv°7", "C major", {6, 9, 0, 3}),
        ("bVII", "D mixolydian", {0, 4, 7}),
        ("VII", "D mixolydian", {0, 4, 7}),
    ],
)
def test_names_and_numerals(text, key, tones):
    assert set(parse_chord(text, parse_key(key)).pitch_classes) == tones


def test_slash_bass():
    chord = parse_chord("C/E", Key(0))
    assert (chord.root, chord.bass, chord.lowest) == (0, 4, 4)


@pytest.mark.parametrize("text", ["H7", "Cfoo", "viiii", "C/H", "", "7", "x" * 500])
def test_what_is_no_chord_is_named(text):
    with pytest.raises(UserError, match="is not a chord") as caught:
        parse_chord(text, Key(0))
    assert text[:30] in str(caught.value) and len(str(caught.value)) < 130


def test_chords_are_split_into_bars():
    assert chords_in(["Dm Bb F C"]) == [["Dm"], ["Bb"], ["F"], ["C"]]
    assert chords_in(["C", "G | Am", "F"]) == [["C", "G"], ["Am", "F"]]
    assert chords_in([]) == []


@pytest.mark.parametrize("mode", ["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "locrian"])
@pytest.mark.parametrize("size", ["triad", "add9", "seventh", "ninth"])
def test_chords_of_a_scale_stay_in_it(mode, size):
    key = Key(3, mode)
    for degree in range(7):
        chord = scale_chord(degree, key, size)
        assert set(chord.pitch_classes) <= set(key.scale)
        assert "?" not in chord.name
