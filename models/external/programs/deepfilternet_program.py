"""DeepFilterNet 3: takes noise and room off a voice, at 48 kHz. https://github.com/Rikorose/DeepFilterNet"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

PIECE_S, OVERLAP_S = 10.0, 0.5
_loaded: list[Any] = []


def get(tell: Any) -> None:
    """Fetch the weights."""
    tell(0, 1, "downloading DeepFilterNet 3")
    _model()


def run(task: str, args: dict[str, Any], inputs: dict[str, Any], folder: str, tell: Any) -> dict[str, str]:
    """Piece by piece, faded into each other; `inputs["clip"]` has the rate of the network."""
    import soundfile

    tell(0, 1, "loading DeepFilterNet 3")
    model, state = _model()
    made = os.path.join(folder, "enhanced.wav")
    with soundfile.SoundFile(inputs["clip"]) as source:
        if source.samplerate != state.sr():
            raise ValueError(f"the sound has {source.samplerate} Hz instead of {state.sr()} Hz")
        with soundfile.SoundFile(made, "w", source.samplerate, source.channels, "FLOAT") as target:
            for done, samples in enhanced(source, model, state):
                target.write(samples.T)
                tell(done, source.frames, "cleaning the voice")
    return {"enhanced": made}


def enhanced(source: Any, model: Any, state: Any) -> Iterator[Any]:
    """How far it is, and the next samples [shape=(channels, n)]."""
    import numpy
    import torch
    from df.enhance import enhance

    overlap, piece = round(OVERLAP_S * source.samplerate), round(PIECE_S * source.samplerate)
    ramp = numpy.linspace(0, 1, overlap, dtype=numpy.float32)
    held, position, is_last = None, 0, False
    while not is_last:
        is_last = position + piece >= source.frames
        source.seek(position)
        heard = numpy.ascontiguousarray(source.read(piece, "float32", always_2d=True).T)
        samples = enhance(model, state, torch.from_numpy(heard)).numpy()
        if held is not None:
            samples[:, :overlap] = held * (1 - ramp) + samples[:, :overlap] * ramp
        kept = samples.shape[1] if is_last else samples.shape[1] - overlap
        held, position = samples[:, kept:], position + kept
        yield position, samples[:, :kept]


def _model() -> Any:
    """The network and its filter bank, loaded once."""
    if not _loaded:
        from df.enhance import init_df

        _loaded.extend(init_df(log_file=None)[:2])
    return _loaded
