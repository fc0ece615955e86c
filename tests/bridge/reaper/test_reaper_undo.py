"""REAPER's own undo and ours agree: what the user has taken back with Ctrl-Z counts as taken back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bridge.hosts.fake_reaper.host import FakeReaper
from engine.daw import daw
from engine.daw.daw import Change, Snapshot
from tests.bridge.conformance.daws import furnished
from tests.bridge.conformance.test_changes import region, told, tone, track
from tests.engine.assistant.undo.song import AtWork

ASKED: dict[str, Callable[[Snapshot, Path], list[Change]]] = {
    "a fader": lambda s, p: [daw.SetGain(track(s, "Drums").id, -6.0)],
    "a clip on a new track": lambda s, p: [daw.NewTrack("New", ref="t"), daw.PlaceAudio("t", p, 8.0, "new", "r")],
    "a move": lambda s, p: [daw.Move(region(s, "beat").id, 12.0)],
    "a deletion": lambda s, p: [daw.RemoveRegion(region(s, "chords").id)],
    "a tempo": lambda s, p: [daw.SetTempo(90.0)],
    "a group": lambda s, p: [daw.SetGroup(track(s, "Drums").id, track(s, "Band").id)],
}


@pytest.mark.parametrize("what", ASKED)
def test_ctrl_z_and_then_undo_that(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    sound = tone(tmp_path / "tone.wav")
    with FakeReaper(tmp_path / "Song") as host, contextlib.closing(host.session()) as session:
        work = AtWork(furnished(session, sound), tmp_path / "Song")
        before = session.snapshot()
        work.ask(ASKED[what](before, sound))
        assert told(session.snapshot()) != told(before)
        host.edit(lambda project: project.undo())
        assert told(session.snapshot()) == told(before)
        assert work.undo()[1] == ""
        assert told(session.snapshot()) == told(before)
        host.edit(lambda project: project.undo(is_redo=True))
    assert host.violations == []
