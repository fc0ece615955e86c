"""A process that was killed while it changed a watched folder leaves nothing that anybody sees, and loses nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bridge.folder import session as folder_session
from bridge.folder.folder import Folder
from engine.daw import daw
from engine.daw.daw import DawSession
from engine.media.note import Note
from tests.bridge.conformance.test_changes import do, told, track

NOTES = (Note(60, 0.0, 1.0), Note(64, 1.0, 1.0))


class Killed(BaseException):
    """In place of the end of the process."""


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DawSession:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    kind = Folder()
    opened = kind.connect(kind.project_at(tmp_path / "Watched"))
    do(opened, daw.NewTrack("Keys", "midi", ref="t"))
    return opened


def _placed(session: DawSession) -> daw.PlaceMidi:
    return daw.PlaceMidi(track(session.snapshot(), "Keys").id, NOTES, 4.0, 4.0, "chords", ref="r")


@pytest.mark.parametrize(("where", "is_done"), [("write_state", False), ("shown_name", True)])
def test_killed_before_or_after_it_is_written_down(
    session: DawSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, is_done: bool
) -> None:
    before = told(session.snapshot())
    change = _placed(session)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(folder_session, where, _killed)
        patch.setattr("bridge.folder.change.FolderEdit.take_back", lambda edit: None)
        do(session, change)
    assert (told(session.snapshot()) == before) is not is_done
    assert [one.name for one in session.snapshot().regions] == ["chords"] * is_done
    do(session, daw.SetColor(change.track, "#d02020"))
    left = {one.name for one in (tmp_path / "Watched").iterdir() if one.is_file()}
    assert left == {"session.json"} | ({"bar 002 chords 120bpm.mid"} if is_done else set())


def test_a_folder_without_the_right_to_write_is_told(session: DawSession, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    before = told(session.snapshot())
    with monkeypatch.context() as patch:
        patch.setattr(folder_session, "write_state", refused)
        patch.setattr(Path, "unlink", refused)
        (outcome,) = do(session, _placed(session))
    assert outcome.state == "not_done" and "Read-only" in outcome.why and told(session.snapshot()) == before


def test_a_note_that_a_file_cannot_hold_to_its_end_is_told(session: DawSession) -> None:
    long = (Note(60, 0.0, 1.0), Note(64, 3.0, 2.0), Note(67, 9.0, 1.0))
    change = daw.PlaceMidi(track(session.snapshot(), "Keys").id, long, 4.0, 4.0, "long", ref="r")
    (outcome,) = do(session, change)
    assert outcome.is_done and outcome.why.endswith("region's end: 1. Cut at the region's end: 1.")


def _killed(*_: object) -> None:
    raise Killed
