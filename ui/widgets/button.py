"""Buttons: reached with Tab only, so that a click never takes Space away from the DAW; each shows its focus."""

from __future__ import annotations

import re

from PyQt6.QtCore import QEvent, QRect, QSize, Qt
from PyQt6.QtGui import QIcon, QKeyEvent, QPaintEvent, QPalette, QResizeEvent
from PyQt6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from ui.language.language import said
from ui.theme.active_theme import theme
from ui.theme.icons import icon
from ui.theme.theme import RADIUS, TARGET_PX
from ui.widgets.focus_ring import draw_focus_ring
from ui.widgets.label import kept_together, plain_tooltip

_ICON_PX = 16
_INK = {"primary": "on_accent", "send": "on_accent", "icon": "dim", "mini": "dim"}
"""Colour of the icon by role, where it is not that of the text."""
_INSIDE_PX = 8
"""What several lines keep from the edge at least: Qt gives a menu's button its whole width."""
_IN_A_NAME = re.compile(r"(?<=[-:/_])(?=\w)")
"""Where a name that is longer than a line may break."""
_SHORTEST = "Wide…"
"""A button narrower than this says nothing."""


class Button(QPushButton):
    """A button with words. Roles: control, primary, quiet, slim, state, chip, tab, segment, example."""

    def __init__(
        self,
        text: str,
        role: str = "control",
        *,
        icon: str = "",
        ink: str = "",
        name: str = "",
        tip: str = "",
        trailing_icon: bool = False,
        checkable: bool = False,
    ) -> None:
        """`ink` is a colour token for the icon; `name` is what a screen reader says instead of the text."""
        super().__init__()
        if not (text or name):
            raise ValueError("a button without words needs a name")
        self._words = self._shown = text
        self._icon = icon
        self._tip = said(tip)
        self._ink = ink or _INK.get(role, "text")
        self.setProperty("role", role)
        self.setAccessibleName(said(name or text))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if trailing_icon:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._draw_icon()
        self.set_words(text, name=name)

    def words(self) -> str:
        """The whole text in English, also when only part of it fits."""
        return self._words

    def set_words(self, text: str, *, name: str = "") -> None:
        """Say something else."""
        self._words, self._shown = text, said(text)
        self.setAccessibleName(said(name or text) or self.accessibleName())
        self.setText(self._shown.replace("&", "&&"))
        self.setToolTip(plain_tooltip(self._tip))

    def set_tip(self, tip: str) -> None:
        """Another tooltip."""
        self._tip = said(tip)
        self.setToolTip(plain_tooltip(self._tip))

    def set_icon(self, icon_name: str, ink: str = "") -> None:
        """Show another icon."""
        self._icon = icon_name
        self._ink = ink or self._ink
        self._draw_icon()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The whole words are the tooltip while part of them is hidden."""
        super().resizeEvent(event)
        is_cut = self.width() < self.sizeHint().width()
        self.setToolTip(plain_tooltip(self._tip or (self._shown if is_cut else "")))

    def hasHeightForWidth(self) -> bool:
        """Words that need more room take more lines."""
        return bool(self._words)

    def heightForWidth(self, width: int) -> int:
        """As high as its words need."""
        more = len(self._lines(width)) - 1 if self._words else 0
        return self.sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def _lines(self, width: int) -> list[str]:
        """The words in lines of a button of this width."""
        metrics = self.fontMetrics()
        room = width - (self.sizeHint().width() - metrics.horizontalAdvance(self._shown))
        lines: list[str] = []
        for word in kept_together(self._shown).split(" "):
            is_long = metrics.horizontalAdvance(word) > room  # as the name of a file or a model
            for at, piece in enumerate(_IN_A_NAME.split(word) if is_long else [word]):
                longer = f"{lines[-1]}{'' if at else ' '}{piece}" if lines else piece
                if lines and metrics.horizontalAdvance(longer) <= room:
                    lines[-1] = longer
                else:
                    lines.append(piece)
        # Qt elides what is exactly as wide as the room, too
        return [line if metrics.horizontalAdvance(line) <= room
                else metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(room, 1)) for line in lines]

    def minimumSizeHint(self) -> QSize:
        """Long words may end in …; short ones and icons stay whole."""
        hint = self.sizeHint()
        metrics = self.fontMetrics()
        spare = metrics.horizontalAdvance(self._shown) - metrics.horizontalAdvance(_SHORTEST)
        return QSize(hint.width() - max(0, spare), hint.height())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Enter presses it as Space does."""
        if event is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Another theme: another icon."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.StyleChange:
            self._draw_icon()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """The button with as many of its words as fit, and its ring."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        if self.width() >= self.sizeHint().width():
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        elif self._words and self.height() >= self.heightForWidth(self.width()):
            self._paint_lines(painter, option)
        else:
            room = self._contents(option).width() - self._icon_room()
            option.text = self.fontMetrics().elidedText(option.text or "", Qt.TextElideMode.ElideRight, room)
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()
        role = self.property("role")
        on_accent = role in ("primary", "send") and self.isEnabled()
        round_px = self.width() / 2 if role == "play" else RADIUS["chip"] if role == "chip" else RADIUS["control"]
        draw_focus_ring(self, theme().text if on_accent else theme().accent, round_px)

    def _paint_lines(self, painter: QStylePainter, option: QStyleOptionButton) -> None:
        """Several lines begin at the left, as all that is read here; Qt would centre them, or move them to the icon."""
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        lines, icon_room = self._lines(self.width()), self._icon_room()
        spare = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self._shown) - icon_room
        side = max(0, min(theme().px(_INSIDE_PX), spare // 2))
        box = self._contents(option) & self.rect().adjusted(side, 0, -side, 0)
        high = len(lines) * self.fontMetrics().lineSpacing()
        top = box.top() + (box.height() - high) // 2
        is_trailing = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        icon_box = QRect(box.right() + 1 - self.iconSize().width() if is_trailing else box.left(), box.top(),
                         self.iconSize().width(), box.height())
        self.icon().paint(painter, icon_box, Qt.AlignmentFlag.AlignCenter, mode)
        words = QRect(box.left() + (0 if is_trailing else icon_room), top, box.width() - icon_room, high)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "\n".join(lines))

    def _contents(self, option: QStyleOptionButton) -> QRect:
        style = self.style()
        assert style is not None
        return style.subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)

    def _icon_room(self) -> int:
        return self.iconSize().width() + 4 if self._icon else 0

    def _draw_icon(self) -> None:
        if not self._icon:
            return
        colours, size = theme(), theme().px(_ICON_PX)
        self.setIcon(icon(self._icon, getattr(colours, self._ink), size, colours.dim))
        self.setIconSize(QSize(size, size))


class IconButton(Button):
    """An icon of 28 × 28 px; its name is also its tooltip. Roles: icon, send, play (36 px), mini (24 px)."""

    def __init__(self, icon: str, name: str, role: str = "icon", *, tip: str = "", checkable: bool = False) -> None:
        super().__init__("", role, icon=icon, name=name, tip=tip or name, checkable=checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Square."""
        side = theme().px({"mini": 24, "play": TARGET_PX["play"]}.get(self.property("role"), TARGET_PX["icon"]))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()
