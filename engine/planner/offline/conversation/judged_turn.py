"""A turn made ready for its readings to be judged: what its words say, name and leave unexplained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.planner.offline.conversation.argument_names import NAMES
from engine.planner.offline.conversation.reading import Reading
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.previous_call import TARGETS
from engine.planner.offline.reading.reading_cache import hear
from engine.planner.regex import regex

_COMMON = frozenset(
    "a an the my our your his her it its is are was be i you we they he she me him them and or of to in on"
    " at for with by as so but"
    " please pls can could would will just now then ok okay oh well do does did make put give have has this"
    " that these those up down"
    " too also again same more less not no one ones thing actually wait sorry yeah yes hey right fine good"
    " great nice cool there here"
    " bit little lot really very only still get got go let like want need some any what which who how where"
    " when why".split()
)


@dataclass
class Judged:
    """A turn made ready for its readings to be looked at."""

    turn: TurnRead

    @cached_property
    def chances(self) -> dict[str, float]:
        """How likely each task and each kind of one is."""
        return self.turn.likely

    @cached_property
    def by_task(self) -> dict[str, float]:
        """Of them the tasks."""
        return {name: chance for name, chance in self.chances.items() if "/" not in name}

    @cached_property
    def says(self) -> list[float]:
        """Which kinds of words there are."""
        return [float(pattern.search(self.turn.things.low) is not None) for pattern in _SAYS]

    @cached_property
    def content(self) -> frozenset[int]:
        """Places of the words that a reading should explain."""
        return frozenset(
            i for i, one in enumerate(self.turn.things.words) if one.text[0].isalnum() and one.low not in _COMMON
        )

    @cached_property
    def figures_at(self) -> tuple[frozenset[int], ...]:
        """Places of the words of each quantity."""
        words = self.turn.things.words
        return tuple(
            frozenset(i for i, one in enumerate(words) if figure.start <= one.start < figure.end)
            for figure in self.turn.figures
        )

    @cached_property
    def most(self) -> float:
        """How likely the likeliest task is."""
        return max(self.by_task.values())

    @cached_property
    def focus(self) -> str | None:
        """What "it" means."""
        return self.turn.scene.focus()

    @cached_property
    def rules_calls(self) -> list[tuple[str, dict[str, Any]]]:
        """The rules' reading."""
        return [(one.task, dict(one.args)) for one in self.turn.rules]

    @cached_property
    def by_track(self) -> dict[str, list[str]]:
        """The clips of each track."""
        found: dict[str, list[str]] = {}
        for card in self.turn.things.cards:
            if card.view.track:
                found.setdefault(card.view.track, []).append(card.view.id)
        return found

    @cached_property
    def is_broken(self) -> bool:
        """Did something of the last turn fail?"""
        state = self.turn.state
        return any(one.state in ("failed", "waiting") for one in state.turn(state.last_turn))

    @cached_property
    def is_plural(self) -> bool:
        """Do the words speak of several things?"""
        things = self.turn.things
        for one in things.mentions:
            word = things.words[one.last].low
            if len(one.ids) > 1 and word.endswith("s") and not word.endswith("ss") and not one.is_other:
                return True
        return _SEVERAL.search(things.low) is not None

    @cached_property
    def named_args(self) -> frozenset[str]:
        """Arguments that the words name."""
        return frozenset(name for name, pattern in NAMES if pattern.search(self.turn.things.low))

    @cached_property
    def clauses(self) -> int:
        """How many steps the network hears."""
        return min(len(hear(self.turn.text, self.turn.scene).reading.steps), 5)

    def named_by(self, one: Reading) -> frozenset[int]:
        """Places of the words that name what a reading is about, or were read as what it says."""
        things = self.turn.things
        ids = {value for s in one.steps for name in TARGETS for value in listed(s.args.get(name))}
        ids |= {f"track:{value}" for value in ids}
        found = {
            place
            for mention in things.treated
            if ids & set(mention.ids)
            for place in range(mention.first, mention.last + 1)
        }
        if one.op in ("rules", "fresh"):
            found |= self.turn.places_of(one.steps[0].task, frozenset(one.steps[0].args))
        return frozenset(found)

    @cached_property
    def _low(self) -> list[str]:
        return [one.low for one in self.turn.things.words]

    def kinds_at(self, words: frozenset[str]) -> frozenset[int]:
        """Places of the words for a kind of work."""
        return frozenset(i for i, word in enumerate(self._low) if word in words)


_SAYS = tuple(
    regex(words)
    for words in (
        r"\b(?:again|once more|another|one more|repeat|redo)\b",
        r"\b(?:too|also|as well|likewise|ditto|same|both)\b",
        r"\b(?:no|nah|nope|not|wrong|sorry|oops|meant|mean|instead|rather|actually)\b",
        r"\b(?:undo\w*|revert\w*|back|restore\w*|scrap|forget|take (?:it|that) (?:off|out|away))\b",
        r"\b(?:what|which|where|when|why|who|how|did|does|was|were|have)\b",
        r"\b(?:other|others|rest|else)\b",
        r"\b(?:more|less|\w{3,}er|bit|little|touch|much|lot|too much)\b",
        r"\b(?:first|second|third|fourth|last|middle|one|ones|two|three)\b",
        r"\b(?:it|that|this|them|those|these|him|her|em)\b",
        r"\b(?:then|and|plus|after|before)\b|,",
        r"\b(?:but|except|without|only|just)\b",
        r"\b(?:try|fixed|works?|ready|plugged|online|reconnected|retry|continue|carry on|go on|resume|finish)\b",
        r"\b(?:keep|leave|stay\w*|fine|good|great|nice|thanks?|cool|perfect|lovely|ok)\b",
        r"^\W*(?:yes|yeah|yep|yup|sure|ok|please do|do it|go ahead|the)\b",
    )
)
"""Kinds of words that a turn leans with; no words themselves are learned: a handful of writers use each their own."""


_SEVERAL = regex(r"\b(?:both|all|every\w*|each|them|em|those|others|rest|two|three|four|five|pair|remaining)\b")


def listed(value: Any) -> Iterator[str]:
    """The words of an argument that is one or several; none of one that was not given."""
    if isinstance(value, list | tuple):
        yield from map(str, value)
    elif value is not None:
        yield str(value)
