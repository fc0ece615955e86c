"""The round trip of `daw test`, against the test host."""

from __future__ import annotations

from pathlib import Path

import pytest

from bridge.hosts.fake_ardour import FakeArdour
from bridge.verdict import round_trip
from engine.catalog.registry import discover


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


@pytest.mark.parametrize("name", ["ardour", "reaper", "live", "bitwig"])
def test_every_daw_with_a_script_of_ours_has_a_stand_in_that_works(name: str) -> None:
    found = discover().daws[name].fake_test()
    assert len(found) >= 9 and all(one.ok for one in found), found


def test_no_other_daw_claims_to_have_one() -> None:
    daws = discover().daws.values()
    ours = {"ardour", "reaper", "live", "bitwig"}
    assert {daw.id for daw in daws if daw.stand_in} == {*ours, "protools"}, "Pro Tools is spoken to without a script"
    assert {daw.id for daw in daws if daw.has_script} == {*ours, "audacity"}, "Audacity brings its own, switched on"
