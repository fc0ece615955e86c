"""Transport clock: where a DAW that plays is between two looks at it, and when its next bar begins."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from engine.daw.daw import Snapshot
from engine.wire.wire import ClockView


class TransportClock:
    """What the last look at a session said, carried on by this computer's clock. Read by any thread."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        """`now_s` counts seconds from anywhere, and never goes back."""
        self._now_s = now_s
        self._lock = threading.Lock()
        self._seen: tuple[Snapshot, float] | None = None

    def now_s(self) -> float:
        """Seconds by the clock that it goes by."""
        return self._now_s()

    def saw(self, snapshot: Snapshot | None, began_s: float) -> None:
        """A look that began then and ended now: the playhead was read about half way. None = there is no DAW."""
        with self._lock:
            self._seen = (snapshot, (began_s + self._now_s()) / 2) if snapshot is not None else None

    def age_s(self) -> float:
        """How long the last look is ago, in seconds; 0 without a DAW."""
        with self._lock:
            return self._now_s() - self._seen[1] if self._seen else 0.0

    def beats_in_bar(self) -> float:
        """Beats of the first bar of what was seen last; 4 without a DAW."""
        with self._lock:
            return self._seen[0].tempo_map.bar_start(2) if self._seen else 4.0

    def view(self, after_s: float = 0.0) -> ClockView:
        """The first bar line that is at least `after_s` from now; where nothing plays there is none to wait for."""
        with self._lock:
            seen = self._seen
        if seen is None or not seen[0].is_playing:
            return ClockView()
        snapshot, seen_s = seen
        tempo_map = snapshot.tempo_map
        here_s = tempo_map.seconds_at(snapshot.playhead_beats) + self._now_s() - seen_s
        bar = tempo_map.bar_at(tempo_map.beats_at(here_s + after_s))[0]
        while (wait_s := tempo_map.seconds_at(tempo_map.bar_start(bar)) - here_s) < after_s:
            bar += 1
        return ClockView(True, wait_s, bar)
