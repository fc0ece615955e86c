"""Where the face in a picture is, and its mouth (the cascades that come with OpenCV)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import UserError

_CASCADES = ("haarcascade_frontalface_alt2.xml", "haarcascade_frontalface_default.xml")
_SEARCHED_SIDE = 640
_SMALLEST_SHARE = 0.08
_MOUTH_DOWN, _MOUTH_WIDE = 0.78, 0.33
"""Where a mouth lies in the square that the cascades find, by the proportions of faces."""
_MOUTH_SEARCH = 0.08


@dataclass(frozen=True)
class Face:
    """A face, in pixels of the picture."""

    x: float
    y: float
    size: float
    """The square around eyes, nose and mouth."""
    mouth_x: float
    mouth_y: float
    mouth_width: float


def find_face(picture: np.ndarray, name: str) -> tuple[Face, int]:
    """The largest face in uint8 [shape=(height, width, 3)], and how many there are; UserError when there is none."""
    import cv2

    folder = Path(cv2.__file__).parent / "data"
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, _SEARCHED_SIDE / max(gray.shape))
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    least = max(24, round(_SMALLEST_SHARE * min(small.shape)))
    for cascade in _CASCADES:
        found: Any = cv2.CascadeClassifier(str(folder / cascade)).detectMultiScale(
            cv2.equalizeHist(small), scaleFactor=1.08, minNeighbors=4, minSize=(least, least))
        if len(found):
            x, y, size = (float(value) / scale for value in max(found, key=lambda box: box[2])[:3])
            mouth_y = _mouth_line(gray, x, y, size)
            return Face(x, y, size, x + size / 2, mouth_y, _MOUTH_WIDE * size), len(found)
    raise UserError(f"No face was found in '{name}'; give a picture in which somebody looks into the camera.")


def _mouth_line(gray: np.ndarray, x: float, y: float, size: float) -> float:
    """The darkest line near where a mouth should be."""
    middle = y + _MOUTH_DOWN * size
    top, bottom = (round(middle + side * _MOUTH_SEARCH * size) for side in (-1, 1))
    left, right = round(x + 0.38 * size), round(x + 0.62 * size)
    rows = gray[max(0, top):min(bottom, gray.shape[0]), max(0, left):right].mean(axis=1)
    return middle if len(rows) < 3 else max(0, top) + float(np.argmin(rows))
