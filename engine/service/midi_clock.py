"""MIDI clock: the beat of a DAW that sends it (24 ticks a quarter), for whoever's DAW tells no other.

It listens on an input port of its own, called Tonmeister, or on one that is there already. MIDI tells no meter.
"""

from __future__ import annotations

import contextlib
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import UserError
from engine.wire.wire import ClockView

PORT = "Tonmeister clock"
NO_MIDI = (
    "MIDI clock cannot be heard: this computer has no MIDI system that programs can reach; on Linux that is ALSA's "
    "sequencer: run `sudo modprobe snd-seq`, and restart the engine."
)
NO_PORT = (
    "MIDI clock cannot be heard: Windows lets no program make a MIDI port. Install loopMIDI (tobias-erichsen.de), make "
    "a port in it, let the DAW send its clock there, and write the port's name here."
)
TICKS_A_BEAT = 24
_TICKS_A_POINTER = 6
"""A song position pointer counts sixteenths."""
_FITTED = TICKS_A_BEAT
"""Ticks through which a straight line is laid: single ones come up to some milliseconds early or late."""
_LEAST = 7
"""With fewer nothing can be said."""
_SILENT_S = 0.5
"""After so long without a tick nobody sends any more: at 20 bpm they are 125 ms apart."""


class MidiClock:
    """Where the sender is, from what it sends. Messages may come in any thread."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._lock = threading.Lock()
        self._ticks: deque[tuple[int, float]] = deque(maxlen=_FITTED)
        """Place in the song, in ticks, and when it was there."""
        self._next = 0
        """Place of the tick that comes next."""
        self._is_playing = False
        self._port: Any = None

    def hear(self, message: Any) -> None:
        """A message of mido."""
        with self._lock:
            if message.type == "clock":
                self._tick()
            elif message.type in ("start", "continue"):
                self._is_playing = True
                self._go_to(0 if message.type == "start" else self._next)
            elif message.type == "stop":
                self._is_playing = False
            elif message.type == "songpos":
                self._go_to(message.pos * _TICKS_A_POINTER)

    def view(self, after_s: float = 0.0, *, beats_in_bar: float = 4.0) -> ClockView:
        """The first bar line at least `after_s` from now; while nobody plays there is none to wait for."""
        with self._lock:
            ticks, is_playing = list(self._ticks), self._is_playing
        now_s = self._now_s()
        if not is_playing or len(ticks) < _LEAST or now_s - ticks[-1][1] > _SILENT_S:
            return ClockView()
        places, times_s = np.array(ticks).T
        tick_s, first_s = np.polyfit(places - places[0], times_s, 1)
        if tick_s <= 0:
            return ClockView()
        here = places[0] + (now_s - first_s) / tick_s
        ticks_in_bar = beats_in_bar * TICKS_A_BEAT
        bars = math.ceil((here + after_s / tick_s) / ticks_in_bar - 1e-9)
        return ClockView(True, max(after_s, float((bars * ticks_in_bar - here) * tick_s)))

    def open(self, port: str = "") -> None:
        """Listen on the first input whose name holds `port`, or on one of our own. UserError with the remedy."""
        import mido

        try:
            backend = mido.Backend("mido.backends.rtmidi", load=True)
            names = [str(name) for name in backend.get_input_names()]
            found = next((name for name in names if port.lower() in name.lower()), "") if port else ""
            if port and not found:
                raise UserError(f"There is no MIDI input '{port}'; there is: {', '.join(names) or 'none'}.")
            self._port = backend.open_input(found or PORT, virtual=not found, callback=self.hear)
        except UserError:
            raise
        except Exception as error:  # of rtmidi, which has its own for each system
            raise UserError(NO_PORT if isinstance(error, NotImplementedError) else NO_MIDI) from error

    def close(self) -> None:
        """Listen no longer."""
        port, self._port = self._port, None
        if port is not None:
            with contextlib.suppress(Exception):  # of the system's MIDI: a device may have been unplugged
                port.close()

    def _tick(self) -> None:
        now_s = self._now_s()
        if self._ticks and now_s - self._ticks[-1][1] > _SILENT_S:
            self._ticks.clear()  # the cable was out; what came before says nothing of the tempo
        if self._is_playing:
            self._ticks.append((self._next, now_s))
            self._next += 1

    def _go_to(self, place: int) -> None:
        self._next = place
        self._ticks.clear()
