"""mix on several tracks, on everything, and past the end of a fader."""

from dataclasses import replace

import pytest

from engine.daw.changes.automation import value_at
from engine.errors import UserError


@pytest.fixture
def song(act):
    for name in ("Kick", "Bass", "Vox"):
        act.session.user_track(name)
    hidden = act.session.user_track("Old")
    act.session._set_track(hidden, is_hidden=True, solo=True)
    return act


def test_unsolo_everything_means_what_is_seen_and_soloed(song):
    song("mix", tracks=["Kick", "Vox"], action="solo")
    song("mix", track="everything", action="unsolo")
    assert [track.solo for track in song.session.tracks] == [False, False, False, True]
    assert "not soloed" in song("mix", track="all tracks", action="unsolo")
    assert song.made == []


def test_several_are_done_and_what_is_so_already_is_said(song):
    song("mix", track="kick", action="mute")
    assert song("mix", tracks=["Kick", "Bass"], action="mute") == "'Kick' is muted already."
    assert [track.mute for track in song.session.tracks[:3]] == [True, True, False]


def test_a_fader_ends_and_says_so(song):
    assert "ends at +6 dB" in song("mix", track="vox", action="gain", value_db=20)
    assert song.track("Vox").gain_db == 6


def test_a_name_that_is_not_there(song):
    with pytest.raises(UserError, match="did you mean 'Kick'"):
        song("mix", track="Kik", action="mute")


@pytest.mark.parametrize("args", [{"track": "vocal", "action": "mute"}, {"tracks": ["a", "b"], "action": "solo"}])
def test_without_a_daw_no_track_is_looked_for(song, args):
    snapshot = song.session.snapshot
    song.session.snapshot = lambda: replace(snapshot(), revision="")
    with pytest.raises(UserError, match="No DAW is connected"):
        song("mix", **args)


def test_a_fader_takes_its_ride_along(song):
    """Where points say how loud a track is, the fader alone is not heard."""
    song("automate", track="vox", parameter="volume", from_=-4, to=-4, start_bar=5, end_bar=9)
    song("automate", track="vox", parameter="volume", from_=-4, to=-60, start_bar=13, end_bar=17)
    song("mix", track="vox", action="gain", value_db=-3)
    vox = song.track("Vox")
    points = next(lane.points for lane in vox.automation if lane.parameter == "volume")
    assert vox.gain_db == -3
    assert [round(value_at(points, (bar - 1) * 4), 1) for bar in (1, 6, 10, 13, 17)] == [-3, -7, -3, -7, -60]
    song("mix", track="vox", action="gain", set_db=0)
    points = next(lane.points for lane in song.track("Vox").automation if lane.parameter == "volume")
    assert [round(value_at(points, (bar - 1) * 4), 1) for bar in (1, 6, 17)] == [0, -4, -60]


def test_another_track_s_ride_stays(song):
    song("automate", track="bass", parameter="volume", from_=-4, to=-4, start_bar=5, end_bar=9)
    before = song.track("Bass").automation
    song("mix", track="vox", action="gain", value_db=-3)
    assert song.track("Bass").automation == before
    song("mix", track="bass", action="mute")
    assert song.track("Bass").automation == before


def test_a_mute_silences_what_points_let_be_heard(song):
    """Where points say when a track is heard, its mute alone is not."""
    song("automate", track="bass", parameter="mute", from_=1, to=1, start_bar=3, end_bar=5)
    song("mix", track="bass", action="mute")
    points = next(lane.points for lane in song.track("Bass").automation if lane.parameter == "mute")
    assert song.track("Bass").mute and [value_at(points, beat) for beat in (0, 9, 40)] == [1, 1, 1]
    assert "muted already" in song("mix", track="bass", action="mute")
    song("mix", track="bass", action="unmute")
    lanes = [lane.points for lane in song.track("Bass").automation if lane.parameter == "mute"]
    assert not song.track("Bass").mute and not any(lanes)


def test_what_is_silent_in_some_bars_stays_so_when_it_is_not_muted(song):
    song("automate", track="bass", parameter="mute", from_=1, to=1, start_bar=3, end_bar=5)
    before = song.track("Bass").automation
    assert "not muted" in song("mix", track="bass", action="unmute")
    assert song.track("Bass").automation == before
