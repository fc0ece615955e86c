"""What of the way back of a request is done now, and what is left to the undo of another request.

A change whose thing somebody has set again since is not heard: it is taken back when that is. What took a thing away
brings it back, and then what was done to it before can be taken back too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from engine.assistant.undo.edges import without_edges
from engine.assistant.undo.ledger import REMOVES, Entry, Ledger, sets, targets
from engine.daw.changes.change import RESTORED
from engine.daw.changes.value import SetValue
from engine.daw.claim import is_there, meets
from engine.daw.daw import Change, NewTrack, Outcome, RemoveTrack, RenameRegion, SetGroup, SetSend, Snapshot, Split
from engine.library.turn import Handed

_HALF = re.compile(r"[ ._-]*(?:\d+|[LR])?$")
"""What DAWs put behind the name of what was cut."""
_Place = tuple[int, int]
"""Number of a request, and which of its changes."""


@dataclass
class Row:
    """The way back of one change."""

    entry: Entry
    own: bool = True
    """It takes back the change itself; else what that was handed by an earlier request."""
    now: list[Change] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)
    """What another request's undo will do."""
    on_return: list[Handed] = field(default_factory=list)
    """What will be done when a thing that was taken back is made again."""
    of: Handed | None = None
    """What was handed, when it is not its own."""
    acts: bool = False
    """Something of it is done now."""


def _is_renamed_since(entry: Entry, change: Change, snapshot: Snapshot) -> bool:
    """Whether a half has another name than its DAW gives to a half: somebody has called it so."""
    if not isinstance(entry.change, Split) or not isinstance(change, RenameRegion):
        return False
    now = snapshot.region(change.region)
    return now is not None and _HALF.sub("", now.name) != _HALF.sub("", change.name)


