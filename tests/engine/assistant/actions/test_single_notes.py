"""Single notes of a clip and questions about them, in a session."""

import pytest

from engine.errors import UserError
from engine.media.note import Note

LINE = [Note(72, 0, 2), Note(71, 2, 2), Note(65, 4, 2), Note(67, 6, 1), Note(64, 8, 4, 70)]


@pytest.fixture
def choir(act):
    track = act.session.user_track("Alto", "midi")
    act.session.user_notes(track, LINE, 8.0, "alto")
    act.session.user_notes(track, [Note(60, 0, 4), Note(64, 0, 4), Note(67, 4, 4)], 24.0, "chords")
    act.session.user_track("Room")
    return act


def notes(choir, name="alto"):
    return [(n.pitch, n.start_beats, n.length_beats) for n in choir.region(name).notes]


@pytest.mark.parametrize(
    "args, last",
    [
        ({"action": "pitch", "note": -1, "to": "G", "only": "E"}, (67, 8, 4)),
        ({"action": "pitch", "note": 5, "to": "G3"}, (55, 8, 4)),
        ({"action": "pitch", "note": -1, "change": -1}, (63, 8, 4)),
        ({"action": "pitch", "only": "E", "to": "Eb"}, (63, 8, 4)),
        ({"action": "length", "note": -1, "times": 0.5}, (64, 8, 2)),
        ({"action": "delete", "note": -1}, (67, 6, 1)),
        ({"action": "pitch", "note": 1, "to": "A4", "start_bar": 5}, (69, 8, 4)),
    ],
)
def test_one_note_is_changed_and_no_other(choir, args, last):
    before = notes(choir)
    choir("edit_notes", clip="alto", **args)
    after = notes(choir)
    assert after[-1] == last
    assert after[:4] == before[:4]


def test_what_is_said_of_it(choir):
    said = choir("edit_notes", clip="alto", action="pitch", note=-1, to="G")
    assert said == "The E4 in bar 5 of 'alto' is G4 now."
    assert choir("edit_notes", clip="alto", action="pitch", only="G", to="A") == "2 notes of 'alto' have another pitch."


@pytest.mark.parametrize(
    "args, why",
    [
        ({"clip": "alto", "action": "pitch", "note": -1, "only": "F", "to": "G"}, "is E4, not F"),
        ({"clip": "alto", "action": "delete", "note": 9}, "only 5 notes"),
        ({"clip": "alto", "action": "pitch", "note": 1, "to": "Q"}, "is no note"),
        ({"clip": "chords", "action": "pitch", "note": 1, "to": "G"}, "say which of them"),
        ({"clip": "alto", "action": "pitch", "only": "C#", "to": "D"}, "no C#"),
    ],
)
def test_what_is_not_clear_changes_nothing(choir, args, why):
    with pytest.raises(UserError, match=why):
        choir("edit_notes", **args)


def test_a_question_about_notes_is_answered(choir):
    said = choir("session_info", aspect="notes", clip="alto")
    assert "5 notes, from E4 to C5" in said and "C5 in bar 3" in said
    assert "F4, G4" in choir("session_info", aspect="notes", clip="alto", start_bar=4, end_bar=5)
    assert "C4+E4, G4" in choir("session_info", aspect="notes", clip="chords")
