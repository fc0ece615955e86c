"""A whole track copied: what lies on it, its mixer, and its place."""

import pytest

from engine.errors import UserError
from engine.media.note import Note


@pytest.fixture
def song(act):
    keys = act.session.user_track("Keys", "midi")
    act.session.user_notes(keys, [Note(60, 0.0, 1.0, 90), Note(64, 1.0, 1.0, 80)], 4.0, "riff")
    act.session.user_track("Bass")
    act.session.user_track("Room", "bus")
    return act


def test_a_copy_has_the_notes_and_the_mixer_of_its_track(song):
    song("mix", track="Keys", action="gain", value_db=-3)
    song("mix", track="Keys", action="pan", value=0.5)
    song("arrange", action="duplicate", track="Keys")
    copy = song.track("Keys 2")
    assert (copy.kind, copy.gain_db, copy.pan) == ("midi", -3, 0.5)
    there = [one for one in song.session.regions if one.track == copy.id]
    assert [(one.name, one.start_beats, [n.pitch for n in one.notes]) for one in there] == [("riff", 4.0, [60, 64])]


def test_a_copy_may_have_a_name_and_a_bus_has_none(song):
    song("arrange", action="duplicate", track="Keys", name="Keys Wide")
    assert song.track("Keys Wide").kind == "midi"
    with pytest.raises(UserError, match="neither sound nor notes"):
        song("arrange", action="duplicate", track="Room")


def test_a_new_track_is_for_what_is_said(song):
    song("arrange", action="new_track", name="Sub", kind="midi")
    song("arrange", action="new_track", name="Claps")
    assert (song.track("Sub").kind, song.track("Claps").kind) == ("midi", "audio")
