"""What a session can do: what the dialect knows, less what the script or this version of the DAW lacks."""

from __future__ import annotations

from bridge.ardour.dialect import ArdourDialect
from bridge.scripted.offer import Offer

DIALECT = ArdourDialect(removes_tracks=True)
ALL = frozenset(DIALECT.can)


def test_a_full_offer_lacks_only_what_the_dialect_lacks() -> None:
    assert Offer(ALL).cannot(DIALECT) == dict(DIALECT.missing)
    assert Offer().cannot(DIALECT) == dict(DIALECT.missing)  # a script that does not say is believed


def test_an_older_script_is_told_with_the_remedy() -> None:
    cannot = Offer(ALL - {"split"}).cannot(DIALECT)
    assert "install" in cannot["split"] and set(cannot) == {*DIALECT.missing, "split"}


def test_an_older_daw_tells_its_own_reason() -> None:
    cannot = Offer(ALL, {"split": "This one cannot cut.", "no such change": "x"}).cannot(DIALECT)
    assert cannot["split"] == "This one cannot cut." and "no such change" not in cannot


def test_removing_a_plugin_is_a_way_of_setting_one() -> None:
    assert "remove_plugin" not in Offer(ALL - {"remove_plugin"}).cannot(DIALECT)
    assert "remove_plugin" in Offer(ALL - {"remove_plugin", "set_plugin"}).cannot(DIALECT)
