"""Ardour that is killed in the middle of a request, starts again, and works by its timer alone."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

from bridge.ardour.ardour import Ardour
from bridge.hosts.ardour_rig import ArdourRig
from engine.daw.daw import Change, NewTrack, Outcome, PlaceAudio, SetTempo
from tests.daw.conftest import done, tone
from tests.patience import PATIENCE_S


def is_at_work(rig: ArdourRig) -> bool:
    """Whether Ardour has taken a list of changes, which is not only looked at."""
    with contextlib.suppress(OSError):
        return any(b'"apply"' in one.read_bytes() for one in rig.mailbox.folder.glob("claimed-*"))
    return False


def test_killed_in_the_middle_then_started_again(tmp_path: Path) -> None:
    rig = ArdourRig(tmp_path, name="Crash", bpm=123.4, meter=(6, 8))
    path = tone(tmp_path / "long.wav", seconds=20.0)
    try:
        rig.start()
        session = rig.session()
        kept = done(session, NewTrack("Kept", ref="t"))["t"]
        session.save()
        changes: list[Change] = [PlaceAudio(kept, path, 40.0 * n, f"part {n}") for n in range(30)]
        outcomes: list[Outcome] = []
        revision = session.snapshot().revision
        asking = threading.Thread(
            target=lambda: outcomes.extend(
                session.apply([*changes, SetTempo(90), NewTrack("After")], expected_revision=revision, label="long")
            )
        )
        asking.start()
        while asking.is_alive() and not is_at_work(rig):
            time.sleep(0.005)
        time.sleep(0.1)
        rig.kill()
        asking.join(PATIENCE_S)
        assert len(outcomes) == 32 and {outcome.state for outcome in outcomes[:30]} == {"unknown"}
        assert all(outcome.state in ("unknown", "not_done") for outcome in outcomes[30:])
        rig.stop()
        rig.start()
        again = rig.session()
        snapshot = again.snapshot()
        assert "Kept" in [track.name for track in snapshot.tracks]
        assert snapshot.tempo_map.bpm_at(0) == 123.4 and snapshot.tempo_map.meter_at(0).numerator == 6
        made = done(
            again, PlaceAudio(next(one.id for one in snapshot.tracks if one.name == "Kept"), path, 4.0, "fine", ref="r")
        )
        assert again.snapshot().region(made["r"]).start_beats == 4.0
    finally:
        rig.stop()
    assert Ardour(rig.mailbox).find() == []


def test_the_trigger_alone_is_enough(tmp_path: Path) -> None:
    with ArdourRig(tmp_path, name="Trigger", hook=False) as rig:
        session = rig.session()
        made = done(
            session,
            NewTrack("By the trigger", ref="t"),
            PlaceAudio("t", tone(tmp_path / "a.wav"), 1.0, "clip", ref="r"),
        )
        assert session.snapshot().region(made["r"]).start_beats == 1.0
