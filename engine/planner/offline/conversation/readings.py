"""Readings: complete plans that a turn may mean: an operation on an earlier call, with its things and its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from engine.errors import UserError
from engine.planner.offline.conversation.state import Frame, State
from engine.planner.offline.conversation.things import Target, Things
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.conversation.values import (
    Change,
    between,
    carried,
    degree_changes,
    factor_changes,
    measured,
    number_changes,
)
from engine.planner.offline.conversation.wording import text_changes, voice_changes
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, REPLIES, DialogueState
from engine.planner.offline.reading.kinds import OLD
from engine.planner.offline.reading.network import network
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS, merged
from engine.planner.offline.reading.reader import ArgumentSpan
from engine.planner.offline.reading.reading_cache import hear
from engine.planner.offline.reading.router import Route, best_routes, with_kinds
from engine.planner.offline.slots.clause import Clause
from engine.planner.offline.slots.fill import fill
from engine.planner.offline.steps.reply import chat_text
from engine.planner.offline.text.quantity import Quantity, quantities
from engine.tasks.plan import Operation, Step
from engine.tasks.task import Task, find_task

MOST = 110
"""Readings that are weighed."""
MOST_BASES = 10
MOST_STEPS = 12
NOTHING = Change((), "none")
KEPT = Target((), "kept")
_TOGETHER = {
    ("edit_clip", "join"),
    ("edit_clip", "crossfade"),
    ("route", "group"),
    ("route", "bus"),
    ("route", "ungroup"),
}
"""Tasks that take several things at once."""
_TRACKED = ("mix", "automate", "route", "set_track", "plugin", "freeze", "take")
_OPS: dict[str, Operation] = {"fix": "fix", "again": "again", "retry": "retry", "goon": "retry"}
_LEFT_OUT = re.compile(
    r"\b(?:no|not|without|except|but not|minus|skip|leave out|drop|lose|forget)\b (?:the |that |any |with"
    r" )?((?:\w+ ?){1,3})"
)
_ONLY_STEP = re.compile(
    r"\b(?:(first|second|third|fourth|last) (?:step|thing|one|part|move|bit)|only the (first|second|third|last))\b"
)
CORRECTS = re.compile(
    r"^\W*(?:no+|nah|nope|not|sorry|oops|wait|argh|ugh|hm+)\b|\b(?:instead|rather|i mean|i meant|meant|wrong|not the"
    r"|not on|should be|should have been|make that|actually|correction|change (?:it|that) to|should've)\b|, ?not\b"
)
"""Words that say that a call was not right."""
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}


@dataclass(frozen=True)
class Reading:
    """One complete plan with what it was made of."""

    steps: tuple[Step, ...]
    op: str
    """rules, fresh, fix, again, retry, goon, undo, redo, recall, talk."""
    base: Frame | None = None
    target: Target = KEPT
    change: Change = NOTHING
    many: str = ""
    """turn, chain, one: how many calls of the conversation it is about."""


@dataclass
class Turn:
    """What is said now, with everything its readings are made from."""

    text: str
    scene: DialogueState
    state: State
    rules: tuple[Step, ...]
    """What the turn means by the rules for single requests and plain follow-ups."""

    @cached_property
    def things(self) -> Things:
        """What its words may mean."""
        return Things(self.text, self.state)

    @cached_property
    def figures(self) -> list[Quantity]:
        """Its quantities that are no part of a name."""
        named = self.things.named_places
        spots = [one for i, one in enumerate(self.things.words) if i in named]
        return [
            one
            for one in quantities(self.text)[:8]
            if not any(word.start <= one.start < word.end and not word.text.isdigit() for word in spots)
        ]

    @cached_property
    def routes(self) -> list[Route]:
        """The likeliest tasks."""
        heard = hear(self.text, self.scene)
        return with_kinds(best_routes(heard.labels, 40), heard.kinds, 5)

    @cached_property
    def likely(self) -> dict[str, float]:
        """How likely each task and each kind of one ("mix", "mix/pan") is; the session's own tasks as well."""
        heard = hear(self.text, self.scene)
        old = heard.kinds.get(OLD, 1.0)
        found: dict[str, float] = {}
        labels = [(label, float(chance) * old) for label, chance in zip(network().labels, heard.labels, strict=True)]
        for label, chance in [*labels, *((one, own) for one, own in heard.kinds.items() if one != OLD)]:
            task = label.partition("/")[0]
            for name in {label, task}:
                found[name] = found.get(name, 0.0) + chance
        return found

    def filled(self, tool: str, kind: str) -> dict[str, Any]:
        """What the fillers read off the words for a task."""
        key = (tool, kind)
        if key not in self._fills:
            try:
                self._fills[key] = fill(Clause(self.text, tool, kind, self.scene, carries=True))
            except UserError:
                self._fills[key] = {}
        return self._fills[key]

    def places_of(self, tool: str, names: frozenset[str]) -> frozenset[int]:
        """Where the words stand that were read as these arguments of a task."""
        if tool not in self._spans:
            self._spans[tool] = hear(self.text, self.scene).spans(tool)
        words = enumerate(self.things.words)
        found = [span for span in self._spans[tool] if span.name in names]
        return frozenset(i for i, word in words if any(span.start <= word.start < span.end for span in found))

    @cached_property
    def _spans(self) -> dict[str, tuple[ArgumentSpan, ...]]:
        return {}

    def changes(self, base: Frame) -> list[Change]:
        """What the words may change in an earlier call."""
        if base.name not in self._changes:
            row = _row(base.tool)
            self._changes[base.name] = _changes(self, base, row) if row else []
        return self._changes[base.name]

    @cached_property
    def _changes(self) -> dict[str, list[Change]]:
        return {}

    @cached_property
    def _fills(self) -> dict[tuple[str, str], dict[str, Any]]:
        return {}

    def targets(self, base: Frame | None) -> list[Target]:
        """The things it may be about, for one base."""
        key = base.name if base else ""
        if key not in self._targets:
            self._targets[key] = self.things.targets(base)
        return self._targets[key]

    @cached_property
    def _targets(self) -> dict[str, list[Target]]:
        return {}


