"""The ledger: every change that stands in the session now, in the order in which it was made, with today's ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from engine.assistant.undo.differing import differing
from engine.assistant.undo.renamed import renamed
from engine.assistant.undo.untouched import untouched
from engine.daw.changes.change import RESTORED, TARGETS
from engine.daw.claim import THERE, Claim, is_there
from engine.daw.daw import (
    Change,
    NewTrack,
    Outcome,
    RemoveMarker,
    RemovePlugin,
    RemoveRegion,
    RemoveTrack,
    Snapshot,
)
from engine.library.library import Library
from engine.library.turn import Applied, Handed, Turn

REMOVES = {RemoveRegion: "region", RemoveTrack: "track", RemovePlugin: "plugin", RemoveMarker: "marker"}
"""What takes a thing away, and the field that names it."""


@dataclass
class Entry:
    """One change that was made."""

    turn: int
    """Number of its request."""
    index: int
    """Its place among the changes of that request."""
    applied: Applied
    change: Change
    """With today's ids."""
    outcome: Outcome
    """With today's ids."""
    own: tuple[Change, ...]
    """What takes it back, with today's ids."""
    for_others: tuple[Handed, ...]
    """What its undo does for earlier requests, with today's ids."""
    _sets: list[Claim] | None = None

    @property
    def order(self) -> tuple[int, int, int]:
        """When it was made, or made again."""
        return made_at(self.applied, self.turn, self.index)

    @property
    def inverse(self) -> tuple[Change, ...]:
        """All that its undo does."""
        return (*self.own, *(handed.change for handed in self.for_others))

    @property
    def made(self) -> set[str]:
        """Ids of what came to be by it: nothing of them was set before, however late it was made again."""
        return {str(getattr(change, REMOVES[type(change)])) for change in self.own if type(change) in REMOVES}

    @property
    def makes(self) -> bool:
        """Something came to be by it, so that it is taken back by taking that away."""
        return any(type(change) in REMOVES for change in self.own)

    @property
    def stands(self) -> bool:
        """It was made, and has not been taken back."""
        return stands(self.applied)

    @property
    def restores(self) -> dict[str, str]:
        """Ids of what it took away, each with the ref by which its inverse puts it back."""
        refs = [str(getattr(change, "ref", "")) for change in self.inverse]
        return {ref.removeprefix(RESTORED): ref for ref in refs if ref.startswith(RESTORED)}

    def sets(self, snapshot: Snapshot) -> list[Claim]:
        """What of which things it set, or its undo will set."""
        if self._sets is None:
            back = [claim for change in self.inverse for claim in sets(change, Outcome("done"), snapshot)]
            found = [*sets(self.change, self.outcome, snapshot), *back]
            self._sets = [claim for claim in found if claim.id not in self.made]
        return self._sets

    def is_untouched(self, snapshot: Snapshot) -> bool:
        """Whether all is as it left it."""
        return untouched(self.applied.fingerprint, self.change.fingerprint(self.outcome, snapshot))


