"""Best of several takes: a model makes them, another one hears which fits the words best."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from engine.catalog.model import Report
from engine.config import load_settings
from engine.media.audio import Audio

MOST_TAKES = 8
_USUAL_TAKES = 3
"""With a graphics card, when quality matters more than speed."""
_SEED_STEP = 1_000_003
_SEEDS = 1 << 31
_LISTENING = 0.05
"""Share of a take's time that ranking it takes."""
Maker = Callable[[int, Report], Audio]
"""A seed and where to report → a take."""


class Ranker(Protocol):
    """Hears how well a sound fits words."""

    @property
    def name(self) -> str:
        """As people call it."""

    def likeness(self, text: str, sound: Audio, report: Report) -> float:
        """−1 … 1: how well they fit."""


@dataclass(frozen=True)
class Best:
    """The take that was kept."""

    audio: Audio
    seed: int
    number: int = 1
    """Which of the takes, from 1."""
    scores: tuple[float, ...] = ()
    """How well each take fits the words, in the order they were made; empty when they were not compared."""
    ranker: str = ""

    def facts(self) -> dict[str, Any]:
        """What is worth knowing of the choice, ready for JSON."""
        if not self.scores:
            return {}
        return {"takes": len(self.scores), "best_take": self.number, "scores": [round(one, 3) for one in self.scores],
                "ranked_by": self.ranker, "take_seed": self.seed}

    def sentence(self) -> str:
        """The same in words; empty when takes were not compared."""
        if not self.scores:
            return ""
        scores = ", ".join(f"{one:.2f}".replace("-", "−") for one in self.scores)
        return f"Take {self.number} of {len(self.scores)} fits the words best ({self.ranker}: {scores})."


def takes_wanted(args: Mapping[str, Any], has_card: bool) -> int:
    """As many as were asked for; else three with a graphics card, and one without or when speed is preferred."""
    if args.get("takes"):
        return min(int(args["takes"]), MOST_TAKES)
    return _USUAL_TAKES if has_card and load_settings().prefer != "fast" else 1


def best_take(make: Maker, ranker: Ranker | None, text: str, seed: int, count: int, report: Report) -> Best:
    """Make takes with seeds that follow from `seed`, and keep the best; without a ranker just the first one.

    One take at a time is held beside the best so far.
    """
    if ranker is None or count < 2:
        return Best(make(seed, report), seed)
    best: Best | None = None
    scores: list[float] = []
    for number in range(1, count + 1):
        own = (seed + (number - 1) * _SEED_STEP) % _SEEDS
        made = make(own, _told(report.part((number - 1) / count, (number - _LISTENING) / count), number, count))
        report(number - _LISTENING, count, f"listening to take {number} of {count}")
        scores.append(ranker.likeness(text, made, Report(lambda *done: None, report.warn)))
        if best is None or scores[-1] > max(scores[:-1]):
            best = Best(made, own, number)
    assert best is not None
    return Best(best.audio, best.seed, best.number, tuple(scores), ranker.name)


def _told(report: Report, number: int, count: int) -> Report:
    return Report(lambda done, of, what: report(done, of, f"take {number} of {count}: {what}"), report.warn)
