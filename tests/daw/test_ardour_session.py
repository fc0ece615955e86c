"""A real Ardour session as Tonmeister reads it: snapshot, selection, save, mix, and what goes wrong."""

from __future__ import annotations

import time
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest

from bridge.ardour.session import ArdourSession
from bridge.hosts.ardour_rig import ArdourRig
from bridge.verdict import round_trip
from engine.daw.daw import (
    AddPlugin,
    Duplicate,
    Move,
    NewTrack,
    PlaceAudio,
    PlaceMidi,
    RemoveRegion,
    SetGain,
    SetMeter,
    SetNotes,
    SetPan,
    SetTempo,
    Trim,
)
from engine.errors import DawError
from engine.media.audio import read_audio
from engine.media.note import MeterChange, Note
from tests.daw.conftest import apply, done, tone

TUNE = tuple(Note(60 + 2 * n, float(n), 0.9) for n in range(4))


def test_the_session_as_it_was_made(rig: ArdourRig, session: ArdourSession) -> None:
    snapshot = session.snapshot()
    assert snapshot.project.name == "Test é" and snapshot.project.folder == rig.session_folder
    assert snapshot.tempo_map.bpm_at(0) == 96 and snapshot.tempo_map.meters == (MeterChange(0.0, 4, 4),)
    assert snapshot.sample_rate_hz == 48000 and snapshot.playhead_beats == 0 and not snapshot.is_playing
    assert [(track.name, track.kind) for track in snapshot.tracks] == [("Master", "master")]
    known = (rig.session_folder / "Tonmeister" / "project-id").read_text().strip()
    assert snapshot.project.id == known == session.snapshot().project.id


def test_the_revision_follows_edits_alone(session: ArdourSession, track: str) -> None:
    first = session.snapshot()
    session.select(tracks=[track])
    assert session.snapshot().revision == first.revision
    done(session, SetGain(track, -1.0))
    second = session.snapshot().revision
    assert second != first.revision
    done(session, SetGain(track, 0.0))
    assert session.snapshot().revision == first.revision


def test_an_old_revision_changes_nothing(session: ArdourSession, track: str) -> None:
    old = session.snapshot().revision
    done(session, SetGain(track, -2.0))
    outcomes = session.apply([SetGain(track, -9.0), NewTrack("Never")], expected_revision=old, label="late")
    assert [outcome.state for outcome in outcomes] == ["not_done", "not_done"]
    snapshot = session.snapshot()
    assert snapshot.track(track).gain_db == pytest.approx(-2.0, abs=0.05)
    assert "Never" not in [one.name for one in snapshot.tracks]


def test_what_the_user_selects_is_read(session: ArdourSession, melody: str) -> None:
    made = done(
        session,
        PlaceMidi(melody, TUNE, 8.0, 4.0, "Tune", ref="a"),
        PlaceMidi(melody, TUNE, 16.0, 4.0, "Other", ref="b"),
    )
    session.select(regions=[made["a"]])
    selection = session.snapshot().selection
    assert selection.regions == (made["a"],) and (selection.start_beats, selection.end_beats) == (8.0, 12.0)
    assert [(note.pitch, note.start_beats) for note in selection.notes] == [(60, 8), (62, 9), (64, 10), (66, 11)]


def test_what_the_user_selected_stays_selected(session: ArdourSession, melody: str, tmp_path: Path) -> None:
    made = done(session, PlaceMidi(melody, TUNE, 8.0, 4.0, "Tune", ref="a"))
    session.select(regions=[made["a"]])
    done(session, NewTrack("Beside", ref="t"), PlaceAudio("t", tone(tmp_path / "a.wav"), 8.0, "x"))
    assert session.snapshot().selection.regions == (made["a"],)
    session.select(tracks=[melody])
    done(session, NewTrack("Beside too"))
    assert session.snapshot().selection.tracks == (melody,)


