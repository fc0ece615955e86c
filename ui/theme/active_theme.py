"""The look in use: one theme and one style sheet for the whole application, following the system if wanted.

The sheet names colours by their role in the application's palette, so that other colours need no other sheet: Qt would
dress each widget once for every one that it is in, and what is out of sight together with what is seen.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template

from PyQt6 import sip
from PyQt6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication, QStyleFactory, QWidget

from ui.theme.theme import CONTRAST, DARK, FAMILIES, FONT_PX, LARGE, LIGHT, RADIUS, TARGET_PX, THEMES, Theme

_SHEET = Path(__file__).with_name("style.qss")
_HAS_STYLE = "has_fusion"
"""The application's property that says so: with a style sheet its style has no name."""
_MINI_PX = 24
"""The smallest target there is: the cross in a chip."""
_TAB_X_PX = 4
"""Beside the words of a tab in the largest letters: the three of them stand side by side in the narrowest panel."""
_BUTTON_X_PX = 12
"""Beside the words of a button in the largest letters: two of them stand side by side in the narrowest panel."""
_DRESSING_S = 0.008
"""Processor time for dressing what is out of sight, between two frames."""
_ROLES = {
    "bg": "window", "surface": "base", "raised": "button", "hover": "midlight", "line": "mid", "edge": "dark",
    "text": "window-text", "dim": "placeholder-text", "accent": "highlight", "on_accent": "highlighted-text",
    "tint": "alternate-base", "warn": "link-visited", "danger": "bright-text",
}  # fmt: skip
"""Where the palette keeps each colour, as a style sheet calls it."""


class ActiveTheme(QObject):
    """Holds the theme; whoever paints asks for it when painting, and hears `StyleChange` when it is another."""

    resizing = pyqtSignal()
    """Letters or borders of another size are about to come: whoever makes everything anew can let go of the old."""
    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = DARK
        self._text_scale = 1.0
        self._follows = False
        self._listens = False
        self._undressed: list[QWidget] = []
        """What still has the colours of before, and cannot be seen."""
        self._dresses = QTimer(self)
        self._dresses.timeout.connect(self._dress_more)

    def apply(self, theme: Theme) -> None:
        """Show everything in this theme."""
        self.theme = theme
        app = _application()
        if not app.property(_HAS_STYLE):  # asked again, every widget is dressed twice
            app.setStyle(QStyleFactory.create("Fusion"))
            app.setProperty(_HAS_STYLE, True)
        app.setPalette(_palette(theme))
        sheet = style_sheet(theme)
        if app.styleSheet() == sheet:
            self._dress_anew()
        else:
            self.resizing.emit()
            self._undressed = []
            app.setStyleSheet(sheet)
        self.changed.emit()

    def _dress_anew(self) -> None:
        """What is seen at once, the rest when there is time."""
        widgets = QApplication.allWidgets()
        seen = [one for one in widgets if one.isVisible() and not one.visibleRegion().isEmpty()]
        _dress(seen)
        self._undressed = list(set(widgets) - set(seen))
        self._dresses.start(0)

    def _dress_more(self) -> None:
        end_s = time.thread_time() + _DRESSING_S
        while self._undressed and time.thread_time() < end_s:
            _dress([self._undressed.pop()])
        if not self._undressed:
            self._dresses.stop()

    def choose(self, name: str = "system", *, text_scale: float = 1.0) -> None:
        """Show "dark", "light" or "contrast"; "system" takes what the desktop asks for, now and whenever it changes."""
        self._text_scale = text_scale
        self._follows = name == "system"
        if self._follows:
            self._listen_to_system()
        self.apply((system_theme() if self._follows else THEMES[name]).scaled(text_scale))

    def _listen_to_system(self) -> None:
        hints = QApplication.styleHints()
        if hints is None or self._listens:
            return
        self._listens = True
        hints.colorSchemeChanged.connect(self._system_changed)
        # PyQt has no signal for the contrast that is preferred; it is asked for whenever the scheme changes.

    def _system_changed(self) -> None:
        if self._follows:
            self.apply(system_theme().scaled(self._text_scale))


@cache
def look() -> ActiveTheme:
    """The look of this application."""
    return ActiveTheme()


def theme() -> Theme:
    """The theme in use."""
    return look().theme


def system_theme() -> Theme:
    """What the desktop asks for: high contrast first, then dark or light; dark when it does not say."""
    hints = QApplication.styleHints()
    if hints is None:
        return DARK
    accessibility = getattr(hints, "accessibility", lambda: None)()  # Qt has it from 6.10 on
    if accessibility is not None and accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return LIGHT if hints.colorScheme() == Qt.ColorScheme.Light else DARK


def style_sheet(theme: Theme) -> str:
    """The application style sheet of a theme."""
    sheet = Template(_SHEET.read_text("utf-8")).substitute(_tokens(theme))
    return re.sub(r"\b(\d+)dp\b", lambda found: f"{theme.px(int(found[1]))}px", sheet)


def _tokens(theme: Theme) -> dict[str, str]:
    """What stands for each $name; heights are without the border, as style sheets count them."""
    frame = 2 * theme.border
    lengths = {
        **{kind: theme.font_px(kind) for kind in FONT_PX},
        **{kind: theme.px(size) - frame for kind, size in TARGET_PX.items()},
        "border": theme.border,
        "card": RADIUS["card"],
        "round": RADIUS["control"],
        "chip": RADIUS["chip"],
        "chip_y": theme.px(4) - theme.border,
        "chip_x": theme.px(8) - theme.border,
        "chip_button_x": theme.px(8) + 3,
        "chip_button": theme.px(24) - frame,
        "mini": theme.px(_MINI_PX) - frame,
        "tab": theme.px(32) - 2,
        "button_x": theme.px(12) if theme.scale <= LARGE else _BUTTON_X_PX,
        "tab_x": theme.px(8) if theme.scale <= LARGE else _TAB_X_PX,
        "play_round": theme.px(TARGET_PX["play"]) // 2,
        "field_focused": theme.px(8) - 2 + theme.border,
        "menu_row": theme.px(20),
    }
    colours = {name: f"palette({role})" for name, role in _ROLES.items()}
    families = ", ".join(f'"{family}"' for family in FAMILIES) + ", sans-serif"
    return {**colours, **{name: f"{value}px" for name, value in lengths.items()}, "families": families}


def _palette(theme: Theme) -> QPalette:
    """Every colour in the role that the style sheet knows it by, and those that no style sheet reaches."""
    palette = QPalette()
    roles = QPalette.ColorRole
    others = {
        roles.Text: theme.text, roles.ButtonText: theme.text, roles.Link: theme.accent,
        roles.ToolTipBase: theme.raised, roles.ToolTipText: theme.text,
    }  # fmt: skip
    named = {getattr(roles, role.title().replace("-", "")): getattr(theme, name) for name, role in _ROLES.items()}
    for role, colour in {**named, **others}.items():
        palette.setColor(role, QColor(colour))
    return palette


def _dress(widgets: Iterable[QWidget]) -> None:
    """Let the style sheet see widgets anew; it keeps what it once found."""
    style, news = _application().style(), QEvent(QEvent.Type.StyleChange)
    assert style is not None
    for widget in widgets:
        if not sip.isdeleted(widget):
            style.unpolish(widget)
            style.polish(widget)
            QCoreApplication.sendEvent(widget, news)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "a QApplication comes first"
    return app
