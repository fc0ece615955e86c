"""A forest of decision trees as plain arrays: read from a file, asked with numpy alone."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import ModelError

_ROWS = 4096


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees one after the other; a node that leads to itself is a leaf."""

    feature: np.ndarray
    """int16: the column a node looks at."""
    threshold: np.ndarray
    """float32: go left when the value is at most this."""
    left: np.ndarray
    """int32."""
    right: np.ndarray
    """int32."""
    share: np.ndarray
    """uint8 [shape=(nodes, kinds)]: how often each kind was seen here, of 255."""
    roots: np.ndarray
    """int32: where each tree begins."""

    def chances(self, rows: np.ndarray) -> np.ndarray:
        """How likely each row is of each kind, 0–1 [shape=(rows, kinds)]."""
        parts = [self._some(rows[at:at + _ROWS]) for at in range(0, len(rows), _ROWS)]
        return np.concatenate(parts) if parts else np.zeros((0, self.share.shape[1]))

    def _some(self, rows: np.ndarray) -> np.ndarray:
        node = np.tile(self.roots, (len(rows), 1))
        row = np.arange(len(rows))[:, None]
        while True:
            goes_left = rows[row, self.feature[node]] <= self.threshold[node]
            following = np.where(goes_left, self.left[node], self.right[node])
            if np.array_equal(following, node):
                break
            node = following
        return np.asarray(self.share[node].mean(axis=1, dtype=np.float64) / 255)


@functools.cache
def load_forest(name: str) -> Forest:
    """A forest that comes with Tonmeister; ModelError when its file is missing or damaged."""
    path = Path(__file__).parent / "data" / f"{name}.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            return Forest(**{key: file[key] for key in ("feature", "threshold", "left", "right", "share", "roots")})
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The weights {path.name} are missing or damaged; install Tonmeister again.") from error


def is_there(name: str) -> bool:
    """Whether the file of a forest exists."""
    return (Path(__file__).parent / "data" / f"{name}.npz").is_file()
