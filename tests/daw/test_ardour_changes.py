"""Every change, on a real Ardour, read back, and its inverse."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.ardour.session import ArdourSession
from engine.daw.daw import (
    AddPlugin,
    Duplicate,
    Move,
    NewTrack,
    PlaceAudio,
    PlaceMidi,
    RemovePlugin,
    RemoveRegion,
    RemoveTrack,
    RenameRegion,
    RenameTrack,
    SetGain,
    SetMute,
    SetNotes,
    SetPan,
    SetPlugin,
    SetSolo,
    SetTempo,
    Split,
    Transport,
    Trim,
)
from engine.media.note import Note
from tests.daw.conftest import apply, done, tone

NOTES = (Note(60, 0.0, 1.0, 80), Note(64, 4 / 3, 0.5, 100, None, 2), Note(67, 3.21, 0.7, 1))


def same_notes(found: tuple[Note, ...], wanted: tuple[Note, ...]) -> bool:
    return len(found) == len(wanted) and all(
        abs(a.start_beats - b.start_beats) <= 1 / 1920
        and abs(a.length_beats - b.length_beats) <= 1 / 1920
        and (a.pitch, a.velocity, a.channel) == (b.pitch, b.velocity, b.channel)
        for a, b in zip(found, wanted, strict=True)
    )


def test_new_track_with_a_name_in_any_script(session: ArdourSession) -> None:
    made = done(
        session,
        NewTrack("Gesang é 歌 🎤", ref="a"),
        NewTrack("Mono", channels=1, ref="b"),
        NewTrack("Keys", "midi", ref="c"),
    )
    snapshot = session.snapshot()
    assert [snapshot.track(made[ref]).name for ref in "abc"] == ["Gesang é 歌 🎤", "Mono", "Keys"]
    assert [snapshot.track(made[ref]).kind for ref in "abc"] == ["audio", "audio", "midi"]
    assert snapshot.track(made["c"]).plugins[0].name == "ACE Reasonable Synth"


def test_a_taken_name_is_said(session: ArdourSession) -> None:
    done(session, NewTrack("Twice"))
    outcome = apply(session, NewTrack("Twice", ref="second"))[0]
    assert outcome.is_done and "Twice" in outcome.why
    assert session.snapshot().track(dict(outcome.made)["second"]).name != "Twice"


def test_rename_track_and_back(session: ArdourSession, track: str) -> None:
    old = session.snapshot().track(track).name
    done(session, RenameTrack(track, "Another"))
    assert session.snapshot().track(track).name == "Another"
    done(session, RenameTrack(track, old))
    assert session.snapshot().track(track).name == old


def test_remove_track_frees_its_name(session: ArdourSession, tmp_path: Path) -> None:
    made = done(session, NewTrack("Gone", ref="t"), PlaceAudio("t", tone(tmp_path / "a.wav"), 0.0, "inside", ref="r"))
    outcome = apply(session, RemoveTrack(made["t"]))[0]
    assert outcome.is_done and "hidden" in outcome.why
    after = session.snapshot()
    assert after.track(made["t"]) is None and after.region(made["r"]) is None
    again = apply(session, NewTrack("Gone", ref="t"))[0]
    assert again.is_done and again.why == ""
    assert apply(session, RemoveTrack(dict(again.made)["t"]))[0].is_done
    assert apply(session, SetGain(made["t"], -3.0))[0].state == "not_done"


def test_audio_lies_on_its_sample(session: ArdourSession, track: str, tmp_path: Path) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "a.wav", seconds=1.23456), 4.0, "Take é/1", ref="r"))
    region = session.snapshot().region(made["r"])
    assert region.name == "Take é/1" and region.kind == "audio" and region.track == track
    assert round(region.start_s * 48000) == 120000 and region.start_beats == 4.0
    assert round(region.length_s * 48000) == round(1.23456 * 48000)
    assert region.offset_s == 0 and len(region.sources) == 1 and all(path.exists() for path in region.sources)


def test_a_part_of_a_file_at_another_rate_is_exact(session: ArdourSession, track: str, tmp_path: Path) -> None:
    path = tone(tmp_path / "b.wav", seconds=3.0, rate=44100, channels=1)
    made = done(
        session,
        PlaceAudio(track, path, 1.7, "whole", ref="whole"),
        PlaceAudio(track, path, 12.0, "part", ref="part", offset_s=0.5, length_s=1.1, lead_in_s=0.2),
    )
    snapshot = session.snapshot()
    whole, part = snapshot.region(made["whole"]), snapshot.region(made["part"])
    assert round(whole.length_s * 48000) == 144000
    assert round(whole.start_s * 48000) == snapshot.tempo_map.sample_at(1.7, 48000)
    assert round(part.length_s * 48000) == round(1.1 * 48000)
    assert round(part.start_s * 48000) == 12 * 30000 - round(0.2 * 48000)


def test_a_lead_in_before_the_session_is_cut(session: ArdourSession, track: str, tmp_path: Path) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "c.wav"), 0.0, "cut", ref="r", lead_in_s=0.25))
    region = session.snapshot().region(made["r"])
    assert region.start_s == 0 and round(region.length_s * 48000) == round(1.75 * 48000)


def test_a_stereo_file_on_a_mono_track(session: ArdourSession, tmp_path: Path) -> None:
    made = done(
        session, NewTrack("One", channels=1, ref="t"), PlaceAudio("t", tone(tmp_path / "d.wav"), 0.0, "folded", ref="r")
    )
    assert len(session.snapshot().region(made["r"]).sources) == 1


def test_midi_reads_back_equal(session: ArdourSession, melody: str) -> None:
    made = done(session, PlaceMidi(melody, NOTES, 8.5, 5.25, "Tune", ref="r"))
    region = session.snapshot().region(made["r"])
    assert region.kind == "midi" and (region.start_beats, region.length_beats) == (8.5, 5.25) and region.name == "Tune"
    assert same_notes(region.notes, NOTES)


def test_set_notes_and_back(session: ArdourSession, melody: str) -> None:
    made = done(session, PlaceMidi(melody, NOTES, 4.0, 4.0, "Tune", ref="r"))
    done(session, SetNotes(made["r"], (Note(72, 0.5, 0.25),)))
    assert same_notes(session.snapshot().region(made["r"]).notes, (Note(72, 0.5, 0.25),))
    done(session, SetNotes(made["r"], NOTES))
    assert same_notes(session.snapshot().region(made["r"]).notes, NOTES)


@pytest.mark.parametrize("kind", ["audio", "midi"])
def test_move_trim_split_duplicate_remove(session: ArdourSession, tmp_path: Path, kind: str) -> None:
    place = (
        PlaceAudio("t", tone(tmp_path / "e.wav", seconds=5.0), 4.0, "part", ref="r")
        if kind == "audio"
        else PlaceMidi("t", tuple(Note(60 + i, i / 2, 0.5) for i in range(16)), 4.0, 8.0, "part", ref="r")
    )
    made = done(session, NewTrack(f"Edits {kind}", kind, ref="t"), place)
    region = made["r"]
    done(session, Move(region, 6.5))
    assert session.snapshot().region(region).start_beats == 6.5
    done(session, Move(region, 4.0))
    done(session, Trim(region, 5.0, 9.0))
    trimmed = session.snapshot().region(region)
    assert (trimmed.start_beats, trimmed.end_beats) == (5.0, 9.0)
    if kind == "midi":
        assert [note.pitch for note in trimmed.notes] == list(range(62, 70)) and trimmed.notes[0].start_beats == 0
    else:
        assert trimmed.offset_s == pytest.approx(0.625)
    done(session, Trim(region, 4.0, 12.0))
    whole = session.snapshot().region(region)
    assert (whole.start_beats, whole.end_beats) == (4.0, 12.0) and len(whole.notes) == (16 if kind == "midi" else 0)
    made |= done(session, Duplicate(region, 20.0, ref="copy"))
    assert session.snapshot().region(made["copy"]).start_beats == 20.0
    made |= done(session, Split(made["copy"], 22.0, ref="half"))
    snapshot = session.snapshot()
    first, second = snapshot.region(made["half.1"]), snapshot.region(made["half"])
    assert (first.start_beats, first.end_beats, second.start_beats, second.end_beats) == (20.0, 22.0, 22.0, 28.0)
    done(session, RenameRegion(made["half"], "Tail é"), RemoveRegion(made["half.1"]))
    snapshot = session.snapshot()
    assert snapshot.region(made["half"]).name == "Tail é" and snapshot.region(made["half.1"]) is None
    assert snapshot.region(region).name == "part"


def test_a_copy_of_notes_stands_alone(session: ArdourSession, melody: str) -> None:
    made = done(session, PlaceMidi(melody, NOTES, 0.0, 4.0, "Tune", ref="r"))
    made |= done(session, Duplicate(made["r"], 8.0, ref="copy"))
    done(session, SetNotes(made["copy"], ()))
    assert same_notes(session.snapshot().region(made["r"]).notes, NOTES)


def test_trim_beyond_the_sound_is_not_done(session: ArdourSession, track: str, tmp_path: Path) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "f.wav"), 4.0, "short", ref="r"))
    outcome = apply(session, Trim(made["r"], 4.0, 400.0))[0]
    assert outcome.state == "not_done" and "no more sound" in outcome.why
    region = session.snapshot().region(made["r"])
    assert (region.start_beats, region.length_s) == (4.0, 2.0)


def test_mixer_and_back(session: ArdourSession, track: str) -> None:
    done(session, SetGain(track, -7.3), SetPan(track, -0.4), SetMute(track, True), SetSolo(track, True))
    found = session.snapshot().track(track)
    assert found.gain_db == pytest.approx(-7.3, abs=0.05) and found.pan == pytest.approx(-0.4, abs=0.01)
    assert found.mute and found.solo
    done(session, SetGain(track, 0.0), SetPan(track, 0.0), SetMute(track, False), SetSolo(track, False))
    found = session.snapshot().track(track)
    assert (found.gain_db, found.pan, found.mute, found.solo) == (0, 0, False, False)
    done(session, SetGain(track, -200.0))
    assert session.snapshot().track(track).gain_db == -120


@pytest.mark.parametrize(
    ("effect", "parameters", "control", "value"),
    [
        ("reverb", {"wet": 0.25, "size": 0.5}, "Blend", 0.25),
        ("delay", {"delay_s": 0.375, "wet": 0.3}, "Time", 375.0),
        ("compressor", {"threshold_db": -24, "ratio": 3, "attack_ms": 5}, "Ratio", 3.0),
        ("limiter", {"threshold_db": -2}, "Threshold", -2.0),
        ("gate", {"threshold_db": -40}, "Threshold", -40.0),
        ("eq", {"freq_hz": 800, "gain_db": -6, "q": 1.41}, "Gain 2", -6.0),
        ("highpass", {"cutoff_hz": 90}, "High Pass Cut off frequency", 90.0),
        ("lowpass", {"cutoff_hz": 4000}, "Low Pass Cut off frequency", 4000.0),
    ],
)
def test_plugins(session: ArdourSession, effect: str, parameters: dict[str, float], control: str, value: float) -> None:
    snapshot = session.snapshot()
    track = (
        next((t.id for t in snapshot.tracks if t.name == "Effects"), None)
        or done(session, NewTrack("Effects", ref="t"))["t"]
    )
    made = done(session, AddPlugin(track, effect, tuple(parameters.items()), ref="p"))
    plugin = session.snapshot().track(track).plugins[-1]
    assert plugin.id == made["p"] and plugin.on and dict(plugin.parameters)[control] == pytest.approx(value, rel=1e-4)


def test_set_plugin_and_take_it_off(session: ArdourSession, track: str) -> None:
    plugin = done(session, AddPlugin(track, "reverb", ref="p"))["p"]
    done(session, SetPlugin(track, plugin, (("Blend", 0.8),), on=False))
    found = session.snapshot().track(track).plugins[0]
    assert dict(found.parameters)["Blend"] == pytest.approx(0.8) and not found.on
    done(session, SetPlugin(track, plugin, on=True))
    assert session.snapshot().track(track).plugins[0].on
    assert apply(session, SetPlugin(track, plugin, (("Colour", 1.0),)))[0].state == "not_done"
    done(session, RemovePlugin(track, plugin))
    assert session.snapshot().track(track).plugins == ()


def test_an_effect_without_a_plugin_is_said(session: ArdourSession, track: str) -> None:
    outcome = apply(session, AddPlugin(track, "chorus"))[0]
    assert outcome.state == "not_done" and "chorus" in outcome.why


def test_transport(session: ArdourSession) -> None:
    done(session, Transport("locate", at_beats=9.0))
    assert session.snapshot().playhead_beats == 9.0
    done(session, Transport("play"))
    assert session.snapshot().is_playing
    done(session, Transport("stop"))
    assert not session.snapshot().is_playing
    done(session, Transport("metronome", on=True))
    done(session, Transport("metronome", on=False))
    done(session, Transport("loop", at_beats=4.0, end_beats=8.0))
    done(session, Transport("loop", on=False))
    done(session, Transport("stop"))
    assert apply(session, Transport("locate"))[0].state == "not_done"


def test_record_and_stop(session: ArdourSession, track: str) -> None:
    outcome = apply(session, Transport("record"))[0]
    assert outcome.is_done or "arm" in outcome.why
    done(session, Transport("record", on=False), Transport("stop"))


def test_tempo_moves_what_follows(session: ArdourSession, tmp_path: Path) -> None:
    made = done(
        session,
        NewTrack("Tempo", ref="t"),
        SetTempo(140.5, 32.0),
        PlaceAudio("t", tone(tmp_path / "g.wav"), 40.0, "later", ref="r"),
    )
    snapshot = session.snapshot()
    assert snapshot.tempo_map.bpm_at(31.9) == 96.0 and snapshot.tempo_map.bpm_at(32.0) == 140.5
    region = snapshot.region(made["r"])
    assert (
        round(region.start_s * 48000) == round((32 * 60 / 96 + 8 * 60 / 140.5) * 48000) and region.start_beats == 40.0
    )
    before = snapshot.revision
    done(session, SetTempo(97.0))
    assert session.snapshot().tempo_map.bpm_at(0.0) == 97.0
    done(session, SetTempo(96.0))
    assert session.snapshot().revision == before
    done(session, SetTempo(96.0, 32.0))
    assert len(session.snapshot().tempo_map.tempos) == 1
