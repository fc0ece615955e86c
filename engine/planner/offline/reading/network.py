"""The reader network: loaded once from data/reader.npz (made by bench/planner/train_planner.py), run by onnxruntime."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.machine.memory import give_back_memory
from engine.planner.offline.reading.wordpiece import Pieces

PATH = Path(__file__).parents[2] / "data" / "reader.npz"
MOST_PIECES = 196
"""Of the request; what comes after is not read."""
MOST_BEFORE = 56
"""Of what is told about the turn before."""


@dataclass(frozen=True)
class ReaderNetwork:
    """A graph with the names of its answers."""

    session: Any
    pieces: Pieces
    labels: tuple[str, ...]
    """task or task/kind."""
    tags: tuple[str, ...]
    """O, B-argument, I-argument."""
    points: tuple[str, ...]
    """What words for a clip can mean: ref, last, other …"""

    def answers(
        self, words: Sequence[str], named: Sequence[int], before: str
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Scores of labels, tags, cuts and points, one row a word that was read [shape=(words, names)]."""
        ids, known, where = [self.pieces.first], [0], []
        for word, name in zip(words, named, strict=True):
            found = self.pieces.of(word)
            if len(ids) + len(found) > MOST_PIECES:
                break
            where.append(len(ids))
            ids += found
            known += [name] * len(found)
        ids.append(self.pieces.end)
        part = [0] * len(ids)
        if before:
            ids += [piece for word in before.split() for piece in self.pieces.of(word)][:MOST_BEFORE]
            ids.append(self.pieces.end)
        part += [1] * (len(ids) - len(part))
        known += [0] * (len(ids) - len(known))
        fed = {
            name: np.array([row], np.int64)
            for name, row in (("ids", ids), ("part", part), ("named", known), ("mask", [1] * len(ids)))
        }
        rows = np.asarray(self.session.run(["answers"], fed)[0][0], np.float32)[where]
        edges = np.cumsum([len(self.labels), len(self.tags), 3])
        labels, tags, cuts, points = np.split(rows, edges, axis=1)
        return labels, tags, cuts, points


def read_network(path: Path) -> ReaderNetwork:
    """Load one file; it holds numbers and plain texts only."""
    with np.load(path, allow_pickle=False) as data:
        texts = {name: str(data[name]).split("\n") for name in ("vocabulary", "labels", "tags", "points")}
        session = _session_of(data["graph"].tobytes())
    give_back_memory()
    return ReaderNetwork(
        session, Pieces(texts["vocabulary"]), tuple(texts["labels"]), tuple(texts["tags"]), tuple(texts["points"])
    )


def _session_of(graph: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


class _Shelf:
    """The one network of this process."""

    def __init__(self) -> None:
        self.network: ReaderNetwork | None = None
        self.used_at = 0.0
        """Seconds of the monotonic clock."""


_shelf = _Shelf()


def network() -> ReaderNetwork:
    """The network, loaded when it is not there."""
    _shelf.used_at = time.monotonic()
    found = _shelf.network
    if found is None:
        found = _shelf.network = read_network(PATH)
    return found


def use_network(one: ReaderNetwork) -> None:
    """Plan with this network from now on (benchmarks)."""
    _shelf.network = one


def rest(unused_s: float) -> bool:
    """Drop the network when nobody has read with it for so long; True when it was dropped."""
    if _shelf.network is None or time.monotonic() - _shelf.used_at < unused_s:
        return False
    _shelf.network = None
    give_back_memory()
    return True
