"""`daw test reaper --host fake`: the round trip with the real script in the stand-in for REAPER."""

from __future__ import annotations

from bridge.hosts.fake_reaper.host import FakeReaper
from bridge.hosts.trial import names_known, tried
from engine.daw.daw import Check, DawSession


def trial() -> list[Check]:
    """See the module."""
    return tried(FakeReaper, _judged)


def _judged(host: FakeReaper, _: DawSession) -> Check:
    return names_known("REAPER", host.violations, f"{len(host.strict.used)} of REAPER's functions were called")
