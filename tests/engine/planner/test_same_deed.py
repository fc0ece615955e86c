"""A place is the same whether it is told in bars or in seconds."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context
from engine.planner.offline.doubts.same_deed import are_the_same
from engine.planner.offline.reading.dialogue_state import DialogueState
from engine.tasks.plan import Step

DRONE = ClipInfo("c1", "drone", "Drone", "audio", 0, 21.3333, bars=(1.0, 9.0))
SCENE = DialogueState.of(Context(tempo=90, clips=(DRONE,), tracks=("Drone",)))
CUT = Step("edit_clip", {"clip": "c1", "action": "cut", "start": 0, "end": 10.6667})


def _trim(**where: float) -> list[Step]:
    return [Step("edit_clip", {"clip": "c1", "action": "trim", **where})]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_trim(start_bar=1, end_bar=4), _trim(start=0, end=10.6667)),
        (_trim(start_bar=5), _trim(start=10.6667)),
        ([Step("generate_audio", {"prompt": "sea"})], [Step("generate_audio", {"prompt": "sea waves"})]),
    ],
)
def test_the_same(one, other):
    assert are_the_same(one, other, SCENE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_trim(start_bar=1, end_bar=4), _trim(start=0, end=13.3333)),
        (_trim(start_bar=1, end_bar=4), [CUT]),
        (_trim(start_bar=1, end_bar=4), [*_trim(start_bar=1, end_bar=4), *_trim(start=0)]),
        ([Step("mix", {"track": "Drone", "action": "mute"})], [Step("mix", {"track": "Drone", "action": "solo"})]),
    ],
)
def test_not_the_same(one, other):
    assert not are_the_same(one, other, SCENE)
