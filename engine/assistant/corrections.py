"""Corrections: which earlier call a step is about, what it had worked on, and what came after it in the same place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.library.library import Library
from engine.library.takes import Takes, TakeSlot
from engine.library.turn import Applied, StepRecord, Turn
from engine.media.clip import Clip, Recipe
from engine.tasks.plan import Plan, Step, renumbered, step_reference

_CONTENT = frozenset(("place_audio", "place_midi", "replace_content", "new_track", "remove_region", "set_notes"))
"""Changes that a step which gives a place its content needs; what else it changed is taken back by itself."""


@dataclass(frozen=True)
class Base:
    """An earlier call, as it was carried out."""

    turn: Turn
    number: int
    """Which of the turn's calls, from 1."""

    @property
    def step(self) -> Step:
        """What was planned."""
        return self.turn.plan.steps[self.number - 1]

    @property
    def record(self) -> StepRecord:
        """What came of it."""
        return self.turn.steps[self.number - 1]

    @property
    def applied(self) -> tuple[Applied, ...]:
        """Its changes of the session."""
        is_alone = len(self.turn.plan.steps) == 1
        return tuple(a for a in self.turn.applied if a.step == self.number or (is_alone and not a.step))


class Corrections:
    """Reads the project's turns for the steps of one."""

    def __init__(self, library: Library, takes: Takes) -> None:
        self._library = library
        self._takes = takes

    def base(self, step: Step) -> Base | None:
        """The call that a step corrects or repeats; None when there is none, or none is left of it."""
        found = re.fullmatch(r"(\d+)\.(\d+)", step.base)
        turn = self._library.turn(int(found[1])) if found else None
        number = int(found[2]) if found else 0
        if turn is None or turn.undone or not 1 <= number <= min(len(turn.plan.steps), len(turn.steps)):
            return None
        return Base(turn, number)

    def fixed(self, step: Step) -> Base | None:
        """The call whose result a step replaces."""
        return self.base(step) if step.op == "fix" else None

    def is_after(self, step: Step, earlier: Step) -> bool:
        """Whether a step goes on from what an earlier one of its plan made of the same place.

        A correction does so where the call that it corrects came behind the one that the earlier step corrects.
        """
        if step.op != "fix":
            return True
        base, before = self.fixed(step), self.fixed(earlier)
        return bool(base and before and self._first(before) < self._first(base))

    def _first(self, base: Base) -> tuple[int, int]:
        """The number of the call, and of its turn, that a call corrects in the end."""
        first = self.chain(base)[-1]
        return first.turn.number, first.number

    def chain(self, base: Base) -> list[Base]:
        """The call and those that it corrected in turn, newest first."""
        found = [base]
        while (older := self.fixed(found[-1].step)) and older.turn.number < found[-1].turn.number:
            found.append(older)
        return found

    def places(self, base: Base) -> dict[str, TakeSlot]:
        """The places that hold what a call made, by output name; empty when it changed more than contents."""
        if any(a.outcome.is_done and a.change.capability not in _CONTENT for a in base.applied):
            return {}
        found = {name: self._place_of(clip, base.turn.number) for name, clip in base.record.clips.items()}
        return {name: place for name, place in found.items() if place}

    def _place_of(self, clip_id: str, turn: int) -> TakeSlot | None:
        """The place that a clip is a take of, or that holds what a later step of the same turn made of it."""
        place = self._takes.of_clip(clip_id)
        if place:
            return place
        for other in self._takes.of_turn(turn):
            made = [take.clip for take in other.takes if take.turn == turn]
            if any(self._comes_from(clip, clip_id) for clip in made):
                return other
        return None

    def _comes_from(self, clip_id: str, source: str) -> bool:
        clip = self._library.record(clip_id)
        while clip and clip.id != source and clip.recipe and len(clip.recipe.parents) == 1:
            clip = self._library.record(clip.recipe.parents[0])
        return clip is not None and clip.id == source

    def is_another_try(self, step: Step, inputs: Sequence[Clip]) -> bool:
        """True when nothing about the call is different, not even its material: another take of the same is wanted."""
        base = self.fixed(step)
        if base is None or base.step.task != step.task or _said(base.step.args) != _said(step.args):
            return False
        recipe = self._recipe_of(base)
        parents = [self._library.record(parent) for parent in recipe.parents] if recipe else []
        return [clip.sha256 for clip in parents if clip] == [clip.sha256 for clip in inputs]

    def seed(self, step: Step) -> int | None:
        """The seed of the call that is corrected, so that only what was said becomes different."""
        base = self.fixed(step)
        recipe = self._recipe_of(base) if base else None
        return recipe.seed if recipe else None

    def _recipe_of(self, base: Base) -> Recipe | None:
        """How the first of what a call gave was made."""
        return _recipe(self._library.record(next(iter(base.record.clips.values()), "")))

    def content_before(self, step: Step, place: TakeSlot | None) -> Clip | None:
        """What a place held before the call that a step corrects; None when that call did not change it."""
        source = self._source(step, place)
        return self._library.clip(source) if source else None

    def _source(self, step: Step, place: TakeSlot | None) -> str:
        """The clip that the call which a step corrects had worked on in a place; "" = it did not change that."""
        base = self.fixed(step)
        if base is None or place is None:
            return ""
        places, outs = self.places(base), list(base.record.clips.items())
        number = next((n for n, (name, _) in enumerate(outs) if places.get(name) == place), None)
        if number is None or base.step.row.on_session != "edits":
            return ""
        recipe = _recipe(self._now(base, place) or self._library.record(outs[number][1]))
        if recipe is None or not recipe.parents:
            return ""
        return recipe.parents[number if number < len(recipe.parents) else 0]

    def _now(self, base: Base, place: TakeSlot) -> Clip | None:
        """What stands for the result of a call in what lies in a place: that, or what a correction made of it."""
        clip = self._library.record(place.active)
        while clip:
            maker = self._maker(clip.id)
            if maker and any((one.turn.number, one.number) == (base.turn.number, base.number)
                             for one in self.chain(maker)):
                return clip
            recipe = clip.recipe
            clip = self._library.record(recipe.parents[0]) if recipe and len(recipe.parents) == 1 else None
        return None

    def _maker(self, clip_id: str) -> Base | None:
        """The call that a clip came of."""
        turn = self._library.turn(self._library.turn_of(clip_id))
        for number, record in enumerate(turn.steps if turn else (), 1):
            if turn and clip_id in record.clips.values():
                return Base(turn, number)
        return None

    def with_earlier_edits(self, plan: Plan) -> Plan:
        """The plan with the steps before a corrected call made once more whose result was let go."""
        steps = list(plan.steps)
        while found := next(filter(None, map(self._made_before, range(len(steps)), [steps] * len(steps))), None):
            at, step = found
            steps = [renumbered(one, {n: n + 1 for n in range(at + 1, len(steps) + 1)}) for one in steps]
            steps.insert(at, step)
        return replace(plan, steps=tuple(steps))

    def _made_before(self, at: int, steps: Sequence[Step]) -> tuple[int, Step] | None:
        """Where in a plan what is missing is to be made, and the step that makes it."""
        step, base = steps[at], self.fixed(steps[at])
        places, reference = self.places(base) if base else {}, str(step.args.get("clip", "$1"))
        if len(places) != 1 or step_reference(reference) or any(self._goes_on(step, one) for one in steps[:at]):
            return None
        source = self._source(step, next(iter(places.values())))
        clip, maker = self._library.record(source), self._maker(source)
        if clip is None or clip.recipe is None or maker is None or not self._library.is_by_recipe(source):
            return None
        return at, replace(_again(clip.recipe, 0, maker), args={**clip.recipe.args, "clip": reference})

    def _goes_on(self, step: Step, earlier: Step) -> bool:
        """Whether a correction goes on from what an earlier correction of its plan makes of the same place."""
        base, before = self.fixed(step), self.fixed(earlier)
        if base is None or before is None or not self.is_after(step, earlier):
            return False
        ids = {place.id for place in self.places(before).values()}
        return any(place.id in ids for place in self.places(base).values())

    def with_later_edits(self, plan: Plan) -> Plan:
        """The plan with the edits that came after a corrected call in the same place, made again on its new result."""
        steps = list(plan.steps)
        fixed = {step.base for step in plan.steps}
        used = {number for step in plan.steps for number in step.depends_on()}
        for number, step in enumerate(plan.steps, 1):
            base = self.fixed(step)
            places = self.places(base) if base and step.row.kind == "model" and number not in used else {}
            if base is None or len(places) != 1 or any(self._goes_on(one, step) for one in plan.steps[number:]):
                continue
            (place,), source = places.values(), number
            for recipe, maker in reversed(self._edits_since(place, base)):
                if not fixed & {f"{one.turn.number}.{one.number}" for one in self.chain(maker)}:
                    steps.append(_again(recipe, source, maker))
                    source = len(steps)
        return replace(plan, steps=tuple(steps))

    def _edits_since(self, place: TakeSlot, base: Base) -> list[tuple[Recipe, Base]]:
        """How what lies in a place came of the result of a call, last edit first; empty when it did not."""
        start, clip = self._now(base, place), self._library.record(place.active)
        found: list[tuple[Recipe, Base]] = []
        while start and clip and clip.id != start.id and clip.recipe:
            maker = self._maker(clip.id)
            if maker is None:
                return []
            found.append((clip.recipe, maker))
            clip = self._library.record(clip.recipe.parents[0])
        return found


def _again(recipe: Recipe, source: int, maker: Base) -> Step:
    """The edit that a recipe tells of, on what a step of this plan gives."""
    args = {name: value for name, value in recipe.args.items() if name not in ("clips", "track")}
    return Step(recipe.task, {**args, "clip": f"${source}"}, "fix", f"{maker.turn.number}.{maker.number}")


def _recipe(clip: Clip | None) -> Recipe | None:
    return clip.recipe if clip else None


def _said(args: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [plain(one) for one in value]
        parsed = step_reference(str(value))
        return parsed[1] if parsed else value  # the number of a step is not the same in another plan

    return {name: plain(value) for name, value in args.items() if value is not None}
