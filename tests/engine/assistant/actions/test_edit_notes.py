"""edit_notes in a session: on its bars, in the clip's place, of a selection only what is selected."""

from dataclasses import replace

import pytest

from engine.errors import UserError
from engine.media.note import Note

LOOSE = [Note(60, 0.1, 0.5, 80), Note(61, 0.9, 0.5, 80), Note(64, 2.2, 0.5, 80), Note(67, 3.05, 0.5, 80)]


@pytest.fixture
def song(act):
    track = act.session.user_track("Keys", "midi")
    act.session.user_notes(track, LOOSE, 8.0, "chords")
    act.session.user_notes(track, LOOSE, 16.0, "late")
    act.session.user_track("Sound")
    return act


def starts(song, name="chords"):
    return [round(n.start_beats, 3) for n in song.region(name).notes]


def test_quantizing_is_in_place_and_a_second_time_says_so(song):
    assert (
        song("edit_notes", clip="chords", action="quantize", grid="1/4") == "The notes of 'chords' lie on the 1/4 grid."
    )
    assert starts(song) == [0, 1, 2, 3]
    assert song.region("chords").start_beats == 8.0
    assert "already" in song("edit_notes", clip="chords", action="quantize", grid="1/4")
    assert song.made == []


def test_bars_that_are_the_sessions_or_the_clips_own(song):
    song.session.user_notes(song.track("Keys").id, [Note(60, b + 0.1, 0.2) for b in range(8)], 32.0, "two bars")
    song("edit_notes", clip="two bars", action="quantize", grid="1/4", start_bar=9, end_bar=10)
    assert starts(song, "two bars") == [0, 1, 2, 3, 4.1, 5.1, 6.1, 7.1]
    song("edit_notes", clip="two bars", action="quantize", grid="1/4", start_bar=2, end_bar=3)
    assert starts(song, "two bars") == [0, 1, 2, 3, 4, 5, 6, 7]
    with pytest.raises(UserError, match="bars 9 to 10"):
        song("edit_notes", clip="two bars", action="quantize", start_bar=20, end_bar=24)


def test_only_the_selected_notes_are_changed(song):
    region = song.region("chords")
    song.session.select(region.id)
    chosen = tuple(n for n in song.session.selection.notes if n.pitch in (60, 64))
    song.session.selection = replace(song.session.selection, notes=chosen)
    song("edit_notes", clip="selection", action="velocity", value=110)
    assert [n.velocity for n in song.region("chords").notes] == [110, 80, 110, 80]


def test_a_note_before_the_next_bar_stays_in_its_clip(song):
    song.session.user_notes(song.track("Keys").id, [Note(60, 3.9, 0.1), Note(62, 0.0, 0.5)], 40.0, "edge")
    song("edit_notes", clip="edge", action="quantize", grid="1/4")
    assert all(n.start_beats < 4.0 for n in song.region("edge").notes)


def test_several_clips_and_a_key(song):
    song("edit_notes", clips=["chords", "late"], action="snap_to_scale", key="C major")
    assert [n.pitch for name in ("chords", "late") for n in song.region(name).notes] == [60, 60, 64, 67] * 2
    assert "already" in song("edit_notes", clip="chords", action="snap_to_scale", key="C major")


def test_velocity_that_ends_is_told(song):
    assert "127" in song("edit_notes", clip="chords", action="velocity", change=100)
    with pytest.raises(UserError, match="Say how loud"):
        song("edit_notes", clip="chords", action="velocity")


def test_words_stay_on_their_notes(song):
    song.session.user_notes(
        song.track("Keys").id, [Note(60, 0.1, 1, 90, "la"), Note(62, 1.1, 1, 90, "lu")], 48.0, "sung"
    )
    song("edit_notes", clip="sung", action="quantize", grid="1/4")
    assert [n.lyric for n in song.region("sung").notes] == ["la", "lu"]


def test_a_daw_that_cannot_says_why(song):
    song.session.capabilities -= {"set_notes"}
    with pytest.raises(UserError, match="set notes"):
        song("edit_notes", clip="chords", action="legato")