def readings(turn: Turn) -> list[Reading]:
    """All complete readings that the task table takes, without doubles."""
    made: dict[str, Reading] = {}
    for one in _all(turn):
        key = repr([(step.task, sorted(step.args.items(), key=lambda pair: pair[0])) for step in one.steps])
        if key in made and made[key].op != "rules":
            continue
        if key in made:  # the rules' own reading, explained
            made[key] = replace(one, steps=made[key].steps if one.base is None else one.steps)
            continue
        if one.steps and len(one.steps) <= MOST_STEPS and _is_valid(one.steps):
            made[key] = one
        if len(made) >= MOST:
            break
    return list(made.values())


def _is_valid(steps: Sequence[Step]) -> bool:
    try:
        for number, step in enumerate(steps):
            find_task(step.task).check(step.args)
            if any(source > number for source in step.depends_on()):
                return False
    except UserError:
        return False
    return True


def _all(turn: Turn) -> Iterator[Reading]:
    yield Reading(turn.rules, "rules", None, Target((), "rules"), Change((), "rules"))
    yield Reading((Step("chat", {"text": chat_text(turn.text)}),), "talk")
    yield from _taken_back(turn)
    yield from _unfinished(turn)
    bases = _bases(turn)
    for base in bases[:3]:
        yield from _edits(turn, base)
    yield from _fresh(turn)
    yield from _several(turn)
    for base in bases[3:]:
        yield from _edits(turn, base)
    yield from _recalled(turn)


def _bases(turn: Turn) -> list[Frame]:
    """Earlier calls that a turn may be about, the likeliest first."""
    frames = [one for one in turn.state.frames if one.tool not in ("history",)]
    latest = [one for one in frames if one.turn == turn.state.last_turn][::-1]
    told = {route.task for route in turn.routes[:3]}
    rest = [one for one in reversed(frames) if one not in latest]
    live = [one for one in rest if one.is_live or one.state == "undone"]
    alike = [one for one in rest if one.tool in told][:3]
    named = {word.low for word in turn.things.words}
    spoken = [one for one in rest if named & (treatments(one.tool, one.args) | {one.kind})][:3]
    about = {thing for one in turn.things.mentions for thing in one.ids} if turn.things.mentions else set()
    there = [one for one in rest if about & {*one.clips(), *one.out, f"track:{one.args.get('track')}"}][:2]
    ordered = [*latest[:4], *alike[:2], *spoken, *there, *live[:3], *alike]
    return list({one.name: one for one in ordered}.values())[:MOST_BASES]


