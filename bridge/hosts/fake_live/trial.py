"""`daw test live --host fake`: the round trip with the real script in the stand-in for Live."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.listing import VERSIONS
from bridge.verdict import round_trip
from engine.daw.daw import Check


def trial() -> list[Check]:
    """The round trip with the real script in a stand-in for Live, one version after another."""
    found: list[Check] = []
    for version in VERSIONS:
        with (
            tempfile.TemporaryDirectory(prefix="tonmeister-") as folder,
            FakeLive(Path(folder), version=version) as host,
            contextlib.closing(host.session()) as session,
        ):
            rows = round_trip(session)
            rows.append(
                Check("Live's rules are kept", not host.offences, "; ".join(host.offences) or "all of them")
            )
        found += [Check(f"Live {version}: {one.what}", one.ok, one.detail) for one in rows]
    return found
