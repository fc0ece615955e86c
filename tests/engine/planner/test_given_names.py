"""What is called something bears that name, whatever its words mean elsewhere."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import calls
from tests.engine.planner.test_level_over_bars import SONG


@pytest.mark.parametrize(
    ("text", "tool", "name", "value"),
    [
        ("put the bass and the drums in a folder called Plate Metal", "route", "to", "Plate Metal"),
        ("a folder called Slow Motion with the drums and bass in it", "route", "to", "Slow Motion"),
        ("drums and bass into a group named Kill Switch", "route", "to", "Kill Switch"),
        ("group the drums and the bass as Low Pan", "route", "to", "Low Pan"),
        ("send the vocal to a bus called Spring Hall at -9", "route", "to", "Spring Hall"),
        ("bus called Tape Drive for the drums", "route", "to", "Tape Drive"),
        ("rename the bass to Verse Bass", "arrange", "name", "Verse Bass"),
        ("call the drums Chorus Drums", "arrange", "name", "Chorus Drums"),
        ("name the vocal Mute Button", "arrange", "name", "Mute Button"),
        ("a new track called Delay Line", "arrange", "name", "Delay Line"),
        ("put a marker called Record Here at bar 9", "marker", "name", "Record Here"),
        ("leg das schlagzeug und den bass in einen ordner namens Laute Leute", "route", "to", "Laute Leute"),
        ("mets la basse et la batterie dans un dossier appelé Petit Écho", "route", "to", "Petit Écho"),
    ],
)
def test_a_name_is_a_name(text: str, tool: str, name: str, value: str) -> None:
    (made,) = calls(text, SONG)
    assert (made["tool"], made["args"].get(name)) == (tool, value)


def test_all_of_the_group_is_in_it() -> None:
    (made,) = calls("drums and bass into a group named Kill Switch", SONG)
    assert made["args"]["tracks"] == ["Drums", "Bass DI"]


def test_what_has_a_name_already_is_meant() -> None:
    (made,) = calls("rename the marker Chorus to Solo", SONG)
    assert made == {"tool": "marker", "args": {"action": "rename", "name": "Chorus", "new_name": "Solo"}}
