"""What networks import stays: torch and its like are not looked through for garbage again with each model that goes."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module", autouse=True)
def _imported_stays() -> Iterator[None]:
    """That was a sixth of what these tests take."""
    yield
    gc.freeze()
