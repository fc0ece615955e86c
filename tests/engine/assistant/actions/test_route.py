"""route: sends with their buses, groups, sidechains with their compressor."""

import numpy as np
import pytest

from engine.daw import daw
from engine.daw.changes.automation import value_at
from engine.errors import UserError
from engine.media.audio import Audio, write_audio
from engine.media.note import Note


@pytest.fixture
def song(act):
    for name in ("Kick", "Snare", "Bass", "Lead Vox"):
        act.session.user_track(name)
    return act


def test_a_send_makes_its_bus_with_the_effect_once(song):
    song("route", action="send", track="vox", to="reverb bus", value_db=-9)
    bus = song.track("Reverb bus")
    assert bus.kind == "bus"
    assert [plugin.name for plugin in bus.plugins] == ["reverb"]
    assert song.track("Lead Vox").sends == (daw.Send(bus.id, -9.0),)
    song("route", action="send", tracks=["Bass", "Snare"], to="the reverb")
    assert song.track("Bass").sends == song.track("Snare").sends == (daw.Send(bus.id, -12.0),)
    assert len(song.session.tracks) == 5
    song("route", action="send", track="vox", to="Reverb", value_db=-15)
    assert song.track("Lead Vox").sends == (daw.Send(bus.id, -15.0),)
    assert "already" in song("route", action="send", track="vox", to="Reverb", value_db=-15)


def test_another_bus_is_not_taken_for_its_word_bus(song):
    song("route", action="bus", tracks=["Kick", "Snare"], to="Drum Bus")
    song("route", action="send", track="vox", to="delay bus")
    assert [track.name for track in song.session.tracks if track.kind == "bus"] == ["Drum Bus", "Delay bus"]
    assert song.track("Kick").output == song.track("Snare").output == song.track("Drum Bus").id


def test_back_to_the_master_makes_no_bus(song):
    song("route", action="bus", tracks=["Kick", "Snare"], to="Drum Bus")
    song("route", action="bus", track="Snare", to="Master")
    assert song.track("Kick").output == song.track("Drum Bus").id
    assert song.track("Snare").output == ""
    assert "already" in song("route", action="bus", track="Snare", to="master")
    assert [track.name for track in song.session.tracks if track.kind == "bus"] == ["Drum Bus"]


def test_a_send_goes_down_by_so_much(song):
    song("route", action="send", track="vox", to="Hall", value_db=-9)
    song("route", action="send", track="vox", to="Hall", change_db=-6)
    assert [send.gain_db for send in song.track("Lead Vox").sends] == [-15.0]
    song("route", action="send", track="vox", to="Hall", value_db=-120)
    assert song.track("Lead Vox").sends == ()


def test_a_hall_is_a_reverb_and_a_monitor_mix_is_nothing(song):
    song("route", action="send", track="vox", to="Hall")
    song("route", action="send", track="vox", to="Mon 2")
    assert [plugin.name for plugin in song.track("Hall").plugins] == ["reverb"]
    assert song.track("Mon 2").plugins == ()


def test_a_track_is_no_bus(song):
    with pytest.raises(UserError, match="'Bass' is a track, not a bus"):
        song("route", action="send", track="vox", to="bass")


def test_groups_take_in_and_let_go(song):
    song("route", action="group", tracks=["Kick", "Snare"])
    group = song.track("Drums")
    assert group.kind == "group"
    assert song.track("Kick").group == song.track("Snare").group == group.id
    song("route", action="group", track="Bass", to="drums")
    assert song.track("Bass").group == group.id
    song("route", action="ungroup", track="Drums")
    assert {track.group for track in song.session.tracks} == {""}
    assert "in no group" in song("route", action="ungroup", track="Kick")


def test_a_sidechain_brings_its_compressor_once(song):
    song("route", action="sidechain", track="bass", to="kick")
    bass = song.track("Bass")
    (plugin,) = bass.plugins
    assert plugin.name == "compressor"
    assert song.session.sidechains == {(bass.id, plugin.id): song.track("Kick").id}
    song("route", action="sidechain", track="bass", to="snare")
    assert len(song.track("Bass").plugins) == 1
    with pytest.raises(UserError, match="itself"):
        song("route", action="sidechain", track="bass", to="bass")


def test_a_sidechain_goes_as_deep_as_it_is_told(song):
    for track, depth_db in (("bass", -3), ("snare", -12)):
        song("route", action="sidechain", track=track, to="kick", value_db=depth_db)
    ratios = [dict(song.track(name).plugins[0].parameters)["ratio"] for name in ("Bass", "Snare")]
    assert ratios == [1.2, 3.0]  # 18 dB above the threshold: 3 and 12 dB of it go


