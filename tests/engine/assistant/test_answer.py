"""What is said at the end of a request."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.assistant.answer import answer_of
from engine.assistant.step_output import StepResult
from engine.daw.daw import Snapshot
from engine.library.turn import StepRecord
from engine.media.clip import Clip
from engine.tasks.plan import Step


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
