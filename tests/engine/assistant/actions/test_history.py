"""history: what was done to a clip is also what was done to the track that holds nothing else."""

import pytest

from engine.media.note import Note
from tests.engine.assistant.test_undo import Song, gain


@pytest.fixture
def song(tmp_path):
    song = Song(tmp_path)
    song.riff = song.session.user_notes(song.keys, [Note(60, 0.0, 1.0)], 0.0, "riff")
    song("keys down 4", gain("Keys", -4))
    return song


def _told(song):
    return song("what was done to the riff?", ("history", {"clip": f"region:{song.riff}"})).answer


def test_a_fader_counts_as_done_to_the_one_clip_on_its_track(song):
    assert "keys down 4" in _told(song)


def test_beside_other_clips_it_is_the_track_that_was_turned(song):
    song.session.user_notes(song.keys, [Note(62, 0.0, 1.0)], 8.0, "coda")
    assert _told(song) == "Nothing has been done to 'riff' yet."


def test_of_a_request_about_several_the_line_about_this_one_is_told(song):
    song("all down", gain("Bass", -3), gain("Keys", -6))
    assert "all down” → The fader of 'Keys' is at −6.0 dB." in song("keys?", ("history", {"track": "Keys"})).answer
    assert "all down” → The fader of 'Bass' is at −3.0 dB." in song("bass?", ("history", {"track": "Bass"})).answer


def test_what_is_silent_for_some_bars_is_told_as_that(song):
    mute = {"track": "Keys", "parameter": "mute", "from": 1, "to": 1, "start_bar": 3, "end_bar": 5}
    assert song("keys out in 3 and 4", ("automate", mute)).answer == "'Keys' is muted from bar 3 to bar 5."
