"""Video view: a video that plays in its card; where that cannot be, the system's player opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QRectF, QSize, Qt, QUrl, pyqtSignal
from PyQt6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import RADIUS
from ui.widgets.label import Label

if TYPE_CHECKING:
    from PyQt6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

_HEIGHT_PX = 176


class VideoView(Label):
    """The frames of one file; the player comes with the first play, and goes when the card is out of sight."""

    playing_changed = pyqtSignal(bool)
    failed = pyqtSignal(str)
    """Why it cannot be played here, in one sentence."""

    def __init__(self, title: str, path: str) -> None:
        super().__init__(name=f"Video {title}")
        self._path = path
        self._frame: QImage | None = None
        self._player: QMediaPlayer | None = None
        self._sound: QAudioOutput | None = None
        self._sink: QVideoSink | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def toggle(self) -> None:
        """Play, or pause."""
        player = self._ready()
        if player is None:
            return
        if player.playbackState() == player.PlaybackState.PlayingState:
            player.pause()
        else:
            player.play()

    def has_frame(self) -> bool:
        """True once something of it was seen."""
        return self._frame is not None

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, theme().px(_HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """At least 80 px wide."""
        return QSize(80, theme().px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The frame, whole, in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QColor(theme().line))  # on a black card it would have no edge
        painter.setBrush(QColor("#000000"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS["chip"], RADIUS["chip"])
        if self._frame is None:
            painter.setPen(QColor("#E4E4E4"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, said("Press Play"))
            return
        size = self._frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), self._frame)

    def hideEvent(self, event: QHideEvent | None) -> None:
        """What nobody sees does not play."""
        super().hideEvent(event)
        if self._player is not None:
            self._player.pause()

    def _ready(self) -> QMediaPlayer | None:
        if self._player is None:
            try:
                from PyQt6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink
            except ImportError as error:
                self.failed.emit(f"Video needs a part of Qt that is not installed ({error}).")
                return None
            self._player, self._sound, self._sink = QMediaPlayer(self), QAudioOutput(self), QVideoSink(self)
            self._player.setAudioOutput(self._sound)
            self._player.setVideoSink(self._sink)
            self._sink.videoFrameChanged.connect(self._show)
            self._player.errorOccurred.connect(lambda _, why: self._fail(why))
            self._player.playbackStateChanged.connect(self._state_changed)
            self._player.setSource(QUrl.fromLocalFile(self._path))
        return self._player

    def _show(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self._frame = image
            self.update()

    def _state_changed(self) -> None:
        if self._player is not None:
            self.playing_changed.emit(self._player.playbackState() == self._player.PlaybackState.PlayingState)

    def _fail(self, why: str) -> None:
        self.failed.emit(f"It cannot be played here ({why.strip().rstrip('.') or 'unknown format'}).")
