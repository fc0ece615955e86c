"""`daw test reaper --host fake`: the round trip with the real script in the stand-in for REAPER."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.verdict import round_trip
from engine.daw.daw import Check


def trial() -> list[Check]:
    """The round trip with the real script in a stand-in for REAPER."""
    with (
        tempfile.TemporaryDirectory(prefix="tonmeister-") as folder,
        FakeReaper(Path(folder)) as host,
        contextlib.closing(host.session()) as session,
    ):
        found = round_trip(session)
        wrong = " ".join(host.violations[:3])
        asked = f"{len(host.strict.used)} of REAPER's functions were called"
        return [*found, Check("nothing that REAPER does not have", not wrong, wrong or asked)]
