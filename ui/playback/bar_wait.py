"""Bar wait: what is to be heard begins on the next bar line of a DAW that plays, and can be called off until then."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal

from engine.wire.wire import ClockView, from_json

LEAD_S = 0.12
"""A bar line nearer than this cannot be met any more: the one after it is taken."""
AGAIN_MS = 400
"""How often the DAW is asked again while something waits: it may be stopped, or set to another place."""
PATIENCE_S = 1.5
"""An engine that does not answer for so long keeps nobody waiting."""

Asks = Callable[[str, Callable[[Any], None]], None]


class BarWait(QObject):
    """Waits for one bar line at a time."""

    told = pyqtSignal(int)
    """The number of the bar that is waited for; 0 = nothing is."""

    def __init__(self, asks: Asks, parent: QObject | None = None, now_s: Callable[[], float] = time.monotonic) -> None:
        """`asks` gets a path of the project and who takes the answer; `now_s` is any clock in seconds."""
        super().__init__(parent)
        self._asks, self._now_s = asks, now_s
        self._due: Callable[[], object] | None = None
        self._number = 0
        self.bar = 0
        """What is waited for; 0 = nothing, or it is not known yet."""
        self._begins = QTimer(self)
        self._begins.setSingleShot(True)
        self._begins.setTimerType(Qt.TimerType.PreciseTimer)
        self._begins.timeout.connect(self.end)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._ask)

    @property
    def is_on(self) -> bool:
        """True while something waits."""
        return self._due is not None

    @property
    def left_ms(self) -> int:
        """How long it still takes, in milliseconds; −1 while nobody knows."""
        return self._begins.remainingTime()

    def begin(self, due: Callable[[], object]) -> None:
        """Call `due` on the next bar line, or at once where the DAW turns out to stand still."""
        self.cancel()
        self._due = due
        self._number += 1
        number = self._number
        QTimer.singleShot(round(1000 * PATIENCE_S), lambda: self._is_unanswered(number))
        self._again.start()
        self._ask()

    def cancel(self) -> None:
        """Nothing is to begin any more."""
        self._begins.stop()
        self._again.stop()
        self._due = None
        self._tell(0)

    def end(self) -> None:
        """It begins now."""
        due = self._due
        self.cancel()
        if due is not None:
            due()

    def _ask(self) -> None:
        number, asked_s = self._number, self._now_s()
        if 0 <= self.left_ms < round(1000 * LEAD_S):
            return  # it stands: an answer now would be about the bar after it
        self._asks(f"clock?after_s={LEAD_S}", lambda values: self._is(number, asked_s, values))

    def _is(self, number: int, asked_s: float, values: Any) -> None:
        if number != self._number or self._due is None or 0 <= self.left_ms < round(1000 * LEAD_S):
            return
        try:
            view = from_json(ClockView, values)
        except ValueError:
            view = ClockView()
        if not view.is_playing:
            self.end()
            return
        on_the_way_s = (self._now_s() - asked_s) / 2
        self._begins.start(max(0, round(1000 * (view.wait_s - on_the_way_s))))
        self._tell(view.bar)

    def _is_unanswered(self, number: int) -> None:
        if number == self._number and self._due is not None and not self._begins.isActive():
            self.end()

    def _tell(self, bar: int) -> None:
        if bar != self.bar:
            self.bar = bar
            self.told.emit(bar)
