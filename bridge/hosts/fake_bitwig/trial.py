"""`daw test bitwig --host fake`: the round trip with the real script in the stand-in for Bitwig."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from bridge.hosts.fake_bitwig.host import VERSIONS, FakeBitwig
from bridge.verdict import round_trip
from engine.config import data_folder
from engine.daw.daw import Check


def trial() -> list[Check]:
    """The round trip with the real script in a stand-in for Bitwig, one version of its API after another."""
    found: list[Check] = []
    for api in VERSIONS:
        with (
            tempfile.TemporaryDirectory(prefix="tonmeister-") as folder,
            FakeBitwig(Path(folder), api=api) as host,
            contextlib.closing(host.session()) as session,
        ):
            rows = round_trip(session)
            shutil.rmtree(data_folder() / "bitwig" / session.snapshot().project.id, ignore_errors=True)
            rows.append(
                Check("Bitwig's rules are kept", not host.offences, "; ".join(host.offences) or "all of them")
            )
        found += [Check(f"API {api}: {one.what}", one.ok, one.detail) for one in rows]
    return found
