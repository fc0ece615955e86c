"""What an undo has done for earlier requests besides: made again with its own request, which lies over it again.

Trim, then split; the trim is taken back, which waits for the split; the split is taken back, and the trim with it.
The split made again brings the trim back beneath it, so that the next undo of either is as it was the first time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from engine.assistant.undo.ledger import Entry, Ledger
from engine.daw.daw import Change
from engine.library.turn import Applied, Handed


def beneath(entry: Entry, ledger: Ledger) -> list[Handed]:
    """What the undo of a change did for earlier ones that have not been made again since, the earliest first."""
    return [of for of in reversed(entry.applied.for_others) if of.again and _waits(of, entry, ledger)]


def done_by_others(entry: Entry, ledger: Ledger) -> list[Change]:
    """What makes those parts of a change again that the undo of later ones has taken back."""
    found: list[Change] = []
    for handed in entry.applied.handed:
        later = ledger.turns[handed.turn].applied[handed.index] if handed.index >= 0 else None
        of = Handed(entry.turn, entry.index, handed.change)
        for one in later.for_others if later and later.back else ():
            found += one.again if replace(one, again=()) == of else ()
    return found


def brought_back(of: Handed, outcomes: Sequence[Applied], entry: Entry, ledger: Ledger, now: int) -> tuple[Handed, ...]:
    """It is there again: what the change's undo will do for it, as the session was before."""
    back = tuple(change for one in reversed(outcomes) for change in one.inverse)
    earlier, place = ledger.turns[of.turn].applied[of.index], (entry.turn, entry.index)
    was, stored = Handed(*place, of.change), ledger.today(of.change)
    handed = [[Handed(*place, change) for change in back] if one == was else [one] for one in earlier.handed]
    inverse = [back if ledger.today(one) == stored else (one,) for one in earlier.inverse]
    is_whole = all((one.turn, one.index) == place for one in earlier.handed)
    ledger.set(
        of.turn, of.index, at=now if is_whole else earlier.at,
        handed=tuple(chain(*handed)), inverse=tuple(chain(*inverse)),
    )  # fmt: skip
    return tuple(replace(of, change=change, again=()) for change in back)


def _waits(of: Handed, entry: Entry, ledger: Ledger) -> bool:
    earlier = ledger.turns[of.turn].applied[of.index]
    return bool(earlier.back) and Handed(entry.turn, entry.index, of.change) in earlier.handed
