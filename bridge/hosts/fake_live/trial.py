"""`daw test live --host fake`: the round trip with the real script in the stand-in for Live, in each version."""

from __future__ import annotations

import functools

from bridge.hosts.fake_live.host import FakeLive
from bridge.hosts.fake_live.listing import VERSIONS
from bridge.hosts.trial import rules_kept, tried
from engine.daw.daw import Check, DawSession


def trial() -> list[Check]:
    """See the module."""
    starts = {one: functools.partial(FakeLive, version=one) for one in VERSIONS}
    return [row for one, start in starts.items() for row in tried(start, _judged, name=f"Live {one}")]


def _judged(host: FakeLive, _: DawSession) -> Check:
    return rules_kept("Live", host.offences)
