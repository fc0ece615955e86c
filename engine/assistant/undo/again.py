"""Making a request again that was taken back: exactly what the undo did is undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.assistant.undo.back import restored
from engine.assistant.undo.beneath import beneath, brought_back, done_by_others
from engine.assistant.undo.ledger import REMOVES, Entry, Ledger, latest, targets
from engine.assistant.undo.which import UndoTarget
from engine.daw.changes.change import RESTORED, TARGETS
from engine.daw.claim import is_there
from engine.daw.daw import Change, NewTrack, SetNotes, Snapshot, Split, Trim
from engine.library.takes import Takes
from engine.library.turn import Applied, DroppedTake, Handed, Turn

_NEAR_BEATS = 0.01


@dataclass
class _Doing:
    entry: Entry
    changes: list[Change]
    beneath: list[Handed]
    """What comes back beneath it."""
    fetched: list[Handed]
    """What of its way back later requests still had."""

    def all_changes(self, ledger: Ledger) -> list[Change]:
        return [*(ledger.today(change) for of in self.beneath for change in of.again), *self.changes]


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
    meant: UndoTarget, ledger: Ledger, snapshot: Snapshot, apply: Callable[[list[Change]], list[Applied]], now: int
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
    doing: list[_Doing] = []
    coming: dict[str, str] = {}  # refs of what will be there, by what it is called elsewhere
    for entry in wanted:
        change = ledger.today(entry.applied.change.resolved(known).resolved(coming))
        if _removed_by_another(entry, change, ledger, snapshot):  # taking both back would bring it back twice
            told = entry.applied.told
            result.failed.append(f"{told[:1].upper()}{told[1:]}: what it was about is gone.")
            continue
        fetched = _fetched_back(entry, ledger) if entry.applied.back == "under" else []
        others = [ledger.today(one) for one in done_by_others(entry, ledger)]
        if (fetched and not others) or _is_so_already(entry, change, snapshot):
            _stands(entry, ledger)
            result.indexes.append(entry.index)
            result.made += 1
            continue
        changes = _returning(entry, ledger, coming) if entry.applied.again else [change]
        if fetched:
            changes = others
        elif entry.applied.again:
            changes = [*others, *changes]
        if not changes:  # it comes with what it lies on
            coming |= _refs(entry, entry.applied.again)
            _stands(entry, ledger)
            result.indexes.append(entry.index)
            result.made += 1
            continue
        if any(not _comes(one, coming, snapshot) for one in targets(changes[0], snapshot)):
            told = entry.applied.told
            result.failed.append(f"{told[:1].upper()}{told[1:]}: what it was about is gone.")
            continue
        is_cut = isinstance(entry.change, Split) and any(_lies_elsewhere(one, snapshot) for one in changes)
        if is_cut or any(_lies_over_a_half(one, entry, ledger, snapshot) for one in changes):
            told = entry.applied.told
            result.failed.append(f"{told[:1].upper()}{told[1:]}: what it was about lies elsewhere now.")
            continue
        if any(_reaches_past_the_end(one, snapshot) for one in changes):
            told = entry.applied.told
            result.failed.append(f"{told[:1].upper()}{told[1:]}: what it was about is shorter now.")
            continue
        coming |= _refs(entry, changes)
        possible = [one for one in changes if all(_comes(id_, coming, snapshot) for id_ in targets(one, snapshot))]
        doing.append(_Doing(entry, possible, beneath(entry, ledger), fetched))
    applied = apply([change for one in doing for change in one.all_changes(ledger)]) if doing else []
    outcomes, last = iter(applied), latest(applied)
    for one in doing:
        under = [(of, [next(outcomes) for _ in of.again]) for of in one.beneath]
        fresh = [next(outcomes) for _ in one.changes]
        broken = [row for row in fresh if not row.outcome.is_done]
        result.failed += [f"Not done: {row.told} ({row.outcome.why})" for row in broken]
        if fresh[0] in broken:
            continue
        result.made += 1
        result.indexes.append(one.entry.index)
        _noted(one, fresh, under, ledger, now, last)
    ledger.replaced(restored(applied))
    for dropped in turn.dropped if meant.only is None else ():
        _deleted_again(dropped, Takes(ledger.library), result)
    turn = ledger.turns[turn.number]
    left = any(one.back for one in turn.applied)
    ledger.set_turn(replace(turn, undone=turn.undone and left and not result.made, stuck=False))
    ledger.save()
    return result


def _noted(
    doing: _Doing,
    fresh: Sequence[Applied],
    under: Sequence[tuple[Handed, Sequence[Applied]]],
    ledger: Ledger,
    now: int,
    last: Callable[[str], str],
) -> None:
    """Note a change that was made again, with the way back to what the session really held before it."""
    entry = doing.entry
    stored = ledger.turns[entry.turn].applied[entry.index]
    done = [(of, rows) for of, rows in under if all(row.outcome.is_done for row in rows)]
    for_others = tuple(one for of, rows in reversed(done) for one in brought_back(of, rows, entry, ledger, now))
    fetched = doing.fetched or _fetched_back(entry, ledger)
    if entry.makes or doing.fetched:  # as old as it was: what was set of it since has come back, or was never away
        _stands(entry, ledger, for_others)
        if any(type(change) not in REMOVES for change in stored.inverse):  # it set something else as well
            way_back = _way_back(stored, fresh, {type(one.change) for one in fetched})
            ledger.set(entry.turn, entry.index, inverse=way_back, at=stored.at if fetched else now)
        return
    if stored.again and fetched and fetched == list(stored.handed):
        return _stands(entry, ledger, for_others)
    back = tuple(change for row in reversed(fresh) for change in row.inverse)
    made = replace(
        fresh[0], change=stored.change, inverse=back, at=now, for_others=for_others, step=stored.step,
        is_way_back=stored.is_way_back,
    )  # fmt: skip
    ledger.set_one(entry.turn, entry.index, made)
    old = dict(entry.applied.outcome.made)
    ledger.replaced((old[ref], last(one)) for ref, one in fresh[0].outcome.made if ref in old)


def _way_back(stored: Applied, fresh: Sequence[Applied], handed: set[type[Change]]) -> tuple[Change, ...]:
    """Of what made a thing and set others: that goes again, and those are as they really were before.

    `handed`: what was left to others until now, and is as it was stored.
    """
    came = {ref for row in fresh for pair in row.outcome.made for ref in pair}
    rows = [row for row in fresh if not came & {getattr(row.change, name, "") for name in (*TARGETS, "ref")}]
    back: list[Change] = []
    for change in stored.inverse:
        own = [] if type(change) in (*REMOVES, *handed) else [row for row in rows if type(row.change) is type(change)]
        back += [one for row in reversed(own) for one in row.inverse] or [change]
    return tuple(back)


def _deleted_again(dropped: DroppedTake, takes: Takes, result: MadeAgain) -> None:
    place = takes.place(dropped.place)
    number = place.number_of(dropped.clip) if place else 0
    if place and place.active == dropped.clip:
        result.failed.append(f"Take {number} is the one that is heard; use another one first, then delete it.")
        return
    if place and number:
        takes.delete(place, dropped.clip)
    result.made += 1


def _stands(entry: Entry, ledger: Ledger, for_others: tuple[Handed, ...] = ()) -> None:
    ledger.set(entry.turn, entry.index, back="", back_by=0, handed=(), again=(), for_others=for_others)


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


def _reaches_past_the_end(change: Change, snapshot: Snapshot) -> bool:
    """Would notes begin behind a region's end, which was cut since?"""
    region = snapshot.region(change.region) if isinstance(change, SetNotes) else None
    if region is None or not isinstance(change, SetNotes):
        return False
    return any(note.start_beats >= region.length_beats - _NEAR_BEATS for note in change.notes)


