"""A selection that the user does not want to be used."""

from engine.daw.daw import Project, Snapshot
from engine.daw.pointing import checked, pointed
from engine.daw.selection import Selection


def test_nothing_may_be_told_to_be_selected() -> None:
    shown = Snapshot(Project("p", "Song", None), "1", selection=Selection(("t1",), ("r1",), 0.0, 4.0), playhead_beats=8)
    left = pointed(shown, checked({}))
    assert left.selection.is_empty and left.playhead_beats == 8
