"""Hints: counted words beside the network."""

import numpy as np

from engine.planner.offline.reading.bag_of_words import BUCKETS, features, task_chances, use_hints, weighed
from engine.planner.offline.reading.bag_of_words import PATH as HINTS


def test_features_have_unit_length_and_know_no_quotes_and_figures() -> None:
    numbers, parts = features("mute the drums")
    assert numbers.max() < BUCKETS and abs(float((parts**2).sum()) - 2) < 1e-5
    assert sorted(features('say "one thing" at bar 3')[0]) == sorted(features('say "another" at bar 7')[0])
    assert len(features("")[0]) == 0


def test_plain_words_hint_at_their_task() -> None:
    chances = task_chances("take the hiss out of the tape")
    assert max(chances, key=lambda task: chances[task]) == "denoise"
    assert abs(sum(chances.values()) - 1) < 1e-5


def test_without_hints_the_network_speaks_alone() -> None:
    alone = np.array([0.5, 0.5], np.float32)
    use_hints(None)
    try:
        assert weighed(alone, ("denoise", "mix/mute"), "take the hiss out of the tape").tolist() == [0.5, 0.5]
    finally:
        use_hints(HINTS)
    assert weighed(alone, ("denoise", "mix/mute"), "take the hiss out of the tape")[0] > 0.6
