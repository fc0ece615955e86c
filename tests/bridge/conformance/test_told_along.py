"""What a script tells along with its answer, having read only a part anew, is what a look at all of it shows."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from bridge.scripted.session import ScriptedSession
from engine.daw import daw
from tests.bridge.conformance.daws import DAWS, Row, furnished
from tests.bridge.conformance.test_changes import MAKE, PLUGIN, do, tone, track


@pytest.mark.parametrize("row", [row for row in DAWS if row.start], ids=lambda row: row.name)
def test_what_is_told_along_is_what_is_there(row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONMEISTER_HOME", str(tmp_path / "home"))
    session = furnished(row.open(tmp_path), tone(tmp_path / "tone.wav"))
    sound = tone(tmp_path / "hook.wav", 330.0)
    try:
        assert isinstance(session, ScriptedSession)
        compared = 0
        for name in sorted(MAKE):
            seen = session.snapshot()
            if name not in PLUGIN and name in seen.capabilities:
                compared += _is_told_as_it_is(session, name, _made(seen, name, sound))
        assert compared >= len(session.snapshot().capabilities) // 2
        assert _is_told_as_it_is(session, "several", _several(session.snapshot(), sound))
    finally:
        session.close()


def _several(seen: daw.Snapshot, sound: Path) -> list[daw.Change]:
    drums, keys = track(seen, "Other").id, next(one for one in seen.tracks if one.kind in ("midi", "audio")).id
    changes: dict[str, daw.Change] = {
        "place_audio": daw.PlaceAudio(drums, sound, 64.0, "late", ref="late"),
        "rename_region": daw.RenameRegion("late", "later"),
        "set_gain": daw.SetGain(keys, -2.0),
        "set_pan": daw.SetPan(drums, 0.25),
    }
    return [change for name, change in changes.items() if name in seen.capabilities]


def _made(seen: daw.Snapshot, name: str, sound: Path) -> list[daw.Change]:
    """One change; none when those before have taken away what it is of."""
    with contextlib.suppress(StopIteration):
        return [MAKE[name](seen, sound)]
    return []


def _is_told_as_it_is(session: ScriptedSession, name: str, changes: list[daw.Change]) -> bool:
    """Whether there was something to compare: where a change was not done, all is read anew."""
    if not all(one.is_done for one in do(session, *changes)):
        return False
    along = session.after_changes()
    assert along.revision == session.snapshot().revision, name
    return bool(changes)
