"""How well separate_stems takes made songs apart: SI-SDR improvement in dB per stem, stereo and mono.

Run as `python -m bench.stems [first seed] [number of songs]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench.song_maker import RATE, STEMS, Song, make_song
from engine.catalog.model import Brief, Report
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip
from models.analysis.masks import MaskSeparator

BARS = {"stereo": (7.0, 7.0, 5.5, 7.0), "mono": (4.0, 7.0, 6.0, 2.0)}


def si_sdr(estimate: np.ndarray, truth: np.ndarray) -> float:
    """Scale-invariant signal to distortion ratio in dB, over all channels together."""
    guess, wanted = estimate.ravel().astype(np.float64), truth.ravel().astype(np.float64)
    target = (guess @ wanted) / (wanted @ wanted + 1e-12) * wanted
    error = guess - target
    return float(10 * np.log10((target @ target + 1e-12) / (error @ error + 1e-12)))


def improvements(song: Song, channels: int, folder: Path) -> tuple[list[float], float]:
    """Improvement of each stem over the mix in dB, and how far the stems are from summing to it (dB)."""
    fold = (lambda x: x.mean(axis=0, keepdims=True)) if channels == 1 else (lambda x: x)
    mix = fold(song.mix).astype(np.float32)
    clip = audio_clip(folder, "song", Audio(mix, RATE))
    made = MaskSeparator().run({}, {"clip": clip}, Brief("separate_stems", folder), Report())
    found = {name: clip.audio().samples for name, clip in made.items() if isinstance(clip, Clip)}
    gains = [si_sdr(found[name], fold(song.stems[name])) - si_sdr(mix, fold(song.stems[name])) for name in STEMS]
    left = np.sum(list(found.values()), axis=0) - mix
    return gains, 20 * float(np.log10(np.sqrt(np.mean(left**2)) / np.sqrt(np.mean(mix**2)) + 1e-12))


def main(first: int = 1, count: int = 12) -> None:
    """Print the table."""
    songs = [make_song(seed) for seed in range(first, first + count)]
    print(f"{count} songs from seed {first}; SI-SDR improvement in dB: mean (worst)")
    for kind, channels in (("stereo", 2), ("mono", 1)):
        start = time.process_time()
        with tempfile.TemporaryDirectory() as name:
            results = [improvements(song, channels, Path(name)) for song in songs]
        seconds = sum(song.mix.shape[1] for song in songs) / RATE
        table = np.array([gains for gains, _ in results])
        cells = "  ".join(f"{stem} {column.mean():.1f} ({column.min():.1f}) bar {bar}"
                          for stem, column, bar in zip(STEMS, table.T, BARS[kind], strict=True))
        print(f"{kind:7} {cells}  sum {max(error for _, error in results):.0f} dB  "
              f"{(time.process_time() - start) / seconds:.3f} s per second")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
