"""The same for something else is as much of it; "both" and "all three" are the clips of a track."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import Context
from engine.planner.offline.planner import OfflinePlanner
from tests.engine.planner.session import after
from tests.engine.planner.test_lying_there import SONG, on

PLANNER = OfflinePlanner(asks_back=False)


def before(said: str, task: str, clips: list[str], **args: Any) -> Context:
    return after(SONG, (said, [(task, {"clip": clip, **args}, ()) for clip in clips]))


WHOLE = before("transpose the piano up 2", "change_tempo_key", ["Piano@1", "Piano@25", "Piano@49"], semitones=2.0)
PLACED = before("transpose the organ in the break up 2", "change_tempo_key", ["Organ@33"], semitones=2.0)
VERSE = before("deess the vox in verse 1", "apply_effect", ["Vox@9"], effect="deesser")
MILDER = after(VERSE, ("milder", [("apply_effect", {"clip": "Vox@9", "effect": "deesser"}, ())]))
TRACK = after(SONG, ("hall on the drum track", [("apply_effect", {"track": "Drums", "effect": "reverb"}, ())]))


@pytest.mark.parametrize(
    ("context", "said", "meant"),
    [
        (WHOLE, "organ too", ["Organ@1", "Organ@33"]),
        (WHOLE, "same for the sub", ["Sub@17", "Sub@41"]),
        (WHOLE, "the sub in the drop too", ["Sub@17"]),
        (PLACED, "the strings too", ["Strings@33"]),
        (PLACED, "the intro one too", ["Organ@1"]),
        (VERSE, "same for the gtr", ["Gtr@1"]),
        (VERSE, "verse 2 too", ["Vox@25"]),
        (VERSE, "and in verse 3", ["Vox@41"]),
        (MILDER, "same for the gtr", ["Gtr@1"]),
    ],
)
def test_as_much_of_it_as_before(context: Context, said: str, meant: list[str]) -> None:
    steps = PLANNER.plan(said, context).steps
    assert [step.args.get("clip") for step in steps] == meant
    assert all(step.op != "fix" for step in steps)


def test_what_was_done_to_a_track_is_done_to_a_track() -> None:
    steps = PLANNER.plan("same for the guitar", TRACK).steps
    assert [dict(step.args) for step in steps] == [{"track": "Gtr", "effect": "reverb"}]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("binauralize both organ clips from the left", ["Organ@1", "Organ@33"]),
        ("export both strings clips as midi", ["Strings@17", "Strings@33"]),
        ("transcribe all three vox clips", ["Vox@9", "Vox@25", "Vox@41"]),
    ],
)
def test_both_are_the_clips_of_a_track(said: str, meant: list[str]) -> None:
    assert on(said) == meant


def test_two_clips_are_crossfaded_together() -> None:
    (step,) = PLANNER.plan("crossfade the two strings clips over a bar", SONG).steps
    assert step.args["clips"] == ["Strings@17", "Strings@33"]


FADED = before("fade the vox out at the end", "edit_clip", ["Vox@41"], action="fade_out")


@pytest.mark.parametrize("said", ["longer, use the last two bars for it", "longer please", "make it shorter"])
def test_longer_is_no_other_clip(said: str) -> None:
    steps = PLANNER.plan(said, FADED).steps
    assert {step.args.get("clip") for step in steps} <= {"Vox@41", None}
