"""One ONNX model at work: fed strictly by the inputs it declares, its outputs checked."""

from __future__ import annotations

import mmap
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import ModelError, UserError

_TYPES: dict[str, Any] = {"tensor(int64)": np.int64, "tensor(int32)": np.int32, "tensor(float)": np.float32,
                          "tensor(float16)": np.float16, "tensor(double)": np.float64, "tensor(bool)": np.bool_}
_CPU = "CPUExecutionProvider"
_PROVIDERS = ("CUDAExecutionProvider", "ROCMExecutionProvider", "DmlExecutionProvider", "CoreMLExecutionProvider",
              _CPU)
"""Where models run, the fastest first; `TONMEISTER_ONNX=cpu` keeps them off graphics cards."""
_RANDOM = (b"RandomNormal", b"RandomUniform", b"Multinomial", b"Bernoulli")


@dataclass(frozen=True)
class TensorNeed:
    """What a model is expected to take and give."""

    offered: frozenset[str]
    """Names of the inputs that can be fed."""
    outputs: tuple[str, ...]
    """Names of the outputs that must exist."""


class OnnxNetwork:
    """A loaded ONNX file. `where` names it in sentences."""

    def __init__(self, path: Path, need: TensorNeed, *, on_cpu: bool = False) -> None:
        self.path, self.where = path, f"{path.parent.name}/{path.name}"
        self._need, self._on_cpu = need, on_cpu
        self.is_random = self._has_noise()
        self._session = self._started(0)
        self._check()

    @property
    def inputs(self) -> frozenset[str]:
        """Names of the inputs it declares."""
        return frozenset(one.name for one in self._session.get_inputs())

    def run(self, offered: Mapping[str, Any], seed: int) -> dict[str, np.ndarray]:
        """Feed what it declares; the same seed gives the same outputs, noise included.

        onnxruntime draws noise from the seed a session was started with, so one that contains
        noise is started anew. Raises UserError for a tensor that does not fit, ModelError when it fails.
        """
        session = self._started(seed) if self.is_random else self._session
        feed = {one.name: self._fitted(one, offered) for one in session.get_inputs()}
        try:
            found = session.run(list(self._need.outputs), feed)
        except Exception as error:  # onnxruntime's errors have no base of their own
            if session.get_providers() == [_CPU]:
                raise ModelError(f"The model {self.where} failed: {_first_line(error)}.") from error
            self._on_cpu = True  # a full or odd graphics card is no reason not to sing
            self._session = self._started(seed)
            return self.run(offered, seed)
        outputs = dict(zip(self._need.outputs, (np.asarray(one) for one in found), strict=True))
        for name, value in outputs.items():
            if value.dtype.kind == "f" and not np.isfinite(value).all():
                raise ModelError(f"The model {self.where} gave invalid numbers in '{name}'.")
        return outputs

    def _has_noise(self) -> bool:
        """True when an operator in it draws random numbers."""
        try:
            with open(self.path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return any(content.find(name) >= 0 for name in _RANDOM)
        except (OSError, ValueError) as error:  # ValueError: an empty file
            raise UserError(f"The voice's model {self.where} cannot be read; get the voice again.") from error

    def _started(self, seed: int) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        # Waiting threads that spin would take the processor from the DAW beside us.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        available = onnxruntime.get_available_providers()
        chosen = [name for name in _PROVIDERS if name in available]
        if self._on_cpu or not chosen or os.environ.get("TONMEISTER_ONNX") == "cpu":
            chosen = [_CPU]
        onnxruntime.set_seed(seed % (1 << 31))
        failures = []
        for providers in dict.fromkeys([tuple(chosen), (_CPU,)]):
            try:
                return onnxruntime.InferenceSession(str(self.path), options, providers=list(providers))
            except Exception as error:  # onnxruntime's errors have no base of their own
                failures.append(_first_line(error))
        raise UserError(f"{self.where} is not an ONNX model that can be loaded ({failures[-1]}); get the voice again.")

    def _check(self) -> None:
        """Before anything is sung: no input that nobody can feed, no output missing."""
        unknown = sorted(self.inputs - self._need.offered)
        if unknown:
            raise UserError(f"The model {self.where} asks for '{unknown[0]}', which is unknown here or which its "
                            "dsconfig.yaml does not declare; it may need a newer Tonmeister.")
        declared = {one.name for one in self._session.get_outputs()}
        missing = [name for name in self._need.outputs if name not in declared]
        if missing:
            raise UserError(f"The model {self.where} gives no '{missing[0]}', so it is not the kind of model that its "
                            "dsconfig.yaml says; get the voice again.")
        for one in self._session.get_inputs():
            if one.type not in _TYPES:
                raise UserError(f"The model {self.where} wants '{one.name}' as {one.type}, which is not supported.")

    def _fitted(self, declared: Any, offered: Mapping[str, Any]) -> np.ndarray:
        if declared.name not in offered:
            raise UserError(f"The model {self.where} asks for '{declared.name}', which cannot be given here.")
        value = np.asarray(offered[declared.name])
        value = value.astype(_TYPES[declared.type])
        rank = len(declared.shape)
        if value.ndim < rank:
            value = value.reshape((1,) * (rank - value.ndim) + value.shape)
        elif value.ndim > rank and value.size == 1:
            value = value.reshape((1,) * rank)
        wrong = value.ndim != rank or any(
            isinstance(size, int) and size != got for size, got in zip(declared.shape, value.shape, strict=False))
        if wrong:
            raise UserError(f"The model {self.where} wants '{declared.name}' of shape {_shape(declared.shape)}, but it "
                            f"is {_shape(value.shape)} here; the parts of the voice do not belong together.")
        return np.asarray(value, order="C")


def must_be(value: np.ndarray, count: int, what: str, where: str) -> np.ndarray:
    """One value a frame (or phoneme), float64 [shape=(count,)]; ModelError when there are more or fewer."""
    flat = np.asarray(value, np.float64).reshape(-1)
    if len(flat) != count:
        raise ModelError(f"The model {where} gave {len(flat)} values of {what} where {count} were asked for.")
    return flat


def _shape(shape: Sequence[Any]) -> str:
    return "(" + ", ".join(str(one) if isinstance(one, int) else "any" for one in shape) + ")"


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return text.rpartition("] : ")[2][:160].rstrip(". ")
