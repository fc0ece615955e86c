"""Features: what a judge looks at in a reading of a turn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from engine.planner.offline.conversation.direction import gives_back, way_of
from engine.planner.offline.conversation.judged_turn import Judged, listed
from engine.planner.offline.conversation.reading import Reading
from engine.planner.offline.conversation.treatment import treatments
from engine.planner.offline.conversation.turn import TurnRead
from engine.planner.offline.reading.dialogue_state import LOOKS_ONLY, REPLIES
from engine.planner.offline.reading.previous_call import KIND_OF, TARGETS, numbers_of

OPS = ("rules", "fresh", "fix", "again", "retry", "goon", "undo", "redo", "recall", "talk")


TARGET = (
    "kept",
    "named",
    "treated",
    "other",
    "rest",
    "all",
    "nth",
    "untouched",
    "most",
    "outer",
    "last",
    "selected",
    "rules",
    "told",
)


CHANGE = (
    "none",
    "said",
    "signed",
    "turned",
    "side",
    "up",
    "down",
    "on",
    "back",
    "further",
    "nearer",
    "said other",
    "factor",
    "factor length",
    "back factor",
    "against",
    "turn",
    "centre",
    "degree",
    "degree of it",
    "degree new",
    "carried",
    "span",
    "read",
    "other kind",
    "new text",
    "text place",
    "text swap",
    "text word",
    "new name",
    "voice",
    "number",
    "rules",
    "swapped",
    "measured key",
    "measured bpm",
    "later",
    "earlier",
    "so long",
    "span said",
    "difference",
    "difference down",
    "between",
    "text alike",
    "measured loudness_lufs",
    "measured lyrics",
    "measured text",
)


STATES = ("done", "failed", "waiting", "undone", "replaced")


MANY = ("one", "turn", "chain", "turns", "undone")


def features(one: Reading, judged: Judged) -> list[float]:
    """The numbers of one reading."""
    turn = judged.turn
    state, things = turn.state, turn.things
    step = one.steps[0]
    rules = turn.rules
    tool, args = step.task, step.args
    kind = str(args.get(KIND_OF.get(tool, ""), "") or "")
    base = one.base
    label = f"{tool}/{kind}" if kind else tool
    p_tool, p_kind = judged.by_task.get(tool, 0.0), judged.chances.get(label, 0.0)
    used = one.change.used | one.target.used
    called = {
        word
        for s in one.steps
        for word in (
            s.task,
            *s.task.split("_"),
            str(s.args.get(KIND_OF.get(s.task, ""), "")),
            *treatments(s.task, s.args),
        )
    }
    if one.op in ("undo", "redo", "recall") and base:
        called |= {*treatments(base.tool, base.args), base.kind}
    explained = used | judged.kinds_at(frozenset(called)) | judged.named_by(one)
    unexplained = len(judged.content - explained)
    numbers_said = {
        abs(float(v))
        for s in one.steps
        for v in _flat(s.args)
        if isinstance(v, int | float) and not isinstance(v, bool)
    }
    figures_left = sum(
        not (places & one.change.used or _is_in(figure.value, numbers_said))
        for places, figure in zip(judged.figures_at, turn.figures, strict=True)
    )
    meant = [value for s in one.steps for name in TARGETS for value in listed(s.args.get(name))]
    ids = {*meant, *(f"track:{value}" for value in meant)}
    ids |= {f"track:{card.view.track}" for value in meant if (card := state.cards.get(value)) and card.view.track}
    ids |= {clip for value in meant for clip in judged.by_track.get(value, ())}
    hit = [bool(ids & set(mention.ids)) for mention in things.mentions]
    treated_hit = [bool(ids & set(mention.ids)) for mention in things.treated]
    named_left = len(hit) - sum(hit)
    every = set(meant)
    is_plural = judged.is_plural
    named_args = judged.named_args
    shared_names = named_args & (set(one.change.args and dict(one.change.args)) | (set() if base else set(args)))
    base_called = treatments(base.tool, base.args) | {base.kind, *base.tool.split("_")} if base else frozenset()
    about_base = len(judged.kinds_at(frozenset(base_called)))
    base_clips = {*base.clips(), *base.out, f"track:{base.args.get('track')}"} if base else set()
    base_named = any(base_clips & set(mention.ids) for mention in things.mentions)
    unsupported = sum(
        not any(value in mention.ids or f"track:{value}" in mention.ids for mention in things.treated)
        for value in every
    )
    old_targets = {name: base.args.get(name) for name in TARGETS if base and name in base.args}
    new_targets = {name: args.get(name) for name in TARGETS if name in args}
    changes = dict(one.change.args)
    nothing_new = (
        base is not None and all(base.args.get(name) == value for name, value in args.items()) and len(one.steps) == 1
    )
    way, numbers = way_of(things.low), numbers_of(base.args) if base else {}
    moved = [
        number - numbers[name]
        for name, value in changes.items()
        if name in numbers and (number := _number(value)) is not None
    ]
    shift = math.copysign(1, moved[0]) if moved and moved[0] else 0.0
    step_db = [
        float(value)
        for name, value in changes.items()
        if name in ("value_db", "gain_db", "semitones", "value") and isinstance(value, int | float)
    ]
    step_way = math.copysign(1, step_db[0]) if step_db and step_db[0] else 0.0
    same_calls = [(a.task, a.args) for a in one.steps] == judged.rules_calls
    rules_task = rules[0].task if rules else ""
    since = state.last_turn - base.turn if base else 0
    same_turn = state.turn(base.turn) if base else []
    focus = judged.focus
    values = [
        *(float(one.op == op) for op in OPS),
        *(float(one.target.why == why) for why in TARGET),
        *(float(one.change.why.rstrip("+") == why) for why in CHANGE),
        *(float(base is not None and base.state == name) for name in STATES),
        *(float(one.many == name) for name in MANY),
        float(base is not None),
        min(since, 8) / 8,
        float(base is not None and since == 0),
        float(base is not None and base is state.frames[-1]) if state.frames else 0.0,
        float(len(same_turn) > 1),
        float(base is not None and base.tool in LOOKS_ONLY),
        float(base is not None and base.tool in ("mix", "arrange", "transport")),
        p_tool,
        p_kind,
        math.log(p_tool + 1e-3),
        math.log(p_kind + 1e-3),
        float(p_tool >= judged.most - 1e-6),
        judged.by_task.get("chat", 0.0),
        judged.by_task.get("ask", 0.0),
        judged.by_task.get("refuse", 0.0),
        judged.by_task.get("undo", 0.0),
        judged.by_task.get("history", 0.0),
        min(unexplained, 10) / 5,
        unexplained / (len(judged.content) + 1),
        float(figures_left),
        float(min(named_left, 4)) / 2,
        float(len(judged.figures_at)),
        float(len(things.mentions)),
        float(len(used)) / 4,
        math.log(len(things.words) + 1),
        float("?" in things.low),
        float('"' in things.low),
        float(len(one.steps)) / 3,
        float(len(one.target.ids)) / 2,
        one.target.score / 3,
        float(len(changes)),
        float(nothing_new),
        float(sum(name not in base.args for name in changes)) if base else 0.0,
        float(bool(base) and old_targets == new_targets),
        float(
            any(
                _of_wrong_kind(turn, name, value)
                for name in ("clip", "midi", "clips")
                for value in listed(args.get(name))
            )
        ),
        float(focus in meant),
        float(any(value in (base.out if base else ()) for value in meant)),
        float(same_calls),
        float(rules_task in REPLIES),
        float(rules_task == tool),
        float(len(rules) == len(one.steps)),
        float([new_targets.get(n) for n in TARGETS] == [rules[0].args.get(n) for n in TARGETS]) if rules else 0.0,
        _shared(args, rules[0].args) if rules and rules_task == tool else 0.0,
        float(way),
        float(way and shift == way),
        float(way and shift == -way),
        float(way and step_way == way),
        float(way and step_way == -way),
        float(gives_back(things.low)),
        float(bool(numbers) and step_way * math.copysign(1, next(iter(numbers.values())) or 1) < 0),
        float(state.asked is not None),
        float(judged.is_broken),
        float(bool(rules) and rules_task == "undo"),
        float(
            base is not None
            and base.kind in called
            and bool(judged.kinds_at(frozenset({base.kind, *treatments(base.tool, base.args)})))
        ),
        float(tool in ("undo", "redo")),
        float(args.get("action") == "delete"),
        float(sum(hit)) / 2,
        float(sum(treated_hit)) / 2,
        float(len(treated_hit) - sum(treated_hit)) / 2,
        float(is_plural and len(every) < 2),
        float(not is_plural and len(every) > 1),
        float(is_plural and len(every) > 1),
        float(len(shared_names)),
        float(len(named_args - set(dict(one.change.args)))) if base else 0.0,
        float(about_base) / 2,
        float(base_named),
        float(unsupported) / 2,
        float(bool(every)),
        float(judged.clauses - len({(s.task, str(s.args.get(KIND_OF.get(s.task, "")))) for s in one.steps})),
        judged.by_task.get(rules_task, 0.0) if rules else 0.0,
        float(len(judged.content)) / 5,
        *judged.says,
        float(state.in_place),
        float(state.in_place) * float(one.op == "rules" or same_calls),
        float(tool == "undo" and "target" in args),
        float(
            base is not None
            and len(one.steps) == 1
            and base.args.get(KIND_OF.get(tool, ""), "") != args.get(KIND_OF.get(tool, ""), "")
        ),
    ]
    return values


def _flat(args: Any) -> Iterator[Any]:
    for value in args.values():
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield value


def _is_in(value: float, said: set[float]) -> bool:
    """Is a figure among the values of a plan, in whatever unit?"""
    return any(
        abs(abs(value) * scale - one) < 1e-3 * max(1.0, one) for one in said for scale in (1, 0.01, 1000, 0.001, 4)
    )


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _of_wrong_kind(turn: TurnRead, name: str, value: str) -> bool:
    card = turn.state.cards.get(value)
    return card is not None and (card.view.kind == "midi") != (name == "midi") and name == "midi"


def _shared(a: Any, b: Any) -> float:
    """How many of two calls' arguments agree."""
    both = set(a) | set(b)
    return sum(a.get(name) == b.get(name) for name in both) / len(both) if both else 1.0
