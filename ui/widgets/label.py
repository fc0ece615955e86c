"""Text on the panel: always plain text, so that no file name and no reply of a model becomes markup."""

from __future__ import annotations

import html
import re

from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.theme import LARGE

_LEAST_WIDTH_PX = 24
_MOST_LOST = 0.4
"""A text of few long words is cut within a word rather than losing more of it than this."""
_IN_NAMES = re.compile(r"(?<=\w)(?:[_/\\]|\.(?!\d))(?=\w)")
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:bytes|[kMGT]B|dB|dBTP|LUFS|LU|k?Hz|m?s|min|bpm)\b)")
_BEFORE_NUMBER = re.compile(r"\b([Bb]ars?|[Aa]bout|Takte?|mesures?|compás|compases|compassos?) (?=\d)")
_BEFORE_LEFT = re.compile(r"(?<=\d.(?:s|h)) (?=left\b)|(?<=\d.min) (?=left\b)")
_BEFORE_DOT = re.compile(r" (?=· )")
"""A line may end in the dot between two facts, and does not begin with it."""
_ENDLESS, _ENDLESS_LARGE = (re.compile(rf"[^\s\u200b]{{{most}}}(?=[^\s\u200b]{{4}})") for most in (20, 12))
"""What no line of a narrow card holds; with large letters that is less."""


class Label(QLabel):
    """One line of text; `role` is a name of style.qss ("title", "meta", "warn" …)."""

    def __init__(
        self, text: str = "", role: str = "", *, name: str = "", raw: bool = False, parent: QWidget | None = None
    ) -> None:
        """`raw` is for what somebody wrote or named: it is shown as it is in every language."""
        super().__init__(parent)
        self._is_raw = raw
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        if role:
            self.setProperty("role", role)
        if name:
            self.setAccessibleName(said(name))

    def setText(self, text: str | None) -> None:
        """Show another text."""
        super().setText(self._told(text or ""))

    def _told(self, text: str) -> str:
        """In the panel's language."""
        return text if self._is_raw else said(text)


class WrappedLabel(Label):
    """As many lines as the width asks for."""

    def __init__(
        self, text: str = "", role: str = "", *, name: str = "", selectable: bool = False, raw: bool = False
    ) -> None:
        super().__init__("", role, name=name, raw=raw)
        self._has_own_name = bool(name)
        self.setText(text)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def setText(self, text: str | None) -> None:
        """Show another text. A name too long for a line may end at any of its signs, else it would be cut."""
        text = self._told(text or "")
        broken = _breakable(text)
        QLabel.setText(self, broken)
        if not self.__dict__.get("_has_own_name"):
            self.setAccessibleName(text if broken != text else "")  # a screen reader spells invisible signs

    def minimumSizeHint(self) -> QSize:
        """One line: Qt's own answer is the height at a narrow width, and scroll areas believe it."""
        return QSize(_LEAST_WIDTH_PX, self.fontMetrics().lineSpacing())


class FlowingLabel(WrappedLabel):
    """It asks for one line, and takes as many as it needs where there is no room for that."""

    def sizeHint(self) -> QSize:
        """All in one line."""
        wide = self.fontMetrics().boundingRect(QRect(), int(Qt.TextFlag.TextSingleLine), self.text()).width()
        around, high = self.contentsMargins(), self.fontMetrics().lineSpacing()
        spare = high // 2  # Qt breaks a line a little before it is full
        return QSize(wide + spare + around.left() + around.right(), high + around.top() + around.bottom())


class ElidedLabel(Label):
    """One line that ends in … behind the last word that fits; the whole text is its tooltip and its accessible name."""

    def __init__(self, text: str = "", role: str = "", *, name: str = "", raw: bool = False) -> None:
        super().__init__("", role, name=name, raw=raw)
        self._has_own_name = bool(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str | None) -> None:
        """Show another text."""
        text = self._told(text or "")
        QLabel.setText(self, text)
        self.setToolTip(plain_tooltip(text))
        if not self.__dict__.get("_has_own_name"):
            self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Room for the … at least."""
        return QSize(_LEAST_WIDTH_PX, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = _at_a_word(self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width()))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


def _at_a_word(elided: str) -> str:
    """Cut behind a whole word instead, where enough is left."""
    kept, dots = elided.removesuffix("…"), elided.endswith("…")
    at = kept.rfind(" ")
    return f"{kept[:at].rstrip(' ,;·')} …" if dots and at > (1 - _MOST_LOST) * len(kept) else elided


def plain_tooltip(text: str) -> str:
    """A text for `setToolTip`, which would take a name like "<b>" for markup."""
    return f"<span>{html.escape(text)}</span>" if "<" in text else text


def kept_together(text: str) -> str:
    """The text in which no line ends between a number and its unit, "bar" and its number, a fact and its dot."""
    for space in (_BEFORE_UNIT, _BEFORE_LEFT, _BEFORE_DOT):
        text = space.sub("\u00a0", text)
    return _BEFORE_NUMBER.sub("\\1\u00a0", text)


def _breakable(text: str) -> str:
    """The text with invisible places to break a line, in names and in words without end."""
    text = kept_together(text)
    endless = _ENDLESS_LARGE if theme().scale >= LARGE else _ENDLESS
    return endless.sub("\\g<0>\u200b", _IN_NAMES.sub("\\g<0>\u200b", text))
