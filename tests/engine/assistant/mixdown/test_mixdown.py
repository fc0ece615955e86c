"""Mixdown against what can be computed by hand."""

from dataclasses import replace

import numpy as np
import pytest

from engine.assistant.mixdown.mixdown import mixdown
from engine.daw import daw
from engine.daw.daw import Project, Region, Snapshot, Track
from engine.errors import UserError
from engine.media.audio import Audio, write_audio
from engine.media.note import TempoMap

RATE = 48000


def constant(path, level, seconds=2.0, channels=1, rate=RATE):
    return write_audio(path, Audio(np.full((channels, round(seconds * rate)), level, np.float32), rate))


@pytest.fixture
def song(tmp_path):
    """Two tracks of two seconds (one bar at 120) that hold 0.5 and 0.25."""
    paths = [constant(tmp_path / f"{n}.wav", level) for n, level in enumerate((0.5, 0.25))]
    tracks = (Track("a", "A"), Track("b", "B"))
    regions = tuple(
        Region(f"r{t.id}", t.id, t.name, "audio", 0.0, 4.0, (p,), 0.0, 2.0) for t, p in zip(tracks, paths, strict=True)
    )
    return Snapshot(Project("p", "Song", tmp_path), "1", TempoMap.constant(120), tracks, regions)


def with_track(song, track, **values):
    return replace(song, tracks=tuple(replace(t, **values) if t.id == track else t for t in song.tracks))


def with_region(song, region, **values):
    return replace(song, regions=tuple(replace(r, **values) if r.id == region else r for r in song.regions))


def level(song, at_s=1.0, **how):
    audio = mixdown(song, **how).audio
    return audio.samples[:, round(at_s * RATE)].round(4).tolist()


def test_tracks_sum_and_are_exactly_as_long_as_their_bars(song):
    assert level(song) == [0.75, 0.75]
    assert mixdown(song).audio.frames == 2 * RATE
    assert mixdown(song, start_beats=1.0, end_beats=3.0).audio.frames == RATE


def test_faders_pans_mutes_and_solos(song):
    assert level(with_track(song, "a", gain_db=-6.0206)) == [0.5, 0.5]
    assert level(with_track(song, "a", pan=-1.0)) == [0.75, 0.25]
    assert level(with_track(song, "a", mute=True)) == [0.25, 0.25]
    assert level(with_track(song, "a", solo=True)) == [0.5, 0.5]
    assert level(with_track(song, "a", mute=True), ignores_mutes=True) == [0.75, 0.75]


def test_a_regions_own_gain_mute_and_fades(song):
    assert level(with_region(song, "ra", gain_db=6.0206)) == [1.25, 1.25]
    assert level(with_region(song, "ra", mute=True)) == [0.25, 0.25]
    faded = with_region(song, "ra", fade_in_s=1.0, fade_out_s=1.0)
    assert level(faded, 0.5) == pytest.approx([0.5, 0.5], abs=1e-3)
    assert level(faded, 1.5) == pytest.approx([0.5, 0.5], abs=1e-3)
    assert level(faded, 1.9999)[0] == pytest.approx(0.25, abs=1e-2)


def test_automation_moves_in_decibels(song):
    lane = daw.Lane("volume", ((0.0, 0.0), (4.0, -12.0412)))
    assert level(with_track(song, "a", automation=(lane,)))[0] == pytest.approx(0.5, abs=1e-3)
    mute = daw.Lane("mute", ((0.0, 0.0), (1.99, 0.0), (2.0, 1.0)))
    assert level(with_track(song, "a", automation=(mute,)), 1.5) == [0.25, 0.25]


def test_parts_add_up_to_the_whole_through_groups_sends_and_buses(song):
    song = replace(song, tracks=(*song.tracks, Track("g", "Group", "group", gain_db=-6.0206), Track("v", "Bus", "bus")))
    song = with_track(song, "a", group="g")
    song = with_track(song, "b", sends=(daw.Send("v", -6.0206),))
    whole = mixdown(song).audio.samples
    parts = sum(mixdown(song, tracks={one}).audio.samples for one in ("a", "b"))
    assert np.allclose(whole, parts, atol=1e-6)
    assert level(song) == pytest.approx([0.25 + 0.375] * 2, abs=1e-4)


def test_the_master_is_the_last(song):
    song = replace(song, tracks=(Track("m", "Master", "master", gain_db=-6.0206), *song.tracks))
    assert level(song) == pytest.approx([0.375, 0.375], abs=1e-4)


def test_buses_in_a_circle_end(song):
    song = replace(song, tracks=(*song.tracks, Track("x", "X", "bus", output="y"), Track("y", "Y", "bus", output="x")))
    assert mixdown(with_track(song, "a", output="x")).audio.frames == 2 * RATE


def test_another_rate_is_resampled_and_two_mono_files_are_stereo(song, tmp_path):
    other = constant(tmp_path / "o.wav", 0.5, rate=44100)
    left, right = constant(tmp_path / "l.wav", 0.1), constant(tmp_path / "r.wav", 0.2)
    assert level(with_region(song, "ra", sources=(other,))) == pytest.approx([0.75, 0.75], abs=1e-3)
    assert level(with_region(song, "ra", sources=(left, right))) == pytest.approx([0.35, 0.45], abs=1e-4)


def test_what_cannot_be_played_is_named(song):
    song = with_track(song, "a", plugins=(daw.Plugin("p", "Serum"), daw.Plugin("q", "Off", on=False)))
    assert mixdown(song).missed == ("Serum on 'A'",)


def test_a_sound_that_is_gone_and_an_empty_session_are_said(song, tmp_path):
    with pytest.raises(UserError, match="'A' is missing"):
        mixdown(with_region(song, "ra", sources=(tmp_path / "gone.wav",)))
    with pytest.raises(UserError, match="nothing in that part"):
        mixdown(replace(song, regions=()))
