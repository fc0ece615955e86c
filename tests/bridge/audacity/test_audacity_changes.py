"""What Audacity is told to do has a command; the rest has a reason. The real one is tried in tests/daw."""

from __future__ import annotations

from bridge.audacity import changes
from bridge.audacity.audacity import Audacity
from engine.daw.changes.value import SetValue
from engine.daw.daw import CAPABILITIES, CHANGES


def test_what_it_can_is_what_it_has_a_row_for() -> None:
    rows = {kind.capability for kind in CHANGES if kind in changes._DO}
    assert Audacity.capabilities == rows and set(Audacity.missing) == CAPABILITIES - rows


def test_each_value_of_a_track_has_a_command() -> None:
    values = {kind.of for kind, do in changes._DO.items() if do is changes._set and issubclass(kind, SetValue)}
    assert values == set(changes._VALUES)
