"""transport: markers as places, meters, ramps of tempo, recording that has somewhere to go."""

import pytest

from engine.daw import daw
from engine.errors import UserError
from engine.media.note import MeterChange, TempoChange


@pytest.fixture
def song(act):
    act.session.user_track("Vox")
    act("marker", action="add", name="Chorus", bar=9)
    act("marker", action="add", name="Outro", bar=17)
    return act


def test_markers_are_places(song):
    song("transport", action="locate", marker="the chorus")
    song("transport", action="play", marker="outro")
    song("transport", action="loop", marker="chorus")
    located, again, played, looped = song.session.transport
    assert (located.at_beats, again.at_beats, played.action) == (32, 64, "play")
    assert (looped.at_beats, looped.end_beats) == (32, 64)
    with pytest.raises(UserError, match="did you mean 'Chorus'"):
        song("transport", action="locate", marker="Chrous")


def test_meters(song):
    song("transport", action="set_meter", meter="6/8", bar=9)
    assert song.session.tempo_map.meters == (MeterChange(0, 4, 4), MeterChange(32, 6, 8))
    assert "already" in song("transport", action="set_meter", meter="6/8", bar=9)
    for wrong in ("6/5", "waltz", "0/4"):
        with pytest.raises(UserError, match="meter"):
            song("transport", action="set_meter", meter=wrong)


def test_a_ramp_of_tempo(song):
    song("transport", action="set_tempo", bpm=96, to_bpm=120, start_bar=5, end_bar=9)
    assert song.made == [daw.SetTempo(96, 16, 120, 32)]
    assert song.session.tempo_map.tempos[-1] == TempoChange(32, 120)
    with pytest.raises(UserError, match="over which bars"):
        song("transport", action="set_tempo", to_bpm=120)


def test_recording_needs_an_armed_track(song):
    with pytest.raises(UserError, match="No track is armed.*'Vox'"):
        song("transport", action="record")
    song("set_track", track="vox", arm=True)
    song("transport", action="record", bar=5, count_in=2)
    assert song.made == [daw.Transport("locate", 16), daw.Transport("record", count_in_bars=2)]


def test_a_tempo_that_is_there_already(song):
    assert "already" in song("transport", action="set_tempo", bpm=96)
