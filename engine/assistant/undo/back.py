"""Taking a request back, change by change."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace

from engine.assistant.undo.ledger import REMOVES, Entry, Ledger, latest, targets
from engine.assistant.undo.now_or_later import NowOrLater, Row, builds_on
from engine.assistant.undo.which import UndoTarget
from engine.daw.changes.change import RESTORED
from engine.daw.claim import is_there
from engine.daw.daw import (
    Change,
    NewTrack,
    Outcome,
    RemoveTrack,
    ReplaceContent,
    SetGroup,
    SetTempoMap,
    Snapshot,
    Trim,
)
from engine.library.takes import Takes
from engine.library.turn import Applied, Handed, Turn


@dataclass
class TakenBack:
    """What became of taking one request back."""

    turn: Turn
    taken: int = 0
    gone: int = 0
    under: list[str] = field(default_factory=list)
    """Words of the later requests that still hold what it did."""
    refused: list[str] = field(default_factory=list)
    """What the user has changed since."""
    failed: list[str] = field(default_factory=list)
    """What the DAW did not do, as sentences."""

    @property
    def did_something(self) -> bool:
        """Whether any of it was taken back or was gone."""
        return bool(self.taken or self.gone or self.under)


def take_back(
    meant: UndoTarget, ledger: Ledger, snapshot: Snapshot, apply: Callable[[list[Change]], list[Applied]], by: int
) -> TakenBack:
    """Take back what stands of a request and what the user has not changed since; the rest stays, and is named.

    `by` is the number of the request that asks for it.
    """
    turn = meant.turn
    result = TakenBack(turn)
    chosen = [entry for entry in ledger.entries(turn.number) if entry.stands and entry.inverse]
    chosen = chosen if meant.only is None else _with_what_lies_over_it(chosen, meant.only, snapshot)
    ids = {(entry.turn, entry.index) for entry in chosen}
    others = sorted(
        (one for one in ledger.standing() if (one.turn, one.index) not in ids and one.turn != by),
        key=lambda entry: entry.order,
    )
    sorting, rows, open_rows = NowOrLater(others, ledger, snapshot), list[Row](), list[Entry]()
    for entry in reversed(chosen):
        if entry.is_untouched(snapshot):
            rows.append(sorting.own(entry))
            open_rows.append(entry)
        elif _is_back(entry, snapshot):
            rows.append(Row(entry))
            open_rows.append(entry)  # what it was handed is still to be done, or handed on
        else:
            result.refused.append(entry.change.about(entry.outcome, snapshot))
    rows += sorting.for_others(open_rows)
    rows.sort(key=lambda row: any(isinstance(change, RemoveTrack) for change in row.now))
    _carry_out(rows, ledger, apply, result, by)
    for dropped in reversed(turn.dropped) if meant.only is None else ():
        is_back = Takes(ledger.library).bring_back(dropped)
        result.taken, result.gone = result.taken + is_back, result.gone + (not is_back)
    _settle(meant, ledger, result)
    return result


def _with_what_lies_over_it(entries: Sequence[Entry], only: Container[int], snapshot: Snapshot) -> list[Entry]:
    """A part of a request, and what the same request has laid over it: a fade printed into what it cut, say."""
    meant = [entry for entry in entries if entry.index in only]
    for entry in entries:
        ways = [change for one in meant if one.order < entry.order for change in one.inverse]
        is_over = any(builds_on(back, one, snapshot) for back in entry.inverse for one in ways)
        if entry not in meant and isinstance(entry.change, ReplaceContent) and is_over:
            meant.append(entry)
    return sorted(meant, key=lambda entry: entry.order)


def is_possible(turn: Turn, ledger: Ledger, snapshot: Snapshot) -> bool:
    """Whether anything of a request can be taken back now."""
    rest = [entry for entry in ledger.entries(turn.number) if entry.stands and entry.inverse]
    return not rest or any(entry.is_untouched(snapshot) or _is_back(entry, snapshot) for entry in rest)


def way_back(entries: Sequence[Entry], snapshot: Snapshot) -> list[Change]:
    """The changes that take these back, as far as what they are about is still there."""
    return possible([change for entry in reversed(entries) for change in entry.inverse], snapshot)


def possible(changes: Sequence[Change], snapshot: Snapshot) -> list[Change]:
    """Those changes whose things are in the session, or are put there by one before them."""
    refs = {str(getattr(change, "ref", "")) for change in changes} - {""}
    return [
        change for change in changes if all(one in refs or is_there(snapshot, one) for one in targets(change, snapshot))
    ]


def restored(applied: Sequence[Applied]) -> list[tuple[str, str]]:
    """Pairs (old id, new id) of what an undo has put back."""
    made = [pair for one in applied for pair in one.outcome.made]
    now = latest(applied)
    return [(ref.removeprefix(RESTORED), now(one)) for ref, one in made if ref.startswith(RESTORED)]


def _is_back(entry: Entry, snapshot: Snapshot) -> bool:
    """Whether all is as if it had never been made, though somebody else did that."""
    for change in entry.inverse:
        ref = str(getattr(change, "ref", ""))
        if ref.startswith(RESTORED):
            if not is_there(snapshot, ref.removeprefix(RESTORED)):
                return False
            continue
        if any(not one.startswith(RESTORED) and not is_there(snapshot, one) for one in targets(change, snapshot)):
            continue
        claims = change.claims(Outcome("done"), snapshot)
        if not claims or any(claim.broken(snapshot) for claim in claims):
            return False
    return True


def _carry_out(
    rows: Sequence[Row], ledger: Ledger, apply: Callable[[list[Change]], list[Applied]], result: TakenBack, by: int
) -> None:
    going = {change.track for row in rows for change in row.now if isinstance(change, RemoveTrack)}
    for row in rows:
        row.now = [one for one in row.now if not (isinstance(one, SetGroup) and one.track in going)]
        row.acts = bool(row.now)
    _drop_cancelled(rows)
    changes = [change for row in rows for change in row.now]
    done = iter(apply(changes) if changes else ())
    everything: list[Applied] = []
    carried: list[tuple[Row, Sequence[Applied]]] = []
    for row in rows:
        outcomes = [next(done) for _ in row.now]
        everything += outcomes
        broken = [one for one in outcomes if not one.outcome.is_done]
        if broken and outcomes and (len(broken) == len(outcomes) or not outcomes[0].outcome.is_done):
            result.failed += [f"Not done: {one.told} ({one.outcome.why})" for one in broken[:1]]
            continue
        result.failed += [f"Not restored: {one.told} ({one.outcome.why})" for one in broken]
        for handed in row.handed:
            _hand_over(handed, row, ledger)
        for handed in row.on_return:
            again = ledger.turns[handed.turn].applied[handed.index].again
            ledger.set(handed.turn, handed.index, again=(*again, handed.change))
        if not row.own:
            if outcomes and not broken and not row.handed:
                carried.append((row, outcomes))
            continue
        result.under += [ledger.turns[handed.turn].text for handed in row.handed]
        how = "taken" if row.acts else "under" if row.handed else "gone"
        ledger.set(
            row.entry.turn, row.entry.index, back=how, back_by=by, handed=tuple(row.handed), for_others=(),
            again=_again(row, outcomes),
        )  # fmt: skip
        result.taken += how == "taken"
        result.gone += how == "gone"
    for row, way_back in carried:
        _carried(row, way_back, ledger)
    ledger.replaced(restored(everything))


def _carried(row: Row, outcomes: Sequence[Applied], ledger: Ledger) -> None:
    """Note with a change what its undo has done for an earlier request: made again, it lies over that again."""
    entry = row.entry
    now = ledger.turns[entry.turn].applied[entry.index]
    if row.of and now.back:
        of = entry.applied.for_others[entry.for_others.index(row.of)]
        again = _before(row, outcomes)
        ledger.set(entry.turn, entry.index, for_others=(*now.for_others, replace(of, again=again)))


def _again(row: Row, outcomes: Sequence[Applied]) -> tuple[Change, ...]:
    """What makes it again as it was, where the change itself would not.

    A thing that has just been taken away had things set since; how far a sound reaches depends on the tempo of then;
    and of what was taken back in part, because something of it was set again, only that part may be made again.
    """
    entry = row.entry
    if entry.restores:
        return ()
    if not entry.makes and not row.handed and not isinstance(entry.change, Trim):
        return ()
    return _before(row, outcomes)


def _before(row: Row, outcomes: Sequence[Applied]) -> tuple[Change, ...]:
    """What makes all as it was before these ways back."""
    changes = [change for one in reversed(outcomes) if one.outcome.is_done for change in one.inverse]
    if any(isinstance(change, SetTempoMap) for change in row.now):  # its ways back are settled to the whole map
        parts = {change.part for change in row.now if isinstance(change, SetTempoMap)}
        changes = [change for change in changes if getattr(change, "part", "") in parts]
    refs = [str(getattr(change, "ref", "")) for change in changes]
    return tuple(change.resolved({ref.removeprefix(RESTORED): ref for ref in refs if ref}) for change in changes)


def _hand_over(handed: Handed, row: Row, ledger: Ledger) -> None:
    """Leave a change to another request's undo, and note with the request that it is of where it is now."""
    turn = ledger.turns[handed.turn]
    if handed.index < 0:
        if not any(_is_same_making(one, row.entry.applied) and not one.back for one in turn.applied):
            copy = replace(row.entry.applied, back="", handed=(), at=row.entry.order[0])
            ledger.set_turn(replace(turn, applied=(*turn.applied, copy), undone=False))
        return
    of = row.of or Handed(row.entry.turn, row.entry.index, handed.change)
    there = turn.applied[handed.index].for_others
    ledger.set(handed.turn, handed.index, for_others=(*there, replace(of, change=handed.change)))
    if row.of:
        first = ledger.turns[row.of.turn].applied[row.of.index]
        kept = [one for one in first.handed if (one.turn, one.index) != (row.entry.turn, row.entry.index)]
        ledger.set(row.of.turn, row.of.index, handed=(*kept, handed))


