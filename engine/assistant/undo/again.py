"""Making a request again that was taken back: exactly what the undo did is undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.assistant.undo.back import restored
from engine.assistant.undo.ledger import REMOVES, Entry, Ledger, latest, targets
from engine.assistant.undo.which import Meant
from engine.daw.changes.change import RESTORED
from engine.daw.claim import is_there
from engine.daw.daw import Change, NewTrack, Snapshot, Split, Trim
from engine.library.turn import Applied, Handed, Turn

_NEAR_BEATS = 0.01


@dataclass
class MadeAgain:
    """What became of making one request again."""

    turn: Turn
    made: int = 0
    indexes: list[int] = field(default_factory=list)
    """Which of its changes were made, or came back with another."""
    failed: list[str] = field(default_factory=list)
    """What could not be made again, as sentences."""


def make_again(
    meant: Meant, ledger: Ledger, snapshot: Snapshot, apply: Callable[[list[Change]], list[Applied]], now: int
) -> MadeAgain:
    """Make again what was taken back of a request; `now` is the number of the request that asks for it."""
    turn = meant.turn
    result = MadeAgain(turn)
    entries = ledger.entries(turn.number)
    is_old = turn.undone and not any(entry.applied.back for entry in entries)  # taken back by an older program
    wanted = [
        entry
        for entry in entries
        if (entry.applied.back in ("taken", "under") or (is_old and entry.applied.outcome.is_done))
        and (meant.only is None or entry.index in meant.only)
    ]
    known = {ref: one for entry in entries for ref, one in entry.outcome.made if is_there(snapshot, one)}
    doing: list[tuple[Entry, list[Change]]] = []
    coming: dict[str, str] = {}  # refs of what will be there, by what it is called elsewhere
    for entry in wanted:
        change = ledger.today(entry.applied.change.resolved(known).resolved(coming))
        if _removed_by_another(entry, change, ledger, snapshot):  # taking both back would bring it back twice
            told = entry.applied.told
            result.failed.append(f"{told[:1].upper()}{told[1:]}: what it was about is gone.")
            continue
        is_fetched = entry.applied.back == "under" and _fetched_back(entry, ledger)
        if is_fetched or _is_so_already(entry, change, snapshot):
            ledger.set(turn.number, entry.index, back="", back_by=0, handed=(), again=())
            result.made += 1
            continue
        changes = _returning(entry, ledger, coming) if entry.applied.again else [change]
        if not changes:  # it comes with what it lies on
            coming |= _refs(entry, entry.applied.again)
            ledger.set(turn.number, entry.index, back="", back_by=0, handed=(), again=())
            result.indexes.append(entry.index)
            result.made += 1
            continue
        if any(not _comes(one, coming, snapshot) for one in targets(changes[0], snapshot)):
            told = entry.applied.told
            result.failed.append(f"{told[:1].upper()}{told[1:]}: what it was about is gone.")
            continue
        if isinstance(entry.change, Split) and any(_lies_elsewhere(one, snapshot) for one in changes):
            told = entry.applied.told
            result.failed.append(f"{told[:1].upper()}{told[1:]}: what it was about lies elsewhere now.")
            continue
        coming |= _refs(entry, changes)
        possible = [one for one in changes if all(_comes(id_, coming, snapshot) for id_ in targets(one, snapshot))]
        doing.append((entry, possible))
    applied = apply([change for _, changes in doing for change in changes]) if doing else []
    outcomes, last = iter(applied), latest(applied)
    for entry, changes in doing:
        fresh = [next(outcomes) for _ in changes]
        broken = [one for one in fresh if not one.outcome.is_done]
        result.failed += [f"Not done: {one.told} ({one.outcome.why})" for one in broken]
        if fresh[0] in broken:
            continue
        result.made += 1
        result.indexes.append(entry.index)
        stored = ledger.turns[turn.number].applied[entry.index]
        is_fetched = bool(stored.handed) and _fetched_back(entry, ledger)
        if entry.makes or (stored.again and is_fetched):
            # it is as old as it was: what was set of it since has come back, or was never away
            ledger.set(turn.number, entry.index, back="", back_by=0, handed=(), again=())
            continue
        back = tuple(change for one in reversed(fresh) for change in one.inverse)
        ledger.set_one(turn.number, entry.index, replace(fresh[0], change=stored.change, inverse=back, at=now))
        old = dict(entry.applied.outcome.made)
        ledger.replaced((old[ref], last(one)) for ref, one in fresh[0].outcome.made if ref in old)
    ledger.replaced(restored(applied))
    turn = ledger.turns[turn.number]
    left = any(one.back for one in turn.applied)
    ledger.set_turn(replace(turn, undone=bool(turn.applied) and left and not result.made, stuck=False))
    ledger.save()
    return result


def _returning(entry: Entry, ledger: Ledger, coming: Mapping[str, str]) -> list[Change]:
    """What brings back a thing as it was when it was taken away, without what comes back anyway."""
    changes = [ledger.today(change.resolved(coming)) for change in entry.applied.again]
    refs = {str(getattr(change, "ref", "")) for change in changes} - {""}
    own = refs - set(coming.values())
    if own == refs:
        return changes
    about = ("ref", "track", "region", "plugin", "marker")
    return [change for change in changes if own & {getattr(change, name, "") for name in about}]


def _refs(entry: Entry, changes: Sequence[Change]) -> dict[str, str]:
    """What comes with these changes: its ref, by that, by the id it had, and by the ref it was first made with."""
    refs = {ref for change in changes if (ref := str(getattr(change, "ref", "")))}
    old = {ref.removeprefix(RESTORED): ref for ref in refs}
    return {**old, **{ref: ref for ref in refs}, **{ref: old[id_] for ref, id_ in entry.outcome.made if id_ in old}}


def _comes(thing_id: str, coming: Mapping[str, str], snapshot: Snapshot) -> bool:
    return thing_id in coming.values() or is_there(snapshot, thing_id)


def _lies_elsewhere(change: Change, snapshot: Snapshot) -> bool:
    """Was a region moved away from where it would be cut again?"""
    region = snapshot.region(change.region) if isinstance(change, Trim) else None
    if region is None or not isinstance(change, Trim):
        return False
    return not region.start_beats - _NEAR_BEATS <= change.start_beats < region.end_beats


def _is_so_already(entry: Entry, change: Change, snapshot: Snapshot) -> bool:
    """A track that is still there, or again, need not be made; what is gone need not be removed."""
    if isinstance(change, NewTrack):
        return any(is_there(snapshot, made) for _, made in entry.outcome.made)
    if type(change) in REMOVES:
        return any(not is_there(snapshot, one) for one in targets(change, snapshot))
    return False


def _removed_by_another(entry: Entry, change: Change, ledger: Ledger, snapshot: Snapshot) -> bool:
    """Did another request, which still stands, remove what this one removed before it was taken back?"""
    if type(change) not in REMOVES or all(is_there(snapshot, one) for one in targets(change, snapshot)):
        return False
    gone = set(targets(change, snapshot))
    return any(
        number != entry.turn
        and not one.back
        and one.outcome.is_done
        and type(one.change) in REMOVES
        and gone & set(targets(ledger.today(one.change), snapshot))
        for number, turn in ledger.turns.items()
        if not turn.undone
        for one in turn.applied
    )


def _fetched_back(entry: Entry, ledger: Ledger) -> bool:
    """Take the request's way back out of the later ones that it was handed to; False when one of those has done it."""
    is_whole = True
    for handed in entry.applied.handed:
        turn = ledger.turns[handed.turn]
        if handed.index < 0:
            made = entry.applied.outcome.made
            copies = [n for n, one in enumerate(turn.applied) if one.outcome.made == made and not one.back]
            if copies:
                rows = [one for n, one in enumerate(turn.applied) if n != copies[-1]]
                ledger.set_turn(replace(turn, applied=tuple(rows)))
            is_whole = is_whole and bool(copies)
            continue
        one, of = turn.applied[handed.index], Handed(entry.turn, entry.index, handed.change)
        if of in one.for_others:
            rest = list(one.for_others)
            rest.remove(of)  # the same move may have been handed over twice
            ledger.set(handed.turn, handed.index, for_others=tuple(rest))
        elif handed.change in one.inverse and not one.back:  # handed by an older program
            inverse = list(one.inverse)
            inverse.remove(handed.change)
            ledger.set(handed.turn, handed.index, inverse=tuple(inverse))
        else:
            is_whole = False
    return is_whole
