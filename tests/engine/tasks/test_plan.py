"""Plans are checked before anything runs."""

import pytest

from engine.errors import UserError
from engine.tasks.plan import MAX_STEPS, Step, step_reference, validated


def test_a_chain_is_checked_and_normalised():
    plan = validated(
        [
            Step("separate_stems", {"clip": "c1", "stem": "drums"}),
            Step("apply_effect", {"clip": "$1.drums", "effect": "Gate"}),
        ]
    )
    assert plan.calls()[1]["args"] == {"clip": "$1.drums", "effect": "gate"}
    assert plan.steps[1].depends_on() == [1]


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ([], "empty"),
        ([Step("apply_effect", {"clip": "$1", "effect": "eq"})], "itself"),
        ([Step("apply_effect", {"clip": "$2", "effect": "eq"})], "does not exist"),
        (
            [Step("speak", {"text": "a"}), Step("apply_effect", {"clip": "$1.vocals", "effect": "eq"})],
            "has no output 'vocals'",
        ),
        ([Step("chat", {}), Step("apply_effect", {"clip": "$1", "effect": "eq"})], "only answers in words"),
        ([Step("apply_effect", {"clip": "$x", "effect": "eq"})], "is not a reference"),
        ([Step("speak", {"text": "$1"})], "itself"),
        ([Step("denoise", {"clip": "c1"}), Step("speak", {"text": "$1"})], "denoise, which gives no words"),
        ([Step("teleport", {})], "no task 'teleport'"),
        ([Step("speak", {"text": "a"})] * (MAX_STEPS + 1), "at most"),
    ],
)
def test_wrong_plans_get_one_sentence(steps, text):
    with pytest.raises(UserError, match=text):
        validated(steps)


def test_references():
    assert step_reference("$2.vocals") == (2, "vocals")
    assert step_reference("$1") == (1, "")
    assert step_reference("c1") is None


def test_lists_of_clips_depend_on_their_steps():
    plan = validated(
        [
            Step("speak", {"text": "a"}),
            Step("speak", {"text": "b"}),
            Step("edit_clip", {"clips": ["$1", "$2"], "action": "join"}),
        ]
    )
    assert plan.steps[2].depends_on() == [1, 2]


def test_words_of_an_earlier_step_are_a_reference():
    heard = Step("transcribe", {"clip": "c1"})
    plan = validated([heard, Step("speak", {"text": "$1"}), Step("speak", {"text": "$10 off"})])
    assert [step.depends_on() for step in plan.steps] == [[], [1], []]
