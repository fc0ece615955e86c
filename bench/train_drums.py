"""Trains the forest that tells kick, snare and hat apart and writes models/hearing/data/drums.npz.

    python -m bench.train_drums [beats]

What it learns from is made here, from drums of our own with shapes drawn by chance; needs scikit-learn.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

from bench.drum_material import DRUMS, Beat, make_beat
from bench.train_hearing import PATH, write_forest
from engine.catalog.model import Brief, Report
from engine.media.clip import Clip
from models.analysis.drum_features import DRUM_RATE_HZ, strokes_in
from models.sound.music.style_table import STYLES
from models.sound.sketch import Sketch

_TREES, _LEAF, _LEAVES = 80, 3, 700
_NEAR_S = 0.025


def kinds_of(beat: Beat, times_s: np.ndarray) -> np.ndarray:
    """Which of DRUMS each stroke is, as the sum of 1, 2 and 4; 0 for none of them."""
    kinds = np.zeros(len(times_s), int)
    for number, drum in enumerate(DRUMS):
        for at in (at for at, pitch in beat.hits if pitch == drum):
            nearest = int(np.abs(times_s - at).argmin())
            if abs(times_s[nearest] - at) < _NEAR_S:
                kinds[nearest] |= 1 << number
    return kinds


def company() -> list[np.ndarray]:
    """What drums are heard among: our own bass lines, chords and melodies."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for style in STYLES:
            brief = Brief("generate_audio", Path(folder), sample_rate_hz=DRUM_RATE_HZ, seed=7)
            made = Sketch().run({"prompt": f"{style} loop", "bars": 4}, {}, brief, Report())
            clips = [made[part] for part in ("bass", "chords", "melody") if part in made]
            found += [clip.audio().samples.mean(axis=0) for clip in clips if isinstance(clip, Clip)]
    return found


def train(beats: int) -> None:
    """Make the material, train, write."""
    from sklearn.ensemble import ExtraTreesClassifier

    around, rows, kinds = company(), [], []
    for seed in range(beats):
        beat = make_beat(seed, around)
        strokes = strokes_in([beat.samples])
        rows.append(strokes.features)
        kinds.append(kinds_of(beat, strokes.times_s))
    forest = ExtraTreesClassifier(_TREES, min_samples_leaf=_LEAF, max_leaf_nodes=_LEAVES, max_features=0.3,
                                  random_state=0)
    known, kind = np.concatenate(rows), np.concatenate(kinds)
    forest.fit(np.concatenate([known, known[:8]]), np.concatenate([kind, np.arange(8)]))  # every kind has a column
    write_forest(PATH.with_name("drums.npz"), forest)
    print(f"{len(kind)} strokes, {PATH.with_name('drums.npz').stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    train(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
