"""The picture of a waveform: exact coverage of every pixel as an alpha channel, ten times faster than a path."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QSize, Qt
from PyQt6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from ui.cards.bar_ruler import Ruler
from ui.cards.peaks import Peaks
from ui.theme.theme import UNPLAYED_ALPHA, Theme

_LEAST = 0.012
"""Silence is drawn as a thin line, as part of full scale."""
NUMBERS_PX = 16
"""Room for the bar numbers below."""
_SIDE_PX = 2
_LARGEST_SCALE = 32.0
"""30 dB; what is quieter looks quiet."""
_TOLD_SCALE = 1.4
"""From 3 dB on the scale is written into the picture."""


@dataclass(frozen=True)
class Pictures:
    """The same waveform, not yet played and played."""

    unplayed: QPixmap
    played: QPixmap


def draw_waveform(
    peaks: Peaks, source: Peaks | None, ruler: Ruler, size: QSize, ratio: float, theme: Theme, font: QFont
) -> Pictures:
    """Result in accent over the grey ghost of its source, bar numbers below; `size` in logical pixels."""
    numbers = ruler.numbers()
    scale = scale_of(peaks, source)
    told = scale_said(scale)
    height = size.height() - (theme.px(NUMBERS_PX) if numbers or told else 0)
    wave = _coverage(peaks, size.width(), height, ratio, scale)
    ground = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
    ground.setDevicePixelRatio(ratio)
    ground.fill(Qt.GlobalColor.transparent)
    painter = QPainter(ground)
    draw_numbers(painter, numbers, size, theme, font, beside=told)
    if source is not None:
        ghost = _coverage(source, size.width(), height, ratio, scale)
        painter.drawImage(QPointF(0, 0), _coloured(ghost, theme.hover, 1.0))
    painter.end()
    unplayed = _over(ground, _coloured(wave, theme.accent, UNPLAYED_ALPHA))
    return Pictures(unplayed, _over(ground, _coloured(wave, theme.accent, 1.0)))


def scale_of(peaks: Peaks, source: Peaks | None) -> float:
    """By how much both are drawn larger, so that the loudest part of either fills the height; 1 for silence."""
    top = max(peaks.top, source.top if source is not None else 0.0)
    return min(_LARGEST_SCALE, 1 / top) if top > 0 else 1.0


def scale_said(scale: float) -> str:
    """How much larger it is drawn: "+12 dB"; empty where that hardly shows."""
    return f"+{20 * math.log10(scale):.0f} dB" if scale >= _TOLD_SCALE else ""


def _over(ground: QPixmap, wave: QImage) -> QPixmap:
    picture = QPixmap(ground)
    painter = QPainter(picture)
    painter.drawImage(QPointF(0, 0), wave)
    painter.end()
    return picture


def _coverage(peaks: Peaks, width: int, height: int, ratio: float, scale: float) -> QImage:
    """How much of each pixel the envelope covers, as an image of one alpha channel."""
    import numpy as np

    columns, lines = max(1, round(width * ratio)), max(1, round(height * ratio))
    lows, highs = (edge * np.float32(scale) for edge in peaks.columns(columns))
    middle = lines / 2
    reach = middle - _SIDE_PX * ratio
    top = middle - np.maximum(highs, _LEAST) * reach
    bottom = middle - np.minimum(lows, -_LEAST) * reach
    y = np.arange(lines, dtype=np.float32)[:, None]
    covered = np.minimum(y + 1, bottom.astype(np.float32)) - np.maximum(y, top.astype(np.float32))
    alpha = (covered.clip(0, 1) * 255).astype(np.uint8)
    # The copy belongs to Qt: the array goes when this returns.
    image = QImage(alpha.tobytes(), columns, lines, columns, QImage.Format.Format_Alpha8).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _coloured(alpha: QImage, colour: str, strength: float) -> QImage:
    image = alpha.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    ink = QColor(colour)
    ink.setAlphaF(strength)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(0, 0, image.width(), image.height(), ink)
    painter.end()
    return image


def draw_numbers(
    painter: QPainter, numbers: list[tuple[float, str]], size: QSize, theme: Theme, font: QFont, *, beside: str = ""
) -> None:
    """Bar lines, (place 0 to 1, number) each, with the numbers at the foot; `beside` stands right of them.

    A number that it would lie on is left out; its line stays.
    """
    font = QFont(font)
    font.setPixelSize(theme.font_px("micro"))
    painter.setFont(font)
    metrics, foot = painter.fontMetrics(), size.height() - 3
    left = size.width() - metrics.horizontalAdvance(beside) - 4 if beside else math.inf
    for place, number in numbers:
        x = round(place * size.width())
        painter.setPen(QColor(theme.line))
        painter.drawLine(x, 0, x, size.height() - (theme.px(NUMBERS_PX) if x + 4 > left else 0))
        painter.setPen(QColor(theme.dim))
        if x + 4 + metrics.horizontalAdvance(number) + theme.px(8) <= left:
            painter.drawText(QPointF(x + 4, foot), number)
    if beside:
        painter.setPen(QColor(theme.dim))
        painter.drawText(QPointF(left, foot), beside)
