"""Talker: listens while it is asked to, and has the engine write down what was said; nothing is sent from here."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from engine.wire.wire import HeardView, from_json
from ui.talk.microphone import Microphone, SoundInput
from ui.talk.talk_state import HEARD_DB, MOST_S, MUTED, NO_ENGINE, TAP_S, TalkState, meter

if TYPE_CHECKING:
    from ui.connection.controller import Controller
    from ui.connection.link_request import Trouble

PATIENCE_S = 120.0
"""How long writing down may take: a large recogniser is loaded first."""
LIVE_AFTER_S, LIVE_EVERY_S, LIVE_MOST_S = 1.5, 1.0, 2.5
"""From when on, and how often, the text so far is asked for; a recogniser slower than the last is not asked again."""
_FALL = 0.7
"""How fast the meter falls: share that is left at each moment that is more quiet."""


class Talker(QObject):
    """One panel's ear. `written` has the words of a whole request; what is seen meanwhile is `state`."""

    changed = pyqtSignal()
    written = pyqtSignal(str)

    def __init__(
        self, controller: Controller, *, find_input: Callable[[], SoundInput | None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(controller)
        self.state = TalkState()
        self._controller = controller
        self._clock = clock
        self._microphone = Microphone(self, find_input=find_input)
        self._microphone.heard.connect(self._loud)
        self._microphone.failed.connect(self._microphone_failed)
        self._pressed_at = 0.0
        self._asked = 0
        """Counts what is listened to: an answer about an earlier one is not for this one."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._keeps_up = True
        """False once the recogniser was too slow to be asked while somebody speaks."""
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.timeout.connect(self._ask_live)

    def press(self) -> None:
        """The button or the key goes down: begin; or end what a tap has begun."""
        if self.state.phase == "listening":
            self._end()
            return
        if self.state.phase == "writing":
            return
        link = self._controller.link
        if link is None or not link.is_open:
            self._show(TalkState("trouble", why=NO_ENGINE))
            return
        self._asked += 1
        self._forget()
        self._pressed_at = self._clock()
        self._show(TalkState("listening"))
        if self._microphone.start():
            self._live.start(round(LIVE_AFTER_S * 1000))

    def release(self) -> None:
        """It comes up again: a press that was held ends with it, a short one goes on."""
        if self.state.phase != "listening" or not self.state.is_held:
            return
        if self._clock() - self._pressed_at < TAP_S:
            self._show(replace(self.state, is_held=False))
        else:
            self._end()

    def discard(self) -> bool:
        """Forget what is being said, or the line about it; False when there was nothing."""
        if self.state.phase == "off":
            return False
        self._asked += 1
        self._stop()
        self._forget()
        self._show(TalkState())
        return True

    def retry(self) -> None:
        """Have the same recording written down once more."""
        if self.state.phase == "trouble" and self.state.can_retry:
            self._ask()

    def _end(self) -> None:
        self._stop()
        if self._microphone.peak_db < HEARD_DB:
            self._show(TalkState("trouble", why=MUTED))
            return
        self._ask()

    def _stop(self) -> None:
        self._live.stop()
        self._microphone.stop()

    def _loud(self, peak_db: float) -> None:
        if self.state.phase != "listening":
            return
        level = max(meter(peak_db), self.state.level * _FALL)
        self._show(replace(self.state, level=level, seconds=self._microphone.seconds))
        if self._microphone.seconds >= MOST_S:
            self._end()

    def _microphone_failed(self, why: str) -> None:
        self._live.stop()
        if self._microphone.peak_db >= HEARD_DB:
            self._ask()
        else:
            self._show(TalkState("trouble", why=why))

    def _ask_live(self) -> None:
        """What was said so far, in words, while it goes on."""
        if self.state.phase != "listening" or not self._keeps_up or self._microphone.peak_db < HEARD_DB:
            return
        number, begun = self._asked, self._clock()

        def told(values: Any) -> None:
            self._keeps_up = self._clock() - begun <= LIVE_MOST_S
            heard = _heard(values)
            if number == self._asked and self.state.phase == "listening":
                if heard is not None:
                    self._show(replace(self.state, text=heard.text))
                self._live.start(round(LIVE_EVERY_S * 1000))

        self._post(told, lambda _: told(None))

    def _ask(self) -> None:
        """The whole of it."""
        number = self._asked
        self._show(replace(self.state, phase="writing", level=0.0, why="", can_retry=False))

        def told(values: Any) -> None:
            heard = _heard(values)
            if number != self._asked:
                return
            if heard is None:
                self._show(TalkState("trouble", why="The engine's answer is not understood."))
                return
            self._forget()
            self._show(TalkState("heard", text=heard.text, is_sure=heard.is_sure))
            self.written.emit(heard.text)

        def failed(trouble: Trouble) -> None:
            if number == self._asked:
                is_lost = not trouble.status
                self._show(TalkState("trouble", why=trouble.text, can_retry=is_lost))

        self._post(told, failed)

    def _post(self, then: Callable[[Any], None], otherwise: Callable[[Trouble], None]) -> None:
        link = self._controller.link
        if link is None:
            return
        try:
            file = self._microphone.write(self._place())
        except OSError as error:
            self._show(TalkState("trouble", why=f"What was said cannot be kept for a moment: {error.strerror}."))
            return
        link.ask("POST", "/heard", {"file": str(file)}, then=then, otherwise=otherwise, answer_s=PATIENCE_S)

    def _place(self) -> Path:
        """A file of its own for each question, in a folder that only this user can read; the engine may name it."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="tonmeister-said-", ignore_cleanup_errors=True)
        return Path(tempfile.mkdtemp(dir=self._folder.name)) / "what you said.wav"

    def _forget(self) -> None:
        """The recording goes: what was said is words now, or was not wanted."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()
            self._folder = None

    def sent(self) -> None:
        """The words were sent, or others are written: the line about them has nothing more to say."""
        if self.state.phase in ("heard", "trouble"):
            self._forget()
            self._show(TalkState())

    def _show(self, state: TalkState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _heard(values: Any) -> HeardView | None:
    try:
        return from_json(HeardView, values)
    except ValueError:
        return None
