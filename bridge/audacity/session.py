"""One project that is open in Audacity: changes are made one by one, read back, and taken back when they went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bridge.audacity.changes import CAN, MISSING, Made, done
from bridge.audacity.listing import is_as
from bridge.audacity.offer import LIMITS
from bridge.audacity.view import ALL, AudacityView
from engine.daw import daw
from engine.daw.changes.change import TARGETS
from engine.daw.daw import Change, DawSession, Outcome, Snapshot
from engine.daw.names import with_clean_name
from engine.daw.read_back import judged
from engine.errors import DawError, DawSilent, UserError

_CHANGED = "The project was changed since; look at it and ask again."
_DEPENDS = "It depends on a change that was not made."
_SEEN_IN: Mapping[type[Change], Sequence[str]] = {
    **dict.fromkeys((daw.SetGain, daw.SetPan, daw.SetMute, daw.SetSolo, daw.RenameTrack), ("Tracks",)),
    **dict.fromkeys((daw.SetTempo, daw.SetMeter), ()),
}
"""Where else than everywhere a change is seen; each list takes Audacity a moment."""


@dataclass
class AudacitySession(DawSession):
    """A project that is open in an Audacity that runs now."""

    view: AudacityView

    def snapshot(self) -> Snapshot:
        """Read the project. DawSilent when Audacity does not answer."""
        with self.view.pipe.turn():
            return replace(self.view.look(), capabilities=CAN, cannot=MISSING, limits=LIMITS)

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes one by one, each several steps of Audacity's undo, and read each one back."""
        outcomes: list[Outcome] = []
        try:
            with self.view.pipe.turn():
                before = self.view.look()
                if before.revision != expected_revision:
                    return [Outcome("not_done", _CHANGED) for _ in changes]
                outcomes += self._each(changes)
                if len(outcomes) == len(changes):
                    self._select(before.selection.tracks)
        except DawError as error:
            outcomes += [Outcome("not_done", str(error)) for _ in changes[len(outcomes) :]]
        return outcomes

    def save(self) -> None:
        """Save the project. DawError when it was never saved: Audacity would ask where to."""
        if self.view.project.file is None:
            raise DawError("This project was never saved; press Ctrl+S in Audacity, and choose where to.")
        with self.view.pipe.turn():
            self.view.pipe.ask("Save:")

    def close(self) -> None:
        """End the connection; Audacity goes on."""
        self.view.pipe.close()

    # --- one change after another ---

    def _each(self, changes: Sequence[Change]) -> Iterator[Outcome]:
        made: dict[str, str] = {}
        failed: set[str] = set()
        is_silent = False
        for change in changes:
            change, said = with_clean_name(change.resolved(made))
            if is_silent:
                outcome = Outcome("not_done", "It was not begun, because Audacity stopped answering.")
            elif any(getattr(change, name, None) in failed for name in TARGETS):
                outcome = Outcome("not_done", _DEPENDS)
            else:
                outcome = self._one(change, said)
            is_silent |= outcome.state == "unknown"
            made.update(outcome.made)
            failed |= {getattr(change, "ref", "")} - {""} if not outcome.is_done else set()
            yield outcome

    def _one(self, change: Change, said: str) -> Outcome:
        """Do it, and see that the project is just as it should be then; else it is taken back."""
        before, listed, self.view.steps = self.view.now, self.view.listing.print, 0
        made: Made = ()
        try:
            wanted, made = done(change, self.view)
            after = self.view.look(wanted, of=_SEEN_IN.get(type(change), ALL))
            (outcome,) = judged([change], [Outcome("done", said, made)], before, after)
            if outcome.is_done and is_as(after, wanted):
                return outcome
            why = outcome.why if not outcome.is_done else "Audacity did something else."
        except DawSilent as error:
            return Outcome("unknown", str(error))
        except (UserError, DawError) as error:
            why = str(error)
            if not self.view.steps:
                return Outcome("not_done", why)
        return self._taken_back(why, before, listed)

    def _taken_back(self, why: str, before: Snapshot, listed: str) -> Outcome:
        try:
            steps = self.view.steps
            for left in range(steps, -1, -1):
                self.view.look(before)
                if self.view.listing.print == listed:
                    return Outcome("not_done", f"{why} It was taken back." if left < steps else why)
                if left:
                    self.view.pipe.ask("Undo:")
        except DawError:
            pass
        return Outcome("unknown", f"{why} Some of it may be there; look at it in Audacity.")

    def _select(self, tracks: Sequence[str]) -> None:
        if tuple(tracks) == self.view.now.selection.tracks:
            return
        rows = [one.position for one in self.view.now.tracks if one.id in tracks] or [len(self.view.listing.rows)]
        for number, row in enumerate(rows):
            self.view.ask(f"SelectTracks: Mode={'Add' if number else 'Set'} Track={row} TrackCount=1")
