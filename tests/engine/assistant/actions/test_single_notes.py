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
        ({"action": "length", "note": -1, "beats": 1.5}, (64, 8, 1.5)),
        ({"action": "length", "only": "the E", "change": -1}, (64, 8, 3)),
        ({"action": "pitch", "only": "E4 on beat 1", "start_bar": 5, "end_bar": 6, "to": "F"}, (65, 8, 4)),
        ({"action": "pitch", "only": "the note", "start_bar": 5, "end_bar": 6, "to": "F"}, (65, 8, 4)),
        ({"action": "pitch", "only": "not note -1", "change": 0}, (64, 8, 4)),
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
    assert choir("edit_notes", clip="alto", action="pitch", only="G", to="A") == "2 notes of 'alto' are A4 now."
    assert choir("edit_notes", clip="alto", action="length", note=2, beats=1) == (
        "The B4 in bar 3 beat 3 of 'alto' is 1 beat long now."
    )


@pytest.mark.parametrize(
    "args, why",
    [
        ({"clip": "alto", "action": "pitch", "note": -1, "only": "F", "to": "G"}, "is E4, not F"),
        ({"clip": "alto", "action": "delete", "note": 9}, "only 5 notes"),
        ({"clip": "alto", "action": "pitch", "note": 1, "to": "Q"}, "is no note"),
        ({"clip": "chords", "action": "pitch", "note": 1, "to": "G"}, "say which of them"),
        ({"clip": "alto", "action": "pitch", "only": "C#", "to": "D"}, "no C#"),
        ({"clip": "alto", "action": "pitch", "only": "the C#", "to": "D"}, "no C#"),
        ({"clips": ["alto", "chords"], "action": "pitch", "only": "the E", "to": "F"}, "2 notes E: in bar 5"),
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


def test_of_several_clips_the_one_that_has_the_note(choir):
    choir("edit_notes", clips=["alto", "chords"], action="pitch", only="the F", to="F#")
    assert notes(choir)[2] == (66, 4, 2)
    assert notes(choir, "chords") == [(60, 0, 4), (64, 0, 4), (67, 4, 4)]


def test_all_notes_but_some(choir):
    choir("edit_notes", clip="alto", action="velocity", only="not note 1", value=50)
    choir("edit_notes", clip="alto", action="velocity", only="not beat 1", change=-10)
    assert [n.velocity for n in choir.region("alto").notes] == [LINE[0].velocity, 40, 50, 40, 50]


def test_one_of_several_of_a_name(choir):
    choir("edit_notes", clip="chords", action="double", change=-12)
    choir("edit_notes", clip="chords", action="delete", only="last G")
    assert notes(choir, "chords") == [(48, 0, 4), (52, 0, 4), (60, 0, 4), (64, 0, 4)]


def test_a_note_held_beyond_the_end_takes_its_clip_along(choir):
    before = choir.region("alto").end_beats
    choir("edit_notes", clip="alto", action="length", note=-1, change=2)
    assert notes(choir)[-1] == (64, 8, 6)
    assert choir.region("alto").end_beats == max(before, 8 + 14)
