"""Taking back: requests that are undone or made again, and what a corrected call had changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.assistant import undo
from engine.assistant.corrections import Corrections
from engine.assistant.resolve import Resolver
from engine.assistant.session_changes import SessionChanges
from engine.errors import UserError
from engine.library.library import Library
from engine.library.turn import Turn, all_done
from engine.tasks.plan import Step, step_reference


class TakingBack:
    """Does it for one turn."""

    def __init__(
        self, library: Library, resolver: Resolver, changes: SessionChanges, corrections: Corrections
    ) -> None:
        self.undone: list[Turn] = []
        self.redone: list[Turn] = []
        self._library = library
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
        for one in self._corrections.chain(base):
            turn = replace(one.turn, applied=one.applied)
            try:
                undo.check_untouched(turn, self._resolver.snapshot, self._library)
            except UserError:
                return  # it has been changed since: what is wanted now is done on what is there
            applied = self._changes.apply(undo.undo_changes(turn, self._library), number)
            all_done(applied)
            self._library.replaced(undo.restored(applied))

    def again(self, args: Mapping[str, Any]) -> str:
        """Make undone requests again."""
        turns = undo.turns_to_redo(self._library, args)
        for turn in turns:
            changes = undo.redo_changes(turn, self._library)
            applied = self._changes.apply(changes)
            all_done(applied)
            self._library.replaced(undo.replacements(turn.applied, applied))
            self._changes.refresh_fingerprints()
            fresh = tuple(self._changes.applied[-len(applied) :]) if applied else turn.applied
            self._library.save_turn(replace(turn, undone=False, applied=fresh))
            self.redone.append(turn)
        return f"Done again: {_named(turns)}."

    def back(self, args: Mapping[str, Any]) -> str:
        """Take requests back."""
        turns = undo.turns_to_undo(self._library, args)
        for turn in turns:
            if self._resolver.snapshot is not None:
                undo.check_untouched(turn, self._resolver.snapshot, self._library)
            applied = self._changes.apply(undo.undo_changes(turn, self._library))
            all_done(applied)
            self._library.replaced(undo.restored(applied))
            self._library.save_turn(replace(turn, undone=True))
            self.undone.append(turn)
        return f"Taken back: {_named(turns)}."

    def _is_about(self, step: Step, places: Sequence[str]) -> bool:
        """True when a step works on one of these places, or names none."""
        found = [self._resolver.known(text) for _, text in step.references() if not step_reference(text)]
        return not found or any(one in places for one in found)


def _named(turns: Sequence[Turn]) -> str:
    return "; ".join(f"“{turn.text}”" for turn in turns)
