"""export: files read back by other programs' libraries; never over another file, never half of one."""

import errno
import os
import re
from dataclasses import replace
from pathlib import Path

import av
import mido
import numpy as np
import pytest
import soundfile

from bridge.dawproject.dawproject import Dawproject
from bridge.dawproject.empty import write_empty
from engine.assistant.outboard import Outboard
from engine.catalog.model import Span, Spans
from engine.catalog.registry import Registry, discover
from engine.daw import daw
from engine.daw.copy import copied
from engine.daw.daw import Project, Region, Snapshot, Track
from engine.errors import UserError
from engine.media.audio import Audio, write_audio
from engine.media.export import place
from engine.media.loudness import measure_loudness
from engine.media.note import Note
from engine.messages.message import said_in
from engine.workers.inline import Inline
from tests.fakes import FakeModel

RATE = 48000


def tone(path, hz, seconds=4.0, level=0.3):
    t = np.arange(round(seconds * RATE)) / RATE
    return write_audio(path, Audio((level * np.sin(2 * np.pi * hz * t))[None].astype(np.float32), RATE))


@pytest.fixture
def song(act, tmp_path):
    """Two tracks with sound, one with notes, at 120 bpm: 8 beats are 4 seconds."""
    act.session.tempo_map = type(act.session.tempo_map).constant(120)
    for name, hz, start in (("Kick", 80, 0.0), ("Vox", 440, 4.0)):
        track = act.session.user_track(name)
        act.session.user_sound(track, tone(tmp_path / f"{name}.wav", hz), start, name.lower())
    keys = act.session.user_track("Keys", "midi")
    act.session.user_notes(keys, [Note(60, 0.0, 2.0, 90, "la"), Note(64, 2.0, 2.0, 90, "li")], 4.0, "chords")
    registry = discover()
    act.outboard = Outboard(registry, Inline(registry))
    return act


def files(song, pattern="*"):
    return sorted(path for path in (song.library.folder / "Exports").rglob(pattern) if path.is_file())


@pytest.mark.parametrize("form, suffix", [("wav", ".wav"), ("flac", ".flac"), ("mp3", ".mp3")])
def test_a_mix_is_as_long_as_the_song_and_its_figures_are_true(song, form, suffix):
    told = song("export", what="mix", format=form, loudness_lufs=-16)
    (path,) = files(song)
    assert path.suffix == suffix and str(path) in told
    samples, rate = soundfile.read(path, always_2d=True)
    assert len(samples) / rate == pytest.approx(6.0, abs=0.05)
    loud, peak = (float(x.replace("−", "-")) for x in re.findall(r"(−?[\d.]+) (?:LUFS|dBTP)", told))
    assert loud == pytest.approx(-16, abs=0.3) and peak <= -0.9
    assert 20 * np.log10(np.abs(samples).max()) <= peak + 0.6


def test_aac_is_an_mp4_that_plays(song):
    song("export", what="mix", format="aac")
    (path,) = files(song)
    with av.open(str(path)) as file:
        assert file.streams.audio[0].codec_context.name == "aac"
        assert file.duration / 1e6 == pytest.approx(6.0, abs=0.1)


def test_bars_and_one_track(song):
    song("export", what="mix", track="vox", start_bar=2, end_bar=3)
    samples, rate = soundfile.read(files(song)[0])
    assert len(samples) / rate == pytest.approx(2.0, abs=1e-4)
    spectrum = np.abs(np.fft.rfft(samples[:, 0]))
    assert np.fft.rfftfreq(len(samples), 1 / rate)[spectrum.argmax()] == pytest.approx(440, abs=1)


def test_some_bars_of_a_clip_are_those_bars(song):
    region = next(one for one in song.session.snapshot().regions if one.name == "vox")
    song("export", what="clip", clip=f"region:{region.id}", format="wav", start_bar=2, end_bar=3)
    (path,) = files(song)
    sound, rate = soundfile.read(path)
    assert len(sound) / rate == pytest.approx(2.0, abs=0.01) and np.abs(sound).max() > 0.1