class NowOrLater:
    """Decides it for the changes of one request, the last first."""

    def __init__(self, others: Sequence[Entry], ledger: Ledger, snapshot: Snapshot) -> None:
        """`others` are the changes of other requests that stand, in their order."""
        self._others, self._ledger, self._snapshot = others, ledger, snapshot
        self._coming: set[str] = set()  # refs of what is put back now
        self._have: dict[str, str] = {}  # what comes back and is there already, by its ref
        self._here: set[str] = set()  # refs of what comes back, or will be there by then
        self._lost: set[str] = set()  # what cannot be put back any more: nothing is left to do to it either
        self._grouped: set[str] = set()  # tracks that go into a group, or out of one
        self._returns: list[tuple[Change, _Place]] = []  # the same of what is done when something comes back
        self._waits: list[tuple[Change, _Place]] = []  # what is left to others: what builds on that waits with it

    def own(self, entry: Entry) -> Row:
        """The way back of a change itself."""
        row = Row(entry)
        own = [change for change in entry.own if not _is_renamed_since(entry, change, self._snapshot)]
        self._sort(row, own, entry.order)
        return row

    def for_others(self, entries: Iterable[Entry]) -> list[Row]:
        """What the undo of these changes does for earlier requests, the last first."""
        rows = [Row(entry, False, of=handed) for entry in entries for handed in entry.for_others]
        rows.sort(key=lambda row: self._ledger.order_of(row.of) if row.of else (), reverse=True)
        for row in rows:
            if row.of:
                self._sort(row, (row.of.change,), self._ledger.order_of(row.of))
        return rows

    def _sort(self, row: Row, changes: Sequence[Change], order: tuple[int, int, int]) -> None:
        later = [one for one in self._others if one.order > order]
        self._here |= {str(getattr(change, "ref", "")) for change in changes} - {""}
        for stored in changes:
            self._put(row, self._named(stored), later)

    def _named(self, stored: Change) -> Change:
        """A change about what comes back with it names that by its ref, or by its id when it is there already."""
        back = {one.removeprefix(RESTORED): one for one in self._here if one.startswith(RESTORED)}
        gone = {old: ref for old, ref in back.items() if not is_there(self._snapshot, old)}
        return stored.resolved(gone).resolved(self._have)

    def _put(self, row: Row, change: Change, later: Sequence[Entry]) -> None:
        snapshot, ref = self._snapshot, str(getattr(change, "ref", ""))
        back_id = self._ledger.current(ref.removeprefix(RESTORED))
        if ref.startswith(RESTORED) and is_there(snapshot, back_id):
            self._have[ref] = back_id  # somebody has put it back already
            return
        if ref.startswith(RESTORED) and ref in self._coming:
            return  # the same comes back with the track that it lies on
        if self._lost & targets(change, snapshot):
            self._lost |= {ref} - {""}
            return
        if place := next((to for one, to in self._returns if builds_on(change, one, snapshot)), None):
            row.on_return.append(Handed(*place, self._by_ids(change)))
            return
        if place := next((to for one, to in self._waits if builds_on(change, one, snapshot)), None):
            self._hand(row, place, change)  # in this order only
            return
        needed = sorted(targets(change, snapshot))
        missing = [one for one in needed if one not in self._here and not is_there(snapshot, one)]
        if isinstance(change, NewTrack) and change.group not in self._here and not is_there(snapshot, change.group):
            change = replace(change, group="")
        if missing == [getattr(change, "to", "")] and not any(missing[0] in one.restores for one in self._others):
            if isinstance(change, SetSend):
                return  # what goes nowhere is no send
            change, missing = replace(change, to=""), []  # type: ignore[call-arg]
        if missing:
            self._put_away(row, change, missing[0], later)
        elif over := _covering(self._by_ids(change), later, snapshot):
            self._hand(row, (over.turn, over.index), change)
        elif isinstance(change, RemoveTrack) and (guest := _guest(change, self._others, snapshot)):
            row.handed.append(Handed(guest.turn, -1, change))
        else:
            change, parts = without_edges(change, later)
            row.handed += [Handed(one.turn, one.index, self._by_ids(part)) for one, part in parts]
            self._lost |= {getattr(change, REMOVES[type(change)])} if type(change) in REMOVES else set()
            row.now += [*self._out_of_group(change), change]
            self._coming |= {ref} - {""}
            self._grouped |= {change.track} if isinstance(change, SetGroup) else set()

    def _put_away(self, row: Row, change: Change, gone: str, later: Sequence[Entry]) -> None:
        """What is about a thing that is not there: done when that comes back, if it ever does."""
        by = next((one for one in self._others if gone in one.restores), None)
        again = None if by else self._ledger.returning(gone)
        end = by.order if by else (float("inf"),) if again else None
        between = next((one for one in later if end and one.order < end and _same_of(change, one, gone)), None)
        if between:
            self._hand(row, (between.turn, between.index), change)
        elif by:  # a later request took it away: its undo brings it back, and then this is done
            self._hand(row, (by.turn, by.index), change)
        elif again:
            row.on_return.append(Handed(*again, self._by_ids(change)))
            self._returns.append((change, again))
        else:
            self._lost |= {str(getattr(change, "ref", ""))} - {""}

    def _hand(self, row: Row, place: _Place, change: Change) -> None:
        row.handed.append(Handed(*place, self._by_ids(change)))
        self._waits.append((change, place))

    def _out_of_group(self, change: Change) -> list[Change]:
        """What lies in a group that goes, and goes into no other, is taken out of it first."""
        snapshot = self._snapshot
        if not isinstance(change, RemoveTrack) or "set_group" not in snapshot.capabilities:
            return []
        old = snapshot.track(change.track)
        inside = [one.id for one in snapshot.tracks if one.group == change.track and one.id not in self._grouped]
        return [SetGroup(one, old.group if old else "") for one in inside]

    def _by_ids(self, change: Change) -> Change:
        """The same for another request's undo, which has other refs: things are named by the ids they had."""
        return change.resolved({ref: ref.removeprefix(RESTORED) for ref in self._here if ref.startswith(RESTORED)})


def builds_on(change: Change, earlier: Change, snapshot: Snapshot) -> bool:
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
