"""Small pictures of every scene, kept in one file, to see when one looks otherwise than it did.

Make them anew with `python -m tests.ui.start_up.pictures`, after looking at the scenes (`tonmeister panel
--screenshot`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontInfo, QImage, QPainter
from PyQt6.QtWidgets import QApplication, QLabel

from ui.start_up.preview import dragged, posed
from ui.start_up.scenes import SCENES
from ui.start_up.screenshot import picture_of
from ui.theme.active_theme import look
from ui.theme.theme import THEMES

KEPT = Path(__file__).with_name("pictures.png")
VIEWS = (*((theme, width, 1.0) for theme in ("dark", "light", "contrast") for width in (380, 320, 520)),
         ("light", 380, 2.0), ("dark", 320, 2.0), ("contrast", 320, 2.0))
"""Theme, width and text size; a row of the kept picture each."""
LOOKS = tuple(dict.fromkeys((theme, text) for theme, _, text in VIEWS))
HIGH, WIDE, HEIGHT = 90, 38, 900
"""Pixels of a small picture, and the height of the panel that it is of."""
FONT = "font"


def small(theme: str, text: float) -> Iterator[tuple[int, str, QImage]]:
    """(view, scene, picture) for each scene in each width of a look: opened in the first, then dragged to the others;
    so small that only where things stand and how bright they are can be seen."""
    look().apply(THEMES[theme].scaled(text))
    views = [(view, width) for view, (own, width, size) in enumerate(VIEWS) if (own, size) == (theme, text)]
    for name, scene in SCENES.items():
        panel = posed(scene(), width=views[0][1], height=HEIGHT)
        for view, width in views:
            if width != panel.width():
                dragged(panel, width=width, height=HEIGHT)
            whole = picture_of(panel, width=width, height=HEIGHT)
            yield view, name, whole.scaled(
                WIDE, HIGH, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            ).convertToFormat(QImage.Format.Format_RGB32)
        panel.close()
        panel.deleteLater()


def place(name: str, view: int) -> QRect:
    """Where a scene stands in the kept picture; scenes are told by their order when it was made."""
    return QRect(WIDE * list(SCENES).index(name), HIGH * view, WIDE, HIGH)


def font_in_use() -> str:
    """The letters that the pictures are made with: on a computer with others everything stands elsewhere."""
    look().apply(THEMES["dark"])
    label = QLabel("x")
    label.ensurePolished()
    return QFontInfo(label.font()).family()


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels that are clearly another colour, in the tenth of the height where most are, 0 to 1."""
    is_off = np.abs(_colours(one) - _colours(other)).max(axis=2) > 40
    return float(is_off.reshape(10, -1).mean(axis=1).max())


def _colours(picture: QImage) -> np.ndarray:
    """Blue, green and red of every pixel, int [shape=(HIGH, WIDE, 3)]."""
    bits = picture.convertToFormat(QImage.Format.Format_RGB32).constBits()
    assert bits is not None
    return np.frombuffer(bits.asarray(4 * WIDE * HIGH), np.uint8).reshape(HIGH, WIDE, 4)[..., :3].astype(int)


def main() -> None:
    """Make them anew."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(["tonmeister"])
    sheet = QImage(WIDE * len(SCENES), HIGH * len(VIEWS), QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for theme, text in LOOKS:
        for view, name, picture in small(theme, text):
            painter.drawImage(place(name, view), picture)
    painter.end()
    sheet.setText(FONT, font_in_use())
    sheet.setText("scenes", " ".join(SCENES))
    sheet.save(str(KEPT), "PNG")
    print(f"{KEPT}: {KEPT.stat().st_size} bytes, {len(SCENES)} scenes in {len(VIEWS)} views, {font_in_use()}")
    del app


if __name__ == "__main__":
    main()
