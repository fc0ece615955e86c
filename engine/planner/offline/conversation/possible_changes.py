"""Everything that the words of a turn may change in an earlier call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.planner.offline.conversation.carried_values import between, carried, measured
from engine.planner.offline.conversation.change import ArgumentChange
from engine.planner.offline.conversation.degrees import degree_changes, factor_changes
from engine.planner.offline.conversation.figures import number_changes
from engine.planner.offline.conversation.reading import NOTHING, row_of
from engine.planner.offline.conversation.state import Frame
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.conversation.wording import text_changes, voice_changes
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS
from engine.tasks.task import Task


def changes_of(turn: TurnRead, base: Frame) -> list[ArgumentChange]:
    """What the words may change in an earlier call."""
    if base.name not in turn.known_changes:
        row = row_of(base.tool)
        turn.known_changes[base.name] = _changes(turn, base, row) if row else []
    return turn.known_changes[base.name]


def _changes(turn: TurnRead, base: Frame, row: Task) -> list[ArgumentChange]:
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
    unique: dict[tuple[tuple[str, Any], ...], ArgumentChange] = {}
    for one in made:
        try:
            unique.setdefault(tuple((name, repr(value)) for name, value in one.args), one)
        except TypeError:
            continue
    return list(unique.values())[:16]


def _both(a: ArgumentChange, b: ArgumentChange) -> ArgumentChange:
    return ArgumentChange(tuple(sorted({**dict(a.args), **dict(b.args)}.items())), f"{a.why}+", a.used | b.used)


def _numbered(turn: TurnRead, row: Task) -> Iterator[ArgumentChange]:
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
            yield ArgumentChange((("number", said),), "number", frozenset({i}))


def _read(turn: TurnRead, base: Frame, row: Task) -> Iterator[ArgumentChange]:
    """What the fillers read, without the things."""
    what = KIND_OF.get(base.tool, "")
    said = {name: value for name, value in turn.filled(base.tool, base.kind).items() if name not in TARGETS}
    if base.tool == "automate" and base.args.get("parameter") != "volume" and "parameter" not in said:
        said = {name: value for name, value in said.items() if name not in ("from", "to")}  # a mute has no levels
    kept = {name: value for name, value in said.items() if name != what and base.args.get(name) != value}
    used = turn.places_of(base.tool, frozenset(said))
    if kept:
        yield ArgumentChange(tuple(sorted(kept.items(), key=lambda pair: pair[0])), "read", used)
    if what and said.get(what) and said[what] != base.args.get(what):
        yield ArgumentChange(tuple(sorted(said.items(), key=lambda pair: pair[0])), "other kind", used)
