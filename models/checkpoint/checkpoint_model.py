"""CheckpointModel: a model whose weights were downloaded from a hub."""

from __future__ import annotations

import importlib.util
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from engine.catalog.hub.record import Installed, installed, may_be_sold
from engine.catalog.model import Licence, Model, Report
from engine.errors import ModelError, TonmeisterError
from engine.machine.computer import has_half_precision, is_accelerated
from engine.machine.memory import is_card_full
from models.checkpoint.device import Device, best_device, free_memory, processor, silence
from models.checkpoint.weights import loaded_bytes

_CARD_FLOAT, _PROCESSOR_FLOAT = 2, 4
"""Bytes of a number as it is loaded: half precision on a card, else float32."""
_LIBRARIES_BYTES = 700 << 20
"""torch and transformers, once imported."""


class CheckpointModel(Model):
    """Loads safetensors from a folder and keeps them until `unload`; nothing is fetched while it runs.

    A subclass names its checkpoints and has `load` and `run`; `run` takes what `load` returned from `self.loaded`.
    """

    is_default = False
    wants_gpu = True
    working_share: ClassVar[float] = 1.4
    """Memory while it works, against its weights as they are loaded; the workers learn the real figure."""
    comes_in_parts: ClassVar[bool] = False
    """On a small card one part after the other is put there, so that only the largest must fit."""
    packages: ClassVar[tuple[str, ...]] = ("torch", "transformers")

    def __init__(self) -> None:
        self._loaded: Any = None
        self._is_off_card = False

    def ready(self) -> str:
        """Empty when libraries and weights are here; looks at files only."""
        absent = [name for name in self.packages if importlib.util.find_spec(name) is None]
        if absent:
            return f"it needs {_listed(absent)}; run `tonmeister models get {self.id}`."
        if any(installed(checkpoint) is None for checkpoint in self.checkpoints):
            return f"its weights are not on this computer; run `tonmeister models get {self.id}`."
        return ""

    def terms(self) -> Licence:
        """The licence that the hub named when the weights were brought here; until then nothing is promised."""
        found = self.records()
        if len(found) < len(self.checkpoints):
            return Licence(self.licence.code, "asked of the hub before the download", commercial=False, is_told=False)
        names = sorted({one.licence or "not stated" for one in found})
        return Licence(self.licence.code, ", ".join(names), all(may_be_sold(one.licence) for one in found))

    def edition(self) -> str:
        """The version with the first letters of the weights' revisions."""
        return " ".join([self.version, *(one.revision[:12] for one in self.records())])

    def memory_need_bytes(self) -> int:
        """From the weights in the precision in which they are loaded; 0 while they are not here."""
        is_on_card = self.wants_gpu and is_accelerated()
        parts = self._parts_bytes(_CARD_FLOAT if is_on_card and has_half_precision() else _PROCESSOR_FLOAT)
        held = (max(parts, default=0) if is_on_card and self.comes_in_parts else sum(parts)) * self.working_share
        return int(held) + _LIBRARIES_BYTES if parts else 0

    def leave_card(self) -> bool:
        """Drop the weights, and load them for the processor next time when the free memory holds them."""
        import psutil

        self.unload()
        need = sum(self._parts_bytes(_PROCESSOR_FLOAT)) * self.working_share
        self._is_off_card = need < psutil.virtual_memory().available
        return self._is_off_card

    def records(self) -> list[Installed]:
        """Its checkpoints that are on this computer."""
        return [found for checkpoint in self.checkpoints if (found := installed(checkpoint))]

    def _parts_bytes(self, float_bytes: int) -> list[int]:
        return [part for one in self.records() for part in loaded_bytes(Path(one.folder), float_bytes).values()]

    def loaded(self, report: Report) -> Any:
        """What `load` returned, loading it now when it is not there; ModelError when that fails."""
        if self._loaded is None:
            if reason := self.ready():
                raise ModelError(f"{self.name} is not ready: {reason}")
            report(0, 1, f"loading {self.name}")
            folders = [Path(one.folder) for one in self.records()]
            silence(self.packages)
            try:
                self._loaded = self.load(folders, processor() if self._is_off_card else best_device())
            except (TonmeisterError, MemoryError):
                raise
            except Exception as error:  # a damaged file makes each library raise something of its own
                if is_card_full(error):
                    raise
                raise ModelError(f"{self.name} cannot be loaded from {folders[0]}: {_first_line(error)}") from error
        return self._loaded

    @abstractmethod
    def load(self, folders: Sequence[Path], device: Device) -> Any:
        """Load from the folders of its checkpoints, safetensors only, no code of theirs, nothing from the network."""

    def unload(self) -> None:
        """Drop the weights and hand their memory back."""
        self._loaded = None
        self._is_off_card = False
        free_memory()


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
