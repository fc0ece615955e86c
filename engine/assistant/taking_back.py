"""Taking back: requests that are undone or made again, and what a corrected call had changed."""

from __future__ import annotations

from collections.abc import Sequence

from engine.assistant.corrections import Corrections
from engine.assistant.resolve import Resolver
from engine.assistant.session_changes import SessionChanges
from engine.assistant.undo.back import restored, way_back
from engine.assistant.undo.ledger import Ledger
from engine.assistant.undo.undo import Undo
from engine.library.library import Library
from engine.library.turn import all_done
from engine.tasks.plan import Step, step_reference


class TakingBack(Undo):
    """Does it for one turn."""

    def __init__(
        self, number: int, library: Library, resolver: Resolver, changes: SessionChanges, corrections: Corrections
    ) -> None:
        super().__init__(library, number, snapshot=lambda: resolver.snapshot, apply=changes.apply)
        self._resolver = resolver
        self._changes = changes
        self._corrections = corrections
        self._corrected: set[int] = set()

    def of_corrected(self, step: Step, number: int) -> None:
        """Take back what a corrected call changed, when its result is not simply replaced."""
        base = self._corrections.fixed(step)
        if base is None or number in self._corrected or self._resolver.snapshot is None:
            return
        self._corrected.add(number)
        places = [place.id for place in self._corrections.places(base).values()]
        if places and (step.row.on_session == "adds" or self._is_about(step, places)):
            return
        ledger = Ledger.of(self._library)
        for one in self._corrections.chain(base):
            entries = [entry for entry in ledger.entries(one.turn.number) if entry.stands]
            entries = [entry for entry in entries if one.turn.applied[entry.index] in one.applied]
            own = [entry for entry in entries if not entry.applied.is_way_back]
            if not all(entry.is_untouched(self._resolver.snapshot) for entry in own):
                return  # it has been changed since: what is wanted now is done on what is there
            before = self._resolver.snapshot
            applied = self._changes.apply(way_back(own, before), number, is_way_back=True)
            all_done(applied)
            ledger.replaced(restored(applied))
            ledger.refreshed(before, self._resolver.snapshot, but=self._number)
            self._changes.told_until = self._resolver.snapshot
            if len(own) < len(entries):
                return  # before it was made, it had taken back itself what the older ones had done

    def _is_about(self, step: Step, places: Sequence[str]) -> bool:
        """True when a step works on one of these places, or names none."""
        found = [self._resolver.known(text) for _, text in step.references() if not step_reference(text)]
        return not found or any(one in places for one in found)
