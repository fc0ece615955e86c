"""Playback: what clips are heard with; one plays at a time, and its card follows."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6 import sip
from PyQt6.QtCore import QObject, QUrl, pyqtSignal
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import QApplication

from ui.conversation.item import Notice
from ui.conversation.takes_state import rival_of
from ui.playback.bar_wait import BarWait

if TYPE_CHECKING:
    from engine.wire.wire import ClipView
    from ui.cards.clip_card import ClipCard
    from ui.connection.controller import Controller

IN_TIME = "in time"


class Playback(QObject):
    """Plays clips from cards. A card may be made anew while its clip plays: clips are told by id."""

    file_gone = pyqtSignal(str)
    """Id of a clip whose file could not be opened."""
    failed = pyqtSignal(str)
    playing_changed = pyqtSignal(str, bool)

    def __init__(self, controller: Controller, player: Any = None) -> None:
        """`player` is made with the first clip that is played."""
        super().__init__(controller)
        self._controller = controller
        self._player = player
        self.output_name: Callable[[], str] = lambda: ""
        """Which sound output to play on, as the system names it; "" = that of the system."""
        if player is not None:
            self._listen(player)
        self._card: ClipCard | None = None
        self.clip_id = ""
        """The clip that plays; empty = none."""
        self.position_s = 0.0
        self._side = "b"
        self._awaited = ""
        """The take that plays on as soon as its card is there."""
        self._starts_s: dict[str, float] = {}
        self._aside: tuple[float, Callable[[bool], None]] | None = None
        """Until when something plays that is on no card, in seconds of its file, and who is told."""
        self.bar_wait = BarWait(controller.ask_project, self)
        self.bar_wait.told.connect(self._show_waiting)

    def adopt(self, card: ClipCard) -> None:
        """A card was made; when its clip plays, it shows that."""
        if card.clip.id == self.clip_id:
            self._card = card
            card.show_playing(True)
            card.show_position(self.position_s)
            card.show_waiting(f"from bar {self.bar_wait.bar}" if self.bar_wait.bar else "")
            if card.compare is not None:
                card.compare.set_index("ab".index(self._side))
        elif card.clip.id in self._starts_s:
            card.show_position(self._starts_s[card.clip.id])
            if card.clip.id == self._awaited and card.state.can_play:
                self.toggle(card)

    def toggle(self, card: ClipCard) -> None:
        """Play a card's clip, or stop it."""
        if self.clip_id == card.clip.id:
            self.stop()
            return
        goes_on = self._awaited == card.clip.id  # another take of what is heard: in the same breath
        self.stop()
        if not card.state.can_play or not Path(card.clip.path).is_file():
            card.show_playing(False)
            self.file_gone.emit(card.clip.id)
            return
        self._card, self.clip_id, self._side, self._awaited = card, card.clip.id, "b", ""
        source = self._controller.clip_cache.clip(rival_of(card.clip)) if card.state.can_compare else None
        if card.compare is not None:
            self._side = "ab"[max(0, card.compare.index())]
        self.position_s = self._starts_s.pop(card.clip.id, 0.0)
        card.show_playing(True)
        self.playing_changed.emit(self.clip_id, True)
        clip = card.clip
        self._in_time(lambda: self._start(clip, source), at_once=goes_on)

    def _start(self, clip: ClipView, source: ClipView | None) -> bool:
        from ui.playback.player import Sound  # Qt's sound parts come with the first clip that is played

        theirs = None
        if source is not None and source.path:
            theirs = Sound(Path(source.path), source.loudness_lufs, self._offset_s(clip, source))
        ours = Sound(Path(clip.path), clip.loudness_lufs)
        return bool(self._ready().play(ours, theirs, hear=self._side, start_s=self.position_s))

    def _offset_s(self, clip: ClipView, source: ClipView) -> float:
        """Where in the source the clip begins."""
        session = self._controller.session
        if session is None or clip.start_beats is None or source.start_beats is None or session.bpm <= 0:
            return 0.0
        return max(0.0, (clip.start_beats - source.start_beats) * 60 / session.bpm)

    def audition(
        self, path: str, *, start_s: float = 0.0, end_s: float = math.inf, told: Callable[[bool], None] | None = None,
        in_time: bool = False,
    ) -> None:
        """Play a file, or a stretch of it, that is on no card; `told` hears when it begins and ends.

        `in_time` is for what belongs to the song: it begins with a bar of a DAW that plays.
        """
        from ui.playback.player import Sound

        self.stop()
        if not Path(path).is_file():
            self.failed.emit(f"{Path(path).name} is not there any more.")
            return
        self._aside = (end_s, told or (lambda plays: None))
        self._aside[1](True)
        self._in_time(lambda: bool(self._ready().play(Sound(Path(path)), None, hear="b", start_s=start_s)),
                      at_once=not in_time)

    def _in_time(self, start: Callable[[], bool], *, at_once: bool) -> None:
        """Begin on the next bar of a DAW that plays, else now; what cannot be played is over at once."""

        def begin() -> None:
            if not start():
                self.stop()

        session = self._controller.session
        if at_once or session is None or not (session.is_playing and session.is_connected):
            begin()
        else:
            self.bar_wait.begin(begin)

    def _show_waiting(self, bar: int) -> None:
        """Say which bar it begins on, on its card or, for what is on none, above the conversation."""
        session = self._controller.session
        words = f"from bar {bar}" if bar else ""
        if self.clip_id and self._is_there():
            assert self._card is not None
            self._card.show_waiting(words)
        elif bar:
            daw = session.daw if session is not None else "the DAW"
            self._controller.say(Notice(f"It begins with bar {bar} of {daw}; press again to leave it.", id=IN_TIME))
        if not bar:
            self._controller.unsay(IN_TIME)

    def go_on_with(self, clip_id: str) -> None:
        """Another take plays on from where this one is, once its card is there."""
        at_s = self.position_s
        self.stop()
        self._starts_s[clip_id], self._awaited = at_s, clip_id

    def stop(self) -> None:
        """Silence, also of what waits for its bar."""
        self._awaited = ""
        self.bar_wait.cancel()
        if self._aside is not None:
            (_, told), self._aside = self._aside, None
            if self._player is not None:
                self._player.stop()
            told(False)
        if not self.clip_id:
            return
        gone, self.clip_id = self.clip_id, ""
        if self._player is not None:
            self._player.stop()
        if self._is_there():
            assert self._card is not None
            self._card.show_playing(False)
        self._card = None
        self.playing_changed.emit(gone, False)

    def seek(self, card: ClipCard, share: float) -> None:
        """Go to a place of a clip, whether it plays or not."""
        at_s = share * card.clip.seconds
        if card.clip.id == self.clip_id:
            self.position_s = at_s
            self._ready().seek(at_s)
        else:
            self._starts_s[card.clip.id] = at_s
        card.show_position(at_s)

    def hear(self, card: ClipCard, side: str) -> None:
        """The source or the result, at the same place."""
        if card.clip.id == self.clip_id:
            self._side = side
            self._ready().hear(side)

    def copy_text(self, text: str) -> None:
        """A text for the clipboard."""
        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setText(text)

    def copy_file(self, path: str) -> None:
        """A file for the clipboard, for a file manager or a DAW to paste."""
        from ui.cards.drag_out import file_mime

        clipboard = QApplication.clipboard()
        if clipboard is not None:
            clipboard.setMimeData(file_mime([path]))

    def open_file(self, path: str) -> None:
        """A video, in the program that the system plays videos with."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self.failed.emit(f"No program here opens {Path(path).name}; show the file and choose one.")

    def show_file(self, path: str) -> None:
        """The folder of a file, in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))

    def _ready(self) -> Any:
        if self._player is None:
            from ui.playback.player import Player, system_output

            self._player = Player(find_output=lambda: system_output(self.output_name()))
            self._listen(self._player)
        return self._player

    def _listen(self, player: Any) -> None:
        player.position_changed.connect(self._moved)
        player.ended.connect(self.stop)
        player.no_sound.connect(self._trouble)

    def _moved(self, seconds: float) -> None:
        if self._aside is not None:
            if seconds >= self._aside[0]:
                self.stop()
            return
        self.position_s = seconds
        if self.clip_id and self._is_there():
            assert self._card is not None
            self._card.show_position(seconds)

    def _trouble(self, why: str) -> None:
        self.stop()
        self.failed.emit(why)

    def _is_there(self) -> bool:
        return self._card is not None and not sip.isdeleted(self._card)

