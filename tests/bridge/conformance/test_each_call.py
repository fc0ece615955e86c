"""A fault, or the user's hand, at a call of a script: a few of each DAW; `bench daw_faults --each-call` has all.

What was found by them once: a track of the user's that was worked on, clips lost on the way, a clip laid onto another.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.daw_faults.each_call import Walk
from tests.bridge.conformance.daws import DAWS

ROWS = {row.name: row for row in DAWS}
FOUND = (
    ("bitwig-17", "place_midi", "a track in front", 4),
    ("bitwig-25", "place_audio", "a track in front", 4),
    ("bitwig-25", "new_track", "a track in front", 4),
    ("bitwig-25", "replace_content", "errors", 3),
    ("live-11.3.25", "split", "error", 20),
    ("live-12.3.0", "move", "two errors", 20),
    ("live-12.3.0", "place_in_slot", "error", 10),
    ("reaper", "set_group", "error", 8),
    ("reaper", "a clip on a new track", "two errors", 10),
    ("ardour", "notes on a new track", "error", 10),
)


@pytest.mark.parametrize(("daw", "asked", "fault", "most"), FOUND, ids=lambda one: str(one))
def test_nothing_false_is_told(
    daw: str, asked: str, fault: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    walk = Walk(ROWS[daw], tmp_path, most)
    try:
        walk.walk(time.monotonic() + 60, [asked], [fault])
    finally:
        walk.close()
    assert walk.found == [] and not walk.offences
    assert walk.states