def _edits(turn: Turn, base: Frame) -> Iterator[Reading]:
    """One earlier call with other values, for other things, or once more."""
    row = _row(base.tool)
    if row is None:
        return
    changes = turn.changes(base)
    targets = [KEPT, *turn.targets(base)]
    failed = base.state in ("failed", "waiting")
    op = "retry" if failed else "fix"
    for change in changes:
        yield _edit(turn, base, row, op, KEPT, change)
    for target in targets[1:]:
        for change in changes[:5]:
            yield _edit(turn, base, row, "again", target, change)


def _changes(turn: Turn, base: Frame, row: Task) -> list[Change]:
    low, words, old = turn.things.low, turn.things.words, base.args
    figures = list(number_changes(low, words, turn.figures, row, old))
    words_too = list(voice_changes(low, words, row, old))
    texts = list(text_changes(turn.text, words, row, old))
    factors = (
        [] if figures and not any(one.why == "back" for one in figures) else list(factor_changes(low, words, row, old))
    )
    if figures:
        factors = list(factor_changes(low, words, row, old))
    degrees = [] if turn.figures else list(degree_changes(low, words, row, old))
    copied = list(carried(low, words, row, turn.state, {})) + list(_numbered(turn, row))
    told = list(measured(low, row, turn.state)) if base.tool not in LOOKS_ONLY else []
    read = _read(turn, base, row)
    copied += list(between(low, row, base, turn.state.frames))
    both = [_both(a, b) for a in (*figures[:2], *factors[:1]) for b in words_too[:1]]
    made = [NOTHING, *both, *texts[:4], *figures, *factors[:5], *words_too, *degrees[:3], *read, *copied[:4], *told[:4]]
    unique: dict[tuple[tuple[str, Any], ...], Change] = {}
    for one in made:
        try:
            unique.setdefault(tuple((name, repr(value)) for name, value in one.args), one)
        except TypeError:
            continue
    return list(unique.values())[:16]


def _both(a: Change, b: Change) -> Change:
    return Change(tuple(sorted({**dict(a.args), **dict(b.args)}.items())), f"{a.why}+", a.used | b.used)


def _numbered(turn: Turn, row: Task) -> Iterator[Change]:
    """Which take."""
    if not any(arg.name == "number" for arg in row.args):
        return
    order = {
        "first": "1",
        "original": "1",
        "second": "2",
        "third": "3",
        "fourth": "4",
        "last": "last",
        "newest": "last",
        "previous": "-1",
        "before": "-1",
    }
    for i, one in enumerate(turn.things.words):
        said = order.get(one.low) or (
            one.low if one.low.isdigit() else {"one": "1", "two": "2", "three": "3", "four": "4"}.get(one.low)
        )
        if said:
            yield Change((("number", said),), "number", frozenset({i}))


def _read(turn: Turn, base: Frame, row: Task) -> Iterator[Change]:
    """What the fillers read, without the things."""
    what = KIND_OF.get(base.tool, "")
    said = {name: value for name, value in turn.filled(base.tool, base.kind).items() if name not in TARGETS}
    kept = {name: value for name, value in said.items() if name != what and base.args.get(name) != value}
    used = turn.places_of(base.tool, frozenset(said))
    if kept:
        yield Change(tuple(sorted(kept.items(), key=lambda pair: pair[0])), "read", used)
    if what and said.get(what) and said[what] != base.args.get(what):
        yield Change(tuple(sorted(said.items(), key=lambda pair: pair[0])), "other kind", used)


def _edit(turn: Turn, base: Frame, row: Task, op: str, target: Target, change: Change) -> Reading:
    new = dict(change.args)
    old = dict(base.args)
    if change.why == "other kind" or new.get("action", old.get("action")) != old.get("action"):
        old = {name: value for name, value in old.items() if name in TARGETS}
    args = merged(old, new)
    if op == "again" and target.ids and CORRECTS.search(turn.things.low):
        op = "fix"
    if (
        op == "fix"
        and change.why in ("on", "back", "back factor", "degree")
        and any(name in ("value_db", "gain_db", "semitones") for name in new)
    ):
        op = "again"
    if op == "fix" and change.why == "none":
        op = "again"
    steps = tuple(_named(one, op, base) for one in aimed(turn.state, base.tool, args, target))
    return Reading(steps, op, base, target, change, "one")


def _named(step: Step, op: str, base: Frame) -> Step:
    return replace(step, op=_OPS.get(op, "fresh"), base=base.name if op in _OPS else "")


