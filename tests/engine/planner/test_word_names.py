"""Tracks whose names are words for something else."""

from __future__ import annotations

import pytest

from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.planner.offline.reading.word_names import with_word_names
from tests.engine.planner.session import calls
from tests.engine.planner.test_done_to_group import about, song

ODD = song(Low="midi", High="midi", Double="audio", Octave="midi", Room="audio", Solo="midi", Lead_Vox="audio")


@pytest.mark.parametrize(
    ("text", "task", "tracks"),
    [
        ("the octave up a tone", "change_tempo_key", {"Octave"}),
        ("solo up 2 dB", "mix", {"Solo"}),
        ("pan low left and high right", "mix", {"Low", "High"}),
        ("mute low, high and octave", "mix", {"Low", "High", "Octave"}),
        ("mute solo", "mix", {"Solo"}),
        ("Room 4 dB quieter", "mix", {"Room"}),
        ("double a bit to the left", "mix", {"Double"}),
        ("high an octave down", "change_tempo_key", {"High"}),
    ],
)
def test_the_track_is_meant(text: str, task: str, tracks: set[str]) -> None:
    """Where its name stands as a name."""
    made = calls(text, ODD)
    assert ({call["tool"] for call in made}, about(made, ODD)) == ({task}, tracks), made


@pytest.mark.parametrize(
    "text",
    ["double up the lead vox", "solo the lead vox", "mute and solo the lead vox", "the lead vox an octave up",
     "put the lead vox low in the mix", "a room reverb on the lead vox", "a high cut on the lead vox",
     "make it double time"],
)  # fmt: skip
def test_the_word_is_meant(text: str) -> None:
    """Where it says where, how far or what to do."""
    assert with_word_names(text, DialogueState.of(ODD))[2] == {}
