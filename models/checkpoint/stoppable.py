"""A cancel that is heard in the middle of a network's computation."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

_BETWEEN_LOOKS_S = 0.1


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

    leaves = [module for module in network.modules() if next(module.children(), None) is None]
    handles = [leaf.register_forward_pre_hook(before) for leaf in leaves]
    try:
        look()
        yield
    finally:
        for handle in handles:
            handle.remove()