def test_a_range_on_a_track_is_read(session: ArdourSession, melody: str) -> None:
    done(session, PlaceMidi(melody, TUNE, 8.0, 4.0, "Tune", ref="a"))
    session.select(tracks=[melody], range_beats=(9.0, 11.0))
    selection = session.snapshot().selection
    assert (selection.start_beats, selection.end_beats) == (9.0, 11.0) and melody in selection.tracks
    assert [(note.pitch, note.start_beats) for note in selection.notes] == [(62, 9), (64, 10)]


def test_what_is_gone_is_said(session: ArdourSession, track: str, tmp_path: Path) -> None:
    made = done(session, PlaceAudio(track, tone(tmp_path / "a.wav"), 0.0, "short", ref="r"))
    done(session, RemoveRegion(made["r"]))
    outcomes = apply(
        session,
        Move(made["r"], 4.0),
        SetGain("no such", -3.0),
        PlaceAudio(track, tmp_path / "no.wav", 0.0, "x"),
        Trim(made["r"], 4.0, 3.0),
        Duplicate(made["r"], -4.0),
    )
    assert [outcome.state for outcome in outcomes] == ["not_done"] * 5
    assert "not there any more" in outcomes[0].why and "no file" in outcomes[2].why
    assert "must end after" in outcomes[3].why and "before the session's start" in outcomes[4].why
    (tmp_path / "broken.wav").write_bytes(b"RIFF" + b"\0" * 40)
    assert "sound file" in apply(session, PlaceAudio(track, tmp_path / "broken.wav", 0.0, "x"))[0].why


def test_wrong_kinds_of_tracks_are_said(session: ArdourSession, track: str, melody: str, tmp_path: Path) -> None:
    master = next(one.id for one in session.snapshot().tracks if one.name == "Master")
    outcomes = apply(
        session,
        PlaceMidi(track, TUNE, 0.0, 4.0, "x"),
        PlaceAudio(melody, tone(tmp_path / "a.wav"), 0.0, "x"),
        PlaceAudio(master, tone(tmp_path / "b.wav"), 0.0, "x"),
    )
    assert [outcome.state for outcome in outcomes] == ["not_done"] * 3
    assert "MIDI" in outcomes[0].why and "audio" in outcomes[1].why and "bus" in outcomes[2].why


def test_importing_leaves_no_files_of_ours(session: ArdourSession, rig: ArdourRig, track: str, tmp_path: Path) -> None:
    path = tone(tmp_path / "same name.wav")
    done(session, PlaceAudio(track, path, 0.0, "same name"), PlaceAudio(track, path, 8.0, "same name"))
    assert path.exists() and list((rig.session_folder / "Tonmeister" / "Clips").iterdir()) == []
    for _ in range(50):  # the window that shows an import's progress leaves a moment later
        strange = [title for title in rig.windows() if title != "Ardour" and not title.endswith(" - Ardour")]
        if not strange:
            break
        time.sleep(0.1)
    assert strange == []


def test_saved_session_holds_it_all(session: ArdourSession, rig: ArdourRig, tmp_path: Path) -> None:
    made = done(
        session,
        NewTrack("Saved 歌", ref="t"),
        PlaceAudio("t", tone(tmp_path / "a.wav"), 4.0, "Clip ü", ref="r"),
        AddPlugin("t", "reverb", (("wet", 0.4),)),
    )
    session.save()
    root = ET.parse(rig.session_folder / "Test é.ardour").getroot()
    route = next(one for one in root.iter("Route") if one.get("name") == "Saved 歌")
    assert route.get("id") == made["t"] and [one for one in route.iter("Processor") if one.get("type") == "lv2"]
    region = next(one for one in root.iter("Region") if one.get("id") == made["r"])
    assert region.get("name") == "Clip ü"


