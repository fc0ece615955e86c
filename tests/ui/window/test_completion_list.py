"""Suggestions above the message: with large letters each word is whole, and so is what the chosen one does."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QApplication, QLabel

from engine.tasks.task import all_tasks
from tests.ui.conftest import shown
from ui.conversation.completion import Suggestion
from ui.theme.active_theme import look
from ui.theme.theme import DARK
from ui.widgets.layout import column
from ui.window.completion_list import LARGE_ROWS, CompletionList

INSIDE_PX, MOST_PX = 272, 420
"""How wide it is in a panel of 320 px, and how high it may be above a message in one of 900."""


@pytest.mark.parametrize("scale", (1.5, 2.0))
def test_no_line_of_any_task_is_cut(app: QApplication, scale: float) -> None:
    look().apply(DARK.scaled(scale))
    offers = [Suggestion(f"/{task.id}", task.summary, f"/{task.id} ") for task in all_tasks().values()]
    for at in range(0, len(offers) - LARGE_ROWS, LARGE_ROWS):
        listed = CompletionList()
        listed.offer(offers[at : at + LARGE_ROWS], 1)
        frame = shown(CompletionList(), INSIDE_PX, MOST_PX)
        frame.layout().addWidget(listed)
        frame.layout().addLayout(column(None))
        shown(frame, INSIDE_PX, MOST_PX)
        labels = [one for one in listed.findChildren(QLabel) if one.isVisible()]
        assert len(labels) == LARGE_ROWS + 1, "each word, and the meaning of the chosen one"
        for label in labels:
            assert label.height() >= label.heightForWidth(label.width()), f"{label.text()} lacks lines"
        frame.close()
