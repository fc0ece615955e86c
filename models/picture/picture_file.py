"""A picture from a file: checked before it is decoded, and no larger than a video needs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.clip import Clip
from engine.errors import UserError

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
LEAST_SIDE = 48


def read_picture(clip: Clip, longest_side: int) -> np.ndarray:
    """uint8 [shape=(height, width, 3)] in blue, green, red, at most this large; UserError when it is no picture."""
    import cv2

    check_picture(clip)
    picture = cv2.imdecode(np.frombuffer(clip.path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise UserError(f"'{clip.name}' is not a picture that can be read; save it again as PNG or JPEG.")
    height, width = picture.shape[:2]
    scale = longest_side / max(height, width)
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(picture)


def check_picture(clip: Clip) -> tuple[int, int]:
    """Width and height, read without decoding; UserError for what is missing, no picture, tiny or huge."""
    if clip.kind != "image":
        raise UserError(f"'{clip.name}' is {clip.kind}; a picture is needed here.")
    width, height = _size(clip.path, clip.name)
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise UserError(f"'{clip.name}' has {width} × {height} pixels; at most {MAX_PIXELS // 1_000_000} million and "
                        f"{MAX_SIDE} on a side are handled. Make it smaller first.")
    if min(width, height) < LEAST_SIDE:
        raise UserError(f"'{clip.name}' has only {width} × {height} pixels; give a larger picture.")
    return width, height


def _size(path: Path, name: str) -> tuple[int, int]:
    import av

    if not path.is_file():
        raise UserError(f"There is no file {path}.")
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            width, height = int(stream.width), int(stream.height)
    except (av.FFmpegError, OSError, IndexError, ValueError) as error:
        raise UserError(f"'{name}' is not a picture that can be read; save it again as PNG or JPEG.") from error
    if width < 1 or height < 1:
        raise UserError(f"'{name}' is not a picture that can be read; save it again as PNG or JPEG.")
    return width, height
