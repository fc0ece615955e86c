"""Sends messages when they are due, and leaves nothing sounding."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from bridge.midi.score import MidiMessage

NEAR_S = 0.002
"""From here on it is waited without sleeping: a sleep may last longer than was asked for."""
_ALL_OFF = 123


def play(
    messages: Sequence[MidiMessage],
    send: Callable[[Sequence[int]], None],
    *,
    now: Callable[[], float] = time.perf_counter,
    sleep: Callable[[float], None] = time.sleep,
) -> float:
    """Send everything in time; the longest delay in seconds. Whatever ends it, no note goes on sounding."""
    sounding: set[tuple[int, int]] = set()
    latest = 0.0
    began = now()
    try:
        for message in messages:
            while (left := began + message.at_s - now()) > 0:
                if left > NEAR_S:
                    sleep(left - NEAR_S)
            send(message.data)
            latest = max(latest, now() - began - message.at_s)
            _follow(message.data, sounding)
    finally:
        for channel, pitch in sorted(sounding):
            send((0x80 | channel, pitch, 0))
        for channel in sorted({channel for channel, _ in sounding}):
            send((0xB0 | channel, _ALL_OFF, 0))
    return latest


def _follow(data: Sequence[int], sounding: set[tuple[int, int]]) -> None:
    kind = data[0] & 0xF0
    if kind == 0x90:
        sounding.add((data[0] & 0x0F, data[1]))
    elif kind == 0x80:
        sounding.discard((data[0] & 0x0F, data[1]))