def test_some_notes_of_many_by_what_they_are(song):
    keys = song.track("Keys").id
    song.session.user_notes(keys, [Note(60 + n, n, 0.5) for n in range(8)], 64.0, "scale")
    song("edit_notes", clip="scale", action="delete", only="above E4")
    assert [n.pitch for n in song.region("scale").notes] == [60, 61, 62, 63, 64]
    song("edit_notes", clip="scale", action="pitch", change=12, only="every 2nd")
    assert sorted(n.pitch for n in song.region("scale").notes) == [60, 62, 64, 73, 75]
    song.session.user_notes(keys, [Note(p, 0.0, 4.0) for p in (60, 64, 67)], 72.0, "chord")
    song("edit_notes", clip="chord", action="pitch", change=-1, only="third", note=1)
    assert sorted(n.pitch for n in song.region("chord").notes) == [60, 63, 67]


PROGRESSION = [Note(p, bar * 4.0, 4, 80) for bar, chord in enumerate(((48, 52, 55), (53, 57, 60), (55, 59, 62)))
               for p in chord]  # fmt: skip


@pytest.fixture
def pad(song):
    song.session.user_notes(song.track("Keys").id, PROGRESSION, 64.0, "pad")
    return song


def chords_of(song):
    notes = song.region("pad").notes
    return [[n.pitch for n in notes if n.start_beats == bar * 4.0] for bar in range(3)]


@pytest.mark.parametrize(
    ("note", "to", "bar", "made"),
    [
        (-1, "Gsus4", 2, [55, 60, 62]),
        (-1, "E major", 2, [52, 56, 59]),
        (2, "Fm", 1, [53, 56, 60]),
        (1, "C7", 0, [48, 52, 55, 58]),
        (1, "C/E", 0, [52, 55, 60]),
    ],
)
def test_a_chord_becomes_another_in_its_place(pad, note, to, bar, made):
    before = chords_of(pad)
    said = pad("edit_notes", clip="pad", action="chord", note=note, to=to)
    assert f"is {to} now" in said
    assert chords_of(pad) == [made if n == bar else one for n, one in enumerate(before)]


def test_a_chord_that_is_struck_twice_is_one(song):
    notes = [Note(p, start, 2, 80) for start, chord in ((0.0, (48, 52, 55)), (2.02, (55, 59, 62)), (4.0, (55, 59, 62)))
             for p in chord]  # fmt: skip
    song.session.user_notes(song.track("Keys").id, notes, 64.0, "pad")
    song("edit_notes", clip="pad", action="chord", note=-1, to="Gsus4")
    assert [n.pitch for n in song.region("pad").notes] == [48, 52, 55, 55, 60, 62, 55, 60, 62]


def test_a_chord_of_no_name_and_single_notes_are_refused(pad):
    with pytest.raises(UserError, match="is not a chord"):
        pad("edit_notes", clip="pad", action="chord", note=1, to="Hmaj")
    with pytest.raises(UserError, match="no chord there"):
        pad("edit_notes", clip="chords", action="chord", note=1, to="C")


def test_a_second_voice_by_steps_of_the_scale(song):
    song("edit_notes", clip="late", action="pitch", steps=-2, key="C major")
    assert [n.pitch for n in song.region("late").notes] == [57, 58, 60, 64]
    song("edit_notes", clip="chords", action="double", steps=2, key="C major")
    assert sorted(n.pitch for n in song.region("chords").notes)[:3] == [60, 61, 64]


def test_velocities_that_grow_over_bars(song):
    song("edit_notes", clip="chords", action="velocity", value=40, to_value=100)
    assert [n.velocity for n in song.region("chords").notes][::3] == [40, 100]
    assert "upside down" in song("edit_notes", clip="chords", action="invert")


def test_a_change_of_the_timing_alone_is_told_so(song):
    told = song("edit_notes", clip="chords", action="humanize", of="timing")
    assert told == "The notes of 'chords' are looser in time."
