"""What a music video shows: spectrum, wave, a pulse on the beat, and the whole song with a playhead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 1280, 720
BARS = 64
WINDOW = 2048
"""Samples around a moment that are looked at for one picture."""
_STRIP_TOP, _STRIP_HEIGHT = 640, 56
_BAR_TOP, _BAR_HEIGHT = 600, 330
_WAVE_MIDDLE, _WAVE_HEIGHT = 190, 120
_RING = 130
"""Radius of the pulse on a beat, in pixels."""
_FALL = 0.82
"""How much of a bar is left after one picture without sound."""
_LOWEST_HZ, _HIGHEST_HZ, _FLOOR_DB = 40.0, 14000.0, -72.0


@dataclass(frozen=True, eq=False)
class VideoLook:
    """The colours and fixed parts of a video."""

    background: np.ndarray
    """uint8 [shape=(HEIGHT, WIDTH, 3)]."""
    colours: np.ndarray
    """One colour for every bar, uint8 [shape=(BARS, 3)]."""


def look_of(hue: float, outline: np.ndarray) -> VideoLook:
    """A look of a hue (0–1), with the song's outline [shape=(WIDTH,), 0–1] along the bottom."""
    rows = np.linspace(0, 1, HEIGHT)[:, None, None]
    deep, deeper = _colour(hue, 0.7, 0.16), _colour(hue + 0.08, 0.8, 0.05)
    background = np.broadcast_to(deep * (1 - rows) + deeper * rows, (HEIGHT, WIDTH, 3)).copy()
    middle = _STRIP_TOP + _STRIP_HEIGHT // 2
    reach = np.maximum(1, outline * _STRIP_HEIGHT / 2).astype(int)
    inside = np.abs(np.arange(HEIGHT)[:, None] - middle) <= reach[None, :]
    background[inside] = _colour(hue, 0.35, 0.35)
    colours = np.stack([_colour(hue + 0.35 * bar / BARS, 0.75, 1.0) for bar in range(BARS)])
    return VideoLook(np.round(255 * background).astype(np.uint8), np.round(255 * colours).astype(np.uint8))


class VideoScene:
    """Draws the pictures one after the other."""

    def __init__(self, look: VideoLook, rate_hz: int, loudest: float) -> None:
        """`loudest` is the song's highest sample: quiet songs fill the picture too."""
        self._look, self._gain = look, 1 / max(loudest, 1e-4)
        self._bars = np.zeros(BARS)
        edges = np.geomspace(_LOWEST_HZ, min(_HIGHEST_HZ, 0.45 * rate_hz), BARS + 1) * WINDOW / rate_hz
        self._edges = np.maximum.accumulate(np.round(edges).astype(int) + 1)
        self._window = np.hanning(WINDOW)
        y, x = np.mgrid[-_RING - 30:_RING + 30, -_RING - 30:_RING + 30]
        self._distance = np.hypot(x, y).astype(np.float32)

    def picture(self, around: np.ndarray, pulse: float, share: float) -> np.ndarray:
        """The picture of a moment, uint8 [shape=(HEIGHT, WIDTH, 3)].

        `around` is the sound about it [shape=(2, WINDOW)], `pulse` 1 on a beat and falling to 0 before the next,
        `share` how much of the song has passed.
        """
        image = self._look.background.copy()
        self._draw_strip(image, share)
        self._draw_ring(image, pulse)
        self._draw_wave(image, around)
        self._draw_bars(image, around, pulse)
        return image

    def _draw_strip(self, image: np.ndarray, share: float) -> None:
        passed = min(WIDTH, round(share * WIDTH))
        strip = image[_STRIP_TOP:_STRIP_TOP + _STRIP_HEIGHT]
        strip[:, :passed] = np.minimum(255, strip[:, :passed].astype(np.uint16) * 2).astype(np.uint8)
        strip[:, max(0, passed - 2):passed + 1] = 255

    def _draw_ring(self, image: np.ndarray, pulse: float) -> None:
        half = self._distance.shape[0] // 2
        part = image[_WAVE_MIDDLE - half:_WAVE_MIDDLE + half, WIDTH // 2 - half:WIDTH // 2 + half]
        radius = _RING * (0.55 + 0.45 * pulse)
        ring = np.exp(-((self._distance - radius) / (5 + 12 * pulse)) ** 2)
        disc = 0.35 * pulse * (self._distance < radius)
        light = np.clip((0.25 + 0.75 * pulse) * ring + disc, 0, 1)[:, :, None]
        part[:] = (part + light * (self._look.colours[BARS // 2] - part.astype(np.float32))).astype(np.uint8)

    def _draw_wave(self, image: np.ndarray, around: np.ndarray) -> None:
        line = np.interp(np.linspace(0, WINDOW - 1, WIDTH), np.arange(WINDOW), around.mean(axis=0))
        height = np.round(np.clip(line * self._gain, -1, 1) * _WAVE_HEIGHT).astype(int)
        before = np.concatenate([height[:1], height[:-1]])
        low = _WAVE_MIDDLE - np.maximum(height, before) - 1
        high = _WAVE_MIDDLE - np.minimum(height, before) + 1
        rows = np.arange(_WAVE_MIDDLE - _WAVE_HEIGHT - 2, _WAVE_MIDDLE + _WAVE_HEIGHT + 3)[:, None]
        image[rows[0, 0]:rows[-1, 0] + 1][(rows >= low) & (rows <= high)] = (235, 240, 245)

    def _draw_bars(self, image: np.ndarray, around: np.ndarray, pulse: float) -> None:
        level = (np.abs(np.fft.rfft(around.mean(axis=0) * self._gain * self._window)) * 4 / WINDOW) ** 2
        sums = np.concatenate([[0.0], np.cumsum(level)])
        last = np.minimum(np.maximum(self._edges[1:], self._edges[:-1] + 1), len(level))
        power = sums[last] - sums[np.minimum(self._edges[:-1], len(level) - 1)]
        tilt_db = np.linspace(0, 18, BARS)
        wanted = np.clip((10 * np.log10(power + 1e-12) + tilt_db - _FLOOR_DB) / -_FLOOR_DB, 0, 1)
        self._bars = np.maximum(wanted, self._bars * _FALL)
        wide = WIDTH // BARS
        for bar, height in enumerate(np.round(self._bars**1.5 * _BAR_HEIGHT).astype(int)):
            colour = np.minimum(255, self._look.colours[bar] * (0.75 + 0.25 * pulse)).astype(np.uint8)
            image[_BAR_TOP - height - 2:_BAR_TOP, bar * wide + 3:(bar + 1) * wide - 3] = colour


def _colour(hue: float, saturation: float, value: float) -> np.ndarray:
    """Red, green, blue 0–1 of a hue 0–1 [shape=(3,)]."""
    turn = (hue + np.array([0.0, 2 / 3, 1 / 3])) % 1.0
    pure = np.clip(np.abs(turn * 6 - 3) - 1, 0, 1)
    return np.asarray(value * (1 - saturation + saturation * pure))
