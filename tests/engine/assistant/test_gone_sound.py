"""A sound of the library that is no longer on the disk, where an undo or a take would need it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.assistant.assistant import Assistant
from engine.catalog.registry import Registry
from engine.daw.daw import Change, Outcome
from engine.library.library import Library
from engine.tasks.plan import Step
from tests.engine.assistant.test_audible_proof import noise
from tests.fakes import FakeDaw, FakeModel, ScriptedPlanner


class StrictDaw(FakeDaw):
    """A session that reads the files that it is given."""

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        gone = [path for one in changes if (path := getattr(one, "path", None)) and not path.exists()]
        if gone:
            return [Outcome("not_done", f"There is no file {gone[0]}.") for _ in changes]
        return super().apply(changes, expected_revision=expected_revision, label=label)


def test_it_is_told_without_the_librarys_own_names(tmp_path: Path) -> None:
    session, library = StrictDaw(tmp_path), Library(tmp_path / "library")
    session.user_sound(session.user_track("Vox"), noise(tmp_path / "a.wav"), 0.0, "line")
    registry = Registry(models={"fake": FakeModel()})
    song = Assistant(registry=registry, library=library, planner=ScriptedPlanner(), session=session)
    edit = Step("apply_effect", {"clip": f"region:{session.snapshot().regions[0].id}", "effect": "reverb"})
    assert song.ask("reverb", steps=[edit]).state == "done"
    for path in (*(tmp_path / "library").rglob("*.wav"), tmp_path / "a.wav"):
        path.unlink()
    turn = song.ask("undo", steps=[Step("undo", {})])
    assert turn.state == "failed" and "gone from the project's library" in turn.answer
    assert "blobs" not in turn.answer
