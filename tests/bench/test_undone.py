"""Whole sessions taken back, in short; `bench undone` plays long ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.undone.undone import undone


@pytest.mark.parametrize("seed", [1, 3])
def test_nothing_is_left_over_but_what_the_user_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TONMEISTER_OFFLINE", "1")
    found = undone(seed, tmp_path, count=14)
    assert found.requests == 14 and found.deeds
    assert found.wrong == [] and (found.left_over == [] or found.said)
