"""A cancel that is heard in the middle of a network's computation."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

_BETWEEN_LOOKS_S = 0.1
_ENOUGH_BLOCKS = 6


@contextlib.contextmanager
def stoppable(network: Any, look: Callable[[], None]) -> Iterator[None]:
    """Call `look` up to ten times a second while a torch module computes; what it raises ends the computation.

    The network stays usable: nothing of it is changed, and its next computation begins anew.
    """
    looked_at = time.monotonic()

    def before(module: Any, given: Any) -> None:
        nonlocal looked_at
        if time.monotonic() - looked_at >= _BETWEEN_LOOKS_S:
            look()
            looked_at = time.monotonic()

    handles = [block.register_forward_pre_hook(before) for block in _looked_at(network)]
    try:
        look()
        yield
    finally:
        for handle in handles:
            handle.remove()


def _looked_at(network: Any) -> list[Any]:
    """The blocks of a network that is a stack of them, else its smallest modules.

    A hook runs in Python at each call: on some fifty blocks it costs nothing, on seven hundred leaves a fifth of the
    time of a card that waits for Python.
    """
    import torch

    stacks = [module for module in network.modules() if isinstance(module, torch.nn.ModuleList) and len(module) > 1]
    blocks = {id(block): block for stack in stacks for block in stack if next(block.children(), None) is not None}
    if len(blocks) >= _ENOUGH_BLOCKS:
        return list(blocks.values())
    return [module for module in network.modules() if next(module.children(), None) is None]