def aimed(state: State, tool: str, args: Mapping[str, Any], target: Target) -> list[Step]:
    """A call for other things: one step for each, or one for all where the task takes several."""
    if not target.ids:
        return [Step(tool, dict(args))]
    row = _row(tool)
    names = {arg.name for arg in row.args} if row else set()
    rest = {name: value for name, value in args.items() if name not in TARGETS}
    by_track = tool in _TRACKED and ("track" in args or "tracks" in args or "clip" not in names)
    things = [_as(state, one, by_track and "track" in names) for one in target.ids]
    made: list[Step] = []
    kind = (tool, str(args.get("action") or ""))
    tracks = [value for name, value in things if name == "track"]
    clips = [value for name, value in things if name == "clip"]
    if len(things) > 1 and kind in _TOGETHER:
        return [Step(tool, {**rest, "tracks": tracks} if tracks and "tracks" in names else {**rest, "clips": clips})]
    for name, value in things:
        if name == "clip" and "clip" not in names:
            name = "midi" if "midi" in names else "image" if "image" in names else "clip"
        if name == "track" and "track" not in names:
            inside = [card.view.id for card in state.cards.values() if card.view.track == value]
            made += [
                Step(tool, {**rest, "midi" if "midi" in names and "clip" not in names else "clip": one})
                for one in inside[:4]
            ]
            continue
        made.append(Step(tool, {**rest, name: value}))
    return made


def _as(state: State, thing: str, as_track: bool) -> tuple[str, str]:
    if thing.startswith("track:"):
        return "track", thing[6:]
    card = state.cards.get(thing)
    if as_track and card and card.view.track:
        return "track", card.view.track
    return "clip", thing


def _fresh(turn: Turn) -> Iterator[Reading]:
    """The rules' request for other things, and what else the words may ask for."""
    if len(turn.rules) == 1 and turn.rules[0].task not in REPLIES:
        step = turn.rules[0]
        for target in turn.targets(None):
            yield Reading(
                tuple(aimed(turn.state, step.task, step.args, target)), "fresh", None, target, Change((), "rules")
            )
        row = _row(step.task)
        for change in (
            (
                *carried(turn.things.low, turn.things.words, row, turn.state, step.args),
                *measured(turn.things.low, row, turn.state),
            )
            if row
            else ()
        ):
            args = merged(dict(step.args), dict(change.args))
            yield Reading((Step(step.task, args),), "fresh", None, Target((), "rules"), change)
            for target in turn.targets(None)[:4]:
                yield Reading(tuple(aimed(turn.state, step.task, args, target)), "fresh", None, target, change)
    focus = turn.scene.focus()
    for route in turn.routes[:3]:
        row = _row(route.task)
        if row is None or route.task in REPLIES or route.sure < 0.04:
            continue
        said = turn.filled(route.task, route.kind)
        what = KIND_OF.get(route.task, "")
        if what and route.kind and what not in said:
            said = {**said, what: route.kind}
        figures = [NOTHING, *list(number_changes(turn.things.low, turn.things.words, turn.figures, row, {}))[:3]]
        figures += list(carried(turn.things.low, turn.things.words, row, turn.state, said))[:2]
        figures += list(measured(turn.things.low, row, turn.state))[:4]
        targets = [KEPT, *turn.targets(None)[:5]]
        if focus:
            targets.append(Target((focus,), "last"))
        if turn.scene.context.selected_clips:
            targets.append(Target(tuple(turn.scene.context.selected_clips), "selected"))
        for target in targets:
            for change in figures:
                args = merged(said, dict(change.args))
                yield Reading(tuple(aimed(turn.state, route.task, args, target)), "fresh", None, target, change)


def _several(turn: Turn) -> Iterator[Reading]:
    """All calls of a turn, or all that were done to a clip, for something else or with other values."""
    groups: list[tuple[str, list[Frame]]] = []
    numbers = sorted({one.turn for one in turn.state.frames}, reverse=True)[:4]
    for number in numbers:
        frames = [one for one in turn.state.turn(number) if one.state != "undone"]
        if len(frames) > 1:
            groups.append(("turn", frames))
    worked = list(dict.fromkeys(clip for one in reversed(turn.state.frames) for clip in one.clips()))[:4]
    named = [thing for one in turn.things.mentions for thing in one.ids]
    for clip in [*worked, *named]:
        card = turn.state.cards.get(clip)
        if card and len(card.touched_by) > 1:
            chain = [one for one in card.touched_by if one.is_live and one.tool != "arrange"]
            groups += [("chain", chain), ("chain", chain[-2:])] if len(chain) > 2 else [("chain", chain)]
    if len(numbers) > 1:
        groups.append(
            ("turns", [one for number in sorted(numbers[:2]) for one in turn.state.turn(number) if one.state == "done"])
        )
    seen: set[tuple[str, ...]] = set()
    for many, frames in groups:
        key = tuple(one.name for one in frames)
        if key in seen or not 1 < len(frames) <= 6:
            continue
        seen.add(key)
        for some in _picked(turn, frames):
            yield from _for_all(turn, many, some)


