"""Trains the listener's forest and writes models/hearing/data/sounds.npz (about fifteen minutes on one core).

    python -m bench.train_hearing [timelines]

Needs scikit-learn, flite and FluidSynth with TimGM6mb (for the test only); the listener itself needs numpy.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from bench.hearing_material import Timeline, learnt_pool, timeline
from models.hearing.features import STEP, measured
from models.hearing.kinds import KINDS

PATH = Path(__file__).parent.parent / "models" / "hearing" / "data" / "sounds.npz"
_TREES, _LEAF, _LEAVES = 100, 4, 500


def truth(made: Timeline, moments: int) -> np.ndarray:
    """Index in KINDS at every moment."""
    ends = np.cumsum([count for _, count in made.parts])
    at = np.searchsorted(ends, np.arange(moments) * STEP + STEP // 2, side="right")
    return np.array([KINDS.index(made.parts[min(index, len(ends) - 1)][0]) for index in at])


def write_forest(path: Path, trained: Any) -> None:
    """A forest of scikit-learn as the arrays of models.hearing.forest."""
    parts: dict[str, list[np.ndarray]] = {name: [] for name in ("feature", "threshold", "left", "right", "share")}
    roots, first = [], 0
    for tree in (estimator.tree_ for estimator in trained.estimators_):
        own = np.arange(tree.node_count)
        leaf = tree.children_left < 0
        parts["feature"].append(np.where(leaf, 0, tree.feature).astype(np.int16))
        parts["threshold"].append(tree.threshold.astype(np.float32))
        parts["left"].append((np.where(leaf, own, tree.children_left) + first).astype(np.int32))
        parts["right"].append((np.where(leaf, own, tree.children_right) + first).astype(np.int32))
        share = tree.value[:, 0, :] / tree.value[:, 0, :].sum(axis=1, keepdims=True)
        parts["share"].append((np.rint(255 * share) * leaf[:, None]).astype(np.uint8))
        roots.append(first)
        first += tree.node_count
    arrays = {name: np.concatenate(values) for name, values in parts.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, roots=np.array(roots, np.int32), **arrays)


def train(timelines: int) -> None:
    """Make the material, train, write."""
    from sklearn.ensemble import ExtraTreesClassifier

    pool = learnt_pool()
    rows, kinds = [], []
    for seed in range(timelines):
        made = timeline(pool, seed, shaped=seed % 2 == 1)
        features, _, _ = measured(made.samples)
        rows.append(features)
        kinds.append(truth(made, len(features)))
    known, kind = np.concatenate(rows), np.concatenate(kinds)
    heard = kind != KINDS.index("silence")
    forest = ExtraTreesClassifier(_TREES, min_samples_leaf=_LEAF, max_leaf_nodes=_LEAVES, max_features=0.3,
                                  class_weight="balanced", random_state=0)
    forest.fit(known[heard], kind[heard])
    write_forest(PATH, forest)
    print(f"{heard.sum()} moments, {PATH.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    train(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
