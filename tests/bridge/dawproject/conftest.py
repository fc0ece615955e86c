"""A data folder of its own for what is unpacked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

collect_ignore = [] if os.environ.get("TONMEISTER_OPENDAW") else ["test_opendaw.py"]
"""It needs a program that we may not ship; where somebody names it, it is taken up, and nothing of it is skipped."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
