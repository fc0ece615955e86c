"""Piecemeal: a long column that is filled from the top, some parts now and the others between frames."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QBoxLayout, QLayout, QWidget

_STEP_S = 0.008
"""Processor time after which what is there is shown."""


class Piecemeal(QTimer):
    """Adds what its makers make to a box, in their order, until all is there; ends with its `parent`."""

    def __init__(self, box: QBoxLayout, makers: Iterable[Callable[[], QWidget | QLayout]], parent: QWidget) -> None:
        super().__init__(parent)
        self._box, self._makers = box, list(makers)
        self._is_whole = False
        self.timeout.connect(self.step)
        self.step()
        self.start(0)

    def step(self) -> None:
        """One part at least, and more while there is time; when all is there, how high it is is asked once more."""
        if self._is_whole:
            self._box.invalidate()  # lines that wrap have kept the heights from before they were dressed
            self.stop()
            return
        end_s = time.thread_time() + _STEP_S
        while self._makers:
            part = self._makers.pop(0)()
            if isinstance(part, QLayout):
                self._box.addLayout(part)
            else:
                self._box.addWidget(part)
            _dress(part)
            if time.thread_time() >= end_s:
                break
        if not self._makers:
            self._box.addStretch(1)
            self._is_whole = True


def _dress(part: QWidget | QLayout) -> None:
    """Qt dresses what it shows, and would do all of it at once."""
    if isinstance(part, QWidget):
        for widget in (part, *part.findChildren(QWidget)):
            widget.ensurePolished()
        return
    for item in filter(None, map(part.itemAt, range(part.count()))):
        if (inside := item.widget() or item.layout()) is not None:
            _dress(inside)
