"""route: sends with their buses, groups, sidechains with their compressor."""

import pytest

from engine.daw import daw
from engine.errors import UserError


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


def test_every_name_that_is_not_there_is_named(song):
    with pytest.raises(UserError, match="'Clap'.*'Flute'.*Nothing was changed"):
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
