"""What screen readers are told, and when."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication

from engine.wire.wire import ClipView, StepView, TurnView
from tests.ui.live import live
from tests.ui.waiting import until
from ui.conversation.announcement import Announcer, announcement

VOCALS, REST = ClipView("a", "Vocals", "audio"), ClipView("b", "Rest", "audio")
STEPS = (StepView("sing", "Sing", error="No voice is there. Get one."),)


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (TurnView(1, "x", "queued"), ""),
        (TurnView(1, "x", "running"), ""),
        (TurnView(1, "x", "approval", approval="It deletes a track.", steps=STEPS),
         "A plan with 1 step waits for you. It deletes a track."),
        (TurnView(1, "x", "done", clips=(VOCALS, REST), answer="They are on two tracks."),
         "Ready: Vocals and Rest. They are on two tracks."),
        (TurnView(1, "x", "answered", answer="It is in A minor."), "It is in A minor."),
        (TurnView(1, "x", "failed", steps=STEPS),
         "Error: No voice is there. Get one. Nothing in your session was changed."),
        (TurnView(1, "sing it", "cancelled"), "Cancelled: sing it"),
        (TurnView(1, "x", "done"), "Done."),
    ],
)  # fmt: skip
def test_what_is_said(turn: TurnView, said: str) -> None:
    assert announcement(turn) == said


def test_a_long_answer_is_cut() -> None:
    assert len(announcement(TurnView(1, "x", "answered", answer="word " * 400))) == 300


def test_the_same_is_said_again(app: QApplication) -> None:
    from PyQt6.QtWidgets import QWidget

    said = []

    class Heard(Announcer):
        def setText(self, text: str | None) -> None:
            said.append(text)
            super().setText(text)

    window = QWidget()
    label = Heard(window)
    said.clear()
    label.say("Done.")
    label.say("")
    label.say("Done.")
    assert said == ["Done.", "Done."] and label.text() == "Done." and not label.accessibleName()


def test_a_turn_that_ends_is_announced_and_history_is_not(app: QApplication, tmp_path: Path) -> None:
    with live(tmp_path) as one:
        assert one.panel.announcer.text() == ""
        one.say("turn", TurnView(1, "x", "running"))
        assert one.panel.announcer.text() == ""
        one.say("turn", TurnView(1, "x", "answered", answer="It is in A minor."))
        until(lambda: one.panel.announcer.text() == "It is in A minor.")
        one.say("turn", TurnView(2, "y", "failed", steps=STEPS))
        until(lambda: one.panel.announcer.text().startswith("Error: No voice is there."))
        assert one.panel.announcer.isVisible(), "what is hidden is not told"