def _is_same_making(one: Applied, other: Applied) -> bool:
    return isinstance(one.change, NewTrack) and one.outcome.made == other.outcome.made


def _drop_cancelled(rows: Sequence[Row]) -> None:
    """What would be put back only to be taken away again is not put back."""
    all_of = [change for row in rows for change in row.now]
    refs = {str(getattr(change, "ref", "")) for change in all_of} - {""}
    dropped = {getattr(change, REMOVES[type(change)]) for change in all_of if type(change) in REMOVES} & refs
    grown = -1
    while grown != len(dropped):
        grown = len(dropped)
        for change in all_of:
            ref = str(getattr(change, "ref", ""))
            if (
                ref
                and ref not in dropped
                and any(getattr(change, name, None) in dropped for name in ("track", "region"))
            ):
                dropped.add(ref)
    for row in rows:
        row.now = [change for change in row.now if not _is_about(change, dropped)]


def _is_about(change: Change, refs: set[str]) -> bool:
    named = {getattr(change, name, None) for name in ("ref", "track", "region", "plugin", "marker", "to")}
    return bool(named & refs)


def _settle(meant: UndoTarget, ledger: Ledger, result: TakenBack) -> None:
    turn = ledger.turns[meant.turn.number]
    left = [entry for entry in ledger.entries(turn.number) if entry.stands and entry.inverse]
    is_stuck = bool(result.refused or result.failed)
    ledger.set_turn(replace(turn, undone=not left, stuck=is_stuck and bool(left)))
    ledger.save()
