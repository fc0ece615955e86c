"""So many bpm more or less, and what is renamed when a clip on a track is."""

import pytest

from tests.engine.planner.session import calls
from tests.engine.planner.test_level_over_bars import SONG


@pytest.mark.parametrize(
    ("text", "bpm"),
    [
        ("tempo plus 6", 106),
        ("6 bpm faster", 106),
        ("make it 4 bpm slower", 96),
        ("drop the tempo by 8", 92),
        ("tempo -5", 95),
    ],
)
def test_counts_from_the_tempo_of_the_session(text, bpm):
    assert calls(text, SONG) == [{"tool": "transport", "args": {"action": "set_tempo", "bpm": bpm}}]


def test_from_a_bar_on():
    assert calls("8 bpm faster from bar 9", SONG)[0]["args"] == {"action": "set_tempo", "bpm": 108, "bar": 9}


def test_the_clip_on_a_track_is_the_clip():
    assert calls("rename the clip on the Drums track to Kit", SONG)[0]["args"]["clip"] == "r1"
    assert calls("rename the Drums track to Kit", SONG)[0]["args"]["track"] == "Drums"
