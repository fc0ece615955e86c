"""What is measured of a picture: colours, light, edges, and faces."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import UserError
from models.picture.picture_file import decoded

_WIDEST = 20_000
_MOST_PIXELS = 120_000_000
_SIZE = 256
"""Longest side that is looked at; faces are looked for at twice that."""


@dataclass(frozen=True)
class Sight:
    """Measures of a picture, 0–1 where nothing else is said."""

    light: float
    """Mean brightness."""
    contrast: float
    colour: float
    """Mean saturation."""
    edges: float
    """Share of pixels on an edge."""
    straight: float
    """Share of the edges that are level or upright: buildings, machines."""
    hues: dict[str, float]
    """Share of the picture of each colour."""
    top: dict[str, float]
    """The same of the upper third."""
    bottom: dict[str, float]
    """The same of the lower third."""
    spots: float
    """Share of small bright places in the dark."""
    faces: int


def look_at(path: Path, *, with_faces: bool = True) -> Sight:
    """Measure a picture; UserError when it is missing, no picture, or too large."""
    image = _opened(path)
    return _measured(image, _faces(image) if with_faces else 0)


def check_picture(path: Path) -> None:
    """UserError when a file is no picture that can be read, before it is decoded."""
    if not path.is_file():
        raise UserError(f"There is no file {path}.")
    with open(path, "rb") as file:
        head = file.read(1 << 18)
    if not head:
        raise UserError(f"{path.name} is empty (0 bytes).")
    size = _size_in(head)
    if size is None:
        raise UserError(f"{path.name} is not a picture that can be read; give a PNG, JPEG, BMP, GIF or WebP file.")
    width, height = size
    if width < 1 or height < 1:
        raise UserError(f"{path.name} has no pixels; export it again.")
    if max(width, height) > _WIDEST or width * height > _MOST_PIXELS:
        raise UserError(f"{path.name} is {width} × {height} pixels; at most {_WIDEST} a side and "
                        f"{_MOST_PIXELS // 1_000_000} million in all are looked at, so make it smaller first.")


def _opened(path: Path) -> np.ndarray:
    """Pixels in blue, green, red [shape=(height, width, 3)], uint8, not larger than needed."""
    import cv2

    check_picture(path)
    image = decoded(path)
    if image is None:
        raise UserError(f"{path.name} is damaged or cut off; export it again.")
    scale = 2 * _SIZE / max(image.shape[:2])
    if scale >= 1:
        return np.asarray(image)
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA))


def _measured(image: np.ndarray, faces: int) -> Sight:
    import cv2

    small = cv2.resize(image, (_SIZE, _SIZE), interpolation=cv2.INTER_AREA)
    hue, saturation, value = (plane.astype(np.float32) for plane in cv2.split(cv2.cvtColor(small, cv2.COLOR_BGR2HSV)))
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), (3, 3), 0).astype(np.float32)
    across, down = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    strength = np.hypot(across, down)
    edge = strength > 80
    upright = np.minimum(np.abs(across), np.abs(down)) < 0.15 * np.maximum(np.abs(across), np.abs(down))
    named = _named(hue * 2, saturation / 255, value / 255)
    third = _SIZE // 3
    dark = cv2.blur(value, (31, 31)) < 70
    return Sight(float(value.mean() / 255), float(grey.std() / 128), float(saturation.mean() / 255),
                 float(edge.mean()), float(upright[edge].mean()) if edge.any() else 0.0, _shares(named),
                 _shares(named[:third]), _shares(named[-third:]), float((dark & (value > 170)).mean()), faces)


_COLOURS = ("black", "white", "grey", "red", "orange", "yellow", "green", "blue", "purple")


def _named(hue_deg: np.ndarray, saturation: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Index in _COLOURS of every pixel."""
    by_hue = np.select([hue_deg < 14, hue_deg < 42, hue_deg < 68, hue_deg < 165, hue_deg < 260, hue_deg < 335],
                       [3, 4, 5, 6, 7, 8], 3)
    return np.select([value < 0.2, (saturation < 0.13) & (value > 0.82), saturation < 0.13], [0, 1, 2], by_hue)


def _shares(named: np.ndarray) -> dict[str, float]:
    counts = np.bincount(named.ravel(), minlength=len(_COLOURS)) / named.size
    return dict(zip(_COLOURS, counts.round(4).tolist(), strict=True))


def _faces(image: np.ndarray) -> int:
    import cv2

    folder: Any = getattr(cv2, "data", None)
    path = Path(folder.haarcascades) / "haarcascade_frontalface_default.xml" if folder else Path()
    if not path.is_file():
        return 0
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    if min(grey.shape) < 40:
        return 0
    return len(cv2.CascadeClassifier(str(path)).detectMultiScale(grey, 1.15, 7, minSize=(30, 30)))


def _size_in(head: bytes) -> tuple[int, int] | None:
    """Width and height as the file's head gives them; None when it is no picture."""
    if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) >= 24:
        return struct.unpack(">II", head[16:24])
    if head[:6] in (b"GIF87a", b"GIF89a") and len(head) >= 10:
        return struct.unpack("<HH", head[6:10])
    if head[:2] == b"BM" and len(head) >= 26:
        width, height = struct.unpack("<ii", head[18:26])
        return abs(width), abs(height)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP" and len(head) >= 30:
        return _webp_size(head)
    return next(_jpeg_sizes(head), None) if head[:2] == b"\xff\xd8" else None


def _webp_size(head: bytes) -> tuple[int, int]:
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg_sizes(head: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5:at + 9])
            yield width, height
            return
        at += 2 + (0 if marker == 0xFF else int.from_bytes(head[at + 2:at + 4], "big"))
