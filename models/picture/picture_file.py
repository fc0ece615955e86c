"""A picture from a file: checked before it is decoded, and no larger than a video needs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from engine.catalog import packages
from engine.errors import UserError
from engine.media.clip import Clip

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
LEAST_SIDE = 48


def read_picture(clip: Clip, longest_side: int) -> np.ndarray:
    """uint8 [shape=(height, width, 3)] in blue, green, red, at most this large; UserError when it is no picture."""
    import cv2

    check_picture(clip)
    picture = decoded(clip.path)
    if picture is None:
        raise UserError(f"'{clip.name}' is damaged or cut off; save it again as PNG or JPEG.")
    height, width = picture.shape[:2]
    scale = longest_side / max(height, width)
    if scale < 1:
        size = max(1, round(width * scale)), max(1, round(height * scale))
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(picture)


def decoded(path: Path) -> np.ndarray | None:
    """A picture file as uint8 [shape=(height, width, 3)] in blue, green, red; None when it is damaged or cut off."""
    import cv2

    with _heard_decoder() as heard:
        try:
            picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
        except cv2.error:
            return None
        said = heard().lower()
    is_whole = picture is not None and picture.size and b"libpng error" not in said and b"premature end" not in said
    return np.asarray(picture) if is_whole else None


@contextmanager
def _heard_decoder() -> Iterator[Callable[[], bytes]]:
    """What OpenCV's decoders write to the process's error stream themselves is heard instead of shown."""
    with tempfile.TemporaryFile() as heard:

        def said() -> bytes:
            heard.seek(0)
            return heard.read()

        try:
            kept = os.dup(2)
        except OSError:  # a program without an error stream
            yield said
            return
        os.dup2(heard.fileno(), 2)
        try:
            yield said
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def check_picture(clip: Clip) -> tuple[int, int]:
    """Width and height, read without decoding; UserError for what is missing, no picture, tiny or huge."""
    packages.bring(("cv2", "av"), "picture", "A picture")
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
    except (av.FFmpegError, OSError, IndexError, ValueError, AttributeError) as error:
        raise UserError(f"'{name}' is not a picture that can be read; save it again as PNG or JPEG.") from error
    if width < 1 or height < 1:
        raise UserError(f"'{name}' is not a picture that can be read; save it again as PNG or JPEG.")
    return width, height