def test_tracks_begin_at_bar_1_are_equally_long_and_add_up_to_the_mix(song):
    song.session._set_track(song.track("Kick").id, gain_db=-6.0, pan=-0.5)
    song("export", what="mix")
    song("export", what="tracks")
    paths = sorted(files(song), key=lambda path: len(path.parts))
    mix, *parts = [soundfile.read(path, always_2d=True)[0] for path in paths]
    assert len(parts) == 3 and {len(part) for part in parts} == {len(mix)}
    assert np.abs(sum(parts) - mix).max() < 1e-4


def test_how_loud_tracks_are_is_told_as_it_is_measured(song):
    told = song("export", what="tracks", track="vox", format="wav")
    level, peak = (float(x.replace("−", "-")) for x in re.findall(r"(−?[\d.]+) (?:LUFS|dBTP)", told))
    (path,) = files(song)
    sound, rate = soundfile.read(path, always_2d=True)
    assert level == pytest.approx(measure_loudness([sound.T], rate, sound.shape[1]).lufs, abs=0.11)
    assert peak == pytest.approx(20 * np.log10(np.abs(sound).max()), abs=0.6)
    assert f"„Vox“ liegt bei −{abs(level)}" in said_in("de", told)
    several = song("export", what="tracks", format="wav")
    assert re.search(r"By track: (?:\w+ −[\d.]+(?:, )?){2,3} \(LUFS\)\.", several), several
    assert "By track" not in said_in("de", several)


def test_stems_are_groups_and_what_lies_in_none(song):
    song("route", action="group", tracks=["Kick", "Vox"], to="Band")
    told = song("export", what="stems")
    assert {path.stem for path in files(song)} == {"Band", "Keys"}
    assert "2 stems" in told


def test_a_group_by_itself_is_all_that_lies_in_it(song):
    song("route", action="group", tracks=["Kick", "Vox"], to="Band")
    told = song("export", what="mix", tracks=["Band"])
    (path,) = files(song)
    assert path.stem == "Fake song Band" and "silent" not in told
    assert np.abs(soundfile.read(path)[0]).max() > 0.1


def test_a_file_in_which_nothing_is_heard_is_told_so(song):
    song("mix", track="vox", action="mute")
    assert "silent: nothing of it is heard" in song("export", what="mix", tracks=["Vox"])


def test_what_is_muted_is_left_out_and_said(song):
    song("mix", track="vox", action="mute")
    assert "Vox is muted and left out." in song("export", what="tracks")
    assert {path.stem for path in files(song)} == {"Kick", "Keys"}


def test_a_file_that_is_there_is_never_replaced(song):
    song("export", what="mix")
    song("export", what="mix")
    assert [path.name for path in files(song)] == ["Fake song 2.wav", "Fake song.wav"]


@pytest.mark.parametrize(
    ("args", "name"),
    [
        ({"what": "mix"}, "demo_03.wav"), ({"what": "tracks", "track": "vox"}, "demo_03.wav"),
        ({"what": "notes"}, "demo_03.mid"), ({"what": "clip", "clip": "kick"}, "demo_03.wav"),
        ({"what": "lyrics"}, "demo_03.txt"), ({"what": "session"}, "demo_03.dawproject"),
    ],
)  # fmt: skip
def test_a_file_is_called_as_was_asked(song, args, name):
    song("export", name="demo_03", **args)
    assert [path.name for path in files(song)] == [name]


def test_tracks_under_one_name_lie_in_a_folder_and_an_ending_goes_behind_the_usual_name(song):
    song("export", what="tracks", name="Take along")
    assert {path.parent.name for path in files(song)} == {"Take along"}
    song("export", what="mix", name="_instr")
    assert "Fake song_instr.wav" in [path.name for path in files(song)]
    song("export", what="mix", name="../../out of here")
    assert all(song.library.folder in path.parents for path in song.library.folder.parent.rglob("*out of here*"))


def test_a_mix_that_would_clip_is_turned_down_and_says_so(song):
    song.session._set_track(song.track("Kick").id, gain_db=6.0)
    song.session._set_region(song.region("kick").id, gain_db=12.0)
    told = song("export", what="mix")
    assert "would have clipped" in told
    assert np.abs(soundfile.read(files(song)[0])[0]).max() < 1.0


