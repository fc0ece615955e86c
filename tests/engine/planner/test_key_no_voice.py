"""A key that is named beside the words to sing is nobody who sings; a count in a question has its unit once."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.doubts.asked_back import in_words
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

NOTES = Context(clips=(ClipInfo("m1", "Melody", kind="midi"),))


@pytest.mark.parametrize(
    "text",
    ['sing "when the night is falling" on a melody in A minor', 'sing "la la" in A minor', 'sing "la la" in C major'],
)
def test_a_key_is_no_voice(text: str) -> None:
    for step in OfflinePlanner().plan(text, NOTES).steps:
        assert not str(step.args.get("voice", "")).lower().endswith(("minor", "major")), step


def test_a_voice_is_one() -> None:
    (step,) = OfflinePlanner().plan('sing "la la" on the melody with a deep voice', NOTES).steps
    assert "deep" in str(step.args.get("voice"))


def test_a_count_has_its_unit_once() -> None:
    scene = DialogueState.of(Context())
    assert in_words(Step("generate_midi", {"kind": "bass", "bars": 1}), scene) == "Write bass: 1 bar"
    assert in_words(Step("generate_midi", {"kind": "bass", "bars": 4, "bpm": 96}), scene).endswith("4 bars, 96 bpm")