def test_notes_can_be_heard_in_the_mix(session: ArdourSession, rig: ArdourRig, tmp_path: Path) -> None:
    snapshot = session.snapshot()
    quiet = [SetGain(track.id, -120.0) for track in snapshot.tracks if track.kind not in ("bus", "master")]
    done(
        session,
        *quiet,
        NewTrack("Heard", "midi", ref="m"),
        PlaceMidi("m", TUNE, 4.0, 4.0, "Heard"),
        NewTrack("Beep", ref="a"),
        PlaceAudio("a", tone(tmp_path / "a.wav", seconds=1.0), 12.0, "Beep"),
        SetPan("a", 1.0),
    )
    mix = read_audio(rig.export(tmp_path / "mix.wav", end_beats=20.0))
    beat = 48000 * 60 // 96
    assert mix.sample_rate_hz == 48000 and mix.frames == pytest.approx(20 * beat, abs=beat * 400)
    loud = np.abs(mix.samples).max(axis=0)
    assert loud[: 4 * beat - 10].max() < 1e-4 < 0.01 < loud[4 * beat : 8 * beat].max()
    beep = mix.samples[:, 12 * beat : 12 * beat + 48000]
    assert np.abs(beep[1]).max() > 0.1 > 0.01 > np.abs(beep[0]).max()
    first = 12 * beat + int(np.flatnonzero(np.abs(beep[1]) > 1e-4)[0])
    assert abs(first - 12 * beat) <= 2  # a sine begins with 0


def test_a_picture_of_the_screen(rig: ArdourRig, tmp_path: Path) -> None:
    path = rig.screenshot(tmp_path / "screen.png")
    assert path.read_bytes().startswith(b"\x89PNG") and path.stat().st_size > 10_000


def test_tempo_changes_are_all_read_and_obeyed(session: ArdourSession, track: str, tmp_path: Path) -> None:
    done(session, SetTempo(120.0, 16.0), SetTempo(87.3, 32.0))
    done(session, SetMeter(3, 4, 64.0), SetMeter(7, 8, 76.0))
    tempo_map = session.snapshot().tempo_map
    assert [(change.beat, change.bpm) for change in tempo_map.tempos] == [(0, 96), (16, 120), (32, 87.3)]
    assert [(one.beat, one.numerator, one.denominator) for one in tempo_map.meters] == [
        (0, 4, 4),
        (64, 3, 4),
        (76, 7, 8),
    ]
    for number, beat in enumerate((15.5, 17 + 1 / 3, 40.2, 80.0)):
        made = done(
            session, PlaceAudio(track, tone(tmp_path / f"{number}.wav", seconds=0.3), beat, f"{number}", ref="r")
        )
        region = session.snapshot().region(made["r"])
        assert round(region.start_s * 48000) == tempo_map.sample_at(beat, 48000)
        assert region.start_beats == pytest.approx(beat, abs=1e-4)
    made = done(session, NewTrack("Late notes", "midi", ref="m"), PlaceMidi("m", TUNE, 41.0, 4.0, "late", ref="r"))
    region = session.snapshot().region(made["r"])
    assert region.start_beats == 41.0 and abs(region.start_s * 48000 - tempo_map.sample_at(41.0, 48000)) <= 1


def test_ten_thousand_notes(session: ArdourSession, rig: ArdourRig, melody: str) -> None:
    notes = tuple(Note(n % 128, n / 16, 1 / 16, 1 + n % 127, None, n % 16) for n in range(10_000))
    made = done(session, PlaceMidi(melody, notes, 0.0, 625.0, "Many", ref="r"))
    assert set(session.snapshot().region(made["r"]).notes) == set(notes)
    outcome = apply(session, SetNotes(made["r"], notes[:10]))[0]
    ((old, new),) = outcome.became  # so many notes are exchanged by another region in its place
    assert outcome.is_done and old == made["r"] and rig.is_running()
    region = session.snapshot().region(new)
    assert len(region.notes) == 10 and (region.name, region.start_beats, region.length_beats) == ("Many", 0.0, 625.0)


def test_the_round_trip_of_daw_test(session: ArdourSession) -> None:
    found = round_trip(session)
    assert len(found) >= 9 and all(check.ok for check in found), found


def test_what_cannot_be_selected_is_an_error(session: ArdourSession) -> None:
    with pytest.raises(DawError, match="not there any more"):
        session.select(regions=["99999"])
