"""Undo and redo of requests: what is meant, what can be done of it, and how that is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.assistant.undo.again import make_again
from engine.assistant.undo.back import TakenBack, is_possible, take_back
from engine.assistant.undo.ledger import Ledger
from engine.assistant.undo.which import UndoTarget, taken_by, to_redo, to_undo
from engine.daw.daw import Change, Project, Snapshot
from engine.errors import UserError
from engine.library.library import Library
from engine.library.turn import Applied, Turn


class Undo:
    """Takes requests of a project back and makes them again."""

    def __init__(
        self,
        library: Library,
        number: int,
        *,
        snapshot: Callable[[], Snapshot | None],
        apply: Callable[[Sequence[Change]], list[Applied]],
    ) -> None:
        self.undone: list[Turn] = []
        """Requests of which something was taken back."""
        self.redone: list[Turn] = []
        self._library = library
        self._number = number
        self._read = snapshot
        self._apply = apply

    def back(self, args: Mapping[str, Any]) -> str:
        """Take back all that can be; UserError that names the rest when there is one."""
        ledger = Ledger.of(self._library)
        results = []
        for meant in self._worth_trying(to_undo(self._library, args, self._number), args, ledger):
            before = self._snapshot()
            own = meant.turn.own if meant.only is None else meant.only
            result = take_back(UndoTarget(meant.turn, own), ledger, before, self._apply, self._number)
            ledger.refreshed(before, self._snapshot(), but=0)
            results.append(result)
            if result.did_something or not (result.refused or result.failed):
                self.undone.append(meant.turn)
            if meant.only is None and result.taken:
                again = taken_by(meant.turn, ledger.turns)
                self._made_again([one if one.only else UndoTarget(one.turn) for one in again], ledger)
        return _told_back(results)

    def _made_again(self, meant: Sequence[UndoTarget], ledger: Ledger) -> list[str]:
        """Make these again; what could not be, in words."""
        failed: list[str] = []
        for one in meant:
            before = self._snapshot()
            result = make_again(one, ledger, before, self._apply, self._number)
            ledger.refreshed(before, self._snapshot(), but=one.turn.number)
            ledger.fingerprinted(one.turn.number, self._snapshot(), result.indexes)
            failed += result.failed
            if result.made or not result.failed:
                self.redone.append(one.turn)
        return failed

    def again(self, args: Mapping[str, Any]) -> str:
        """Make undone requests again; UserError that names what could not be."""
        ledger = Ledger.of(self._library)
        wanted = to_redo(self._library, args)
        for number in [number for one in wanted for number in one.turn.undoes]:
            if number in ledger.turns and ledger.turns[number].can_be_undone:  # it was made again with the undo of this
                before = self._snapshot()
                take_back(UndoTarget(ledger.turns[number]), ledger, before, self._apply, self._number)
                ledger.refreshed(before, self._snapshot(), but=0)
                self.undone.append(ledger.turns[number])
        failed = self._made_again(wanted, ledger)
        done = f"Done again: {_named(self.redone)}." if self.redone else ""
        if failed:
            raise UserError(" ".join(filter(None, [done, *dict.fromkeys(failed)])))
        return done

    def _worth_trying(
        self, meant: Sequence[UndoTarget], args: Mapping[str, Any], ledger: Ledger
    ) -> Sequence[UndoTarget]:
        """Without a name: not what was refused before and would be again, so that an undo never blocks the next."""
        if args.get("target"):
            return meant
        snapshot, steps = self._snapshot(), int(args.get("steps", 1))
        every = to_undo(self._library, {"steps": 1_000_000}, self._number)
        live = [one for one in every if not one.turn.stuck or is_possible(one.turn, ledger, snapshot)]
        if not live:
            raise UserError("There is nothing left to undo but what you have changed yourself since.")
        return live[:steps]

    def _snapshot(self) -> Snapshot:
        return self._read() or Snapshot(Project("", "no DAW", None), "")


def _told_back(results: Sequence[TakenBack]) -> str:
    """What was taken back, what was gone, what still holds; UserError when something had to stay."""
    taken = [one for one in results if one.taken or not (one.gone or one.under or one.refused or one.failed)]
    gone = [one for one in results if one.gone and not (one.taken or one.under)]
    lines = [f"Taken back: {_named([one.turn for one in taken])}."] if taken else []
    if gone:
        lines.append(f"Gone already, so there was nothing left to take back: {_named([one.turn for one in gone])}.")
    for one in results:
        if one.under and one not in taken:
            later = "; ".join(f"“{text}”" for text in dict.fromkeys(one.under))
            lines.append(f"Taken back: {_named([one.turn])}. What you hear stays, because {later} came after it.")
    refused = list(dict.fromkeys(text for one in results for text in one.refused))
    if refused:
        lines.append(f"Not taken back, because it has changed since: {', '.join(refused)}.")
        lines.append("Change it by hand, or say how it should be.")
    lines += dict.fromkeys(text for one in results for text in one.failed)
    if refused or any(one.failed for one in results):
        raise UserError("\n".join(lines))
    return "\n".join(lines)


def _named(turns: Sequence[Turn]) -> str:
    return "; ".join(f"“{turn.text}”" for turn in turns)
