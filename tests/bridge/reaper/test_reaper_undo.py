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


def _moved_together(seen: Snapshot, path: Path) -> list[Change]:
    return [daw.SetGroup(track(seen, one).id, track(seen, "Band").id) for one in ("Drums", "Keys")]


MOVED: dict[str, Callable[[Snapshot, Path], list[Change]]] = {
    "into a folder": ASKED["a group"],
    "two into a folder": _moved_together,
    "a new track in a folder with another": lambda s, p: [
        daw.NewTrack("Inside", ref="n", group=track(s, "Band").id),
        daw.SetGroup(track(s, "Keys").id, track(s, "Band").id),
    ],
    "a folder away": lambda s, p: [daw.RemoveTrack(track(s, "Band").id)],
    "to another place": lambda s, p: [daw.SetPosition(track(s, "Keys").id, 3)],
    "away": lambda s, p: [daw.RemoveTrack(track(s, "Drums").id)],
}


@pytest.mark.parametrize("what", MOVED)
@pytest.mark.parametrize("is_grouped", (False, True), ids=("loose", "in a folder"))
def test_undo_brings_a_track_back_to_its_place(
    what: str, is_grouped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    sound = tone(tmp_path / "tone.wav")
    with FakeReaper(tmp_path / "Song") as host, contextlib.closing(host.session()) as session:
        work = AtWork(furnished(session, sound), tmp_path / "Song")
        at_first = told(session.snapshot())
        if is_grouped:
            work.ask(_moved_together(session.snapshot(), sound))
        before = told(session.snapshot())
        work.ask(MOVED[what](session.snapshot(), sound))
        work.undo()
        assert told(session.snapshot()) == before
        work.undo("everything")
        assert told(session.snapshot()) == at_first
    assert host.violations == []


def test_a_track_that_never_lay_outside_comes_behind_its_folder(tmp_path: Path) -> None:
    with FakeReaper(tmp_path / "Song") as host, contextlib.closing(host.session()) as session:
        seen = furnished(session, tone(tmp_path / "tone.wav")).snapshot()
        inside = daw.NewTrack("Inside", ref="n", group=track(seen, "Band").id)
        session.apply([inside, daw.NewTrack("Last")], expected_revision=seen.revision, label="")
        seen = session.snapshot()
        session.apply([daw.SetGroup(track(seen, "Inside").id, "")], expected_revision=seen.revision, label="")
        names = [one.name for one in session.snapshot().tracks if one.kind != "master"]
        assert names == ["Drums", "Keys", "Hall", "Band", "Inside", "Last"]
    assert host.violations == []
