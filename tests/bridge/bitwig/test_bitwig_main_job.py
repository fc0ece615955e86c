"""The main job in the user's words in Bitwig: six requests, undo by name, redo; in the oldest and the newest API."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from bridge.hosts.demo import MELODY, MELODY_BEATS, REQUESTS
from bridge.hosts.fake_bitwig.host import VERSIONS
from bridge.hosts.stage import must
from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw.daw import DawSession, NewTrack, PlaceMidi
from engine.library.turn import Turn
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library
from tests.bridge.bitwig.conftest import Starts


def tracks(session: DawSession) -> list[str]:
    return [track.name for track in session.snapshot().tracks if track.kind in ("audio", "midi")]


def ask(assistant: Assistant, text: str) -> Turn:
    turn = assistant.ask(text)
    assert turn.state == "done", f"{text}: {turn.plan.calls()} {turn.answer}"
    assert all(applied.outcome.is_done for applied in turn.applied)
    return turn


@pytest.mark.parametrize("api", [VERSIONS[0], VERSIONS[-1]])
def test_six_requests_undo_by_name_and_redo(starts: Starts, api: int) -> None:
    host = starts(api=api, tempo=96.0)
    with contextlib.closing(host.session()) as session:
        melody = [NewTrack("Melody", "midi", "m"), PlaceMidi("m", MELODY, 0.0, MELODY_BEATS, "Melody", "notes")]
        made = dict(pair for outcome in must(session, melody) for pair in outcome.made)
        session.select(region=made["notes"])
        library = open_library(session.snapshot().project)
        assistant = Assistant(registry=discover(), library=library, planner=OfflinePlanner(), session=session)
        for text in REQUESTS:
            ask(assistant, text)
        after = session.snapshot()
        assert after.selection.regions == (made["notes"],)
        beat, bass, vocal, drums = tracks(session)[1:]
        assert "lo-fi" in beat.lower() and "bass" in bass.lower() and "vocal" in vocal.lower() and drums == "Drums only"
        for name in (beat, bass, drums):
            (region,) = after.regions_on(next(one.id for one in after.tracks if one.name == name))
            assert (region.start_beats, region.length_beats) == (0.0, pytest.approx(16.0, abs=0.01))
            assert not region.sources or all(Path(path).is_file() for path in region.sources)
        assert {one.start_beats for one in after.regions} == {0.0}, "all of it starts with the scene 'Bar 1'"
        ask(assistant, "undo the bass line")
        assert tracks(session) == ["Melody", beat, vocal, drums]
        ask(assistant, "redo the bass line")
        assert set(tracks(session)) == {"Melody", beat, bass, vocal, drums}
        library.close()
