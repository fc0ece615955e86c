"""The main job in the user's words on a real Ardour: six requests, undo by name, a restart, redo."""

from __future__ import annotations

import numpy as np
import pytest

from bridge.hosts.ardour_rig import ArdourRig
from bridge.hosts.demo import MELODY, MELODY_BEATS, REQUESTS
from bridge.hosts.stage import must, regions_of
from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw.daw import NewTrack, PlaceMidi
from engine.media.audio import read_audio
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library


@pytest.fixture(scope="module")
def rig(tmp_path_factory):
    """One Ardour session that is started twice."""
    rig = ArdourRig(tmp_path_factory.mktemp("main"), name="Song", bpm=96)
    yield rig
    rig.stop()


def connect(rig):
    session = rig.session()
    snapshot = session.snapshot()
    return session, Assistant(
        registry=discover(), library=open_library(snapshot.project), planner=OfflinePlanner(), session=session
    )


def tracks(session):
    return [track.name for track in session.snapshot().tracks if track.kind not in ("bus", "master")]


def ask(tonmeister, text):
    turn = tonmeister.ask(text)
    assert turn.state == "done", f"{text}: {turn.plan.calls()} {turn.answer}"
    assert all(applied.outcome.is_done for applied in turn.applied)
    return turn


def test_six_requests_undo_by_name_restart_and_redo(rig):
    rig.start()
    session, tonmeister = connect(rig)
    made = dict(
        pair
        for outcome in must(
            session, [NewTrack("Melody", "midi", "m"), PlaceMidi("m", MELODY, 0.0, MELODY_BEATS, "Melody", "notes")]
        )
        for pair in outcome.made
    )
    session.select(regions=[made["notes"]])
    turns = [ask(tonmeister, text) for text in REQUESTS[:5]]
    before = session.snapshot()
    assert before.selection.regions == (made["notes"],), "what the user had selected stays selected"
    beat, bass, vocal, drums = tracks(session)[1:]
    assert "lo-fi" in beat.lower() and "bass" in bass.lower() and "vocal" in vocal.lower() and drums == "Drums only"
    faders = {track.name: (track.gain_db, track.pan) for track in before.tracks}
    assert faders[vocal][0] == pytest.approx(-3, abs=0.05) and -0.5 <= faders[vocal][1] < 0
    in_bars(before, beat, 0.0, 16.0)
    in_bars(before, bass, 0.0, 16.0)
    in_bars(before, drums, 0.0, 16.0)
    sung = before.regions_on(next(track.id for track in before.tracks if track.name == vocal))[0]
    assert 0.0 <= sung.start_beats <= MELODY[0].start_beats and sung.end_beats >= MELODY_BEATS - 0.1

    ask(tonmeister, "undo the bass line")
    assert tracks(session) == ["Melody", beat, vocal, drums]
    assert tonmeister.library.turn(turns[1].number).undone
    ask(tonmeister, "undo that")
    assert next(track for track in session.snapshot().tracks if track.name == vocal).gain_db == pytest.approx(
        0, abs=0.05
    )

    session.save()
    tonmeister.library.close()
    rig.stop()
    rig.start()
    session, tonmeister = connect(rig)
    assert tracks(session) == ["Melody", beat, vocal, drums]
    ask(tonmeister, "redo the bass line")
    assert set(tracks(session)) == {"Melody", beat, bass, vocal, drums}
    in_bars(session.snapshot(), bass, 0.0, 16.0)
    ask(tonmeister, "undo the bass line")
    assert set(tracks(session)) == {"Melody", beat, vocal, drums}
    tonmeister.library.close()
    session.save()

    saved = regions_of(rig.session_folder / "Song.ardour", 96.0)
    assert [start for (track, _), starts in saved.items() for start in starts if track == beat] == [0.0]
    mix = read_audio(rig.export(rig.folder / "mix.wav"))
    assert mix.seconds >= 10.0 - 0.01 and np.isfinite(mix.samples).all()
    for bar in range(4):
        part = mix.samples[:, round(bar * 2.5 * 48000) : round((bar + 1) * 2.5 * 48000)]
        assert np.sqrt((part**2).mean()) > 0.02, f"bar {bar + 1} of the mix is silent"


def in_bars(snapshot, track_name, start_beats, length_beats):
    """Assert that the track holds one region, exactly there (to the sample)."""
    track = next(track for track in snapshot.tracks if track.name == track_name)
    (region,) = snapshot.regions_on(track.id)
    a_sample = 96 / 60 / 48000
    assert region.start_beats == pytest.approx(start_beats, abs=a_sample)
    assert region.length_beats == pytest.approx(length_beats, abs=a_sample)
