"""Which request an undo means, by the words for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.undo.which import _means, to_undo
from engine.daw.daw import Outcome, SetMute
from engine.errors import UserError
from engine.library.library import Library
from engine.library.turn import Applied, StepRecord
from engine.media.audio import Audio
from engine.media.clip import audio_clip
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


def asked(library: Library, text: str, *steps: Step, is_done: bool = False, undone: bool = False) -> None:
    change = SetMute("track", True)
    applied = (Applied(change, Outcome("done"), (replace(change, on=False),)),) if is_done or undone else ()
    turn = replace(library.begin_turn(text), plan=Plan(steps), applied=applied, state="done", undone=undone)
    library.save_turn(turn)


def test_what_only_a_gone_request_did_is_no_other_one_that_shares_a_word(tmp_path: Path) -> None:
    library = Library(tmp_path)
    asked(library, "a marker where the guest comes in", Step("marker", {"action": "add"}), is_done=True)
    asked(library, "compare the takes of the guest", Step("take", {"action": "compare"}))
    asked(library, "put reverb on the guest", Step("apply_effect", {"effect": "reverb"}), undone=True)
    asked(library, "is the guest's marker at bar 6?", Step("session_info", {}))
    for gone in ("the compare on Guest", "the reverb on the guest", "reverb on guest"):
        with pytest.raises(UserError, match="is left to undo"):
            to_undo(library, {"target": gone})
    for said in ("the guest's marker", "what was done to the guest", "the marker where the guest comes in"):
        assert [one.turn.number for one in to_undo(library, {"target": said})] == [1], said
    library.close()


def test_an_edit_that_changed_nothing_is_nothing_to_undo(tmp_path: Path) -> None:
    library = Library(tmp_path)
    asked(library, "mute it", Step("mix", {"action": "mute"}), is_done=True)
    sound = audio_clip(tmp_path, "guitar gate", Audio(np.full((1, 480), 0.1, np.float32), 48000))
    turn = library.begin_turn("a gate on the guitar")
    clip = library.adopt(sound, turn=turn.number)
    plan = Plan((Step("apply_effect", {"effect": "gate"}),))
    library.save_turn(replace(turn, plan=plan, steps=(StepRecord("done", clips={"audio": clip.id}),), state="done"))
    assert [one.turn.number for one in to_undo(library, {})] == [2]
    library.is_step(clip.id)
    assert [one.turn.number for one in to_undo(library, {})] == [1]
    with pytest.raises(UserError, match="'the gate' is left to undo"):
        to_undo(library, {"target": "the gate"})
    library.close()
