"""The stretches of a recording that a network listens to: cut where nobody speaks, none longer than it can take."""

from __future__ import annotations

from collections.abc import Sequence

from models.speech.utterance import Utterance

_LONGEST_PAUSE_S = 2.0
"""A longer silence ends a stretch: networks write words into silence."""


def speech_windows(found: Sequence[Utterance], longest_s: float) -> list[Utterance]:
    """Neighbouring utterances put together as long as they fit; nothing is lost, and none overlap."""
    windows: list[Utterance] = []
    for utterance in found:
        last = windows[-1] if windows else None
        if last and utterance.start_s - last.end_s < _LONGEST_PAUSE_S and utterance.end_s - last.start_s <= longest_s:
            windows[-1] = Utterance(last.start_s, max(last.end_s, utterance.end_s))
        else:
            begin_s = max(utterance.start_s, last.end_s) if last else utterance.start_s
            windows.append(Utterance(begin_s, max(begin_s, utterance.end_s)))
    return [window for window in windows if window.end_s - window.start_s > 0.05]
