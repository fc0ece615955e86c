"""Which requests an undo or a redo means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.errors import UserError
from engine.library.library import Library
from engine.library.turn import Applied, Turn
from engine.tasks.plan import Step, step_reference

_EVERYTHING = re.compile(
    r"(?:really |absolutely )?(?:everything|all|all of (?:it|that|this)|it all|the whole (?:thing|lot))"
)
_SINCE = re.compile(
    r"(?:(?:everything|all(?: of it)?|(?:all that|what) (?:was|you) (?:done|did))\s+)?(?:that came\s+)?"
    r"(?P<how>since|after|from|before|to before|back to before|back to|until before|up to)\s+(?P<what>.+)"
)
_WORDS_OF_NUMBERS = dict(zip("one two three four five six seven eight nine ten".split(), range(1, 11), strict=True))
_LAST = re.compile(r"(?:the )?last (?P<count>\d+|" + "|".join(_WORDS_OF_NUMBERS) + r")(?: \w+)?")
_NUMBERS = re.compile(r"#\d+(?:\.\d+)?(?:, #\d+(?:\.\d+)?)*")
"""How requests, and single steps of them, are named by their numbers: "#4", "#4.2"."""
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ations?|itions?|ions?|ements?|ing|als?|ated?|ed?)$")
_SMALL = frozenset("the a an that of request step to and it on in is at was my this those i we you did made".split())


@dataclass(frozen=True)
class UndoTarget:
    """A turn that is meant, or some of its changes."""

    turn: Turn
    only: frozenset[int] | None = None
    """Indexes of those changes; None = all of them."""


def to_undo(library: Library, args: Mapping[str, Any], now: int = 0) -> list[UndoTarget]:
    """What an undo means, newest first; UserError when there is nothing. `now` is the request that asks for it."""
    candidates = [turn for turn in _undoable(library.turns()) if turn.number != now and _left_something(turn, library)]
    if not candidates:
        raise UserError("There is nothing to undo.")
    target = str(args.get("target") or "").casefold().strip(" .!?")
    if not target:
        return [UndoTarget(turn) for turn in candidates[: int(args.get("steps", 1))]]
    if _EVERYTHING.fullmatch(target):
        return [UndoTarget(turn) for turn in candidates]
    if last := _LAST.fullmatch(target):
        count = last["count"]
        return [UndoTarget(turn) for turn in candidates[: _WORDS_OF_NUMBERS.get(count) or int(count)]]
    if since := _SINCE.fullmatch(target):
        return [UndoTarget(turn) for turn in _since(since["what"], since["how"], candidates)]
    if _NUMBERS.fullmatch(target) and (left := _numbered(target, candidates)):
        return left
    turn = _named(target, candidates, "undo")
    _must_be_meant(target, turn, [one for one in library.turns() if one not in candidates and one.number != now])
    part = _part_of(turn, target)
    later = _corrections_of(turn, candidates) if part is None and not target.startswith("#") else []
    return [*map(UndoTarget, later), UndoTarget(turn, part)]


def _numbered(target: str, candidates: Sequence[Turn]) -> list[UndoTarget]:
    """Several requests by their numbers, or the changes of single steps; [] for one request, or where none is left."""
    steps: dict[int, set[int]] = {}
    for number, step in re.findall(r"#(\d+)(?:\.(\d+))?", target):
        steps.setdefault(int(number), set()).update({int(step)} if step else ())
    if len(steps) == 1 and not any(steps.values()):
        return []
    left = []
    for turn in candidates:
        wanted = steps.get(turn.number)
        carried = _carried_out_by(turn, wanted or ())
        done = frozenset(index for index, one in enumerate(turn.applied) if one.step in carried)
        if wanted is not None and (done or not wanted):
            left.append(UndoTarget(turn, done if wanted else None))
    if not left:
        raise UserError("Nothing of that is left to undo.")
    return left


def _carried_out_by(turn: Turn, steps: Iterable[int]) -> set[int]:
    """The steps that changed the session for these: of one that only the next worked on, like a cut that was then
    faded in the same file, the result lies where that one put it."""
    applied = {one.step for one in turn.applied}
    found, left = set(), list(steps)
    while left:
        number = left.pop()
        if number not in applied:
            left += [at for at, step in enumerate(turn.plan.steps, 1) if at > number and number in _built_on(step)]
        found.add(number)
    return found


def _built_on(step: Step) -> set[int]:
    """Numbers of the steps whose results a step takes."""
    texts = [text for value in step.args.values() for text in (value if isinstance(value, list | tuple) else [value])]
    found = [step_reference(text) for text in texts if isinstance(text, str)]
    return {one[0] for one in found if one}


def _corrections_of(turn: Turn, candidates: Sequence[Turn]) -> list[Turn]:
    """The later requests that only put right what a request did, newest first: they go with it."""
    chain = {turn.number}
    for one in sorted(candidates, key=lambda turn: turn.number):
        bases = {step.base.partition(".")[0] if step.op == "fix" else "" for step in one.plan.steps}
        if bases and bases <= {str(number) for number in chain}:
            chain.add(one.number)
    return [one for one in candidates if one.number in chain - {turn.number}]


def to_redo(library: Library, args: Mapping[str, Any]) -> list[UndoTarget]:
    """What a redo means, in the order to make it again; UserError when there is nothing.

    Without a number or a name: all that the last undo took back.
    """
    turns = {turn.number: turn for turn in library.turns()}
    undos = [turn for turn in sorted(turns.values(), key=lambda t: -t.number) if turn.undoes]
    groups = [taken_by(undo, turns) for undo in undos]
    groups = [[one for one in group if one.turn.can_be_redone and one.only != frozenset()] for group in groups]
    candidates = list({one.turn.number: one for group in reversed(groups) for one in group}.values())
    if not candidates:
        raise UserError("There is nothing to redo.")
    target = str(args.get("target") or "").casefold().strip(" .!?")
    if target and not _EVERYTHING.fullmatch(target):
        turn = _named(target, [one.turn for one in candidates], "redo")
        return [UndoTarget(turn, _part_of(turn, target))]
    if target:
        return [UndoTarget(turn) for turn in sorted((one.turn for one in candidates), key=lambda turn: turn.number)]
    last = next(group for group in groups if group)
    return ([one for group in groups for one in group][: int(args["steps"])]) if "steps" in args else last


def taken_by(undo: Turn, turns: Mapping[int, Turn]) -> list[UndoTarget]:
    """What a request took back, in the order to make it again."""
    return [UndoTarget(turns[n], _taken_by(turns[n], undo)) for n in reversed(undo.undoes) if n in turns]


def _taken_by(turn: Turn, undo: Turn) -> frozenset[int] | None:
    """Indexes of what one undo took back of a request; None = all, as far as we know."""
    if not any(applied.back_by for applied in turn.applied):
        return None
    return frozenset(index for index, applied in enumerate(turn.applied) if applied.back_by == undo.number)


def _undoable(turns: Sequence[Turn]) -> list[Turn]:
    """What can be taken back, the last done first; what was made again counts from then."""
    again = {number: turn.number for turn in turns for number in turn.redoes}
    newest_first = sorted(turns, key=lambda turn: (-max(turn.number, again.get(turn.number, 0)), -turn.number))
    return [turn for turn in newest_first if turn.can_be_undone]


def _left_something(turn: Turn, library: Library) -> bool:
    """Whether it changed the session or made a clip of its own: an edit that changed nothing did neither."""
    if turn.applied or turn.dropped:
        return True
    return any(library.turn_of(one) == turn.number and not library.was_step(one) for one in turn.clip_ids)


def _since(what: str, how: str, candidates: Sequence[Turn]) -> list[Turn]:
    """The turns after the one that is named; "before" it means with it."""
    turn = _named(re.sub(r"^(?:i|we|you) |^before ", "", what), candidates, "undo")
    at = list(candidates).index(turn)
    chosen = list(candidates[: at + 1] if "before" in how or what.startswith("before ") else candidates[:at])
    if not chosen:
        raise UserError(f"Nothing has been done since “{turn.text}” that is left to undo.")
    return chosen


def _named(target: str, candidates: Sequence[Turn], verb: str) -> Turn:
    if number := re.fullmatch(r"#(\d+)", target):  # how a button names a request
        for turn in candidates:
            if turn.number == int(number[1]):
                return turn
        raise UserError(f"Request {number[1]} is not left to {verb}.")
    wanted = words_of(target)

    def fits(turn: Turn) -> tuple[int, int]:  # what it says or made counts for more than what it only touched
        own = words_of(" ".join([turn.text, *(str(getattr(one.change, "name", "")) for one in turn.applied)]))
        return _shared(wanted, _turn_words(turn)) + (target in turn.clip_ids) * 10, _shared(wanted, own)

    best = max(candidates, key=fits)
    if target not in best.clip_ids and not _shared(wanted, _turn_words(best)):
        raise UserError(f"No request about '{target}' is left to {verb}.")
    return best


def _must_be_meant(target: str, best: Turn, others: Iterable[Turn]) -> None:
    """UserError when the words are better those of a request that is not left to undo, and name what only that did.

    "The reverb on the guitar", once it was taken back, is not what was done to the guitar otherwise.
    """
    wanted = words_of(target)
    if target.startswith("#") or target in best.clip_ids:
        return
    known = _turn_words(best)
    for turn in others:
        own = words_of(_done_words(turn))
        deed = {one for one in wanted if any(_means(one, word) for word in own)}
        is_better = _shared(wanted, _turn_words(turn)) > _shared(wanted, known)
        if is_better and deed and not _shared(deed, known):
            raise UserError(f"No request about '{target}' is left to undo.")


def _done_words(turn: Turn) -> str:
    return " ".join(f"{step.task} {step.args.get('action', '')} {step.args.get('effect', '')}"
                    for step in turn.plan.steps)


def _part_of(turn: Turn, target: str) -> frozenset[int] | None:
    """Indexes of the changes that alone are meant, when a request did several things; None = all."""
    wanted = words_of(target)
    if len(turn.applied) < 2 or not wanted or target.startswith("#") or target in turn.clip_ids:
        return None
    fits = [_shared(wanted, _change_words(applied)) for applied in turn.applied]
    least = max(fits) if sorted(fits)[-2] == 0 else len(wanted)  # only one of them is named, if not with every word
    whole = frozenset(index for index, found in enumerate(fits) if found >= max(1, least))
    others = [found for index, found in enumerate(fits) if index not in whole and turn.applied[index].inverse]
    return whole if whole and others and max(others) < len(wanted) else None


def _turn_words(turn: Turn) -> set[str]:
    made = {word for applied in turn.applied for word in _change_words(applied)}
    return words_of(f"{turn.text} {_done_words(turn)}") | made


def _change_words(applied: Applied) -> set[str]:
    change = applied.change
    return words_of(f"{change.capability} {getattr(change, 'name', '')} {getattr(change, 'effect', '')} {applied.told}")


def _shared(wanted: set[str], words: set[str]) -> int:
    """How many words are meant; "panning" means "pan", "transposition" means "transpose"."""
    return sum(any(_means(one, word) for word in words) for one in wanted)


def _means(one: str, word: str) -> bool:
    short, long = sorted((one, word), key=len)
    return short == long or (len(short) >= 3 and long.startswith(short)) or _stem(one) == _stem(word)


def _stem(word: str) -> str:
    """A verb without what makes a noun or another form of it."""
    return _ENDINGS.sub("", word)


def words_of(text: str) -> set[str]:
    """The words of a name or a request that tell it from others."""
    words = re.findall(r"[a-z0-9à-ÿ]+|[\u4e00-\u9fff]", text.casefold().replace("_", " "))
    return {word.rstrip("s") or word for word in words} - _SMALL
