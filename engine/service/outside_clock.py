"""Outside clock: what tells where the bars are when the DAW itself does not: Ableton Link, or MIDI clock."""

from __future__ import annotations

import logging
import os
import threading
from typing import Protocol

from engine.catalog import packages
from engine.config import Settings
from engine.errors import UserError
from engine.service.link_clock import LinkClock
from engine.service.midi_clock import MidiClock
from engine.wire.wire import ClockView

log = logging.getLogger(__name__)


class BarTeller(Protocol):
    """Knows when the next bar begins."""

    def view(self, after_s: float = 0.0, *, beats_in_bar: float = 4.0) -> ClockView:
        """The first bar line at least `after_s` from now."""
        ...

    def close(self) -> None:
        """Listen no longer."""
        ...


class OutsideClock:
    """The clock that the settings name. Every method may be called from any thread."""

    def __init__(self, settings: Settings) -> None:
        self.kind, self._port = kind_of(settings), settings.midi_clock_port
        self._teller: BarTeller | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._begin, name="outside clock", daemon=True)
        self.why_not = ""
        """Why it cannot be heard; empty where it can, or nobody wants it."""

    def start(self) -> None:
        """Listen from now on, where that was asked for; returns at once."""
        if self.kind != "daw":
            self._thread.start()

    def view(self, after_s: float = 0.0, *, beats_in_bar: float = 4.0) -> ClockView:
        """The first bar line at least `after_s` from now; where nothing plays there is none to wait for."""
        teller = self._teller
        return teller.view(after_s, beats_in_bar=beats_in_bar) if teller else ClockView()

    def close(self) -> None:
        """Listen no longer."""
        self._is_closed = True
        if self._teller is not None:
            self._teller.close()

    def _begin(self) -> None:
        try:
            self._teller = self._made()
        except UserError as error:
            self.why_not = str(error)
            log.warning("%s: %s", self.kind, error)
        if self._is_closed and self._teller is not None:
            self._teller.close()

    def _made(self) -> BarTeller:
        if self.kind == "link":
            packages.bring(("aalink",), "link", "Ableton Link")
            return LinkClock()
        packages.bring(("rtmidi",), "midi", "MIDI clock")
        clock = MidiClock()
        clock.open(self._port)
        return clock


def kind_of(settings: Settings) -> str:
    """What the settings ask for; TONMEISTER_LINK overrides them: 1 = Link, 0 = not Link."""
    asked = os.environ.get("TONMEISTER_LINK", "")
    if asked not in ("", "0"):
        return "link"
    return "daw" if asked == "0" and settings.clock == "link" else settings.clock
