"""Random sessions on every DAW with a script of ours, with faults on the way: nothing false is told, nothing is lost.

What is told as done is there, what is told as not done left nothing, what the user makes meanwhile stays, and undoing
everything ends where it began or names what stays. `TONMEISTER_SESSION_TEST_STEPS` plays so many steps a DAW in
sessions of fifty, each time others; `TONMEISTER_SESSION_TEST_SEED` plays one of them again.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bridge.conformance.daws import DAWS, Row
from tests.bridge.conformance.faults import FAULTS
from tests.bridge.conformance.random_session import RandomSession

_NAMES = ("ardour", "reaper", "live-11.3.25", "live-12.3.0", "bitwig-17", "bitwig-25")
SCRIPTED = [row for row in DAWS if row.name in _NAMES]
STEPS = int(os.environ.get("TONMEISTER_SESSION_TEST_STEPS", "0"))
SEED = os.environ.get("TONMEISTER_SESSION_TEST_SEED", "")
IN_SHORT, IN_LONG = 14, 50
LONG_HANGS = 0.004
"""How often the DAW hangs for longer than one waits."""


@pytest.fixture(params=SCRIPTED, ids=lambda row: row.name)
def row(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Row:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    found: Row = request.param
    return found


def seeds() -> Iterator[int]:
    if SEED:
        yield int(SEED)
    elif STEPS:
        yield from (random.SystemRandom().randrange(1_000_000) for _ in range(-(-STEPS // IN_LONG)))
    else:
        yield 0


def played(row: Row, folder: Path, seed: int, *, has_faults: bool) -> None:
    """One session from its beginning until all of it is taken back."""
    session = RandomSession(row, folder, seed)
    is_long = bool(SEED or STEPS)
    try:
        for number in range(IN_LONG if is_long else IN_SHORT):
            fault = FAULTS[number % len(FAULTS)] if not is_long else session.chance.choice((*FAULTS, *[""] * 8))
            if is_long and session.chance.random() < LONG_HANGS:
                fault = "hangs long"
            session.step(number, fault if has_faults else "")
            if session.chance.random() < 0.1:
                session.undo_or_redo()
        session.end()
    finally:
        session.close()


def test_nothing_false_is_told_and_all_comes_back(row: Row, tmp_path: Path) -> None:
    played(row, tmp_path / "quiet", int(SEED or 0), has_faults=False)


def test_faults_on_the_way(row: Row, tmp_path: Path) -> None:
    began, wrong = time.monotonic(), []
    for number, seed in enumerate(seeds(), 1):
        try:
            played(row, tmp_path / str(seed), seed, has_faults=True)
        except AssertionError as error:
            if not STEPS:
                raise
            wrong.append(str(error)[:2000])
            print(wrong[-1], file=sys.stderr, flush=True)
        if STEPS and number % 20 == 0:
            pace = f"{number * IN_LONG / (time.monotonic() - began):.1f} a second"
            said = f"{row.name}: {number * IN_LONG} steps, {pace}, {len(wrong)} sessions wrong"
            print(said, file=sys.stderr, flush=True)
    assert not wrong, wrong[0]
