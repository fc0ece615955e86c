"""What a client is told of a turn: only remedies that can work."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.catalog.registry import Registry
from engine.library.library import Library
from engine.library.turn import StepRecord, Turn
from engine.service.clip_view import ClipViewer
from engine.service.turn_view import TurnProgress, turn_view
from engine.tasks.plan import Plan, Step
from tests.fakes import FakeModel


@pytest.mark.parametrize(("record", "labels"), [
    (StepRecord("failed", error="'Melody' is midi; a sound is needed here.", is_final=True), []),
    (StepRecord("failed", error="It sings up to 30 s.", is_final=True, model="one"), ["With Fake"]),
    (StepRecord("failed", error="It crashed.", model="one"), ["Try again", "With Fake"]),
])  # fmt: skip
def test_another_model_is_offered_where_one_was_tried(tmp_path: Path, record: StepRecord, labels: list[str]) -> None:
    models = {name: FakeModel(model_id=name) for name in ("one", "two")}
    library = Library(tmp_path / "library")
    turn = Turn(1, "sing it", Plan((Step("sing", {"midi": "m1"}),)), (record,), state="failed")
    view = turn_view(turn, ClipViewer(library, Registry(models, {})), TurnProgress())
    assert [remedy.label for remedy in view.remedies] == labels
    library.close()


def test_an_answer_is_sent_as_words(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    asked = Plan((Step("ask", {"text": "Which effect?"}),), answers=(("reverb", "put a reverb on it"),))
    view = turn_view(Turn(1, "put an effect on it", asked, state="answered"),
                     ClipViewer(library, Registry({}, {})), TurnProgress())
    assert [(one.label, one.text, one.steps) for one in view.remedies] == [("reverb", "put a reverb on it", ())]
    library.close()
