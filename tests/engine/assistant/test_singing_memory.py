"""What is remembered of a sung line is what is heard: what was taken back since is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.assistant.resolve import Resolver
from engine.assistant.singing_memory import SingingMemory
from engine.catalog.model import Brief, Facts
from engine.library.library import Library
from engine.media.audio import Audio
from engine.media.clip import audio_clip, midi_clip
from engine.media.note import Note, TempoMap
from engine.tasks.plan import Plan, Step

NOTES = (Note(60, 0, 1), Note(62, 1, 1), Note(64, 2, 1))


def test_a_manner_that_was_taken_back_is_not_sung_again(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    tune = library.adopt(midi_clip(tmp_path, "tune", NOTES, TempoMap.constant(120), 4.0))
    vocal = audio_clip(tmp_path, "Vocal", Audio(np.zeros((1, 4800), np.float32), 48000))

    def memory(text: str) -> SingingMemory:
        return SingingMemory(library.begin_turn(text), library, Resolver(library, None, {}, tmp_path))

    def sung(text: str, **style: str) -> int:
        step = Step("sing", {"midi": tune.id, "lyrics": "one two three", **style})
        now = memory(text)
        now.remember(step, {"midi": tune}, Brief("sing", tmp_path, seed=1), {"audio": vocal, "table": Facts({})})
        turn = replace(now._turn, plan=Plan((step,)), state="done")
        library.save_turn(turn)
        return turn.number

    sung("sing it")
    softer = sung("softer", style="soft")
    again = Step("sing", {"midi": tune.id})
    assert memory("sing it again").completed(again, {"midi": tune})[0].args["style"] == "soft"
    library.save_turn(replace(library.turn(softer), undone=True))
    asked = memory("sing it again").completed(again, {"midi": tune})[0]
    assert "style" not in asked.args and asked.args["lyrics"] == "one two three"
    library.save_turn(replace(library.turn(softer), undone=False))
    assert memory("sing it again").completed(again, {"midi": tune})[0].args["style"] == "soft"
    library.close()
