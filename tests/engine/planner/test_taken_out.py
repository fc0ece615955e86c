""" "It", after something was taken out of a sound, is what was taken out, not what was left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.planner.session import BAND, after, calls

DRUMS = ("separate_stems", {"clip": "c7", "stems": ["drums"]}, ("Drums", "Rest"))
DOG = ("extract_sound", {"clip": "c6", "target": "the dog"}, ("dog", "without the dog"))


@pytest.mark.parametrize(
    ("done", "said", "task"),
    [
        (DRUMS, "turn that into midi", "audio_to_midi"),
        (DRUMS, "reverse it", "edit_clip"),
        (DRUMS, "make it an octave lower", "change_tempo_key"),
        (DOG, "put some reverb on it", "apply_effect"),
        (DOG, "clean it up", "denoise"),
    ],
)
def test_it_is_what_was_taken_out(done: Any, said: str, task: str) -> None:
    context = after(BAND, ("get me that", [done]))
    (call,) = calls(said, context)
    assert call["tool"] in (task, "enhance_speech") and call["args"].get("clip") == "n9"
