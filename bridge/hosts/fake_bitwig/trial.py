"""`daw test bitwig --host fake`: the round trip with the real script in the stand-in for Bitwig, by each API."""

from __future__ import annotations

import functools
import shutil

from bridge.hosts.fake_bitwig.host import VERSIONS, FakeBitwig
from bridge.hosts.trial import rules_kept, tried
from engine.config import data_folder
from engine.daw.daw import Check, DawSession


def trial() -> list[Check]:
    """See the module."""
    starts = {one: functools.partial(FakeBitwig, api=one) for one in VERSIONS}
    return [row for one, start in starts.items() for row in tried(start, _judged, name=f"API {one}")]


def _judged(host: FakeBitwig, session: DawSession) -> Check:
    """What is kept of its project in the user's data folder goes."""
    shutil.rmtree(data_folder() / "bitwig" / session.snapshot().project.id, ignore_errors=True)
    return rules_kept("Bitwig", host.offences)
