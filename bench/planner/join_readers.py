"""Joins reader networks trained with different seeds on the same corpus into engine/planner/data/reader.npz.

    python -m bench.planner.join_readers --start MODEL_FOLDER FIRST.pt SECOND.pt [--out FILE]

MODEL_FOLDER as for `bench.planner.train_planner`; the .pt files are what it leaves beside its result. Two networks that
are asked together are right more often than either: by 1.5 of 100 requests of held-out writers.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from bench.planner.examples import POINTS
from bench.planner.export import write_reader
from bench.planner.network import Reader, Readers
from bench.planner.train_planner import PATH, vocabulary_of


def main() -> None:
    """Join and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("networks", nargs="+", type=Path)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args()
    vocabulary = vocabulary_of(options.start)
    saved = [torch.load(path, weights_only=True) for path in options.networks]
    labels, tags = saved[0]["labels"], saved[0]["tags"]
    if any((one["labels"], one["tags"]) != (labels, tags) for one in saved):
        raise SystemExit("These networks answer in different names: train them on the same corpus.")
    readers = []
    for one in saved:
        reader = Reader(len(vocabulary), len(labels), len(tags), len(POINTS))
        reader.load_state_dict(one["weights"])
        readers.append(reader.eval())
    write_reader(Readers(readers), options.out, vocabulary, labels, tags, POINTS)


if __name__ == "__main__":
    main()
