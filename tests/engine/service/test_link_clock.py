"""Bar lines of an Ableton Link session: as its members tell, and with a real one on this computer."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass

import pytest

from engine.service.link_clock import LinkClock
from engine.wire.wire import ClockView
from tests.patience import PATIENCE_S


@dataclass
class Session:
    """What a Link session tells."""

    num_peers: int = 1
    playing: bool = True
    beat: float = 0.0
    tempo: float = 120.0


@pytest.mark.parametrize(("beat", "after_s", "beats_in_bar", "wait_s"), [
    (0.0, 0.0, 4.0, 0.0), (1.0, 0.0, 4.0, 1.5), (3.9, 0.0, 4.0, 0.05), (3.9, 0.12, 4.0, 2.05), (-1.0, 0.0, 4.0, 0.5),
    (7.0, 0.0, 3.0, 1.0),
])  # fmt: skip
def test_the_next_bar_line(beat: float, after_s: float, beats_in_bar: float, wait_s: float) -> None:
    clock = LinkClock(Session(beat=beat))
    view = clock.view(after_s, beats_in_bar=beats_in_bar)
    clock.close()
    assert view.is_playing and view.wait_s == pytest.approx(wait_s) and view.wait_s >= after_s


@pytest.mark.parametrize("session", [Session(num_peers=0), Session(playing=False), Session(tempo=0.0)])
def test_nothing_to_wait_for_without_others_who_play(session: Session) -> None:
    clock = LinkClock(session)
    assert clock.view() == ClockView()
    clock.close()


def test_two_members_of_one_session_count_alike() -> None:
    aalink = pytest.importorskip("aalink")
    clock, told = LinkClock(), threading.Event()
    seen: list[tuple[float, float]] = []

    async def play() -> None:
        other = aalink.Link(97.0)
        other.start_stop_sync_enabled = other.enabled = True
        for _ in range(round(20 * PATIENCE_S)):
            await asyncio.sleep(0.05)
            if other.num_peers:
                break
        other.playing = True
        for _ in range(round(20 * PATIENCE_S)):
            await asyncio.sleep(0.05)
            view = await asyncio.to_thread(clock.view)
            if view.is_playing:
                seen.append((view.wait_s, (-other.beat % 4.0) * 60 / other.tempo))
                break
        told.set()

    asyncio.run(play())
    clock.close()
    assert told.is_set() and seen, "no other member was seen"
    assert seen[0][0] == pytest.approx(seen[0][1], abs=0.1)
