"""How long a plan may take is told by what took as long before, or not at all."""

from __future__ import annotations

from dataclasses import replace

from engine.wire.wire import ClipView, StepView, TurnView
from ui.conversation.conversation import Conversation
from ui.conversation.item import PlanItem
from ui.conversation.plan_time import expected_s

SHORT, LONG = (ClipView(name, name, "audio", seconds, None, None, "", "", "")
               for name, seconds in (("a", 10.0), ("b", 40.0)))
SPLIT = StepView("separate_stems", "Separate", {"clip": "a"}, "done", "Demucs", seconds=8.0)
CLEAN = StepView("enhance_speech", "Denoise", {"clip": "$1.vocals"}, "done", "built in", seconds=2.0)
MAKE = StepView("generate_music", "Make", {"bars": 4}, "done", "Groove", seconds=3.0)
MUTE = StepView("mix", "Mute", {"track": "Bass"}, "done", seconds=0.2)
CLIPS = {clip.id: clip for clip in (SHORT, LONG)}


def planned(step: StepView, **args: object) -> StepView:
    return replace(step, state="planned", seconds=0.0, args={**step.args, **args})


def before(*steps: StepView) -> list[TurnView]:
    return [TurnView(1, "x", "done", steps=steps)]


def test_work_on_a_longer_sound_takes_longer() -> None:
    steps = (planned(SPLIT, clip="b"), planned(CLEAN), planned(MUTE))
    assert expected_s(steps, before(SPLIT, CLEAN), CLIPS) == (32.0, 8.0, 0.0)


def test_what_is_worked_on_again_needs_no_length() -> None:
    assert expected_s((planned(SPLIT),), before(SPLIT), {}) == (8.0,)
    assert expected_s((planned(SPLIT, clip="b"),), before(SPLIT), {}) == (None,)


def test_what_was_never_done_or_otherwise_is_not_known() -> None:
    assert expected_s((planned(CLEAN, clip="a"),), before(SPLIT), CLIPS) == (None,)
    others = before(replace(SPLIT, model="Other"), replace(SPLIT, state="failed"))
    assert expected_s((planned(SPLIT),), others, CLIPS) == (None,)
    assert expected_s((planned(MAKE), planned(MAKE, bars=8)), before(MAKE), CLIPS) == (3.0, None)


def test_the_last_few_tell_and_one_that_was_slow_does_not() -> None:
    old = [before(replace(SPLIT, seconds=seconds))[0] for seconds in (8.0, 90.0, 9.0, 7.0)]
    assert expected_s((planned(SPLIT),), old, CLIPS) == (8.5,)


def test_a_plan_that_waits_tells_it_and_one_that_was_run_does_not() -> None:
    known = Conversation()
    known.take_turn(before(SPLIT)[0])
    known.take_turn(TurnView(2, "again", "approval", steps=(planned(SPLIT),)))
    (plan,) = [row.data for row in known.rows() if isinstance(row.data, PlanItem)]
    assert plan.expected_s == (8.0,)
    known.take_turn(TurnView(2, "again", "partly", steps=(planned(SPLIT), planned(MUTE))))
    (plan,) = [row.data for row in known.rows() if isinstance(row.data, PlanItem)]
    assert plan.expected_s == ()
