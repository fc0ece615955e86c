"""SepFormer (SpeechBrain): two speakers apart, at 16 kHz. https://huggingface.co/speechbrain/sepformer-whamr16k"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

SOURCE = "speechbrain/sepformer-whamr16k"
PIECE_S, OVERLAP_S = 20.0, 2.0
_loaded: list[Any] = []


def get(tell: Any) -> None:
    """Fetch the weights."""
    tell(0, 1, "downloading SepFormer")
    _model()


def run(task: str, args: dict[str, Any], inputs: dict[str, Any], folder: str, tell: Any) -> dict[str, str]:
    """Piece by piece, each speaker kept in his own file; `inputs["clip"]` is mono at the rate of the network."""
    import soundfile

    tell(0, 1, "loading SepFormer")
    model = _model()
    names = ("first", "second")
    made = {name: os.path.join(folder, f"{name}.wav") for name in names}
    with soundfile.SoundFile(inputs["clip"]) as source:
        rate = source.samplerate
        if rate != model.hparams.sample_rate:
            raise ValueError(f"the sound has {rate} Hz instead of {model.hparams.sample_rate} Hz")
        targets = [soundfile.SoundFile(made[name], "w", rate, 1, "FLOAT") for name in names]
        for done, samples in separated(source, model):
            for target, one in zip(targets, samples):  # noqa: B905
                target.write(one)
            tell(done, source.frames, "separating the speakers")
        for target in targets:
            target.close()
    return made


def separated(source: Any, model: Any) -> Iterator[Any]:
    """How far it is, and the next samples of both speakers [shape=(2, n)]."""
    import numpy

    overlap, piece = round(OVERLAP_S * source.samplerate), round(PIECE_S * source.samplerate)
    ramp = numpy.linspace(0, 1, overlap, dtype=numpy.float32)
    held, position, is_last = None, 0, False
    while not is_last:
        is_last = position + piece >= source.frames
        source.seek(position)
        samples = _voices(source.read(piece, "float32"), model)
        if held is not None:
            samples = samples[_order(held, samples[:, :overlap])]
            samples[:, :overlap] = held * (1 - ramp) + samples[:, :overlap] * ramp
        kept = samples.shape[1] if is_last else samples.shape[1] - overlap
        held, position = samples[:, kept:], position + kept
        yield position, samples[:, :kept]


def _voices(heard: Any, model: Any) -> Any:
    """Both speakers, as loud as they are in the mixture: the network leaves their level open."""
    import numpy
    import torch

    with torch.no_grad():
        found = model.separate_batch(torch.from_numpy(heard)[None])[0].T.cpu().numpy()
    gains = numpy.linalg.lstsq(found.T, heard, rcond=None)[0]
    return (found * gains[:, None]).astype(numpy.float32)


def _order(before: Any, now: Any) -> list[int]:
    """Which speaker is which: the network begins each piece anew."""
    alike = before @ now.T
    return [0, 1] if alike[0, 0] + alike[1, 1] >= alike[0, 1] + alike[1, 0] else [1, 0]


def _model() -> Any:
    """The network, loaded once."""
    if not _loaded:
        import torch
        from speechbrain.inference.separation import SepformerSeparation

        place = os.path.join(os.environ["TONMEISTER_WEIGHTS"], "sepformer")
        device = "cuda" if torch.cuda.is_available() else "cpu"
        _loaded.append(SepformerSeparation.from_hparams(source=SOURCE, savedir=place, run_opts={"device": device}))
    return _loaded[0]
