"""plugin: by name or kind, all of them, values in their range; what is not there is said."""

import numpy as np
import pytest

from engine.daw import daw
from engine.errors import UserError
from engine.library.takes import Take, Takes
from engine.media.audio import Audio
from engine.media.clip import Recipe, audio_clip
from engine.tasks.reverb_time import size_of


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


@pytest.fixture
def printed(song, tmp_path):
    """A guitar with a reverb that was printed into it, and put right, and a compressor on top."""
    track = song.session.user_track("Guitar")
    takes, clips = Takes(song.library), []
    for number, (effect, source) in enumerate((("", 0), ("reverb", 0), ("reverb", 0), ("compressor", 2))):
        sound = Audio(np.full((1, 4800), 0.1 * (number + 1), np.float32), 48000)
        parents = (clips[source].id,) if effect else ()
        recipe = Recipe("apply_effect", args={"effect": effect}, parents=parents) if effect else None
        clips.append(song.library.adopt(audio_clip(tmp_path, f"guitar {number}", sound), recipe=recipe))
    song.session.user_sound(track, clips[0].path, 0.0, "guitar")
    place = takes.open("region:guitar", song.region("guitar").id, Take(clips[0].id))
    for clip in clips[1:]:
        place = takes.add(place, Take(clip.id))

    def use(number):
        takes.use(takes.place("region:guitar"), clips[number].id)

    use(2)
    return song, use


def switched(song, action, plugin=""):
    """What is said, and the number of the take that plays then."""
    said = song("plugin", track="guitar", action=action, **({"plugin": plugin} if plugin else {}))
    takes = Takes(song.library)
    place = takes.place("region:guitar")
    for change in song.made:
        if place.number_of(getattr(change, "ref", "")):
            place = takes.use(place, change.ref, song.region("guitar").id)
    return said, place.number


def test_an_effect_that_was_printed_goes_off_and_on_by_its_takes(printed):
    song, _ = printed
    off = "The reverb on 'Guitar' is off: its clips play the takes without it."
    on = "The reverb on 'Guitar' is on again: its clips play the takes with it."
    assert switched(song, "bypass", "reverb") == (off, 1)
    assert switched(song, "remove", "verb") == ("The reverb on 'Guitar' is off already.", 1)
    assert switched(song, "enable", "reverb") == (on, 3)
    assert switched(song, "remove")[1] == 1


def test_one_below_another_is_told_and_one_that_is_not_there(printed):
    song, use = printed
    use(3)
    with pytest.raises(UserError, match="The reverb on 'Guitar' lies under a later effect"):
        song("plugin", track="guitar", action="bypass", plugin="reverb")
    assert switched(song, "bypass", "compressor")[1] == 3
    with pytest.raises(UserError, match="'Guitar' has no plugins."):
        song("plugin", track="guitar", action="bypass", plugin="delay")


def test_a_knob_goes_so_far_from_where_it_is(song):
    song("plugin", track="vox", action="set", plugin="comp", parameter="threshold_db", change=-4)
    assert dict(plugins(song)["Calf Compressor"].parameters)["threshold_db"] == -24
    song("plugin", track="bass", action="set", plugin="comp", parameter="release_ms", times=2)
    assert dict(plugins(song, "Bass")["compressor"].parameters)["release_ms"] == 200


def test_a_room_is_set_by_how_long_it_rings(song):
    track = song.session.user_track("Verb")
    reverb = daw.Plugin("p5", "Reverb", parameters=(("wet", 1.0), ("size", 0.5), ("delay_s", 0.0)))
    song.session._set_track(track, plugins=(reverb,))
    said = song("plugin", track="Verb", action="set", plugin="reverb", parameter="decay_s", value=3)
    assert "about 3.0 s" in said
    assert dict(plugins(song, "Verb")["Reverb"].parameters) == {"wet": 1.0, "size": 0.825, "delay_s": 0.0}
    song("plugin", track="Verb", action="set", plugin="reverb", parameter="predelay_ms", value=40)
    song("plugin", track="Verb", action="set", plugin="reverb", parameter="decay_s", times=0.5)
    knobs = dict(plugins(song, "Verb")["Reverb"].parameters)
    assert knobs == {"wet": 1.0, "size": pytest.approx(size_of(1.5), abs=0.005), "delay_s": 0.04}
    with pytest.raises(UserError, match="parameter 'decay_s'"):
        song("plugin", track="vox", action="set", plugin="de-esser", parameter="decay_s", value=3)
