"""A question on screen: numbered buttons, the keys of their numbers; what waits is named as people name it."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel

from engine.wire.wire import Remedy, StepView, TurnView
from tests.ui.live import live
from tests.ui.waiting import until
from ui.conversation.plan_changes import expected_changes

OFFERS = tuple(
    Remedy(label, "make it brighter", ({"tool": "apply_effect", "args": {"effect": effect}},))
    for label, effect in (("Apply EQ", "eq"), ("Apply exciter", "exciter"))
)


def test_a_choice_is_taken_by_its_button_or_its_number(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        one.say("turn", TurnView(1, "make it brighter", "answered", answer="Which is meant?", is_question=True,
                                 remedies=OFFERS))
        card = one.card("1:answer")
        assert card.accessibleName().startswith("Question") and card.hasFocus()
        assert [button.words() for button in card.choices] == ["1  Apply EQ", "2  Apply exciter"]
        one.press(Qt.Key.Key_9)
        assert one.engine.sent() == []
        one.press(Qt.Key.Key_2)
        until(lambda: bool(one.engine.sent()))
        assert one.engine.sent() == [{"text": "make it brighter", "steps": [dict(OFFERS[1].steps[0])]}]


def test_a_plan_that_deletes_says_what_and_what_becomes_of_it(app: QApplication, tmp_path: Path) -> None:
    step = StepView("arrange", "Delete", {"action": "delete", "clip": "region:340"},
                    names={"region:340": "Bass take 2 on Bass, bar 5"})
    edit = StepView("apply_effect", "Apply reverb", {"clip": "f1"}, names={"f1": "hum.wav"}, on_session="edits")
    turn = TurnView(1, "delete it", "approval", steps=(step, edit), approval="It deletes something.")
    deleted, edited = expected_changes(turn)
    assert deleted[0] == "delete" and deleted[1].startswith("“Bass take 2 on Bass, bar 5” → deleted")
    assert edited == ("edit", "“hum.wav” → apply reverb; the content before stays as a take")
    with live(tmp_path) as one:
        one.say("turn", turn)
        words = " ".join(label.text() for label in one.card("1:plan").findChildren(QLabel)).replace("\u200b", "")
        assert "region:340" not in words and "f1" not in words and "Bass take 2" in words and "hum.wav" in words
