"""Every test runs away from the user's own data and from the network's model hubs; quick tests come first."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

LAST = ("tests/engine/service/", "tests/test_packaging.py", "tests/test_launcher.py", "tests/scenarios/", "tests/daw/")
"""What takes longest, in the order in which it is to come."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick tests first, real DAWs last; otherwise the order stays."""
    items.sort(key=lambda item: next((rank for rank, start in enumerate(LAST, 1) if item.nodeid.startswith(start)), 0))


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A data folder for this run, and no model hubs or LLM endpoints."""
    kept = dict(os.environ)
    os.environ["TONMEISTER_HOME"] = str(tmp_path_factory.mktemp("data"))
    os.environ["TONMEISTER_OFFLINE"] = "1"
    os.environ["HF_HUB_OFFLINE"] = "1"
    yield
    from engine.cli.engine import stop_engine

    stop_engine()
    os.environ.clear()
    os.environ.update(kept)
