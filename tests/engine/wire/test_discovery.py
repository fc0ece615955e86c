"""Whether the engine that runs knows the code as it is now."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.wire import discovery


@pytest.mark.parametrize(("started", "is_newer"), [(0.0, True), (4e9, False)])
def test_code_that_changed_behind_the_engine_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: float, is_newer: bool
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path))
    assert not discovery.is_code_newer(), "no engine runs"
    discovery.announce(discovery.Address(1, "token", 1, "0", 1))
    os.utime(discovery.discovery_file(), (started, started))
    assert discovery.is_code_newer() == is_newer
