"""A question that comes with a sound is about that sound, unless its words mean the session."""

from __future__ import annotations

import pytest

from engine.planner.context import Context, FileInfo
from engine.planner.offline.planner import OfflinePlanner

SOUND = (FileInfo("f1", "hum.wav", "audio"),)
ALONE = Context(files=SOUND)


def told(text: str, context: Context = ALONE) -> tuple[str, dict[str, object]]:
    (step,) = OfflinePlanner().plan(text, context).steps
    return step.task, dict(step.args)


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("what key is this?", "key"), ("what key is it in?", "key"), ("how loud is this?", "loudness"),
        ("what tempo is this", "tempo"), ("which bpm?", "tempo"), ("how long is this?", "duration"),
        ("welche tonart ist das?", "key"),
    ],
)  # fmt: skip
def test_it_is_measured(text: str, aspect: str) -> None:
    assert told(text) == ("describe_music", {"clip": "f1", "aspect": aspect})


def test_what_it_is_is_described() -> None:
    assert told("what is this?") == ("caption_audio", {"clip": "f1"})


@pytest.mark.parametrize(
    "text", ["what key is the song in?", "what's the tempo of the session?", "what's the tempo of this project?"]
)
def test_the_session_stays_the_session(text: str) -> None:
    assert told(text)[0] in ("session_info", "transport")


def test_without_a_sound_or_with_two_nothing_changes() -> None:
    for files in ((), (*SOUND, FileInfo("f2", "b.wav", "audio")), (FileInfo("f1", "face.png", "image"),)):
        assert told("how loud is this?", Context(files=files))[0] != "describe_music"
