"""Taking a request back, change by change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from engine.assistant.undo.ledger import Entry, Ledger, latest, sets, targets
from engine.assistant.undo.which import Meant
from engine.daw.changes.change import RESTORED
from engine.daw.changes.value import SetValue
from engine.daw.claim import is_there, meets
from engine.daw.daw import (
    Change,
    NewTrack,
    Outcome,
    RemoveMarker,
    RemovePlugin,
    RemoveRegion,
    RemoveTrack,
    SetGroup,
    Snapshot,
)
from engine.library.turn import Applied, Handed, Turn

_REMOVES = {RemoveRegion: "region", RemoveTrack: "track", RemovePlugin: "plugin", RemoveMarker: "marker"}


_Waiting = tuple[Change, tuple[int, int]]
"""A change, and the request and the place in it whose undo will make it."""


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


@dataclass
class _Row:
    """One change of the request, with what will be done for it."""

    entry: Entry
    now: list[Change] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)
    acts: bool = False
    """Something of it is done now."""


def take_back(
    meant: Meant, ledger: Ledger, snapshot: Snapshot, apply: Callable[[list[Change]], list[Applied]], by: int
) -> TakenBack:
    """Take back what stands of a request and what the user has not changed since; the rest stays, and is named.

    `by` is the number of the request that asks for it.
    """
    turn = meant.turn
    result = TakenBack(turn)
    chosen = [entry for entry in ledger.entries(turn.number) if entry.stands and entry.inverse]
    chosen = [entry for entry in chosen if meant.only is None or entry.index in meant.only]
    ids = {(entry.turn, entry.index) for entry in chosen}
    others = sorted(
        (one for one in ledger.standing() if (one.turn, one.index) not in ids), key=lambda entry: entry.order
    )
    rows: list[_Row] = []
    waits: list[_Waiting] = []
    for entry in reversed(chosen):
        if entry.is_untouched(snapshot):
            rows.append(_row(entry, others, ledger, snapshot, waits))
        elif _is_back(entry, snapshot):
            rows.append(_Row(entry))
        else:
            result.refused.append(entry.change.about(entry.outcome, snapshot))
    rows.sort(key=lambda row: any(isinstance(change, RemoveTrack) for change in row.now))
    _carry_out(rows, ledger, apply, result, by)
    _settle(meant, ledger, result)
    return result


def is_possible(turn: Turn, ledger: Ledger, snapshot: Snapshot) -> bool:
    """Whether anything of a request can be taken back now."""
    rest = [entry for entry in ledger.entries(turn.number) if entry.stands and entry.inverse]
    return not rest or any(entry.is_untouched(snapshot) or _is_back(entry, snapshot) for entry in rest)


def way_back(turn: Turn, applied: Sequence[Applied], ledger: Ledger, snapshot: Snapshot) -> list[Change]:
    """The changes that take back these changes of a request, as far as what they are about is still there."""
    entries = [
        entry
        for entry in ledger.entries(turn.number)
        if entry.stands and entry.applied.change in [one.change for one in applied]
    ]
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


def _row(
    entry: Entry, others: Sequence[Entry], ledger: Ledger, snapshot: Snapshot, waits: list[_Waiting]
) -> _Row:
    """Which of its inverse is done now, and which belongs to the undo of a later request.

    `waits` is what of the changes before it has been left to others: what builds on that waits with it.
    """
    row, have = _Row(entry), dict[str, str]()
    lost: set[str] = set()  # what cannot be put back any more: nothing is left to do to it either
    here = {str(getattr(change, "ref", "")) for change in entry.inverse} - {""}
    later = [one for one in others if one.order > entry.order]
    for stored in entry.inverse:
        change = stored.resolved(have)
        ref = str(getattr(change, "ref", ""))
        back_id = ledger.current(ref.removeprefix(RESTORED))
        if ref.startswith(RESTORED) and is_there(snapshot, back_id):
            have[ref] = back_id  # somebody has put it back already
            continue
        if lost & targets(change, snapshot):
            lost |= {ref} - {""}
            continue
        if waits_with := next((to for one, to in waits if _builds_on(change, one, snapshot)), None):
            row.handed.append(Handed(*waits_with, change))  # in this order only
            waits.append((change, waits_with))
            continue
        missing = [one for one in targets(change, snapshot) if one not in here and not is_there(snapshot, one)]
        if isinstance(change, NewTrack) and change.group not in here and not is_there(snapshot, change.group):
            change = replace(change, group="")
        if missing:
            by = next((one for one in others if missing[0] in one.restores), None)
            between = next(
                (one for one in later if by and one.order < by.order and _same_of(change, one, missing[0])), None
            )
            if between:
                row.handed.append(Handed(between.turn, between.index, change))
                waits.append((change, (between.turn, between.index)))
            elif by:  # a later request took it away: its undo brings it back, and then this is done
                row.handed.append(Handed(by.turn, by.index, change.resolved(by.restores)))
                if ref:
                    waits.append((change, (by.turn, by.index)))
            else:
                lost |= {ref} - {""}
            continue
        over = _covering(change, later, snapshot)
        if over:
            row.handed.append(Handed(over.turn, over.index, change))
            waits.append((change, (over.turn, over.index)))
        elif isinstance(change, RemoveTrack) and (guest := _guest(change, others, snapshot)):
            row.handed.append(Handed(guest.turn, -1, change))
        else:
            row.now += [*_out_of_group(change, snapshot), change]
    return row


def _builds_on(change: Change, earlier: Change, snapshot: Snapshot) -> bool:
    """Whether a change is about what an earlier one puts back, or sets the same again."""
    if (ref := str(getattr(earlier, "ref", ""))) and ref in targets(change, snapshot):
        return True
    both = [sets(one, Outcome("done"), snapshot) for one in (change, earlier)]
    return any(meets(a, b) for a in both[0] for b in both[1])


def _same_of(change: Change, other: Entry, gone: str) -> bool:
    """Whether a later change was about the same of a thing that is gone now."""
    about = {getattr(other.change, name, None) for name in ("track", "region", "plugin", "marker")}
    if gone not in about or gone in other.restores:
        return False
    both = isinstance(change, SetValue) and isinstance(other.change, SetValue)
    return not both or getattr(change, "of", "") == getattr(other.change, "of", "")


def _covering(change: Change, later: Sequence[Entry], snapshot: Snapshot) -> Entry | None:
    """The first later change that set the same: what it set is heard now."""
    ours = sets(change, Outcome("done"), snapshot)
    if not ours:
        return None
    return next((one for one in later if any(meets(a, b) for a in ours for b in one.sets(snapshot))), None)


def _guest(change: RemoveTrack, others: Sequence[Entry], snapshot: Snapshot) -> Entry | None:
    """Another change whose work lies on the track that would go."""
    on_it = {region.id for region in snapshot.regions_on(change.track)}
    guests = [one for one in others if on_it & {made for _, made in (*one.outcome.made, *one.outcome.became)}]
    return guests[-1] if guests else None


def _out_of_group(change: Change, snapshot: Snapshot) -> list[Change]:
    """What lies in a group that goes is taken out of it first."""
    if not isinstance(change, RemoveTrack):
        return []
    old = snapshot.track(change.track)
    inside = [track for track in snapshot.tracks if track.group == change.track]
    return [SetGroup(track.id, old.group if old else "") for track in inside if "set_group" in snapshot.capabilities]


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
    rows: Sequence[_Row], ledger: Ledger, apply: Callable[[list[Change]], list[Applied]], result: TakenBack, by: int
) -> None:
    going = {change.track for row in rows for change in row.now if isinstance(change, RemoveTrack)}
    for row in rows:
        row.now = [one for one in row.now if not (isinstance(one, SetGroup) and one.track in going)]
        row.acts = bool(row.now)
    _drop_cancelled(rows)
    changes = [change for row in rows for change in row.now]
    done = iter(apply(changes) if changes else ())
    everything: list[Applied] = []
    for row in rows:
        outcomes = [next(done) for _ in row.now]
        everything += outcomes
        broken = [one for one in outcomes if not one.outcome.is_done]
        number, index = row.entry.turn, row.entry.index
        if broken and outcomes and (len(broken) == len(outcomes) or not outcomes[0].outcome.is_done):
            result.failed += [f"{one.told[:1].upper()}{one.told[1:]}: {one.outcome.why}" for one in broken[:1]]
            continue
        result.failed += [f"Not restored: {one.told} ({one.outcome.why})" for one in broken]
        for handed in row.handed:
            _hand_over(handed, row.entry, ledger)
            result.under.append(ledger.turns[handed.turn].text)
        how = "taken" if row.acts else "under" if row.handed else "gone"
        ledger.set(number, index, back=how, back_by=by, handed=tuple(row.handed))
        result.taken += how == "taken"
        result.gone += how == "gone"
    ledger.replaced(restored(everything))


def _hand_over(handed: Handed, entry: Entry, ledger: Ledger) -> None:
    turn = ledger.turns[handed.turn]
    if handed.index < 0:
        if not any(_is_same_making(one, entry.applied) and not one.back for one in turn.applied):
            copy = replace(entry.applied, back="", handed=(), at=entry.order[0])
            ledger.set_turn(replace(turn, applied=(*turn.applied, copy), undone=False))
        return
    inverse = turn.applied[handed.index].inverse
    ledger.set(handed.turn, handed.index, inverse=(*inverse, handed.change))


def _is_same_making(one: Applied, other: Applied) -> bool:
    return isinstance(one.change, NewTrack) and one.outcome.made == other.outcome.made


def _drop_cancelled(rows: Sequence[_Row]) -> None:
    """What would be put back only to be taken away again is not put back."""
    all_of = [change for row in rows for change in row.now]
    refs = {str(getattr(change, "ref", "")) for change in all_of} - {""}
    dropped = {getattr(change, _REMOVES[type(change)]) for change in all_of if type(change) in _REMOVES} & refs
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


def _settle(meant: Meant, ledger: Ledger, result: TakenBack) -> None:
    turn = ledger.turns[meant.turn.number]
    left = [entry for entry in ledger.entries(turn.number) if entry.stands and entry.inverse]
    is_stuck = bool(result.refused or result.failed)
    ledger.set_turn(replace(turn, undone=not left, stuck=is_stuck and bool(left)))
    ledger.save()
