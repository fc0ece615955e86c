"""The look in use: one theme and one style sheet for the whole application, following the system if wanted."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Template

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication, QStyleFactory

from ui.theme.theme import CONTRAST, DARK, FAMILIES, FONT_PX, LIGHT, RADIUS, TARGET_PX, THEMES, Theme

_SHEET = Path(__file__).with_name("style.qss")
_HAS_STYLE = "has_fusion"
"""The application's property that says so: with a style sheet its style has no name."""
_MINI_PX = 24
"""The smallest target there is: the cross in a chip."""


class ActiveTheme(QObject):
    """Holds the theme; whoever paints asks for it when painting, and hears `StyleChange` when it is another."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = DARK
        self._text_scale = 1.0
        self._follows = False
        self._listens = False

    def apply(self, theme: Theme) -> None:
        """Show everything in this theme."""
        self.theme = theme
        app = _application()
        if not app.property(_HAS_STYLE):  # asked again, every widget is dressed twice
            app.setStyle(QStyleFactory.create("Fusion"))
            app.setProperty(_HAS_STYLE, True)
        app.setPalette(_palette(theme))
        app.setStyleSheet(style_sheet(theme))
        self.changed.emit()

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
        "play_round": theme.px(TARGET_PX["play"]) // 2,
        "field_focused": theme.px(8) - 2 + theme.border,
        "menu_row": theme.px(20),
    }
    colours = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
    families = ", ".join(f'"{family}"' for family in FAMILIES) + ", sans-serif"
    return {**colours, **{name: f"{value}px" for name, value in lengths.items()}, "families": families}


def _palette(theme: Theme) -> QPalette:
    """The colours of what a style sheet does not reach: the ground of new windows, links, the caret."""
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: theme.bg, roles.WindowText: theme.text, roles.Base: theme.surface, roles.Text: theme.text,
        roles.Button: theme.raised, roles.ButtonText: theme.text, roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent, roles.Link: theme.accent, roles.PlaceholderText: theme.dim,
        roles.ToolTipBase: theme.raised, roles.ToolTipText: theme.text,
    }.items():  # fmt: skip
        palette.setColor(role, QColor(colour))
    return palette


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication), "a QApplication comes first"
    return app
