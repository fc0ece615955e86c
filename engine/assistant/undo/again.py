"""Making a request again that was taken back: exactly what the undo did is undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from engine.assistant.undo.ledger import Entry, Ledger, latest, targets
from engine.assistant.undo.which import Meant
from engine.daw.claim import is_there
from engine.daw.daw import Change, NewTrack, RemoveMarker, RemovePlugin, RemoveRegion, RemoveTrack, Snapshot
from engine.library.turn import Applied, Turn

_REMOVALS = (RemoveRegion, RemoveTrack, RemovePlugin, RemoveMarker)


@dataclass
class MadeAgain:
    """What became of making one request again."""

    turn: Turn
    made: int = 0
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
    doing: list[tuple[Entry, Change]] = []
    coming: set[str] = set()
    for entry in wanted:
        if entry.applied.back == "under" and _fetched_back(entry, ledger):
            ledger.set(turn.number, entry.index, back="", back_by=0, handed=())
            result.made += 1
            continue
        change = ledger.today(entry.applied.change.resolved(known))
        if _is_so_already(entry, change, snapshot):
            ledger.set(turn.number, entry.index, back="", back_by=0, handed=())
            result.made += 1
            continue
        missing = [one for one in targets(change, snapshot) if one not in coming and not is_there(snapshot, one)]
        if missing:
            result.failed.append(
                f"{entry.applied.told[:1].upper()}{entry.applied.told[1:]}: what it was about is gone."
            )
            continue
        coming |= {str(getattr(change, "ref", ""))} - {""}
        doing.append((entry, change))
    applied = apply([change for _, change in doing]) if doing else []
    last = latest(applied)
    for (entry, _), fresh in zip(doing, applied, strict=True):
        if not fresh.outcome.is_done:
            result.failed.append(f"{fresh.told[:1].upper()}{fresh.told[1:]}: {fresh.outcome.why}")
            continue
        result.made += 1
        old = dict(entry.applied.outcome.made)
        turn = ledger.turns[turn.number]
        stored = replace(fresh, change=entry.applied.change, at=now)
        rows = [stored if index == entry.index else one for index, one in enumerate(turn.applied)]
        ledger.set_turn(replace(turn, applied=tuple(rows)))
        ledger.replaced((old[ref], last(one)) for ref, one in fresh.outcome.made if ref in old)
    turn = ledger.turns[turn.number]
    left = any(one.back for one in turn.applied)
    ledger.set_turn(replace(turn, undone=bool(turn.applied) and left and not result.made, stuck=False))
    ledger.save()
    return result


def _is_so_already(entry: Entry, change: Change, snapshot: Snapshot) -> bool:
    """A track that is still there, or again, need not be made; what is gone need not be removed."""
    if isinstance(change, NewTrack):
        return any(is_there(snapshot, made) for _, made in entry.outcome.made)
    if isinstance(change, _REMOVALS):
        return any(not is_there(snapshot, one) for one in targets(change, snapshot))
    return False


def _fetched_back(entry: Entry, ledger: Ledger) -> bool:
    """Take the request's inverse out of the later ones that it was handed to; False when those have done it."""
    for handed in entry.applied.handed:
        turn = ledger.turns[handed.turn]
        if handed.index < 0:
            made = entry.applied.outcome.made
            copies = [n for n, one in enumerate(turn.applied) if one.outcome.made == made and not one.back]
            if not copies:
                return False
            rows = [one for n, one in enumerate(turn.applied) if n != copies[-1]]
            ledger.set_turn(replace(turn, applied=tuple(rows)))
            continue
        one = turn.applied[handed.index]
        if one.back or handed.change not in one.inverse:
            return False
        inverse = list(one.inverse)
        inverse.remove(handed.change)
        ledger.set(handed.turn, handed.index, inverse=tuple(inverse))
    return True
