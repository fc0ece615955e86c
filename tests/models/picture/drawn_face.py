"""A face drawn by us, shaded as a photograph would be."""

from __future__ import annotations

import cv2
import numpy as np


def drawn_face(width: int = 480, height: int = 560) -> np.ndarray:
    """uint8 [shape=(height, width, 3)]."""
    picture = np.full((height, width, 3), (150, 140, 130), np.uint8)
    x, y, r = width // 2, height // 2, width // 4
    skin, dark = (150, 185, 225), (40, 45, 60)
    cv2.ellipse(picture, (x, y + 2 * r), (int(1.5 * r), int(0.9 * r)), 0, 180, 360, (90, 60, 50), -1)
    cv2.ellipse(picture, (x, y - int(0.15 * r)), (int(1.12 * r), int(1.45 * r)), 0, 0, 360, (30, 40, 55), -1)
    cv2.ellipse(picture, (x, y), (r, int(1.35 * r)), 0, 0, 360, skin, -1)
    for side in (-1, 1):
        eye = x + side * int(0.42 * r), y - int(0.25 * r)
        cv2.ellipse(picture, (eye[0], eye[1] + int(0.03 * r)), (int(0.3 * r), int(0.2 * r)), 0, 0, 360,
                    (110, 140, 180), -1)
        cv2.ellipse(picture, eye, (int(0.2 * r), int(0.1 * r)), 0, 0, 360, (235, 235, 235), -1)
        cv2.circle(picture, eye, int(0.1 * r), dark, -1)
        cv2.ellipse(picture, (eye[0], eye[1] - int(0.22 * r)), (int(0.27 * r), int(0.08 * r)), 0, 180, 360, dark,
                    int(0.08 * r))
    cv2.ellipse(picture, (x, y + int(0.2 * r)), (int(0.1 * r), int(0.3 * r)), 0, 0, 360, (165, 200, 238), -1)
    cv2.ellipse(picture, (x, y + int(0.42 * r)), (int(0.18 * r), int(0.06 * r)), 0, 0, 180, (90, 115, 150), -1)
    cv2.ellipse(picture, (x, y + int(0.75 * r)), (int(0.36 * r), int(0.1 * r)), 0, 0, 360, (95, 95, 190), -1)
    cv2.line(picture, (x - int(0.34 * r), y + int(0.75 * r)), (x + int(0.34 * r), y + int(0.75 * r)), (50, 45, 90), 3)
    return cv2.GaussianBlur(picture, (0, 0), width / 160)
