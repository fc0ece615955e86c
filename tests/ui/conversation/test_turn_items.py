"""What each state of a turn shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.wire.wire import ClipView, ForeseenView, ProgressView, Remedy, StepView, TurnView
from ui.conversation.item import Item, JobItem
from ui.conversation.plan_changes import KEPT, expected_changes
from ui.conversation.turn_items import job_of, turn_items
from ui.widgets.facts import facts_of

CLIP = ClipView("a", "Vocals", "audio")
STEPS = (StepView("separate_stems", "Separate the vocals", state="done"), StepView("apply_effect", "Add a plate"))
REMEDY = Remedy("Try again", "again")


def kinds(turn: TurnView) -> list[str]:
    return [item.kind for item in turn_items(turn)]


def the(kind: str, turn: TurnView) -> Item:
    return next(item for item in turn_items(turn) if item.kind == kind)


@pytest.mark.parametrize(
    ("turn", "wanted"),
    [
        (TurnView(1, "x", "queued"), ["words", "job"]),
        (TurnView(1, "x", "running"), ["words", "job"]),
        (TurnView(1, "x", "running", steps=STEPS), ["words", "job"]),
        (TurnView(1, "x", "running", steps=STEPS, clips=(CLIP,)), ["words", "clip", "job"]),
        (TurnView(1, "x", "running", steps=STEPS, clips=(CLIP,), undo="what was made"),
         ["words", "clip", "job"]),
        (TurnView(1, "x", "approval", steps=STEPS[:1]), ["words", "plan"]),
        (TurnView(1, "x", "done", steps=STEPS, clips=(CLIP,), answer="Done.", undo="1 track added"),
         ["words", "answer", "clip", "undo"]),
        (TurnView(1, "x", "done", clips=(CLIP, replace(CLIP, id="b"))), ["words", "clip", "clip"]),
        (TurnView(1, "x", "answered", answer="A minor."), ["words", "answer"]),
        (TurnView(1, "x", "partly", steps=STEPS, clips=(CLIP,), undo="1"), ["words", "plan", "clip", "error", "undo"]),
        (TurnView(1, "x", "failed", steps=STEPS[:1]), ["words", "error"]),
        (TurnView(1, "x", "refused", answer="No.", remedies=(REMEDY,)), ["words", "answer"]),
        (TurnView(1, "x", "cancelled", steps=STEPS), ["words", "plan"]),
        (TurnView(1, "x", "interrupted", steps=STEPS), ["words", "plan", "error"]),
        (TurnView(1, "x", "a state of the future", answer="Well."), ["words", "answer"]),
    ],
)  # fmt: skip
def test_rows_of_a_state(turn: TurnView, wanted: list[str]) -> None:
    assert kinds(turn) == wanted


def test_what_was_measured_of_a_result_goes_with_it() -> None:
    """The card of the clip had it; taken back, numbers without their clip would stand there instead."""
    steps = (StepView("apply_effect", "EQ", state="done", facts={"120-250 Hz": 1.6}),)
    turn = TurnView(1, "warmer", "done", answer="Warmer.", steps=steps)
    assert the("answer", turn).data.facts
    assert not the("answer", replace(turn, is_undone=True)).data.facts
    assert not the("answer", replace(turn, clips=(CLIP,))).data.facts


def test_what_runs_names_the_work_the_step_and_what_comes_after() -> None:
    steps = (replace(STEPS[0], state="running", model="Demucs"), STEPS[1])
    running = TurnView(1, "x", "running", steps=steps)
    assert job_of(running, None) == JobItem(STEPS[0].title, None, "step 1 of 2 · Demucs", then="Then: Add a plate")
    last = TurnView(1, "x", "running", steps=(replace(STEPS[0], state="done"), replace(STEPS[1], state="running")))
    same = ProgressView(1, 2, 2, 0.5, "Add a plate", "Built in, on the GPU")
    assert job_of(last, same) == JobItem("Add a plate", 0.5, "step 2 of 2 · Built in, on the GPU")
    other = ProgressView(1, 2, 2, 0.5, "loading the plate", "Built in")
    assert job_of(last, other) == JobItem("Loading the plate", 0.5, "step 2 of 2 · Built in")
    alone = TurnView(1, "x", "running", steps=last.steps[1:])
    assert job_of(alone, ProgressView(1, 1, 1, 0.5, "Add a plate")) == JobItem("Add a plate", 0.5)
    many = replace(running, steps=(*steps, *(StepView("mix", title) for title in ("Mute", "Solo", "Pan"))))
    assert job_of(many, None).then == "Then: Add a plate, Mute and 2 more"


def test_before_its_first_step_it_says_which_files_are_read() -> None:
    running = TurnView(1, "x", "running", attached=("huge take.wav", "Lead, bars 5–9"))
    assert job_of(running, None).title == "Reading huge take.wav"
    assert job_of(replace(running, attached=("a.wav", "b.mid")), None).title == "Reading 2 files"
    assert job_of(replace(running, attached=("Lead, bars 5–9",)), None).title == "Reading the request"


def test_a_failure_says_what_is_unchanged() -> None:
    turn = TurnView(1, "x", "failed", steps=(StepView("sing", "Sing", error="No voice is there. Get one."),))
    failure = the("error", turn).data
    assert failure.what == "No voice is there."
    assert failure.why == "Get one. Nothing in your session was changed."


def test_what_is_not_known_is_not_said_to_be_unchanged() -> None:
    step = StepView("arrange", "Place", error="Not known whether it was done: no answer")
    failure = the("error", TurnView(1, "x", "failed", steps=(step,))).data
    assert "unchanged" not in failure.why and "Nothing" not in failure.why


def test_a_failure_tells_what_was_done_before_it() -> None:
    turn = TurnView(1, "x", "partly", changes=("New track Vocals.",), steps=(StepView("sing", "Sing", error="No."),))
    assert the("error", turn).data.why == "Done before that: New track Vocals."


def test_an_interrupted_turn_says_so_and_offers_its_remedies() -> None:
    turn = TurnView(1, "x", "interrupted", remedies=(REMEDY,))
    failure = the("error", turn).data
    assert "engine ended" in failure.what and failure.remedies == (REMEDY,)


def test_a_refusal_offers_its_remedies_with_the_answer() -> None:
    assert the("answer", TurnView(1, "x", "refused", answer="No.", remedies=(REMEDY,))).data.remedies == (REMEDY,)


def test_warnings_are_told_once() -> None:
    step = StepView("sing", "Sing", warnings=("No style was named.", "Short."))
    answer = the("answer", TurnView(1, "x", "done", answer="Note: No style was named.", steps=(step,))).data
    assert answer.note == "No style was named.\nShort." and not answer.text


def test_a_selection_is_told_again_only_when_it_is_another() -> None:
    turn = TurnView(2, "x", "done", attached=("Lead, bars 5–9", "hum.wav"))
    words = turn_items(turn, before=("Lead, bars 5–9", "hum.wav"))[0].data
    assert words.chips == ("hum.wav",)
    assert turn_items(turn, before=("Lead, bars 1–4",))[0].data.chips == turn.attached


def test_why_a_fact_is_not_known_is_told_once() -> None:
    step = StepView("measure", "Measure", facts={"facts": {"tempo": None, "unknown": {"tempo": "it is too short"}}})
    assert facts_of(step.facts) == [("tempo", "not known: it is too short")]
    said = the("answer", TurnView(1, "x", "done", answer="No tempo, because it is too short.", steps=(step,))).data
    assert said.facts == ()
    other = the("answer", TurnView(1, "x", "done", answer="Here it is.", steps=(step,))).data
    assert other.facts == (("tempo", "not known: it is too short"),)


def test_facts_are_read_by_people() -> None:
    facts = {
        "facts": {
            "bpm": 119.84,
            "key": "A minor",
            "key_confidence": 0.9,
            "loudness_lufs": -16.04,
            "seconds": 9.6,
            "chords": ["Am", "F"],
            "is_loop": True,
            "nothing": None,
            "long": "x" * 300,
        }
    }
    assert facts_of(facts) == [
        ("tempo", "119.84 bpm"), ("key", "A minor"), ("loudness", "−16.04 LUFS"), ("length", "9.6 s"),
        ("chords", "Am, F"), ("is loop", "yes"),
    ]  # fmt: skip


def test_facts_stand_beside_words_but_not_beside_clips() -> None:
    step = StepView("describe_music", "Measure", facts={"key": "A minor"})
    assert the("answer", TurnView(1, "x", "answered", answer="Well.", steps=(step,))).data.facts == (
        ("key", "A minor"),
    )
    assert the("answer", TurnView(1, "x", "done", answer="Well.", steps=(step,), clips=(CLIP,))).data.facts == ()


def test_what_a_plan_will_change_comes_from_the_engine_when_it_says_so() -> None:
    turn = TurnView(1, "x", "approval", changes=("2 new tracks: Vocals, Rest.", "Guitar is muted."))
    assert expected_changes(turn) == (("add", "2 new tracks: Vocals, Rest"), ("edit", "Guitar is muted"), KEPT)


def test_what_a_plan_will_change_is_read_from_its_steps_otherwise() -> None:
    steps = (
        StepView("separate_stems", "Separate the vocals", {"clip": "Guitar"}),
        StepView("apply_effect", "Add a plate", {"clip": "$1.vocals"}),
        StepView("mix", "Mute", {"action": "mute", "track": "Guitar"}),
        StepView("arrange", "Delete", {"action": "delete", "track": "Old"}),
        StepView("describe_music", "Measure", {"clip": "Guitar"}),
    )
    found = expected_changes(TurnView(1, "x", "approval", steps=steps))
    assert found == (
        ("add", "Add a plate makes a new clip"),
        ("edit", "“Guitar” is muted"),
        ("delete", "“Old” → deleted; undo brings it back"),
    )


def test_what_the_engine_foresees_is_said_before_and_after() -> None:
    steps = (StepView("arrange", "Delete", {"action": "delete", "clip": "region:340"}),
             StepView("mix", "Set the level", {"action": "gain", "track": "Vocals", "value_db": -3.0}),
             StepView("mix", "Mute", {"action": "mute", "track": "Guitar"}))
    foreseen = (ForeseenView(1, "delete", "Bass take 2", "Bass", "bars 5–8", "deleted", (16.0, 32.0)),
                ForeseenView(2, "edit", "Vocals", "Vocals", "−3.0 dB", "−6.0 dB"))
    assert expected_changes(TurnView(1, "x", "approval", steps=steps, foreseen=foreseen)) == (
        ("delete", "“Bass take 2” on Bass: bars 5–8 → deleted; undo brings it back"),
        ("edit", "“Vocals”: −3.0 dB → −6.0 dB"),
        ("edit", "“Guitar” is muted"),
    )


def test_recordings_are_said_to_stay_unless_something_is_deleted() -> None:
    keeps = TurnView(1, "x", "approval", steps=(StepView("mix", "Mute", {"action": "mute", "track": "Guitar"}),))
    assert expected_changes(keeps)[-1] == KEPT
    deletes = TurnView(1, "x", "approval", steps=(StepView("arrange", "D", {"action": "delete", "track": "Old"}),))
    assert KEPT not in expected_changes(deletes)


def test_an_undo_names_the_one_clip_that_was_made() -> None:
    made = TurnView(1, "x", "done", clips=(CLIP,), undo="what was made")
    assert the("undo", made).data.text == "“Vocals”"
    assert the("undo", replace(made, clips=(CLIP, replace(CLIP, id="b")))).data.text == "what was made"
    assert the("undo", replace(made, undo="1 track added")).data.text == "1 track added"


def test_a_loudness_has_its_unit() -> None:
    assert facts_of({"loudness": -16.0}) == [("loudness", "−16.0 LUFS")]
    assert facts_of({"true_peak_dbtp": -3.4}) == [("true peak", "−3.4 dBTP")]
