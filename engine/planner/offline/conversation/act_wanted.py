"""Act wanted: what a turn wants of earlier acts where it says so at length, as the tables of act_sense read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.planner.offline.conversation.act_sense import WANTS, TurnSense, acts_of, chances, meant_chance, spoken
from engine.planner.offline.conversation.acts import done_last, is_about
from engine.planner.offline.conversation.become import (
    by_place,
    done_to_others,
    instead_of,
    left_only,
    mirrored,
    put_back,
    scaled,
    taken_back_acts,
    with_figure,
)
from engine.planner.offline.conversation.figures import is_value
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Things
from engine.planner.offline.reading.previous_call import numbers_of
from engine.planner.offline.sentence.undo.no_undo import is_of_degree
from engine.planner.offline.text.quantity import Quantity
from engine.planner.regex import regex
from engine.tasks.plan import Step

LONGEST = 40
"""Words; who says more says several things."""
LEAST = 0.5
"""From this chance on the tables are right far more often than what is weighed after them (measured on writers who
taught nothing)."""
OTHERWISE = ("none", "words", "further")
"""What is not carried out here."""
SURE = 0.9
LEAST_OF_ANOTHER = 0.7
"""The same where it is about another thing, of which a request of its own can speak as well, or about what is gone."""
OF_ANOTHER = ("also", "also but", "instead", "like", "redo")
WORDS_ONLY = 0.9
_SURE_OF_BOTH = 0.75
_CLEAR = 0.15
"""So much likelier one of two things has to be meant than the other, that only that one is."""


@dataclass(frozen=True)
class WantedOfActs:
    """What a turn wants of earlier acts."""

    steps: list[Step]
    is_sure: bool
    """Surer than that the turn stands alone, where it could."""


def wanted_of_acts(text: str, state: State) -> WantedOfActs | None:
    """What a turn wants that is about earlier acts; None for any other, and where it is not clear."""
    read = _read(text, state)
    if read is None:
        return None
    said, want, chance = read
    if want in OTHERWISE or chance < (LEAST_OF_ANOTHER if want in OF_ANOTHER else LEAST):
        return None
    if want.startswith("back") and (_MANY.search(text) or is_of_degree(text)):
        return None
    steps = _steps(said, want, state)
    if want in ("half", "double", "opposite") and _DECIBELS.search(text) and not any(map(_has_a_level, steps or ())):
        return None  # "one of the two is too loud, soften it by 3 dB" halves no tempo
    return WantedOfActs(steps, chance >= SURE) if steps else None


_DECIBELS = regex(r"\bd ?bs?\b|\d ?db\b|\bdecibels?\b", re.IGNORECASE)


def is_level_of_another(text: str, steps: Sequence[Step]) -> bool:
    """Are decibels told, and the plan corrects acts that have none?"""
    corrects = bool(steps) and all(step.op in ("fix", "again") for step in steps)
    return corrects and _DECIBELS.search(text) is not None and not any(map(_has_a_level, steps))


def _has_a_level(step: Step) -> bool:
    return any(name.endswith("_db") for name in step.args) or step.args.get("parameter") == "volume"






def is_about_no_act(text: str, state: State) -> bool:
    """Does a turn want nothing of what was done before?"""
    read = _read(text, state)
    return read is not None and read[1] == "none" and read[2] >= SURE


def is_only_words(text: str, state: State) -> bool:
    """Is a turn praise, thanks or a remark, and nothing to be done?"""
    read = _read(text, state)
    return read is not None and read[1] == "words" and read[2] >= WORDS_ONLY


_MANY = regex(
    r"\b(?:everything|every(?:one|body| (?:track|clip|change))|all|since|start|beginning|steps|times|twice"
    r"|again and again|(?:last|previous|latest) (?:few|couple|three|four|five|six|\d+))\b",
    re.IGNORECASE,
)
""" "Undo everything since …" is about more than the last acts."""


_PLAIN = regex(
    r"^\W*(?:(?:please|ok(?:ay)?|and|no)\W+)*(?:undo|redo)(?:\W+(?:it|that|this|again|please|pls))*\W*$", re.IGNORECASE
)


def _read(text: str, state: State) -> tuple[TurnSense, str, float] | None:
    acts = acts_of(state) or state.frames
    if not acts or state.context.files or '"' in text or len(text.split()) > LONGEST or _PLAIN.match(text):
        return None  # what is attached is what a turn is about
    said = spoken(Things(text, state), acts, state)
    shares = chances(said)
    best = int(shares.argmax())
    return said, WANTS[best], float(shares[best])


@dataclass(frozen=True)
class _Named:
    """What a turn names: a thing, by its ids, or an act, by its place."""

    ids: frozenset[str]
    place: str = ""

    def acts(self, acts: Sequence[Frame], state: State) -> list[Frame]:
        """The acts of the last request about it."""
        if self.place:
            return by_place(self.place, acts)
        about = [one for one in acts if is_about(one, set(self.ids), state)]
        return [one for one in about if one.turn == about[-1].turn]


def _steps(said: TurnSense, want: str, state: State) -> list[Step] | None:
    acts, last = acts_of(state), done_last(state)
    if want == "redo":
        calls = state.context.dialogue[-1].calls
        return [Step("redo", {})] if calls and calls[-1].get("tool") == "undo" else None
    if not acts:
        return None
    meant, others = _meant(said, want)
    if want.startswith("back"):
        return _back(said, want, (meant, others), acts, state)
    if want in ("half", "double", "opposite"):
        frames = [frame for one in meant for frame in one.acts(acts, state)] if meant else last
        if want == "opposite" and len(frames) > 1:
            return None  # two things are exchanged, or each is turned round
        return scaled(frames, {"half": 0.5, "double": 2.0, "opposite": -1.0}[want])
    if want.startswith("figure"):
        return _figure(said, want, meant, acts, last, state)
    things = [set(one.ids) for one in meant if one.ids]
    if not things or not last:
        return None
    match want:
        case "instead":
            return instead_of(last, things, [set(one.ids) for one in others if one.ids], state)
        case "mirrored":
            return mirrored(last, things, "", state)
        case "also but":
            new = _new_figure(said, last)
            return done_to_others(last, things, state, new) if new else None
        case "like":
            models = [found for one in others if (found := one.acts(acts, state))]
            models += [found for one in meant if one.place and (found := one.acts(acts, state))]
            return done_to_others(models[0], things, state) if models else None
    return done_to_others(last, things, state)


def _meant(said: TurnSense, want: str) -> tuple[list[_Named], list[_Named]]:
    """The things and acts that it is wanted for, and the others that are named."""
    named: dict[_Named, list[float]] = {}
    for place, one in said.things:
        own = _Named(frozenset(), one) if isinstance(one, str) else _Named(frozenset(one.ids))
        known = next((other for other in named if other.ids & own.ids or own.place and other.place == own.place), own)
        named.setdefault(known, []).append(meant_chance(said, place, want))
    likely = {one: sum(found) / len(found) for one, found in named.items()}
    most = max(likely.values(), default=0.0)
    if len(likely) > 1:
        return _parted(likely, lambda chance: chance == most or chance > max(_SURE_OF_BOTH, most - _CLEAR))
    return _parted(likely, lambda chance: chance > 0.5)


def _parted(likely: Mapping[_Named, float], is_meant: Callable[[float], bool]) -> tuple[list[_Named], list[_Named]]:
    return [one for one, chance in likely.items() if is_meant(chance)], [
        one for one, chance in likely.items() if not is_meant(chance)
    ]


def _back(
    said: TurnSense, want: str, named: tuple[list[_Named], list[_Named]], acts: Sequence[Frame], state: State
) -> list[Step] | None:
    meant, others = named
    if any(one.place for one in meant):
        return taken_back_acts([frame for one in meant for frame in one.acts(acts, state)], acts)
    if meant:
        return put_back([set(one.ids) for one in meant], acts, state)
    if want == "back, the first":
        return taken_back_acts(by_place("F", acts), acts)
    if any(one.place for one in others):
        kept = [frame for one in others for frame in one.acts(acts, state)]
        return taken_back_acts([one for one in by_place("B", acts) if one not in kept], acts) if kept else None
    if others:
        return left_only([set(one.ids) for one in others], acts, state)
    return taken_back_acts([one for one in acts if one.turn == acts[-1].turn], acts)


def _figure(
    said: TurnSense, want: str, meant: list[_Named], acts: Sequence[Frame], last: list[Frame], state: State
) -> list[Step] | None:
    about = [
        (by_place(one.place, acts) if one.place else [act for act in acts if is_about(act, set(one.ids), state)], one)
        for one in meant
    ]
    if not meant:
        whole = by_place("F", acts) if want.endswith("first") else last
        about = [([one], _Named(frozenset())) for one in whole]
    new = _new_figure(said, [one for frames, _ in about for one in frames])
    if new is None:
        return None
    changed = [with_figure(frames, new, set(one.ids), state) for frames, one in about]
    return [step for steps in changed if steps for step in steps] if changed and all(changed) else None


def _new_figure(said: TurnSense, acts: Sequence[Frame]) -> Quantity | None:
    """The figure that is no number of these acts; None where there is not one such."""
    new = [
        one
        for _, one in said.figures
        if not any(is_value(value, name, one) for act in acts for name, value in numbers_of(act.args).items())
    ]
    is_range = any(one.low or one.high for _, one in said.figures)
    return new[0] if len(new) == 1 and not is_range else None