def _picked(turn: Turn, frames: list[Frame]) -> Iterator[list[Frame]]:
    """All, without those that words leave out, or only those that they count."""
    yield frames
    for match in _LEFT_OUT.finditer(turn.things.low):
        said = set(match[1].split())
        rest = [one for one in frames if not said & (treatments(one.tool, one.args) | {one.kind})]
        if 0 < len(rest) < len(frames):
            yield rest
    counted = [match[1] or match[2] for match in _ONLY_STEP.finditer(turn.things.low)]
    some = [frames[_PLACES[word]] for word in counted if -len(frames) <= _PLACES[word] < len(frames)]
    if some:
        yield some
    words = {one.low for one in turn.things.words}
    spoken = [one for one in frames if words & (treatments(one.tool, one.args) | {one.kind})]
    if 0 < len(spoken) < len(frames):
        yield spoken


def _for_all(turn: Turn, many: str, frames: list[Frame]) -> Iterator[Reading]:
    rows = [_row(one.tool) for one in frames]
    if any(row is None for row in rows):
        return
    for target in turn.targets(frames[0])[:6]:
        for thing in [target.ids] if len(target.ids) == 1 or len(frames) > 3 else [target.ids]:
            steps: list[Step] = []
            for one in frames:
                made = aimed(turn.state, one.tool, dict(one.args), replace(target, ids=thing))
                steps += [_named(step, "again", one) for step in made]
            yield Reading(tuple(steps), "again", frames[0], target, NOTHING, many)
            changed = _one_changed(turn, frames, steps, target, many)
            if changed:
                yield changed
    if many == "turn":
        for index in range(4):
            steps, last = [], NOTHING
            for one in frames:
                options = [change for change in turn.changes(one) if change.why != "none"]
                if len(options) <= index:
                    break
                last = options[index]
                steps.append(_named(Step(one.tool, merged(dict(one.args), dict(last.args))), "fix", one))
            else:
                yield Reading(tuple(steps), "fix", frames[-1], KEPT, last, many)
        if len(frames) == 2 and frames[0].tool == frames[1].tool:
            yield _swapped(frames)


def _one_changed(turn: Turn, frames: list[Frame], steps: list[Step], target: Target, many: str) -> Reading | None:
    """A chain for something else, with one value changed where it stands."""
    if (
        len(steps) != len(frames)
        or not turn.figures
        and not any(word in turn.things.low for word in ("half", "twice", "double"))
    ):
        return None
    for place, one in enumerate(frames):
        options = [change for change in turn.changes(one) if change.why not in ("none", "read")]
        known = [change for change in options if all(name in one.args for name, _ in change.args)]
        if known:
            changed = list(steps)
            changed[place] = replace(steps[place], args=merged(dict(steps[place].args), dict(known[0].args)))
            return Reading(tuple(changed), "again", frames[0], target, known[0], many)
    return None


def _swapped(frames: list[Frame]) -> Reading:
    """Two calls with each other's values."""
    a, b = frames
    steps = []
    for one, other in ((a, b), (b, a)):
        values = {name: value for name, value in other.args.items() if name not in TARGETS}
        targets = {name: value for name, value in one.args.items() if name in TARGETS}
        steps.append(_named(Step(one.tool, {**values, **targets}), "fix", one))
    return Reading(tuple(steps), "fix", b, KEPT, Change((), "swapped"), "turn")


