"""What is said at the end of a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.assistant.answer import answer_of, changes_told
from engine.assistant.step_output import StepResult
from engine.daw import daw
from engine.daw.daw import Snapshot
from engine.library.turn import Applied, StepRecord
from engine.media.clip import Clip
from engine.media.note import Note
from engine.tasks.plan import Step
from tests.fakes import FakeDaw


def made(*names: str) -> list[StepResult]:
    """One step that made these videos and put them nowhere."""
    outputs = {f"video of {name}": Clip(name, "video", name, Path(f"{name}.mp4"), "") for name in names}
    return [StepResult(Step("video_for_audio", {"clip": "c1"}), StepRecord("done"), dict(outputs))]


@pytest.mark.parametrize(
    ("names", "language", "told"),
    [
        (("Beat video",), "en", "'Beat video' was made; it is in the library."),
        (("A", "B"), "en", "'A' and 'B' were made; they are in the library."),
        (("Beat video",), "de", "„Beat video“ ist fertig und liegt in der Bibliothek."),
        (("A", "B"), "fr", "« A » et « B » sont prêts, dans la bibliothèque."),
        ((), "en", "Done."),
    ],
)
def test_what_lies_on_no_track_is_named(names: tuple[str, ...], language: str, told: str) -> None:
    assert answer_of(made(*names), [], Snapshot("song", "1"), language=language) == told


def test_a_copy_that_was_cut_on_its_way_is_told_where_it_is(tmp_path: Path) -> None:
    session = FakeDaw(tmp_path)
    track = session.user_track("Bass", "midi")
    session.user_notes(track, [Note(40, 0.0, 16.0)], 0.0, "walk")
    old = session.snapshot().regions[0].id
    copy, cut, move = daw.Duplicate(old, 16.0, "part"), daw.Trim("copy", 16.0, 20.0), daw.Move("copy", 24.0)
    applied = [
        Applied(copy, daw.Outcome("done", made=(("part", "copy"),)), told="'walk' was copied to bar 5"),
        Applied(cut, daw.Outcome("done"), told="'walk' goes from bar 5 to bar 6"),
        Applied(move, daw.Outcome("done"), told="'walk' was moved to bar 7"),
    ]
    assert changes_told(applied, session.snapshot()) == ["'walk' was copied to bar 7."]
    assert changes_told(applied[:2], session.snapshot())[1] == "'walk' goes from bar 5 to bar 6."
