"""Link clock: the beat of an Ableton Link session, for whoever's DAW does not tell where it is.

Off until it is asked for: a member of a session is seen by the others in the local network. It never starts, stops or
changes anything there; DAWs tell whether they play where their "Start Stop Sync" is on.
"""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from engine.wire.wire import ClockView

_ANSWER_S = 0.2
_BPM = 120.0
"""What a session that nobody else is in would go by; the others' tempo counts as soon as there are others."""


class LinkClock:
    """A silent member of the session, in a thread of its own."""

    def __init__(self, link: Any = None) -> None:
        """`link` is any object with what a Link session tells; None = one of aalink."""
        self._loop = asyncio.new_event_loop()
        self._link = link
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)
        self._thread.start()

    def view(self, after_s: float = 0.0, *, beats_in_bar: float = 4.0) -> ClockView:
        """The first bar line at least `after_s` from now; without others who play there is none to wait for."""
        asked = asyncio.run_coroutine_threadsafe(self._told(), self._loop)
        try:
            peers, is_playing, beat, bpm = asked.result(_ANSWER_S)
        except TimeoutError:
            return ClockView()
        if not peers or not is_playing or bpm <= 0:
            return ClockView()
        left_beats = -(beat + after_s * bpm / 60) % beats_in_bar
        return ClockView(True, after_s + left_beats * 60 / bpm)  # how the DAW numbers its bars Link does not know

    def close(self) -> None:
        """Leave the session."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(1)
        if not self._thread.is_alive():
            self._loop.close()

    async def _told(self) -> tuple[int, bool, float, float]:
        link = self._link
        return link.num_peers, link.playing, link.beat, link.tempo

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        if self._link is None:
            self._loop.run_until_complete(self._join())
        self._loop.run_forever()
        self._link = None

    async def _join(self) -> None:
        import aalink

        self._link = aalink.Link(_BPM)
        self._link.start_stop_sync_enabled = True
        self._link.enabled = True
