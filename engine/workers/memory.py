"""Memory: how much models may hold in all, and how much one needs or holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.catalog.model import Model

_SHARE = 0.7
"""Of the machine's memory; the DAW, its plugins and the system want the rest."""
_SPARE_BYTES = 512 << 20
"""Of the memory free right now; never taken."""
_CARD_SHARE = 0.9
_CARD_PROCESS_BYTES = 2 << 30
"""RAM of a process that works on a graphics card: torch and the card's libraries."""


@dataclass(frozen=True)
class MemoryNeed:
    """Memory in bytes."""

    ram: int = 0
    vram: int = 0

    def __add__(self, other: MemoryNeed) -> MemoryNeed:
        return MemoryNeed(self.ram + other.ram, self.vram + other.vram)

    def most(self, other: MemoryNeed) -> MemoryNeed:
        """The larger of each."""
        return MemoryNeed(max(self.ram, other.ram), max(self.vram, other.vram))


@dataclass(frozen=True)
class MemoryBudget:
    """What all models with weights together may hold."""

    ram_bytes: int
    vram_bytes: int = 0
    """0 = no graphics card with memory of its own."""
    free_bytes: Callable[[], int] | None = None
    """Asked before a model is loaded: RAM that is free for it now; None = only the budget counts."""

    @classmethod
    def of_this_machine(cls) -> MemoryBudget:
        """A share of its RAM and of its largest graphics card."""
        import psutil

        return cls(int(psutil.virtual_memory().total * _SHARE), int(_largest_card_bytes() * _CARD_SHARE), _free_bytes)

    def need(self, model: Model) -> MemoryNeed:
        """What a model says that it needs; on a card of its own most of that lies there."""
        held = model.memory_need_bytes()
        if model.wants_gpu and self.vram_bytes:
            return MemoryNeed(min(held, _CARD_PROCESS_BYTES), held)
        return MemoryNeed(held)

    def could_hold(self, need: MemoryNeed) -> bool:
        """True when there would be room if nothing else were loaded."""
        return need.ram <= self.ram_bytes and need.vram <= self.vram_bytes

    def lacks(self, need: MemoryNeed, used: MemoryNeed) -> bool:
        """True when there is no room for `need` beside what is used."""
        if not self.could_hold(need + used):
            return True
        return self.free_bytes is not None and need.ram > self.free_bytes()

    def refusal(self, model: Model, need: MemoryNeed, used: MemoryNeed) -> str:
        """One sentence for a model that does not fit."""
        if need.vram and need.vram + used.vram > self.vram_bytes:
            have, what = self.vram_bytes - used.vram, "graphics memory"
        else:
            have, what = self.ram_bytes - used.ram, "memory"
            if self.free_bytes is not None:
                have = min(have, self.free_bytes())
        wanted = need.vram if what == "graphics memory" else need.ram
        return f"{model.name} needs {_size(wanted)} of {what}, and {_size(max(0, have))} can be had."


def resident_bytes(pid: int) -> int:
    """RAM that a process holds; 0 when it is gone."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def family_bytes(pid: int) -> int:
    """RAM that a process holds with everything it has started; 0 when it is gone."""
    import psutil

    try:
        started = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return 0
    return resident_bytes(pid) + sum(resident_bytes(child.pid) for child in started)


def _free_bytes() -> int:
    import psutil

    return int(psutil.virtual_memory().available) - _SPARE_BYTES


def _largest_card_bytes() -> int:
    """From nvidia-smi ("NAME, 24564 MiB" a line); 0 without a card, or where it shares the RAM."""
    from engine.machine.computer import graphics_cards

    try:
        cards = graphics_cards()
    except OSError:
        return 0
    sizes = [card.rpartition(", ")[2].removesuffix(" MiB") for card in cards if card.endswith(" MiB")]
    return max((int(size) << 20 for size in sizes if size.isdigit()), default=0)


def _size(count: int) -> str:
    return f"{count / (1 << 30):.1f} GB" if count >= 100 << 20 else f"{count / (1 << 20):.0f} MB"
