"""Line icons of our own on a 24-unit square, drawn once for each colour, size and pixel ratio."""

from __future__ import annotations

from functools import lru_cache

from PyQt6.QtCore import QByteArray, QRectF, Qt
from PyQt6.QtGui import QIcon, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

_RATIOS = (1.0, 2.0)

ICONS = {
    "play": '<path d="M8.5 5.5v13l10-6.5z" fill="ink"/>',
    "stop": '<rect x="7" y="7" width="10" height="10" rx="1" fill="ink"/>',
    "pause": '<path d="M8.5 6.5v11M15.5 6.5v11"/>',
    "pin": '<path d="M8.5 4h7M9.8 4l-.6 6L6.8 13.6h10.4L14.8 10l-.6-6M12 13.6V20"/>',
    "undo": '<path d="M8.5 13.5 4.5 9.5l4-4M5 9.5h9.2a4.8 4.8 0 0 1 0 9.6H11"/>',
    "redo": '<path d="m15.5 13.5 4-4-4-4M19 9.5H9.8a4.8 4.8 0 0 0 0 9.6H13"/>',
    "close": '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
    "check": '<path d="M5 12.2l4.8 4.8L19.2 7.2"/>',
    "talk": '<rect x="9" y="3.2" width="6" height="10.8" rx="3"/><path d="M5.8 11.6a6.2 6.2 0 0 0 12.4 0M12 17.8v3"/>',
    "aloud": '<path d="M4.5 9.6v4.8h3.2l4.3 3.8V5.8L7.7 9.6zM15.6 9.2a4 4 0 0 1 0 5.6M18.2 6.8a7.4 7.4 0 0 1 0 10.4"/>',
    "send": '<path d="M12 19.2V5.2M6 11.2l6-6 6 6"/>',
    "attach": '<path d="M19.6 11.4 12 19a4.7 4.7 0 0 1-6.7-6.6l8-8a3.2 3.2 0 0 1 4.5 4.5l-7.9 7.9a1.6 1.6 0 0 1-2.3-2.3'
    'l7.2-7.2"/>',
    "more": '<g fill="ink"><circle cx="6" cy="12" r=".9"/><circle cx="12" cy="12" r=".9"/>'
    '<circle cx="18" cy="12" r=".9"/></g>',
    "edit": '<path d="M5 19l.9-3.9L16.2 4.8a2.1 2.1 0 0 1 3 3L8.9 18.1zM14.4 6.6l3 3"/>',
    "grip": '<g fill="ink" stroke="none"><circle cx="9.2" cy="6.2" r="1.5"/><circle cx="14.8" cy="6.2" r="1.5"/>'
    '<circle cx="9.2" cy="12" r="1.5"/><circle cx="14.8" cy="12" r="1.5"/><circle cx="9.2" cy="17.8" r="1.5"/>'
    '<circle cx="14.8" cy="17.8" r="1.5"/></g>',
    "info": '<circle cx="12" cy="12" r="8.4"/><path d="M12 16.3v-4.9M12 8v.1"/>',
    "search": '<circle cx="10.8" cy="10.8" r="6.3"/><path d="M19.8 19.8l-4.4-4.4"/>',
    "down": '<path d="M7 10l5 5 5-5"/>',
    "left": '<path d="M14 7l-5 5 5 5"/>',
    "right": '<path d="M10 7l5 5-5 5"/>',
    "alert": '<path d="M10.7 4.7 3.2 18a1.5 1.5 0 0 0 1.3 2.3h15a1.5 1.5 0 0 0 1.3-2.3L13.3 4.7a1.5 1.5 0 0 0-2.6 0z'
    'M12 9.6v4.2M12 16.9v.1"/>',
    "get": '<path d="M12 4.2v10.6M7.2 10.2 12 15l4.8-4.8M5.2 19.8h13.6"/>',
    "again": '<path d="M4.6 11.6a7.4 7.4 0 0 1 12.8-4.7l2.4 2.4M19.8 4.7v4.6h-4.6M19.4 12.4a7.4 7.4 0 0 1-12.8 4.7'
    'l-2.4-2.4M4.2 19.3v-4.6h4.6"/>',
    "vary": '<path d="M4 7.2h8.2M17.6 7.2H20M4 16.8h2.4M11.8 16.8H20"/><circle cx="14.9" cy="7.2" r="2.6"/>'
    '<circle cx="9.1" cy="16.8" r="2.6"/>',
    "offline": '<path d="M4.5 4.5l15 15M8.7 15.4a4.9 4.9 0 0 1 6.4-.1M5.3 12a9.6 9.6 0 0 1 3.9-2.2M18.7 12a9.6 9.6 0 0'
    ' 0-5-2.5M12 18.9v.1"/>',
    "notes": '<rect x="4.2" y="5.2" width="15.6" height="13.6" rx="1"/><path d="M9.4 12.2v6.4M14.6 12.2v6.4'
    'M8 5.4v6.8h2.8V5.4M13.2 5.4v6.8H16V5.4"/>',
    "picture": '<rect x="4.2" y="4.2" width="15.6" height="15.6" rx="2"/><circle cx="9.2" cy="9.2" r="1.4"/>'
    '<path d="M19.6 14.8l-4.2-4.2-9 9"/>',
    "sound": '<path d="M4.2 10.2v3.6M8.1 6.4v11.2M12 9.2v5.6M15.9 4.4v15.2M19.8 10.2v3.6"/>',
    "plus": '<path d="M12 5.2v13.6M5.2 12h13.6"/>',
    "clock": '<circle cx="12" cy="12" r="8.4"/><path d="M12 7.4V12l3 2"/>',
    "lock": '<rect x="5.2" y="11" width="13.6" height="9" rx="2"/><path d="M8.2 10.8V8a3.8 3.8 0 0 1 7.6 0v2.8"/>',
    "file": '<path d="M6.2 3.8h7.6l4 4v12.4H6.2zM13.6 4v4h4"/>',
    "folder": '<path d="M4.2 18.8V6.2h5.4l2 2.4h8.2v10.2z"/>',
    "on": '<circle cx="12" cy="12" r="5" fill="ink"/>',
    "empty": '<circle cx="12" cy="12" r="5"/>',
    "half": '<circle cx="12" cy="12" r="5"/><path d="M12 7a5 5 0 0 1 0 10z" fill="ink"/>',
}
"""Name → drawing; "ink" becomes the colour."""

_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="ink" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size_px: int, ratio: float = 1.0) -> QPixmap:
    """One icon in one colour, `size_px` logical pixels wide and high."""
    drawing = _FRAME.format(ICONS[name]).replace('"ink"', f'"{colour}"')
    side = round(size_px * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def icon(name: str, colour: str, size_px: int, disabled_colour: str = "") -> QIcon:
    """An icon that is sharp at every pixel ratio; disabled it has its own colour instead of a faint one."""
    made = QIcon()
    for ratio in _RATIOS:
        made.addPixmap(pixmap(name, colour, size_px, ratio))
        if disabled_colour:
            made.addPixmap(pixmap(name, disabled_colour, size_px, ratio), QIcon.Mode.Disabled)
    return made