def test_a_plugin_that_only_the_daw_has_is_named(song):
    song.session._set_track(song.track("Vox").id, plugins=(daw.Plugin("p", "Serum 2"),))
    assert "only your DAW can play it: Serum 2 on 'Vox'" in song("export", what="mix")


def test_an_effect_of_ours_is_in_it(song):
    song("export", what="mix", track="vox")
    song.session._set_track(
        song.track("Vox").id, plugins=(daw.Plugin("p", "lowpass", parameters=(("cutoff_hz", 100.0),)),)
    )
    song("export", what="mix", track="vox")
    before, after = (soundfile.read(path)[0] for path in files(song)[::-1])
    assert np.abs(after).max() < 0.3 * np.abs(before).max()


def test_notes_keep_names_tempo_meter_lyrics_and_places(song):
    song("transport", action="set_meter", meter="3/4", bar=3)
    song("transport", action="set_tempo", bpm=90, bar=2)
    song("marker", action="add", name="Hook", bar=2)
    song("export", what="notes")
    file = mido.MidiFile(files(song, "*.mid")[0], charset="utf-8")
    told = [message for track in file.tracks for message in track]
    assert [round(mido.tempo2bpm(m.tempo)) for m in told if m.type == "set_tempo"] == [120, 90]
    assert [(m.numerator, m.denominator) for m in told if m.type == "time_signature"] == [(4, 4)]  # 3/4 comes later
    assert [m.text for m in told if m.type in ("marker", "lyrics")] == ["Hook", "la", "li"]
    assert file.tracks[1].name == "Keys"
    first = next(m for m in file.tracks[1] if m.type == "note_on")
    assert first.note == 60
    assert sum(m.time for m in file.tracks[1][: file.tracks[1].index(first) + 1]) / file.ticks_per_beat == 4.0


def test_a_clip_and_a_selection(song):
    song("export", what="clip", clip="vox", format="flac")
    song.session.select(song.region("chords").id)
    song("export", what="selection", format="mid")
    assert soundfile.info(files(song, "*.flac")[0]).duration == pytest.approx(4.0)
    assert mido.MidiFile(files(song, "*.mid")[0]).length == pytest.approx(2.0, abs=0.1)


def test_lyrics_run_along(song):
    song("export", what="lyrics", format="lrc")
    assert files(song, "*.lrc")[0].read_text("utf-8") == "[00:02.00]la li\n"


def test_the_session_goes_to_another_daw(song):
    song("mix", track="vox", action="gain", set_db=-4)
    song("marker", action="add", name="Hook", bar=2)
    song("export", what="session")
    (path,) = files(song)
    registry = discover()
    kind = registry.daws["dawproject"]
    read = kind.connect(kind.project_at(path)).snapshot()
    assert {track.name for track in read.tracks} >= {"Kick", "Vox", "Keys"}
    assert {(r.name, round(r.start_beats, 2)) for r in read.regions} == {("kick", 0), ("vox", 4), ("chords", 4)}
    assert next(t for t in read.tracks if t.name == "Vox").gain_db == pytest.approx(-4, abs=0.05)
    assert [(m.name, m.at_beats) for m in read.markers] == [("Hook", 4.0)]
    assert read.tempo_map.bpm_at(0) == 120


def test_a_session_whose_ids_are_those_of_the_new_one_is_read_back_right(tmp_path):
    def copy(*ids):
        made = Dawproject().connect(Dawproject().project_at(write_empty(tmp_path / f"{ids[1]}.dawproject")))
        tracks = tuple(Track(id_, name, "midi") for id_, name in zip(ids, ("One", "Two"), strict=True))
        notes = (Note(60, 0.0, 1.0),)
        regions = tuple(Region(f"in {t.name}", t.id, t.name, "midi", 4.0, 4.0, notes=notes) for t in tracks)
        source = Snapshot(Project("p", "Song", None), "1", tracks=tracks, regions=regions)
        now = made.snapshot()
        outcomes = made.apply(copied(source, now.capabilities)[0], expected_revision=now.revision, label="")
        assert all(one.is_done for one in outcomes), [one.why for one in outcomes]
        return next(track.id for track in made.snapshot().tracks if track.name == "One")

    copy("one", copy("one", "two"))


def test_a_session_as_midi_is_all_notes_in_one_file(song):
    assert "with tempo and meter" in song("export", what="session", format="mid")
    assert files(song, "*.mid")


