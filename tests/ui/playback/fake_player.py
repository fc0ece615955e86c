"""A player that plays nothing, and the card of a clip on a staged panel."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from ui.cards.clip_card import ClipCard
from ui.playback.player import Sound
from ui.window.panel import Panel


class FakePlayer(QObject):
    """Remembers what it is asked; plays nothing."""

    position_changed = pyqtSignal(float)
    ended = pyqtSignal()
    no_sound = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[Any, ...]] = []
        self.can_play = True

    def play(self, result: Sound, source: Sound | None = None, *, hear: str = "b", start_s: float = 0) -> bool:
        self.said.append(("play", result, source, hear, start_s))
        if not self.can_play:
            self.no_sound.emit("There is no sound output.")
        return self.can_play

    def stop(self) -> None:
        self.said.append(("stop",))

    def seek(self, position_s: float) -> None:
        self.said.append(("seek", position_s))

    def hear(self, side: str) -> None:
        self.said.append(("hear", side))


def card(panel: Panel, clip: str) -> ClipCard:
    transcript = panel.transcript
    assert transcript is not None
    found = transcript.content_of(transcript.index_of(f"1:clip:{clip}"))
    assert isinstance(found, ClipCard)
    return found