@dataclass
class Ledger:
    """All requests of a project with their changes."""

    library: Library
    turns: dict[int, Turn] = field(default_factory=dict)
    _dirty: set[int] = field(default_factory=set)
    _follow: Callable[[str], str] | None = None

    @classmethod
    def of(cls, library: Library) -> Ledger:
        """Read it."""
        return cls(library, {turn.number: turn for turn in library.turns()})

    def entries(self, number: int, *, has_fallen: bool = True) -> list[Entry]:
        """The changes of a request, in the order they were made; without `has_fallen` only those that stand."""
        turn = self.turns[number]
        made = {ref: one for applied in turn.applied for ref, one in applied.outcome.made}
        rows = [(at, applied) for at, applied in enumerate(turn.applied) if has_fallen or stands(applied)]
        return [self._entry(number, index, applied, made) for index, applied in rows]

    def standing(self, about: Collection[str] | None = None) -> Iterator[Entry]:
        """All changes that stand and were no undo or redo themselves; with `about` only of requests about these ids."""
        for number, turn in self.turns.items():
            own = turn.own
            if turn.applied and own != frozenset() and (about is None or self._is_about(turn, about)):
                yield from (one for one in self.entries(number, has_fallen=False) if own is None or one.index in own)

    def order_of(self, handed: Handed) -> tuple[int, int, int]:
        """When that was made which a change takes back for another request."""
        return made_at(self.turns[handed.turn].applied[handed.index], handed.turn, handed.index)

    def returning(self, gone: str) -> tuple[int, int] | None:
        """The change, by its request and its place there, that brings a thing back when it is made again."""
        ref = RESTORED + gone
        for number, turn in self.turns.items():
            for index, applied in enumerate(turn.applied):
                if applied.back and any(getattr(change, "ref", "") == ref for change in applied.again):
                    return number, index
        return None

    def set(self, number: int, index: int, **values: Any) -> None:
        """Note something of a change."""
        self.set_one(number, index, replace(self.turns[number].applied[index], **values))

    def set_one(self, number: int, index: int, applied: Applied) -> None:
        """Note what has become of a change."""
        turn = self.turns[number]
        rows = [applied if at == index else one for at, one in enumerate(turn.applied)]
        self.set_turn(replace(turn, applied=tuple(rows)))

    def set_turn(self, turn: Turn) -> None:
        """Note something of a request."""
        self.turns[turn.number] = turn
        self._dirty.add(turn.number)

    def save(self) -> None:
        """Store what was noted."""
        with self.library.database.atomic():
            for number in sorted(self._dirty):
                self.library.save_turn(self.turns[number])
        self._dirty.clear()

    def refreshed(self, before: Snapshot, after: Snapshot, but: int) -> None:
        """Take the fingerprints anew of what was untouched before a request: what changed since was that request.

        So a fingerprint tells how Tonmeister left a thing, whichever request touched it last.
        """
        before = renamed(before, self.current)
        moved = differing(before, after)
        for entry in list(self.standing(moved)):
            if entry.turn == but or not entry.applied.fingerprint or not entry.is_untouched(before):
                continue
            now = entry.change.fingerprint(entry.outcome, after)
            if not untouched(entry.applied.fingerprint, now):
                self.set(entry.turn, entry.index, fingerprint=now)
        self.save()

    def fingerprinted(self, number: int, snapshot: Snapshot, indexes: Collection[int]) -> None:
        """Take the fingerprints anew of what has just been made again, when all of it is in place."""
        for entry in self.entries(number):
            if entry.stands and entry.index in indexes:
                self.set(number, entry.index, fingerprint=entry.change.fingerprint(entry.outcome, snapshot))
        self.save()

    def current(self, made_id: str) -> str:
        """The id that a thing has now."""
        if self._follow is None:
            self._follow = self.library.follower()
        return self._follow(made_id)

    def replaced(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember that what had the first id now has the second."""
        self.library.replaced(pairs)
        self._follow = None

    def today(self, change: Change) -> Change:
        """A change with every id that has been replaced brought up to date."""
        return change.resolved({one: now for one in ids_of(change) if (now := self.current(one)) != one})

    def _is_about(self, turn: Turn, ids: Collection[str]) -> bool:
        """Whether anything that a request named or made is one of these."""
        return any(
            self.current(one) in ids
            for applied in turn.applied
            for one in (*ids_of(applied.change), *(made for _, made in applied.outcome.made))
        )

    def _entry(self, number: int, index: int, applied: Applied, made: Mapping[str, str]) -> Entry:
        change = self.today(applied.change.resolved(made))
        own = tuple(map(self.today, applied.inverse))
        others = tuple(replace(handed, change=self.today(handed.change)) for handed in applied.for_others)
        then = _current_ids(applied.fingerprint, self.current)
        today = with_ids(applied.outcome, self.current)
        return Entry(number, index, replace(applied, fingerprint=then), change, today, own, others)


def stands(applied: Applied) -> bool:
    """It was made, and has not been taken back."""
    return applied.outcome.is_done and not applied.back


def made_at(applied: Applied, turn: int, index: int) -> tuple[int, int, int]:
    """When a change was made, or made again."""
    return applied.at or turn, turn, index


def latest(applied: Iterable[Applied]) -> Callable[[str], str]:
    """The id that something has after these changes, some of which may have put another thing in its place."""
    became = {old: new for one in applied for old, new in one.outcome.became}

    def follow(made_id: str) -> str:
        seen = {made_id}
        while (after := became.get(made_id, made_id)) not in seen:
            made_id = after
            seen.add(after)
        return made_id

    return follow


def with_ids(outcome: Outcome, now: Callable[[str], str]) -> Outcome:
    """What came of a change, by the ids that it has now."""
    made = tuple((ref, now(one)) for ref, one in outcome.made)
    return replace(outcome, made=made, became=tuple((old, now(one)) for old, one in outcome.became))


def ids_of(change: Change) -> set[str]:
    """The ids that a change names."""
    ids = {value for name in _named_by(change) if (value := getattr(change, name))}
    return ids | set(str(getattr(change, "parameter", "")).split(" ")[1:2])


def _named_by(change: Change) -> tuple[str, ...]:
    """The fields by which such a change names things; each request asks for those of all changes before it."""
    kind = type(change)
    if kind not in _NAMED_BY:
        _NAMED_BY[kind] = tuple(one.name for one in fields(change) if one.name in TARGETS)
    return _NAMED_BY[kind]


_NAMED_BY: dict[type[Change], tuple[str, ...]] = {}


def targets(change: Change, snapshot: Snapshot) -> set[str]:
    """Ids of what a change is about and needs to find in the session."""
    named = {str(getattr(change, name)) for name in TARGETS if getattr(change, name, None)}
    if isinstance(change, NewTrack) and not is_there(snapshot, change.group):
        named.discard(change.group)
    return named


def sets(change: Change, outcome: Outcome, snapshot: Snapshot) -> list[Claim]:
    """What of which things a change sets; that something comes or goes is left out."""
    return [claim for claim in change.claims(outcome, snapshot) if claim.what != THERE]


def _current_ids(stored: Any, current: Callable[[str], str]) -> Any:
    if isinstance(stored, Mapping):
        return {name: _current_ids(value, current) for name, value in stored.items()}
    if isinstance(stored, list | tuple):
        return [_current_ids(value, current) for value in stored]
    return current(stored) if isinstance(stored, str) else stored