def _unfinished(turn: Turn) -> Iterator[Reading]:
    """What failed or was never reached: again, with a change, or without it."""
    broken = [one for one in turn.state.frames if one.state in ("failed", "waiting")]
    numbers = sorted({one.turn for one in broken}, reverse=True)[:3]
    for number in numbers:
        left = [one for one in turn.state.turn(number) if one.state in ("failed", "waiting")]
        done_later = {(one.tool, one.kind) for one in turn.state.frames if one.turn > number and one.is_live}
        open_still = [one for one in left if (one.tool, one.kind) not in done_later] or left
        for some in (open_still, left):
            yield Reading(_renumbered(turn, some), "retry", some[0], KEPT, NOTHING, "turn")
            waiting = [one for one in some if one.state == "waiting"]
            if waiting:
                yield Reading(_renumbered(turn, waiting), "goon", waiting[0], KEPT, NOTHING, "turn")
            for one in some:
                yield Reading(
                    _renumbered(turn, [one]), "retry" if one.state == "failed" else "goon", one, KEPT, NOTHING, "one"
                )
                for change in turn.changes(one)[:8]:
                    if change.why != "none":
                        after = [other for other in some if other.number > one.number]
                        changed = replace(one, args=merged(dict(one.args), dict(change.args)))
                        yield Reading(_renumbered(turn, [changed, *after]), "retry", one, KEPT, change, "turn")
                        yield Reading(_renumbered(turn, [changed]), "retry", one, KEPT, change, "one")
            for rest in _picked(turn, some):
                yield Reading(_renumbered(turn, rest), "goon", rest[0], KEPT, NOTHING, "turn")


def _renumbered(turn: Turn, frames: Sequence[Frame]) -> tuple[Step, ...]:
    """Steps whose `$n` count within this plan; what a step before should have made and did not stays out."""
    numbers = {one.number: place for place, one in enumerate(frames, 1)}
    steps = []
    for one in frames:
        args = {name: _again(value, numbers) for name, value in one.args.items()}
        steps.append(_named(Step(one.tool, args), "retry" if one.state == "failed" else "goon", one))
    return tuple(steps)


def _again(value: Any, numbers: Mapping[int, int]) -> Any:
    if isinstance(value, list):
        return [_again(one, numbers) for one in value]
    match = re.fullmatch(r"\$(\d+)(.*)", value) if isinstance(value, str) else None
    return f"${numbers.get(int(match[1]), int(match[1]))}{match[2]}" if match else value


def _taken_back(turn: Turn) -> Iterator[Reading]:
    live = [one for one in turn.state.frames if one.is_live and one.tool not in LOOKS_ONLY]
    if live:
        yield Reading((Step("undo", {}),), "undo", live[-1], KEPT, NOTHING, "one")
        for one in {frame.name: frame for frame in live[::-1]}.values():
            if live.index(one) >= len(live) - 5:
                yield Reading(
                    (Step("undo", {"target": _called(turn.state, one)}),),
                    "undo",
                    one,
                    Target((), "told"),
                    NOTHING,
                    "one",
                )
        numbers = [int(one.value) for one in turn.figures if not one.unit and 1 < one.value < 20]
        for count in [*numbers[:1], 2]:
            yield Reading((Step("undo", {"steps": count}),), "undo", live[-1], KEPT, Change((), "said"), "turn")
    undone = [one for one in turn.state.frames if one.state == "undone"]
    if undone:
        yield Reading((Step("redo", {}),), "redo", undone[-1], KEPT, NOTHING, "one")
        last = undone[-1]
        for target in turn.targets(last)[:4]:
            yield Reading(
                tuple(_named(step, "again", last) for step in aimed(turn.state, last.tool, dict(last.args), target)),
                "again",
                last,
                target,
                NOTHING,
                "undone",
            )


def _called(state: State, one: Frame) -> str:
    """A call in words that find it again."""
    what = one.kind.replace("_", " ") or one.tool.replace("_", " ")
    clips = one.clips() or list(one.out)
    card = state.cards.get(clips[0]) if clips else None
    where = card.view.name if card else str(one.args.get("track") or "")
    return f"the {what} on {where}" if where else f"the {what}"


def _recalled(turn: Turn) -> Iterator[Reading]:
    yield Reading((Step("history", {"query": turn.text[:200]}),), "recall", None, KEPT, NOTHING)
    for target in turn.targets(None)[:5]:
        if len(target.ids) == 1:
            name, value = _as(turn.state, target.ids[0], as_track=False)
            yield Reading((Step("history", {name: value, "query": turn.text[:200]}),), "recall", None, target, NOTHING)
    focus = turn.scene.focus()
    if focus and turn.scene.clip(focus):
        yield Reading(
            (Step("history", {"clip": focus, "query": turn.text[:200]}),),
            "recall",
            None,
            Target((focus,), "last"),
            NOTHING,
        )


def _row(tool: str) -> Task | None:
    try:
        return find_task(tool)
    except UserError:
        return None
