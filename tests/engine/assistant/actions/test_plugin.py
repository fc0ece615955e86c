"""plugin: by name or kind, all of them, values in their range; what is not there is said."""

import pytest

from engine.daw import daw
from engine.errors import UserError


@pytest.fixture
def song(act):
    vox = act.session.user_track("Vox")
    bass = act.session.user_track("Bass")
    act.session._set_track(
        vox,
        plugins=(
            daw.Plugin("p1", "Calf Compressor", parameters=(("threshold_db", -20.0), ("ratio", 4.0))),
            daw.Plugin("p2", "Dragonfly Hall", parameters=(("wet", 0.3),)),
            daw.Plugin("p3", "De-Esser", parameters=()),
        ),
    )
    act.session._set_track(bass, plugins=(daw.Plugin("p4", "compressor", parameters=(("release_ms", 100.0),)),))
    return act


def plugins(song, track="Vox"):
    return {plugin.name: plugin for plugin in song.track(track).plugins}


def test_removed_by_its_kind(song):
    song("plugin", track="vox", action="remove", plugin="reverb")
    assert list(plugins(song)) == ["Calf Compressor", "De-Esser"]
    with pytest.raises(UserError, match="'Vox' has no reverb; on it are: Calf Compressor, De-Esser."):
        song("plugin", track="vox", action="remove", plugin="reverb")


def test_bypassed_and_switched_on_again(song):
    song("plugin", track="vox", action="bypass", plugin="deesser")
    assert not plugins(song)["De-Esser"].on
    assert "already" in song("plugin", track="vox", action="bypass", plugin="de-esser")
    song("plugin", track="vox", action="bypass", plugin="all plugins")
    assert not any(plugin.on for plugin in plugins(song).values())
    song("plugin", track="vox", action="enable")
    assert all(plugin.on for plugin in plugins(song).values())


def test_a_value_is_set_and_clamped(song):
    song("plugin", track="vox", action="set", plugin="comp", parameter="threshold", value=-30)
    assert dict(plugins(song)["Calf Compressor"].parameters)["threshold_db"] == -30
    assert "100" in song("plugin", track="vox", action="set", plugin="compressor", parameter="ratio", value=500)
    song("plugin", track="vox", action="set", plugin="reverb", parameter="mix", value=20)
    assert dict(plugins(song)["Dragonfly Hall"].parameters)["wet"] == 0.2
    assert "already" in song("plugin", track="vox", action="set", plugin="reverb", parameter="mix", value=0.2)
    with pytest.raises(UserError, match="parameter 'colour'"):
        song("plugin", track="vox", action="set", plugin="reverb", parameter="colour", value=1)


def test_several_tracks_and_those_that_lack_it(song):
    song("plugin", tracks=["Vox", "Bass"], action="bypass", plugin="compressor")
    assert not plugins(song)["Calf Compressor"].on and not plugins(song, "Bass")["compressor"].on
    said = song("plugin", tracks=["Vox", "Bass"], action="bypass", plugin="reverb")
    assert not plugins(song)["Dragonfly Hall"].on
    assert "'Bass' has no reverb" in said


def test_without_a_track_the_one_that_has_it(song):
    song("plugin", action="bypass", plugin="reverb")
    assert not plugins(song)["Dragonfly Hall"].on
    with pytest.raises(UserError, match="'Vox', 'Bass' have a compressor"):
        song("plugin", action="bypass", plugin="compressor")
    with pytest.raises(UserError, match="No track has a vocoder"):
        song("plugin", action="bypass", plugin="vocoder")


def test_which_one_is_asked_before_something_is_taken_off(song):
    with pytest.raises(UserError, match="Say which plugin of 'Vox'"):
        song("plugin", track="vox", action="remove")
