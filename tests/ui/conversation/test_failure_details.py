"""What stands behind the button of a failure."""

from __future__ import annotations

from engine.wire.wire import StepView, TurnView
from ui.conversation.failure_details import failure_details, without_internals
from ui.conversation.item import FailureItem
from ui.conversation.turn_items import turn_items
from ui.language import language

ARGS = {"clip": "0f3a99b1c2d4", "bar": 17, "action": "move"}


def failure(turn: TurnView) -> FailureItem:
    return next(item.data for item in turn_items(turn) if item.kind == "error")


def test_it_tells_the_step_what_it_was_to_do_what_was_tried_and_what_was_left() -> None:
    failed = StepView("arrange", "Move", ARGS, "failed", "Built in", error="No answer.", seconds=5.25,
                      names={ARGS["clip"]: "Riser"},
                      warnings=("MusicGen failed (no memory); done with Built in instead.",))
    turn = TurnView(1, "x", "partly", steps=(
        StepView("sing", "Sing", state="done"), failed, StepView("mix", "Mute", state="not_run")))
    assert failure(turn).details.split("\n") == [
        "Step 2 of 3: Move", "Riser, to bar 17 · Built in", "MusicGen failed (no memory); done with Built in instead.",
        "It was tried for 5.2 s.", "Not done after it: Mute"]


def test_no_name_of_a_bug_and_no_traceback_is_read_first() -> None:
    error = ("Sing failed (That is a bug (KeyError: 'v1'). The details are in the log, tonmeister.log)")
    told, behind = without_internals("That is a bug (KeyError: 'v1'). The details are in the log.\nTraceback: line 3")
    assert (told, behind) == ("That is a bug. The details are in the log.", "KeyError: 'v1'\nTraceback: line 3")
    assert "KeyError" not in without_internals(error)[0]
    turn = TurnView(1, "x", "failed", steps=(StepView("sing", "Sing", state="failed", error=told + "\nTraceback"),))
    assert "Traceback" not in failure(turn).what + failure(turn).why
    assert "Traceback" in failure(turn).details


def test_ids_are_not_told() -> None:
    turn = TurnView(1, "x", "failed", steps=(StepView("arrange", "Move", ARGS, "failed", error="No."),))
    assert failure_details(turn) == "Move\na clip of the session, to bar 17"


def test_what_is_not_known_is_asked_why_and_what_says_nothing_more_has_no_button() -> None:
    unknown = StepView("arrange", "Place", state="failed", error="I do not know whether it is there.")
    assert not failure(TurnView(1, "x", "failed", steps=(unknown,))).is_known
    assert failure(TurnView(1, "x", "failed", answer="No file.")).details == ""
    assert failure(TurnView(1, "x", "failed", steps=(StepView("sing", "Sing", error="No."),))).details == ""


def test_it_is_told_in_the_language_of_the_panel() -> None:
    turn = TurnView(1, "x", "partly", steps=(
        StepView("mix", "Mute", {"action": "mute", "track": "Bass"}, "failed", error="No."),
        StepView("sing", "Sing", state="not_run")))
    language.choose("de")
    try:
        assert failure_details(turn) == "Schritt 1 von 2: Stummschalten\nBass\nDanach nicht gemacht: Singen"
    finally:
        language.choose("en")
