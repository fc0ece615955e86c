"""What reaches farther than its words is asked about, or kept to the part that is named."""

from __future__ import annotations

import pytest

from engine.planner.context import CallResult, ClipInfo, Context, Exchange, TrackInfo
from engine.planner.offline.doubts.elsewhere import kept_to_parts, reaches_elsewhere
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

NAMES = ("Cello", "Oboe", "Viola")
BARS = ((1.0, 9.0), (9.0, 17.0), (17.0, 25.0))
SONG = Context(
    tempo=90,
    clips=tuple(
        ClipInfo(f"{name[0].lower()}{n}", f"{name.lower()} {n}", name, "audio", 0, 20, bars=bars)
        for name in NAMES
        for n, bars in enumerate(BARS, 1)
    ),
    tracks=NAMES,
    track_views=tuple(TrackInfo(name, "audio") for name in NAMES),
    markers=(("Stanza", 1.0), ("Refrain", 9.0), ("Ending", 17.0)),
)
SCENE = DialogueState.of(SONG)


def harmonies(*clips: str) -> list[Step]:
    return [Step("harmonize", {"clip": one, "interval": "third below"}) for one in clips]


def test_the_same_for_each_clip_is_kept_to_the_part_that_is_named() -> None:
    each = harmonies("c1", "c2", "c3")
    assert kept_to_parts("a harmony a third below the cello in the refrain", each, SCENE) == harmonies("c2")
    assert kept_to_parts("a harmony a third below the cello", each, SCENE) == each
    assert kept_to_parts("a harmony in the refrain and the ending", each, SCENE) == harmonies("c2", "c3")


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("a bit of echo in the refrain", Step("apply_effect", {"clip": "c1", "effect": "delay"})),
        ("make it 20", Step("transport", {"action": "set_tempo", "bpm": 20.0})),
        ("half that on both", Step("mix", {"tracks": list(NAMES), "action": "gain", "value_db": -1.0})),
    ],
)
def test_what_reaches_elsewhere_is_doubtful(text: str, step: Step) -> None:
    assert reaches_elsewhere(text, [step], SCENE)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("a bit of echo in the refrain", Step("apply_effect", {"clip": "c2", "effect": "delay"})),
        ("echo from the stanza on", Step("apply_effect", {"clip": "c2", "effect": "delay", "start_bar": 9.0})),
        ("tempo 40", Step("transport", {"action": "set_tempo", "bpm": 40.0})),
        ("make it 96", Step("transport", {"action": "set_tempo", "bpm": 96.0})),
        ("both a bit down", Step("mix", {"tracks": ["Cello", "Oboe"], "action": "gain", "value_db": -1.0})),
        ("move the cello of the stanza to the ending", Step("arrange", {"action": "move", "clip": "c1", "bar": 17.0})),
    ],
)
def test_what_stays_where_it_is_told_is_not(text: str, step: Step) -> None:
    assert not reaches_elsewhere(text, [step], SCENE)


def test_an_offer_of_several_acts_is_not_done_by_putting_one_right() -> None:
    offer = ({"tool": "mix", "args": {"track": "Cello", "action": "gain", "value_db": -3.0}},
             {"tool": "edit_clip", "args": {"clip": "v3", "action": "fade_out", "duration": 2.0}})  # fmt: skip
    asked = Exchange(
        "something odd", ({"tool": "ask", "args": {"text": "Did I get that right: …?"}},), (CallResult(0, True),),
        number=1, choices=(offer,),
    )  # fmt: skip
    plan = OfflinePlanner().plan("2 rather", Context(**{**SONG.__dict__, "dialogue": (asked,)}))
    assert all(step.task != "edit_clip" for step in plan.steps)
