"""The best of several takes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from engine.catalog.model import Report
from engine.errors import Cancelled
from engine.media.audio import Audio
from models.sound.making.best_of import best_take, takes_wanted
from tests.models.checkpoint.making import own_home


class Louder:
    """Likes the louder sound."""

    name = "Louder"

    def likeness(self, text: str, sound: Audio, report: Report) -> float:
        return float(sound.samples.max())


def made(seed: int, report: Report) -> Audio:
    report(1, 2, "making")
    return Audio(np.full((1, 10), np.random.default_rng(seed).random(), np.float32), 48000)


def test_the_take_that_is_liked_best_is_kept_and_the_choice_is_told() -> None:
    seen: list[float] = []
    best = best_take(made, Louder(), "x", 5, 4, Report(lambda done, of, what: seen.append(done / of)))
    assert len(best.scores) == 4 and best.scores[best.number - 1] == max(best.scores)
    assert np.array_equal(made(best.seed, Report()).samples, best.audio.samples)
    assert seen == sorted(seen) and seen[0] > 0 and seen[-1] <= 1
    facts = best.facts()
    assert (facts["takes"], facts["best_take"], facts["ranked_by"]) == (4, best.number, "Louder")
    assert f"Take {best.number} of 4" in best.sentence()


def test_without_a_ranker_there_is_one_take_with_the_seed_itself() -> None:
    for ranker, count in ((None, 5), (Louder(), 1)):
        best = best_take(made, ranker, "x", 7, count, Report())
        assert (best.seed, best.number, best.scores, best.facts(), best.sentence()) == (7, 1, (), {}, "")


def test_a_cancel_between_takes_is_heard() -> None:
    def stop(done: float, of: float, what: str) -> None:
        if done / of > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        best_take(made, Louder(), "x", 0, 3, Report(stop))


@pytest.mark.parametrize(("prefer", "has_card", "takes"), [
    ("best", True, 3), ("best", False, 1), ("fast", True, 1), ("commercial-safe", True, 3),
])
def test_how_many_follows_from_the_settings_unless_asked(prefer: str, has_card: bool, takes: int,
                                                         tmp_path: Path) -> None:
    with own_home(tmp_path):
        (tmp_path / "settings.json").write_text(json.dumps({"prefer": prefer}), "utf-8")
        assert takes_wanted({}, has_card) == takes
        assert takes_wanted({"takes": 2}, has_card) == 2
