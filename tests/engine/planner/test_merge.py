"""Two stretches of a request that say one step."""

from typing import Any

import pytest

from engine.planner.offline.steps.merge import said_once
from engine.tasks.plan import Step


@pytest.mark.parametrize(
    ("before", "step", "wanted"),
    [
        (("binauralize", {"clip": "c1"}), ("binauralize", {"clip": "$1", "azimuth_deg": 90}), {"azimuth_deg": 90}),
        (
            ("extract_sound", {"clip": "c1", "target": "a bell"}),
            ("extract_sound", {"clip": "$1", "target": "a bell"}),
            {},
        ),
        (
            ("arrange", {"action": "place", "clip": "$1"}),
            ("arrange", {"action": "place", "clip": "$1", "bar": 1}),
            {"bar": 1},
        ),
        (("undo", {"target": "reverb"}), ("undo", {}), {}),
    ],
)
def test_said_once(
    before: tuple[str, dict[str, Any]], step: tuple[str, dict[str, Any]], wanted: dict[str, Any]
) -> None:
    whole = said_once(Step(*before), Step(*step), 1)
    assert whole is not None
    assert whole.args == {**before[1], **wanted}


@pytest.mark.parametrize(
    ("before", "step"),
    [
        (("describe_music", {"clip": "c1", "aspect": "key"}), ("describe_music", {"clip": "c1", "aspect": "tempo"})),
        (("denoise", {"clip": "c1"}), ("denoise", {"clip": "c2"})),
        (("apply_effect", {"clip": "c1", "effect": "reverb"}), ("apply_effect", {"clip": "$1", "effect": "reverb"})),
        (
            ("mix", {"track": "A", "action": "gain", "value_db": 2}),
            ("mix", {"track": "A", "action": "gain", "value_db": 2}),
        ),
        (
            ("arrange", {"action": "place", "clip": "$1", "bar": 1}),
            ("arrange", {"action": "place", "clip": "$1", "bar": 9}),
        ),
        (("undo", {}), ("undo", {})),
    ],
)
def test_two_steps_stay_two(before: tuple[str, dict[str, Any]], step: tuple[str, dict[str, Any]]) -> None:
    assert said_once(Step(*before), Step(*step), 1) is None
