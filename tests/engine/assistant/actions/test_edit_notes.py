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
