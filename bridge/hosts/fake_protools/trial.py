"""`daw test protools --host fake`: the round trip with what speaks to Pro Tools, in the stand-in for it."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from bridge.hosts.fake_protools.engine import FakeProTools
from bridge.verdict import round_trip
from engine.daw.daw import Check


def trial() -> list[Check]:
    """The round trip in a stand-in for Pro Tools."""
    with (
        tempfile.TemporaryDirectory(prefix="tonmeister-") as folder,
        FakeProTools(Path(folder)) as host,
        contextlib.closing(host.session()) as session,
    ):
        found = round_trip(session)
        wrong = " ".join(host.offences[:3])
        asked = f"{len(set(host.asked))} of its commands were asked"
        return [*found, Check("nothing that Pro Tools does not have", not wrong, wrong or asked)]
