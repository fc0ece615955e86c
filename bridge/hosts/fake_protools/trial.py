"""`daw test protools --host fake`: the round trip with what speaks to Pro Tools, in the stand-in for it."""

from __future__ import annotations

from bridge.hosts.fake_protools.engine import FakeProTools
from bridge.hosts.trial import names_known, tried
from engine.daw.daw import Check, DawSession


def trial() -> list[Check]:
    """See the module."""
    return tried(FakeProTools, _judged)


def _judged(host: FakeProTools, _: DawSession) -> Check:
    return names_known("Pro Tools", host.offences, f"{len(set(host.asked))} of its commands were asked")
