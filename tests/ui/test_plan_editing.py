"""A plan is edited on its card and run, with the engine itself behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLineEdit

from tests.fakes import FakeModel
from tests.real_engine import RealEngine
from tests.ui.live import Live
from tests.ui.waiting import rest, until
from ui.cards.plan_card import PlanCard


@pytest.fixture
def panel(app: QApplication, tmp_path: Path) -> Iterator[Live]:
    """A panel with the engine, which has a melody on a track."""
    engine = RealEngine(tmp_path / "song", {"fake": FakeModel()})
    one = Live(tmp_path / "panel", engine)
    yield one.begin()
    one.close()


def test_an_argument_that_is_written_into_a_plan_is_the_one_that_runs(panel: Live) -> None:
    panel.controller.send({"text": "make 4 bars of chords in A minor", "preview": True})
    until(lambda: "1:plan" in panel.rows())
    card = panel.card("1:plan")
    assert isinstance(card, PlanCard)
    card.edit(0)
    rest()
    (step,) = card.steps
    fields = {one.accessibleName(): one for one in step.editors}
    bars = fields["bars"]
    assert isinstance(bars, QLineEdit) and bars.text() == "4"
    assert any(name.startswith("kind: ") for name in fields), "what the task has choices for is offered"
    bars.setFocus()
    bars.selectAll()
    QTest.keyClicks(bars, "8")
    QTest.keyClick(bars, Qt.Key.Key_Return)
    rest()
    card.run_now()
    until(lambda: panel.controller.conversation.turns[1].is_finished)
    turn = panel.controller.conversation.turns[1]
    assert turn.state == "done" and turn.steps[0].args["bars"] == 8


def test_a_value_that_the_task_does_not_take_is_told_and_the_plan_still_waits(panel: Live) -> None:
    panel.controller.send({"text": "make 4 bars of chords in A minor", "preview": True})
    until(lambda: "1:plan" in panel.rows())
    card = panel.card("1:plan")
    assert isinstance(card, PlanCard)
    card.edit(0)
    rest()
    bars = next(one for one in card.steps[0].editors if one.accessibleName() == "bars")
    assert isinstance(bars, QLineEdit)
    bars.setFocus()
    bars.selectAll()
    QTest.keyClicks(bars, "900")
    QTest.keyClick(bars, Qt.Key.Key_Return)
    rest()
    card.run_now()
    until(panel.notices)
    assert "bars" in panel.notices()[-1] and panel.controller.conversation.turns[1].state == "approval"
