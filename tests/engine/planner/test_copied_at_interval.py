"""A copy at an interval on a new track: the copy is moved, and what was copied stays as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.engine.planner.session import BAND, calls
from tests.engine.planner.test_done_to_group import WINDS

EMPTY_HANDS = replace(WINDS, selected_clips=())


@pytest.mark.parametrize(
    ("text", "clip", "name", "semitones"),
    [
        ("put one an octave under the trumpet, Low", "c1", "Low", -12),
        ("could you add another a fifth above the alto horn, Sky?", "c2", "Sky", 7),
        ("put a copy of the trombone an octave up on a new track called High", "c3", "High", 12),
        ("and a copy of the trombone a tone lower on its own new track called Dark", "c3", "Dark", -2),
        ("copy the alto horn to a new track called Octave, two octaves down", "c2", "Octave", -24),
        ("duplicate the trumpet a minor third up, call it Top Line", "c1", "Top Line", 3),
        ("double the trumpet an octave below on a new track called Double", "c1", "Double", -12),
        ("kopiere die Trumpet eine Oktave höher auf eine neue Spur namens Air", "c1", "Air", 12),
    ],
)
def test_the_copy_is_moved(text: str, clip: str, name: str, semitones: int) -> None:
    """The name that stands last is that of the new track, whatever it means elsewhere."""
    assert calls(text, EMPTY_HANDS) == [
        {"tool": "arrange", "args": {"action": "duplicate", "clip": clip, "track": name}},
        {"tool": "change_tempo_key", "args": {"clip": "$1", "semitones": semitones}},
    ]


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("put the pad an octave up", ["change_tempo_key"]),
        ("take the pad down an octave, Please", ["change_tempo_key"]),
        ("copy the pad to a new track called Twin", ["arrange"]),
        ("harmonize the melody vocal a third above", ["harmonize"]),
    ],
)
def test_what_is_no_such_copy(text: str, tools: list[str]) -> None:
    """No copy, or no interval."""
    assert [call["tool"] for call in calls(text, BAND)] == tools