def _lies_over_a_half(change: Change, entry: Entry, ledger: Ledger, snapshot: Snapshot) -> bool:
    """Would a region reach over what another request, which still stands, has cut off it?"""
    region = snapshot.region(change.region) if isinstance(change, Trim) else None
    if region is None or not isinstance(change, Trim):
        return False
    halves = [
        snapshot.region(half)
        for other in ledger.standing()
        if isinstance(other.change, Split) and (other.turn, other.index) != (entry.turn, entry.index)
        and any(isinstance(one, Trim) and one.region == region.id for one in other.own)
        for half in other.made
    ]  # fmt: skip
    return any(
        half.track == region.track
        and region.end_beats <= half.start_beats + _NEAR_BEATS < change.end_beats - _NEAR_BEATS
        and change.start_beats < half.end_beats
        for half in filter(None, halves)
    )


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


def _fetched_back(entry: Entry, ledger: Ledger) -> list[Handed]:
    """Take the request's way back out of the later ones that it was handed to; those that have done it keep none."""
    fetched = []
    for handed in entry.applied.handed:
        turn = ledger.turns[handed.turn]
        if handed.index < 0:
            made = entry.applied.outcome.made
            copies = [n for n, one in enumerate(turn.applied) if one.outcome.made == made and not one.back]
            if copies:
                rows = [one for n, one in enumerate(turn.applied) if n != copies[-1]]
                ledger.set_turn(replace(turn, applied=tuple(rows)))
                fetched.append(handed)
            continue
        one, of = turn.applied[handed.index], Handed(entry.turn, entry.index, handed.change)
        if of in one.for_others and not one.back:
            rest = list(one.for_others)
            rest.remove(of)  # the same move may have been handed over twice
            ledger.set(handed.turn, handed.index, for_others=tuple(rest))
            fetched.append(handed)
    return fetched
