"""Time of apply_effect beside the raw plugin: one minute of stereo, file to file, side by side.

Run as `python -m bench.effects`. Both sides read a float WAV, process it and write a float WAV;
ours also checks the result, hashes it and can be cancelled.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pedalboard
import soundfile

from engine.catalog.model import Brief, Report
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from models.edit.effects import Effects

RATE = 48000
RAW: dict[str, Callable[[], Any]] = {
    "reverb": lambda: pedalboard.Reverb(0.5, 0.4, 0.15, 0.375),
    "delay": lambda: pedalboard.Delay(0.375, 0.35, 0.3),
    "chorus": lambda: pedalboard.Chorus(),
    "phaser": lambda: pedalboard.Phaser(0.5, 0.6, 1300, 0.3, 0.5),
    "compressor": lambda: pedalboard.Compressor(-18, 4, 10, 120),
    "gate": lambda: pedalboard.NoiseGate(-45, 10, 1, 120),
    "distortion": lambda: pedalboard.Distortion(20),
    "eq": lambda: pedalboard.PeakFilter(3000, 3, 0.7071),
    "highpass": lambda: pedalboard.Pedalboard([pedalboard.HighpassFilter(80) for _ in range(4)]),
    "limiter": lambda: pedalboard.BrickwallLimiter(-1, 120, 3),
}


def raw_seconds(source: Path, folder: Path, make: Callable[[], Any]) -> float:
    """Seconds that reading, the plugin and writing take."""
    start = time.perf_counter()
    samples, rate = soundfile.read(source, dtype="float32", always_2d=True)
    out = make().process(samples.T, rate)
    soundfile.write(folder / "raw.wav", out.T, rate, "FLOAT")
    return time.perf_counter() - start


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        random = np.random.default_rng(1)
        noise = (0.1 * random.standard_normal((2, 60 * RATE))).astype(np.float32)
        clip = audio_clip(folder, "noise", Audio(noise, RATE))
        print(f"{'effect':12} {'raw s':>7} {'ours s':>7} {'ratio':>6}")
        for effect, make in RAW.items():
            raw, ours = [], []
            for _ in range(8):
                raw.append(raw_seconds(clip.path, folder, make))
                start = time.perf_counter()
                made = Effects().run({"effect": effect, "end_s": 60.0}, {"clip": clip},
                                     Brief("apply_effect", folder / "out"), Report())["audio"]
                ours.append(time.perf_counter() - start)
                assert isinstance(made, Clip)
                made.path.unlink()
            a, b = min(raw[1:]), min(ours[1:])  # the least disturbed run of each
            print(f"{effect:12} {a:7.3f} {b:7.3f} {b / a:6.2f}")


if __name__ == "__main__":
    main()
