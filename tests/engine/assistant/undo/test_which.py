"""Which request an undo means, by the words for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.assistant.undo.which import _means, to_undo
from engine.daw.daw import Outcome, SetMute
from engine.library.library import Library
from engine.library.turn import Applied
from engine.tasks.plan import Plan, Step


@pytest.mark.parametrize(
    ("said", "done"),
    [("transposition", "transpose"), ("automation", "automate"), ("deletion", "delete"), ("reversal", "reverse"),
     ("muting", "mute"), ("panning", "pan"), ("movement", "move")],
)  # fmt: skip
def test_a_noun_means_its_verb(said: str, done: str) -> None:
    assert _means(said, done) and _means(done, said)


@pytest.mark.parametrize(("one", "other"), [("reverb", "reverse"), ("pan", "pad"), ("tone", "tempo"), ("bass", "beat")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert not _means(one, other)


def test_a_step_that_the_next_worked_on_is_undone_with_it(tmp_path: Path) -> None:
    """A cut and its fade in one printed file; a step with changes of its own does not take others along."""
    library = Library(tmp_path)
    steps = [("edit_clip", "region:a"), ("edit_clip", "$1"), ("edit_clip", "region:b"), ("apply_effect", "$3")]
    plan = Plan(tuple(Step(task, {"clip": clip}) for task, clip in steps))
    muted = {step: SetMute(f"track {step}", True) for step in (2, 3, 4)}
    applied = [Applied(one, Outcome("done"), (replace(one, on=False),), step=step) for step, one in muted.items()]
    turn = replace(library.begin_turn("do"), plan=plan, applied=tuple(applied), state="done")
    library.save_turn(turn)
    for said, left in (("#1.1", {0}), ("#1.2", {0}), ("#1.3", {1}), ("#1.4", {2})):
        (meant,) = to_undo(library, {"target": said})
        assert meant.only == left, said
    library.close()
