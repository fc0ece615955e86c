"""The note network of Basic Pitch: how surely each of 88 keys sounds, and begins, at every moment.

Bittner and others, "A lightweight instrument-agnostic model for polyphonic note transcription" (ICASSP 2022). The
weights come with the package basic-pitch (Apache-2.0); nothing else of it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from engine.errors import ModelError

RATE_HZ = 22050
HOP = 256
LOWEST_PITCH = 21
KEYS = 88
_WINDOW = 43844
_EDGE_FRAMES = 15
"""Frames at both ends of a window that see too little of the sound."""
_KEPT_FRAMES = 142
_INSTALL = "the note network is not installed; run: pip install --no-deps basic-pitch"


def weights_path() -> Path | None:
    """Where the weights lie; None when the package is not installed."""
    found = find_spec("basic_pitch")
    for folder in (found.submodule_search_locations or []) if found else []:
        path = Path(folder) / "saved_models" / "icassp_2022" / "nmp.onnx"
        if path.is_file():
            return path
    return None


def why_missing() -> str:
    """Empty when the network can run, else one sentence."""
    return "" if weights_path() else _INSTALL


def heard_keys(blocks: Iterable[np.ndarray], frames: int,
               tick: Callable[[float], None]) -> tuple[np.ndarray, np.ndarray]:
    """Sounding and beginning of every key, 0–255 (uint8) [shape=(steps, 88)], 86.1 steps a second.

    `blocks` give mono sound at RATE_HZ [shape=(n,)], `frames` samples in all.
    """
    import onnxruntime

    path = weights_path()
    if path is None:
        raise ModelError(f"Notes cannot be heard: {_INSTALL}.")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    network = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = network.get_inputs()[0].name
    outputs = ["StatefulPartitionedCall:1", "StatefulPartitionedCall:2"]
    sounding, beginning = [], []
    total = max(1, -(-frames // (_KEPT_FRAMES * HOP)))
    for number, window in enumerate(_windows(blocks)):
        notes, onsets = network.run(outputs, {name: window[None, :, None]})
        kept = slice(_EDGE_FRAMES, _EDGE_FRAMES + _KEPT_FRAMES)
        sounding.append(np.round(255 * notes[0, kept]).astype(np.uint8))
        beginning.append(np.round(255 * onsets[0, kept]).astype(np.uint8))
        tick(min(1.0, (number + 1) / total))
    steps = -(-frames // HOP)
    return np.concatenate(sounding)[:steps], np.concatenate(beginning)[:steps]


def _windows(blocks: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """Overlapping windows whose kept frames follow each other without a gap."""
    line = np.zeros(_EDGE_FRAMES * HOP, np.float32)
    hop = _KEPT_FRAMES * HOP
    for block in blocks:
        line = np.concatenate([line, block.astype(np.float32)])
        while len(line) >= _WINDOW:
            yield line[:_WINDOW]
            line = line[hop:]
    while len(line) > _EDGE_FRAMES * HOP:
        yield np.pad(line[:_WINDOW], (0, max(0, _WINDOW - len(line))))
        line = line[hop:]
