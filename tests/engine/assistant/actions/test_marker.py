"""marker: added, found by half a name, moved, told; a name twice is refused."""

from dataclasses import replace

import pytest

from engine.errors import UserError


def marks(act):
    return {marker.name: marker.at_beats for marker in act.session.markers}


def test_markers_come_move_and_go(act):
    act("marker", action="add", name="Chorus", bar=9)
    act("marker", action="add", name="Last Verse", at=0.0)
    act.session.playhead_beats = 6.0
    act("marker", action="add")
    assert marks(act) == {"Chorus": 32.0, "Last Verse": 0.0, "Marker 1": 6.0}
    act("marker", action="move", name="chorus", bar=17)
    act("marker", action="rename", name="verse", new_name="Verse 2")
    act("marker", action="delete", name="Marker 1")
    assert marks(act) == {"Chorus": 64.0, "Verse 2": 0.0}
    assert act("marker", action="list") == "Markers: Verse 2 (bar 1), Chorus (bar 17)."


def test_a_name_twice_and_a_name_that_is_not_there_are_said(act):
    act("marker", action="add", name="Chorus", bar=9)
    with pytest.raises(UserError, match="at bar 9 already.*'chorus 2'"):
        act("marker", action="add", name="chorus", bar=17)
    assert "already" in act("marker", action="add", name="Chorus", bar=9)
    with pytest.raises(UserError, match="did you mean 'Chorus'"):
        act("marker", action="delete", name="Corus")
    act("marker", action="add", name="Verse", bar=1)
    with pytest.raises(UserError, match="There is a marker 'Chorus' already"):
        act("marker", action="rename", name="Verse", new_name="Chorus")
    assert marks(act) == {"Chorus": 32.0, "Verse": 0.0}


def test_of_markers_of_one_name_the_one_that_is_meant(act):
    """The user's own: none is taken away or moved on a guess."""
    act("marker", action="add", name="Chorus", bar=9)
    act.session.markers.append(replace(act.session.markers[0], id="other", at_beats=64.0))
    for args in ({"action": "delete"}, {"action": "move", "bar": 3}, {"action": "rename", "new_name": "B"}):
        with pytest.raises(UserError, match=r"2 markers called 'Chorus': Chorus \(bar 9\), Chorus \(bar 17\)"):
            act("marker", name="chorus", **args)
    act("marker", action="rename", name="chorus", bar=17, new_name="Outro")
    assert marks(act) == {"Chorus": 32.0, "Outro": 64.0}


def test_an_empty_session_has_none(act):
    assert "no markers" in act("marker", action="list")


def test_a_daw_without_markers_says_why(act):
    act.session.capabilities -= {"add_marker"}
    with pytest.raises(UserError, match="add marker"):
        act("marker", action="add", name="A", bar=1)
