"""Reading and finding keys."""

import pytest

from engine.errors import UserError
from engine.media.key import Key, key_of_notes, parse_key
from engine.media.note import Note


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("G minor", "G minor"),
        ("gm", "G minor"),
        ("f#", "F# major"),
        ("Bbm", "Bb minor"),
        ("E flat major", "Eb major"),
        ("C♯ min", "C# minor"),
        ("a dorian", "A dorian"),
        ("CM", "C major"),
        ("db", "Db major"),
    ],
)
def test_keys_are_read_as_people_write_them(text, name):
    assert str(parse_key(text)) == name


@pytest.mark.parametrize("text", ["", "H minor", "G minor please", "12", "minor"])
def test_what_is_not_a_key_is_refused(text):
    with pytest.raises(UserError, match="is not a key"):
        parse_key(text)


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize("mode", ["major", "minor"])
def test_a_tune_that_ends_on_its_tonic_is_heard_in_its_key(tonic, mode):
    scale = Key(tonic, mode).scale
    tune = [60 + scale[degree] for degree in (0, 2, 4, 3, 2, 1, 4, 4, 2, 0, 0)]
    found = key_of_notes([Note(pitch, float(beat), 1.0) for beat, pitch in enumerate(tune)])
    assert found is not None and found[0] == Key(tonic, mode)


def test_two_notes_are_no_key():
    assert key_of_notes([Note(60, 0, 1), Note(67, 1, 1)]) is None
