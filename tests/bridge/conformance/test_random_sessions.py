"""Random sessions on every DAW, with faults on the way: nothing false is told, nothing is lost, all comes back.

A few requests of each, the same ones each time; `tonmeister bench daw_faults` plays as many as one likes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.daw_faults.daw_faults import ROWS
from bench.daw_faults.random_session import session_of

QUIET, IN_TURN = 8, 10


@pytest.mark.parametrize("name", ROWS)
def test_nothing_false_is_told_and_all_comes_back(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    session = session_of(ROWS[name], tmp_path / "quiet", 1)
    try:
        session.play(QUIET, has_faults=False)
    finally:
        session.close()


@pytest.mark.parametrize("name", ROWS)
def test_faults_on_the_way(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    session = session_of(ROWS[name], tmp_path / "loud", 0)
    try:
        session.play(IN_TURN, in_turn=True)
    finally:
        session.close()
    assert session.line.met