def test_a_full_disk_leaves_nothing(song, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(place.os, "fsync", full)
    for what in ("mix", "notes"):
        with pytest.raises(UserError, match="the disk is full"):
            song("export", what=what)
    assert [path for path in song.library.folder.rglob("*") if path.suffix in (".wav", ".mid", ".tmp")] == []


def test_a_folder_that_cannot_be_written_to(song):
    (song.library.folder / "Exports").write_text("a file")
    with pytest.raises(UserError, match="is a file, not a folder|cannot be written"):
        song("export", what="mix")


def test_what_cannot_be_is_said(song):
    with pytest.raises(UserError, match="nothing in that part|nothing is there|after its start"):
        song("export", what="mix", start_bar=9, end_bar=5)
    with pytest.raises(UserError, match="cannot be written as srt"):
        song("export", what="tracks", format="srt")
    with pytest.raises(UserError, match="Only clips of notes"):
        song("export", what="notes", clip="vox")
    with pytest.raises(UserError, match="Nothing is selected"):
        song("export", what="selection")
    song.region("vox").sources[0].unlink()
    with pytest.raises(UserError, match="'vox' is missing"):
        song("export", what="mix")


def test_without_a_daw_a_clip_can_still_be_taken_along(song, tmp_path):
    snapshot = song.session.snapshot
    song.session.snapshot = lambda: replace(snapshot(), revision="", regions=(), tracks=())
    with pytest.raises(UserError, match="No DAW is connected"):
        song("export", what="mix")
    assert Path(tmp_path / "Kick.wav").exists()
    song("export", what="clip", clip=str(tmp_path / "Kick.wav"), format="mp3")
    assert files(song, "*.mp3")


class Hearing(FakeModel):
    """Hears the same two words in every recording."""

    tasks = ("transcribe",)

    def run(self, args, inputs, brief, report):
        return {"words": Spans((Span(0.5, 0.9, "good"), Span(1.0, 1.4, "bread.")))}


def test_a_transcript_is_at_the_times_of_the_session(song):
    registry = Registry(models={"fake": Hearing()})
    song.outboard = Outboard(registry, Inline(registry))
    song.session.user_sound(song.session.user_track("Host"), song.folder / "Kick.wav", 16.0, "host")
    song("export", what="transcript", format="srt")
    assert files(song, "*.srt")[0].read_text("utf-8") == (
        "1\n00:00:02,500 --> 00:00:03,400\nVox: good bread.\n\n2\n00:00:08,500 --> 00:00:09,400\nHost: good bread.\n"
    )
    song("export", what="transcript", format="vtt", clip="host")
    assert "00:00:00.500 --> 00:00:01.400\ngood bread." in files(song, "*.vtt")[0].read_text("utf-8")
    song.outboard = None
    with pytest.raises(UserError, match="ask for a transcription"):
        song("export", what="transcript")


def test_a_loudness_that_cannot_be_reached_is_not_told_as_reached(song, tmp_path):
    """Clicks far apart: at −10 LUFS nothing would be left of them but the limiter."""
    clicks = np.zeros((1, 4 * RATE), np.float32)
    clicks[0, :: RATE // 2] = 0.9
    track = song.session.user_track("Clicks")
    song.session.user_sound(track, write_audio(tmp_path / "clicks.wav", Audio(clicks, RATE)), 0.0, "clicks")
    told = song("export", what="clip", clip="clicks", format="wav", loudness_lufs=-10)
    assert re.search(r"Even with peaks turned down by up to [\d.]+ dB it is [\d.]+ dB short of the loudness", told)
    assert "to reach that loudness" not in told


def test_a_word_that_several_have_at_once_is_written_once(song):
    """The notes and the voice that sings them, or a double: it was "la la li li"."""
    double = song.session.user_track("Double", "midi")
    song.session.user_notes(double, [Note(72, 0.0, 2.0, 90, "la"), Note(76, 2.0, 2.0, 90, "lo")], 4.05, "double")
    told = song("export", what="lyrics", format="txt")
    assert "3 words" in told
    assert files(song, "*.txt")[0].read_text("utf-8").split() == ["la", "li", "lo"]
