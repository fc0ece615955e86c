"""The scene of pictures and videos, with a picture drawn for it."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache

from engine.wire.wire import ClipView, StepView, TurnView
from ui.start_up.scene import AT, Scene, band_peaks

_WIDE, _HIGH = 640, 280
_PROMPT = "strong wind"
_MADE_BY = f"It looks like sand or dry land, so the prompt was '{_PROMPT}'; ask with other words for another sound."


def media() -> Scene:
    """A picture that becomes a sound, and the video of a song."""
    picture = ClipView("sunset", "sunset", "image", 0.0, None, None, "", "", _sunset())
    video = ClipView("film", "Night Drive video", "video", 32.0, None, None, "", "", "/session/Night Drive video.mp4",
                     "vox1", "", None, None, "video_for_audio", "built in", 1, {}, "")
    heard = TurnView(1, "What would this picture sound like?", "answered", attached=("sunset.png",), clips=(picture,),
                     answer="I see: a low sun over dark hills, warm haze, no people.", started_at=AT)
    sound = ClipView("dusk", f"sunset: {_PROMPT}", "audio", 10.0, None, None, "", "", "/session/sunset strong wind.wav",
                     "sunset", "", None, -23.0, "image_to_audio", "Pocket field recordings", 3, {"image": "sunset"})
    turned = TurnView(2, "Make the sound of “sunset”", "done", clips=(sound,), started_at=AT, steps=(StepView(
        "image_to_audio", "Make the sound of the picture", {"image": "sunset"}, "done", warnings=(_MADE_BY,)),),
        answer="Made; it lies in the library.")
    made = TurnView(3, "Make a video for the whole song", "done", clips=(video,), started_at=AT,
                    answer="Made; it lies in the library.")
    return Scene(turns=(heard, turned, made), peaks={"dusk": band_peaks(5)})


@cache
def _sunset() -> str:
    """A PNG file that is there as long as this process."""
    from PyQt6.QtCore import QPointF
    from PyQt6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF

    image = QImage(_WIDE, _HIGH, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    sky = QLinearGradient(0, 0, 0, _HIGH)
    for at, colour in ((0.0, "#22435C"), (0.6, "#B8735A"), (1.0, "#4A2F38")):
        sky.setColorAt(at, QColor(colour))
    painter.fillRect(image.rect(), sky)
    painter.setBrush(QColor("#F3D49A"))
    painter.drawEllipse(QPointF(0.72 * _WIDE, 0.44 * _HIGH), 42, 42)
    hills = ((0, 0.72), (0.15, 0.64), (0.3, 0.76), (0.5, 0.66), (0.66, 0.8), (0.86, 0.68), (1, 0.76), (1, 1), (0, 1))
    painter.setBrush(QColor("#1B1418"))
    painter.drawPolygon(QPolygonF([QPointF(x * _WIDE, y * _HIGH) for x, y in hills]))
    painter.end()
    folder = tempfile.mkdtemp(prefix="tonmeister_")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    image.save(f"{folder}/sunset.png", "PNG")
    return f"{folder}/sunset.png"
