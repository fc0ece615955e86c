"""A drum over bars: "hi-hats for eight bars" are struck on the grid, where one hit would leave seven bars silent."""

from __future__ import annotations

import re

import numpy as np

from models.sound.mix import MixTone, Tick
from models.sound.prompt.request import PromptRequest, SourceCall
from models.sound.scene import make_event
from models.sound.timeline import Timeline

_BACKBEAT, _OFFBEAT_GAIN = 0.5, 0.7
"""Of a bar; of what is struck between the beats."""
_EVERY = {"closed hi-hat": (0.0, 0.5), "open hi-hat": (0.5, 1.0)}
"""Drum → first stroke of a bar and how far apart they are, in beats."""
_TWICE = {"kick drum": 0.0, "snare drum": 0.25, "hand clap": 0.25}
"""Drum → first stroke as a share of the bar; the second lies half a bar later."""
_ONCE = ("tom drum", "taiko")
_SINGLE = re.compile(r"\b(?:hit|hits|sample|one[ -]?shot|single|once|strike)\b", re.IGNORECASE)


def is_pattern(request: PromptRequest) -> bool:
    """Is one drum asked for, and no single hit of it?"""
    known = (*_EVERY, *_TWICE, *_ONCE)
    call = request.calls[0] if len(request.calls) == 1 else None
    return call is not None and call.source in known and call.count == 1 and not _SINGLE.search(request.text)


def strokes(source: str, bar_beats: float) -> list[float]:
    """Where a drum is struck in a bar, in beats: eighths, off the beat, on two and four, on one and three, on one."""
    if source in _EVERY:
        first, apart = _EVERY[source]
        return [float(beat) for beat in np.arange(first, bar_beats - 1e-6, apart)]
    if source in _TWICE:
        first = _TWICE[source] * bar_beats
        return [first, first + _BACKBEAT * bar_beats]
    return [0.0]


def make_pattern(
    call: SourceCall, timeline: Timeline, bar_beats: float, tone: MixTone, seed: int, tick: Tick
) -> np.ndarray:
    """The drum over all bars of a timeline, stereo float32 [shape=(2, length)], not yet mastered."""
    sound = np.zeros((2, timeline.length), np.float32)
    hits = [make_event(call, None, timeline.rate, tone, seed + turn, tick) for turn in range(2)]
    count = round(timeline.length_beats / bar_beats)
    for bar in range(count):
        for number, beat in enumerate(strokes(call.source, bar_beats)):
            start = timeline.sample(bar * bar_beats + beat)
            hit = hits[(bar + number) % 2][:, : max(0, timeline.length - start)]
            is_between = call.source == "closed hi-hat" and beat % 1 > 1e-6
            sound[:, start : start + hit.shape[1]] += hit * np.float32(_OFFBEAT_GAIN if is_between else 1.0)
    return sound
