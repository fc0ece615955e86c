from __future__ import annotations

import pytest

from engine.catalog.environments.folder import EnvironmentFolder
from tests.engine.catalog.environments.workshop import tiny_environment


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> EnvironmentFolder:
    """A real environment with a real package in it."""
    return tiny_environment(tmp_path_factory.mktemp("index"))
