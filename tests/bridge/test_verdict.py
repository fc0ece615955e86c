"""The round trip of `daw test`, against the test host."""

from __future__ import annotations

from pathlib import Path

from bridge.hosts.fake_ardour import FakeArdour
from bridge.verdict import round_trip


def test_round_trip_on_the_test_host(tmp_path: Path) -> None:
    with FakeArdour(tmp_path / "session é") as host:
        session = host.session()
        found = round_trip(session)
        assert len(found) >= 9 and all(finding.ok for finding in found), found
        assert [track.name for track in session.snapshot().tracks] == ["Master"]


def test_round_trip_says_that_a_daw_is_gone(tmp_path: Path) -> None:
    with FakeArdour(tmp_path / "session") as host:
        session = host.session()
    found = round_trip(session)
    assert len(found) == 1 and not found[0].ok and "nothing was changed" in found[0].detail
