"""Opens the mouth of a face in a picture: the jaw goes down, the inside of the mouth shows."""

from __future__ import annotations

import numpy as np

from models.picture.face import Face

_WIDEST = 0.17
"""Widest opening, as a share of the face."""
_UPPER_SHARE = 0.15
_JAW_DOWN, _CHEEK = 0.42, 0.25
_INSIDE_BGR = (36.0, 22.0, 58.0)


class Mouth:
    """Everything about one face that does not change from frame to frame."""

    def __init__(self, picture: np.ndarray, face: Face) -> None:
        height, width = picture.shape[:2]
        reach = 0.75 * face.size
        self._left, self._right = max(0, int(face.mouth_x - reach)), min(width, int(face.mouth_x + reach))
        self._top = max(0, int(face.mouth_y - 0.3 * face.size))
        self._bottom = min(height, int(face.mouth_y + (_JAW_DOWN + _WIDEST + 0.05) * face.size))
        self._picture = picture
        self._part = picture[self._top:self._bottom, self._left:self._right]
        rows, columns = np.mgrid[self._top:self._bottom, self._left:self._right].astype(np.float32)
        self._rows, self._columns = rows, columns
        self._below = (rows - face.mouth_y) / face.size
        self._aside = np.abs(columns - face.mouth_x) / face.size
        self._half_width = face.mouth_width / face.size / 2
        self._size = face.size

    def opened(self, opening: float) -> np.ndarray:
        """The picture with its mouth open from 0 to 1; uint8 [shape=(height, width, 3)]."""
        import cv2

        if opening < 0.01:
            return self._picture
        gap = _WIDEST * opening
        jaw = np.exp(-((self._aside / (2.0 * self._half_width)) ** 2))
        beside = np.clip((self._aside - self._half_width) / self._half_width, 0, 1)
        begins = np.clip(np.abs(self._below) / (_CHEEK * beside + 1e-6), 0, 1)  # cheeks stretch, they do not tear
        down = np.clip(1 - (self._below - gap) / _JAW_DOWN, 0, 1) * begins
        up = np.clip(1 + self._below / 0.25, 0, 1) * begins
        moved = np.where(self._below >= 0, gap * (1 - _UPPER_SHARE) * down, -gap * _UPPER_SHARE * up) * jaw
        moved = np.where(self._below >= 0, np.minimum(moved, np.maximum(self._below, 0)), moved)
        from_rows = self._rows - moved.astype(np.float32) * self._size - self._top
        warped = cv2.remap(self._part, self._columns - self._left, from_rows.astype(np.float32), cv2.INTER_LINEAR,
                           borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
        inside = self._inside(gap)[..., None]
        made = self._picture.copy()
        mixed = warped * (1 - inside) + np.asarray(_INSIDE_BGR, np.float32) * inside
        made[self._top:self._bottom, self._left:self._right] = np.clip(mixed, 0, 255).astype(np.uint8)
        return made

    def _inside(self, gap: float) -> np.ndarray:
        """How much of each pixel is the inside of the mouth, 0 to 1, with soft edges."""
        middle = gap * (0.5 - _UPPER_SHARE)
        across = np.clip(1 - (self._aside / self._half_width) ** 2, 0, None)
        half = 0.5 * gap * np.sqrt(across)
        edge = 1.5 / self._size
        return np.asarray(np.clip((half - np.abs(self._below - middle)) / edge, 0, 1), np.float32)
