"""How made loops and notes measure: length, loudness, peak, key, seam, variety and speed, one row a style.

Run as `python -m bench.sound [bars] [loops of each style]`.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from engine.catalog.model import Brief, Report
from engine.media.clip import Clip
from engine.media.key import Key, key_of_weights
from engine.media.note import TempoMap
from models.sound.music.style_table import STYLES
from models.sound.sketch import Sketch
from models.sound.sources.table import SOURCES

RATE = 48000
_STEMS = ("bass", "chords", "melody")


def generate(
    prompt: str, folder: Path, *, seed: int = 0, bpm: float = 120.0, key: str | None = None, **args: float | int
) -> tuple[dict[str, Clip], float]:
    """Make one sound; its clips and the processor seconds it took."""
    folder.mkdir(parents=True, exist_ok=True)
    brief = Brief("generate_audio", folder, TempoMap.constant(bpm), key, RATE, seed=seed)
    start = time.process_time()
    made = Sketch().run({"prompt": prompt, **args}, {}, brief, Report())
    return made, time.process_time() - start


def loudness_and_peak(samples: np.ndarray) -> tuple[float, float]:
    """LUFS and true peak in dB, by pyloudnorm and eightfold oversampling."""
    import pyloudnorm
    from scipy.signal import resample_poly

    samples = np.pad(samples, ((0, 0), (0, max(0, RATE - samples.shape[1]))))
    peak = np.abs(resample_poly(samples.astype(float), 8, 1, axis=1)).max()
    return float(pyloudnorm.Meter(RATE).integrated_loudness(samples.T)), 20 * float(np.log10(peak))


def seam(samples: np.ndarray) -> float:
    """The second difference across the seam against the 99.9th percentile of the loop's own."""
    mono = samples.mean(axis=0)
    bend = np.abs(np.diff(np.append(mono, mono[:64]), 2))
    return float(bend[len(mono) - 10 : len(mono) + 6].max() / np.percentile(bend, 99.9))


def heard_key(samples: np.ndarray) -> Key | None:
    """The key by the Krumhansl profiles on frame-normalised chroma."""
    from scipy.signal import resample_poly, stft

    hz, _, spectrum = stft(resample_poly(samples.mean(axis=0), 1, 3), RATE / 3, nperseg=4096, noverlap=2048)
    level, usable = np.abs(spectrum), (hz > 62) & (hz < 2000)
    weights = np.zeros((12, level.shape[1]))
    np.add.at(weights, np.round(69 + 12 * np.log2(hz[usable] / 440)).astype(int) % 12, level[usable])
    found = key_of_weights([float(value) for value in (weights / (weights.max(axis=0) + 1e-9)).mean(axis=1)])
    return found[0] if found else None


def measure_style(name: str, bars: int, loops: int, folder: Path) -> tuple[list[object], list[bool]]:
    """One row of the table, and whether each key was heard right."""
    slow, _, fast = STYLES[name].bpm
    rows, right, notes = [], [], []
    for number in range(loops):
        bpm = slow + (fast - slow) * (number + 0.37) / loops
        key = Key((number * 5 + len(name)) % 12, ("minor", "major")[number % 2])
        made, cpu_s = generate(
            f"{name} loop", folder / name / str(number), seed=900 + number, bpm=bpm, key=str(key), bars=bars
        )
        samples = made["audio"].audio().samples
        pitched = sum(made[part].audio().samples for part in _STEMS if part in made)
        right.append(heard_key(np.asarray(pitched)) == key)
        exact = samples.shape[1] == round(bars * 240 / bpm * RATE)
        rows.append((exact, *loudness_and_peak(samples), seam(samples), cpu_s / (samples.shape[1] / RATE)))
        content = made["midi"].midi().notes
        notes.append(
            {
                (note.channel, round(note.start_beats * 4), (note.pitch - key.tonic * (note.channel != 9)) % 128)
                for note in content
            }
        )
    table = np.array(rows, float)
    likeness = [len(a & b) / len(a | b) for a, b in itertools.combinations(notes, 2)] or [0.0]
    values = [
        name,
        f"{int(table[:, 0].sum())}/{loops}",
        f"{table[:, 1].min():.2f}…{table[:, 1].max():.2f}",
        f"{table[:, 2].max():.2f}",
        f"{sum(right)}/{loops}",
        f"{table[:, 3].max():.2f}",
        f"{np.mean(likeness):.2f}",
        f"{table[:, 4].mean():.3f}",
    ]
    return list(values), right


def measure_sources(folder: Path) -> None:
    """One line about all sources."""
    speeds, seams, wrong = [], [], []
    for source in SOURCES.values():
        args = {"duration_s": 6.0} if source.is_texture else {}
        made, cpu_s = generate(source.name, folder / source.name, **args)
        samples = made["audio"].audio().samples
        loudness, peak = loudness_and_peak(samples)
        speeds.append(cpu_s / (samples.shape[1] / RATE))
        seams.append(seam(samples) if source.is_texture else 0.0)
        is_right = abs(loudness + 16) <= 0.3 and peak <= -0.95 if source.is_texture else abs(peak + 1) < 0.1
        wrong += [] if is_right else [source.name]
    print(
        f"\n{len(SOURCES)} sources: processor time / length median {np.median(speeds):.4f}, most {max(speeds):.3f}; "
        f"worst seam of a texture {max(seams):.2f}; loudness or peak wrong: {', '.join(wrong) or 'none'}"
    )


def main() -> None:
    """Print the table of styles, then the line of sources."""
    given = [int(text) for text in sys.argv[1:3] if text.isdigit()]
    bars, loops = (*given, *(4, 3)[len(given) :])
    heads = ("style", "length exact", "LUFS", "true peak dB", "key heard", "seam", "likeness of seeds", "cpu / length")
    print(" | ".join(heads))
    with tempfile.TemporaryDirectory() as folder:
        generate("lo-fi loop", Path(folder) / "warm", bars=1)  # imports are not part of the speed
        keys: list[bool] = []
        for name in STYLES:
            row, right = measure_style(name, bars, loops, Path(folder))
            keys += right
            print(" | ".join(str(value) for value in row), flush=True)
        print(f"key heard right: {sum(keys)} of {len(keys)} ({np.mean(keys):.0%})")
        measure_sources(Path(folder))


if __name__ == "__main__":
    main()
