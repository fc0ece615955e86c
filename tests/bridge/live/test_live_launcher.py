"""The session view: a clip made into a named scene or the first free slot, told, read back, taken back, refused."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from bridge.hosts.fake_live.host import FakeLive
from bridge.live.session import LiveSession
from engine.assistant.assistant import Assistant
from engine.catalog.registry import discover
from engine.daw.daw import Change, EmptySlot, NewTrack, Outcome, PlaceInSlot, RemoveTrack
from engine.media.note import Note
from engine.planner.offline.planner import OfflinePlanner
from engine.service.connect import open_library
from tests.bridge.live.conftest import Starts

NOTES = (Note(60, 0.0, 1.0, 80), Note(64, 1.0, 0.5, 90))


def do(session: LiveSession, *changes: Change) -> list[Outcome]:
    return session.apply(changes, expected_revision=session.snapshot().revision, label="test")


def test_sound_and_notes_in_slots(live: FakeLive, sound: Path) -> None:
    with contextlib.closing(live.session()) as session:
        empty = session.snapshot()
        made = do(
            session,
            NewTrack("Vox", "audio", ref="vox"),
            NewTrack("Keys", "midi", ref="keys"),
            PlaceInSlot("vox", "hook", 1, sound, ref="hook"),
            PlaceInSlot("keys", "lick", None, None, NOTES, 4.0, "lick"),
            PlaceInSlot("keys", "second", None, None, NOTES, 2.0, "second"),
        )
        assert all(one.is_done for one in made), [one.why for one in made]
        seen = session.snapshot()
        found = {one.name: one for one in seen.slots}
        assert [(found[name].scene, found[name].kind) for name in ("hook", "lick", "second")] == [
            (1, "audio"), (0, "midi"), (1, "midi"),
        ]  # fmt: skip
        assert found["lick"].notes == NOTES and found["second"].length_beats == pytest.approx(2.0)
        assert found["hook"].length_beats == pytest.approx(2.0, abs=1e-3) and found["hook"].path
        assert seen.regions == empty.regions, "nothing lies in the arrangement"
        told = PlaceInSlot(found["lick"].track, "lick", None, None, NOTES, 4.0).told(seen)
        assert told == "'lick' lies in the launcher, on 'Keys', scene 1"
        taken, beyond = do(
            session,
            PlaceInSlot(found["hook"].track, "over", 1, sound),
            PlaceInSlot(found["hook"].track, "far", 99, sound),
        )
        assert taken.state == beyond.state == "not_done"
        assert (
            "'hook' lies there on 'Vox'; a slot holds one clip" in taken.why and "There is no scene 100" in beyond.why
        )
        assert session.snapshot().slots == seen.slots
        assert do(session, EmptySlot(found["hook"].id))[0].is_done
        assert {one.name for one in session.snapshot().slots} == {"lick", "second"}
        back = RemoveTrack(found["lick"].track).inverse(Outcome("done"), session.snapshot(), lambda _: None)
        assert do(session, RemoveTrack(found["lick"].track))[0].is_done and not session.snapshot().slots
        assert all(one.is_done for one in do(session, *back))
        assert [(one.name, one.scene, one.notes) for one in session.snapshot().slots] == [
            ("lick", 0, NOTES), ("second", 1, NOTES),
        ]  # fmt: skip


def test_a_request_that_says_so_reaches_it_and_its_undo(starts: Starts) -> None:
    with contextlib.closing(starts(tempo=96.0).session()) as session:
        library = open_library(session.snapshot().project)
        assistant = Assistant(registry=discover(), library=library, planner=OfflinePlanner(), session=session)
        turn = assistant.ask("make a four bar bass line in the clip launcher, scene 2")
        assert turn.state == "done", turn.answer
        (clip,) = session.snapshot().slots
        assert (clip.scene, clip.kind, clip.length_beats) == (1, "midi", 16.0) and not session.snapshot().regions
        assert "in the launcher" in turn.answer and "scene 2" in turn.answer, turn.answer
        turn = assistant.ask("mach eine Drum-Loop mit vier Takten in den Clip-Launcher")
        assert turn.state == "done" and len(session.snapshot().slots) == 2, turn.answer
        for _ in range(2):
            assert assistant.ask("undo").state == "done"
        assert not session.snapshot().slots
        library.close()
