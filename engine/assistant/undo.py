"""Taking requests back and making them again: one request is one step, in any order, also after a restart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engine.assistant.untouched import same, untouched
from engine.daw.daw import Change, Snapshot
from engine.errors import UserError
from engine.library.library import Library
from engine.library.turn import Applied, Turn

_EVERYTHING = ("everything", "all", "all of it", "all of that", "the whole thing")
_SMALL = frozenset("the a an that of request step to and it on in".split())


def turns_to_undo(library: Library, args: Mapping[str, Any]) -> list[Turn]:
    """The turns an undo means, newest first; UserError when there is none."""
    turns = library.turns()
    again = {number: turn.number for turn in turns for number in turn.redoes}
    newest_first = sorted(turns, key=lambda turn: -max(turn.number, again.get(turn.number, 0)))
    candidates = [turn for turn in newest_first if turn.can_be_undone]
    if not candidates:
        raise UserError("There is nothing to undo.")
    if target := args.get("target"):
        everything = str(target).casefold().strip() in _EVERYTHING
        return candidates if everything else [_named(str(target), candidates, "undo")]
    return candidates[: int(args.get("steps", 1))]


def turns_to_redo(library: Library, args: Mapping[str, Any]) -> list[Turn]:
    """The undone turns a redo means, in the order to make them again; UserError when there is none.

    Without a number or a name: all that the last undo took back.
    """
    turns = {turn.number: turn for turn in library.turns()}
    undos = [turn for turn in sorted(turns.values(), key=lambda t: -t.number) if turn.undoes]
    groups = [[turns[n] for n in reversed(undo.undoes) if turns[n].undone] for undo in undos]
    candidates = list({turn.number: turn for group in groups for turn in group}.values())
    if not candidates:
        raise UserError("There is nothing to redo.")
    if target := args.get("target"):
        return [_named(str(target), candidates, "redo")]
    last = next(group for group in groups if group)
    return candidates[: int(args["steps"])] if "steps" in args else last


def check_untouched(turn: Turn, snapshot: Snapshot, library: Library) -> None:
    """UserError when something the turn made or set has been edited since."""
    for applied in turn.applied:
        if not applied.outcome.is_done or not applied.inverse:
            continue
        outcome = _current_outcome(applied, library)
        made = dict(outcome.made)
        now = current(applied.change.resolved(made), library).fingerprint(outcome, snapshot)
        then = _current_ids(applied.fingerprint, library)
        if not untouched(then, now):
            raise UserError(
                f"“{turn.text}” cannot be taken back: {_difference(then, now)} has changed since. "
                "Undo what came after it first, or change it by hand."
            )


def undo_changes(turn: Turn, library: Library) -> list[Change]:
    """The changes that take a turn back, in order, with the ids that are valid now."""
    done = [applied for applied in reversed(turn.applied) if applied.outcome.is_done]
    return [current(change, library) for applied in done for change in applied.inverse]


def redo_changes(turn: Turn, library: Library) -> list[Change]:
    """The changes that make a turn again."""
    return [current(applied.change, library) for applied in turn.applied if applied.outcome.is_done]


def replacements(old: Sequence[Applied], new: Sequence[Applied]) -> list[tuple[str, str]]:
    """Pairs (old id, new id) of what was made again, matched by ref."""
    fresh = {ref: made for applied in new for ref, made in applied.outcome.made}
    return [(made, fresh[ref]) for applied in old for ref, made in applied.outcome.made if ref in fresh]


def restored(applied: Sequence[Applied]) -> list[tuple[str, str]]:
    """Pairs (old id, new id) of what an undo has put back."""
    made = [pair for a in applied for pair in a.outcome.made]
    return [(ref.removeprefix("restored "), one) for ref, one in made if ref.startswith("restored ")]


def current(change: Change, library: Library) -> Change:
    """The change with every id that has been replaced brought up to date."""
    ids = [value for name in ("track", "region", "plugin") if (value := getattr(change, name, None))]
    return change.resolved({one: library.current(one) for one in ids})


def _current_outcome(applied: Applied, library: Library) -> Any:
    from dataclasses import replace

    return replace(applied.outcome, made=tuple((ref, library.current(made)) for ref, made in applied.outcome.made))


def _current_ids(stored: Any, library: Library) -> Any:
    if isinstance(stored, Mapping):
        return {name: _current_ids(value, library) for name, value in stored.items()}
    if isinstance(stored, list | tuple):
        return [_current_ids(value, library) for value in stored]
    return library.current(stored) if isinstance(stored, str) else stored


def _difference(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    what = next((name for name in then if not same(then[name], now.get(name))), "the session")
    return what if what.startswith("track") else f"the {what}"


def _named(target: str, candidates: Sequence[Turn], verb: str) -> Turn:
    if number := re.fullmatch(r"#(\d+)", target):  # how a button names a request
        for turn in candidates:
            if turn.number == int(number[1]):
                return turn
        raise UserError(f"Request {number[1]} is not left to {verb}.")
    wanted = _words(target)
    best = max(candidates, key=lambda turn: _shared(wanted, _turn_words(turn)) + (target in turn.clip_ids) * 10)
    if target not in best.clip_ids and not _shared(wanted, _turn_words(best)):
        raise UserError(f"No request about '{target}' is left to {verb}.")
    return best


def _turn_words(turn: Turn) -> set[str]:
    made = [f"{applied.change.capability} {getattr(applied.change, 'name', '')}" for applied in turn.applied]
    done = [f"{step.task} {step.args.get('action', '')} {step.args.get('effect', '')}" for step in turn.plan.steps]
    return _words(" ".join([turn.text, *made, *done]))


def _shared(wanted: set[str], words: set[str]) -> int:
    """How many words are meant; "panning" means "pan"."""
    return sum(any(_means(one, word) for word in words) for one in wanted)


def _means(one: str, word: str) -> bool:
    short, long = sorted((one, word), key=len)
    return short == long or (len(short) >= 3 and long.startswith(short))


def _words(text: str) -> set[str]:
    words = re.findall(r"[a-z0-9à-ÿ]+", text.casefold().replace("_", " "))
    return {word.rstrip("s") for word in words} - _SMALL