def test_without_sidechains_the_volume_is_automated_at_each_hit(song):
    song.session.capabilities -= {"sidechain"}
    for name, notes in (("Kick", [Note(36, float(b), 0.25) for b in range(8)]), ("Bass", [Note(40, 0.0, 8.0)])):
        song.session.user_notes(song.track(name).id, notes, 0.0, name)
    told = song("route", action="sidechain", track="bass", to="kick")
    assert "each of the 8 hits of 'Kick'" in told
    ((lane,),) = [song.track("Bass").automation]
    assert [round(value_at(lane.points, beat), 1) for beat in (0.001, 0.8, 1.001, 1.8, 7.001)] == [-8, 0, -8, 0, -8]
    song.session.capabilities -= {"automation"}
    with pytest.raises(UserError, match="sidechain"):
        song("route", action="sidechain", track="bass", to="kick")


def test_ducking_follows_a_ride_that_is_there_to_its_end(song):
    song.session.capabilities -= {"sidechain"}
    for name, notes in (("Kick", [Note(36, float(b), 0.25) for b in range(8)]), ("Bass", [Note(40, 0.0, 8.0)])):
        song.session.user_notes(song.track(name).id, notes, 0.0, name)
    song("automate", track="Bass", parameter="volume", from_=-40, to=0, start_bar=1, end_bar=3)
    song("route", action="sidechain", track="bass", to="kick")
    ((lane,),) = [song.track("Bass").automation]
    assert [round(value_at(lane.points, beat)) for beat in (0.001, 4.001, 8, 40)] == [-48, -28, 0, 0]


def test_a_group_ducks_where_what_lies_in_it_plays(song):
    song.session.capabilities -= {"sidechain"}
    song("route", action="group", tracks=["Bass", "Snare"], to="Low")
    for name in ("Kick", "Bass"):
        song.session.user_notes(song.track(name).id, [Note(40, float(b), 0.5) for b in range(4)], 0.0, name)
    assert "each of the 4 hits of 'Kick'" in song("route", action="sidechain", track="low", to="kick", value_db=-3)
    assert song.track("Low").automation and not song.track("Bass").automation


def test_hits_are_heard_in_sound(song, tmp_path):
    song.session.capabilities -= {"sidechain"}
    clicks = np.zeros((1, 96000), np.float32)
    for start in (0, 30000, 60000):
        clicks[0, start : start + 2400] = 0.5 * np.exp(-np.arange(2400) / 600)
    path = write_audio(tmp_path / "k.wav", Audio(clicks, 48000))
    song.session.user_sound(song.track("Kick").id, path, 0.0)
    song.session.user_notes(song.track("Bass").id, [Note(40, 0.0, 8.0)], 0.0, "bass")
    assert "3 hits" in song("route", action="sidechain", track="bass", to="kick")


def test_every_name_that_is_not_there_is_named(song):
    with pytest.raises(UserError, match="'Clap' or 'Flute'.*Nothing was changed"):
        song("route", action="group", tracks=["Kick", "Clap", "Flute"], to="Drums")
    assert len(song.session.tracks) == 4


def test_no_bus_said_and_none_there(song):
    with pytest.raises(UserError, match="Say where 'Lead Vox' should go"):
        song("route", action="send", track="vox")


def test_a_daw_without_sends_says_so_before_anything_is_made(song):
    song.session.capabilities -= {"send"}
    with pytest.raises(UserError, match="'send'"):
        song("route", action="send", track="vox", to="reverb")
    assert len(song.session.tracks) == 4


def test_a_bus_is_made_without_anything_that_goes_there(song):
    song("arrange", action="new_track", name="Echo", kind="bus")
    assert song.track("Echo").kind == "bus"
    assert all(not track.output for track in song.session.tracks)


def test_a_send_to_a_bus_called_after_an_effect_that_has_none_says_so(song):
    song("arrange", action="new_track", name="Hall", kind="bus")
    assert "comes back dry" in song("route", action="send", track="vox", to="Hall", value_db=-9)
    assert "comes back dry" not in song("route", action="send", track="vox", to="delay bus")


def test_where_no_script_can_put_an_effect_on_a_bus_the_way_that_works_is_told(song):
    song.session.capabilities -= {"add_plugin"}
    said = song("route", action="send", track="vox", to="reverb bus")
    assert "comes back dry" in said and "do it in" in said
    assert song.track("Reverb bus").plugins == ()
