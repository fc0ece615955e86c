"""A session in a DAW that holds a script of ours: reads it, changes it, and reads back what became of each change."""

from __future__ import annotations

import contextlib
import logging
import math
import time
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bridge.protocol import Reply
from bridge.scripted.batch import Batch
from bridge.scripted.dialect import Dialect
from bridge.scripted.leftover import leftovers
from bridge.scripted.line import Line
from bridge.scripted.offer import Offer
from bridge.scripted.refusal import refusal
from bridge.scripted.translation_context import TranslationContext
from bridge.scripted.undo import bringing_back, undoing
from engine.daw.daw import (
    Change,
    DawSession,
    Move,
    Outcome,
    RemoveRegion,
    RemoveTrack,
    ReplaceContent,
    SetNotes,
    Snapshot,
    Split,
    Trim,
)
from engine.daw.names import written
from engine.errors import DawError, DawSilent

READ_S, APPLY_S, IMPORT_S = 20.0, 30.0, 180.0
_CHANGED = "The session was changed since; look at it and ask again."
_BACK = "It was taken back."
_PUT_BACK = "What was there before was put back."
_KEEPS, _PLACES = (ReplaceContent, SetNotes), (Move, ReplaceContent, Split, Trim)
"""What keeps the place or the length that a region has by then, and what gives it another."""
log = logging.getLogger(__name__)


class ScriptedSession(DawSession):
    """One open project, reached by a line, spoken to in a dialect."""

    def __init__(self, line: Line, dialect: Dialect, offer: Offer | None = None) -> None:
        """`offer` is what the script inside says it can do here; None = all that the dialect knows."""
        self._line, self.dialect, self._offer = line, dialect, offer
        self._is_proven = False
        """Was the session read after the last changes, and all of them found in it?"""

    # --- what each DAW does in its own way ---

    @abstractmethod
    def _read(self) -> Snapshot:
        """Ask the script for the session. DawError or DawSilent when it does not answer."""

    def _look_args(self) -> Mapping[str, Any]:
        """What makes the script tell the session along with its answer to a list; nothing where it cannot."""
        return {}

    @staticmethod
    def _whole(told: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """What the script told, with what it left out because it is as it was."""
        if "state" in told or told["revision"] != before.get("revision"):
            return dict(told)
        return {**told, "state": before["state"]}

    @staticmethod
    def _is_alike(told: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
        """Whether all that a Snapshot is made of is as it was: then the same one still holds."""
        return told["state"] is before.get("state") and all(
            before.get(name) == value for name, value in told.items() if name not in ("state", "notes")
        )

    def _take(self, told: Any) -> Snapshot:
        """The session as the script told it along with an answer."""
        raise NotImplementedError

    @abstractmethod
    def _seen(self) -> Snapshot | None:
        """The session as it was last read; None when it never was."""

    @abstractmethod
    def _desk(self, before: Snapshot, made: Mapping[str, str]) -> TranslationContext:
        """What the translation of a list of changes needs."""

    def _transport(self) -> Mapping[str, Any]:
        """What the transport did when the session was last read."""
        return {}

    def _script_revision(self, revision: str) -> str:
        """The part of a snapshot's revision that the script knows."""
        return revision

    def _prepare(self, batch: Batch) -> None:
        """Before a list is translated."""

    def _look_closer(self, batch: Batch, after: Snapshot) -> Snapshot:
        """What must be read besides, to judge these changes."""
        return after

    # --- what they all have in common ---

    def snapshot(self) -> Snapshot:
        """Read the project. Raises DawSilent when the DAW does not answer."""
        return self._looked()

    def after_changes(self) -> Snapshot:
        """As they were proven by: nobody looks twice at what was read this moment."""
        seen = self._seen() if self._is_proven else None
        return seen or self.snapshot()

    def apply(self, changes: Sequence[Change], *, expected_revision: str, label: str) -> list[Outcome]:
        """Make the changes, named `label` where the DAW groups them, and read each one back."""
        outcomes: list[Outcome] = []
        made: dict[str, str] = {}
        failed: set[str] = set()
        revision = expected_revision
        became: dict[str, str] = {}
        self._is_proven = False
        for part in self._parts(changes):
            part = [change.resolved(became) for change in part]
            batch = Batch(self.dialect, part, made, failed, revision, label)
            if any(outcome.state == "unknown" for outcome in outcomes):
                why = f"It was not begun, because {self.dialect.name} stopped answering."
                outcomes += batch.all("not_done", why)
                continue
            outcomes += self._looked_over(batch, self._taken_back(batch, self._apply_part(batch)))
            for outcome in outcomes[-len(part) :]:
                became = {old: dict(outcome.became).get(now, now) for old, now in became.items()} | dict(outcome.became)
            revision = self._revision()
        self._is_proven = bool(outcomes) and all(outcome.is_done for outcome in outcomes)
        return outcomes

    def close(self) -> None:
        """End the connection; the DAW goes on."""
        self._line.close()

    def ask(self, op: str, *, timeout_s: float = READ_S, **args: Any) -> Any:
        """Any op of the protocol. DawError with the DAW's reason when it refuses."""
        return self._must(self._line.call(op, args, timeout_s=timeout_s))

    @property
    def capabilities(self) -> frozenset[str]:
        """What this session can do: the script's version, and the DAW's, may be behind."""
        return self.dialect.can - self.cannot.keys()

    @property
    def cannot(self) -> Mapping[str, str]:
        """What it cannot do, each with the reason."""
        return self.dialect.missing if self._offer is None else self._offer.cannot(self.dialect)

    def _looked(self, told: object = None) -> Snapshot:
        """The session as it is now, or as it was told. DawError for what makes no sense: another version's script."""
        try:
            seen = self._read() if told is None else self._take(told)
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
            log.warning("%s told of a session that cannot be read", self.dialect.name, exc_info=error)
            raise self._unreadable() from error
        if not all(math.isfinite(one.start_beats + one.length_beats) for one in seen.regions):
            raise self._unreadable()
        return seen

    def _unreadable(self) -> DawError:
        return DawError(
            f"What {self.dialect.name} tells of its session cannot be read; install its script anew with "
            "`tonmeister daw install`, start the DAW again, then ask again."
        )

    def _revision(self) -> str:
        seen = self._seen()
        return seen.revision if seen else ""

    def _must(self, reply: Reply) -> Any:
        if reply.ok:
            return reply.result
        raise (DawSilent if reply.state == "unknown" else DawError)(refusal(self.dialect.name, reply.error))

    def _parts(self, changes: Sequence[Change]) -> Iterator[list[Change]]:
        """The list cut where what follows must see the session anew."""
        part: list[Change] = []
        for change in changes:
            if isinstance(change, _KEEPS) and any(
                isinstance(one, _PLACES) and one.region == change.region for one in part
            ):
                yield part
                part = []
            part.append(change)
            if isinstance(change, self.dialect.moves_others):
                yield part
                part = []
        if part:
            yield part

    def _taken_back(self, batch: Batch, outcomes: list[Outcome]) -> list[Outcome]:
        """What was told as not done, and did something all the same, is undone at once."""
        kept = []
        for change, outcome in zip(batch.changes, outcomes, strict=True):
            undo = undoing(change, outcome, batch.made, batch.before) if outcome.state == "not_done" else ()
            if undo:
                again = Batch(self.dialect, undo, dict(batch.made), set(), self._revision(), batch.label)
                is_gone = all(one.is_done for one in self._apply_part(again))
                said = _BACK if is_gone else f"Some of it is still there; look at it in {self.dialect.name}."
                outcome = replace(outcome, why=f"{outcome.why} {said}", made=(), became=())
            kept.append(outcome)
        return kept

    def _looked_over(self, batch: Batch, outcomes: list[Outcome]) -> list[Outcome]:
        """What was told as not done, and is not as it was, is told as not known."""
        after = self._seen()
        if not batch.was_sent or batch.before is None or after is None:
            return outcomes
        real = [change.resolved(batch.made) for change in batch.changes]
        outcomes = [self._brought_back(batch, *row, after) for row in zip(real, outcomes, strict=True)]
        after = self._seen() or after
        found = leftovers(real, outcomes, batch.before, after, self.dialect.name)
        return [one if n in batch.errors else also for n, (one, also) in enumerate(zip(outcomes, found, strict=True))]

    def _brought_back(self, batch: Batch, change: Change, outcome: Outcome, after: Snapshot) -> Outcome:
        """A region that a change has lost on its way is put back from what is known of it."""
        assert batch.before
        back = bringing_back(change, outcome, batch.before, after)
        if not back or any(isinstance(one, RemoveTrack | RemoveRegion) for one in batch.changes):
            return outcome
        again = Batch(self.dialect, back, {}, set(), self._revision(), batch.label)
        if not all(one.is_done for one in self._apply_part(again)):
            return outcome
        made = next(iter(again.made.values()), "")
        became = ((str(getattr(change, "region", "")), made),)
        return replace(outcome, state="not_done", why=" ".join((outcome.why, _PUT_BACK)), became=became)

    def _apply_part(self, batch: Batch) -> list[Outcome]:
        try:
            seen = self._seen()
            if seen is None or seen.revision != batch.revision:
                seen = self._looked()
            if seen.revision != batch.revision:
                return batch.all("not_done", _CHANGED)
            self._prepare(batch)
            before = self._seen() or seen
            desk = self._desk(before, batch.made)
        except DawError as error:
            return batch.all("not_done", str(error))
        batch.before = before
        try:
            batch.translate(desk)
            return self._carry_out(batch, desk)
        finally:
            for path in desk.files:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _carry_out(self, batch: Batch, desk: TranslationContext) -> list[Outcome]:
        if not batch.wires:
            return batch.outcomes([], desk, desk.snapshot, {})
        label = written(f"Tonmeister: {batch.label}")[:80]
        args = {"changes": batch.wires, "label": label, "expected_revision": self._script_revision(batch.revision)}
        args |= self._look_args()
        results: list[Mapping[str, Any]] | None = None
        told: object = None
        try:
            reply = self._line.call("apply", args, timeout_s=IMPORT_S if desk.files else APPLY_S)
            if not reply.ok and reply.state == "not_done":
                return batch.all("not_done", refusal(self.dialect.name, reply.error))
            said = reply.result if reply.ok and isinstance(reply.result, dict) else {}
            if said.get("changed_since"):
                return batch.all("not_done", _CHANGED)
            batch.was_sent = True
            results = _results(said)
            is_whole = all(row.get("ok") for row in results or ())
            told = said.get("seen") if is_whole else None  # what went wrong may still come, after the answer
        except DawSilent:
            results = None
        except DawError as error:
            return batch.all("not_done", str(error))
        return self._read_back(batch, results, desk, told)

    def _read_back(
        self, batch: Batch, results: Sequence[Mapping[str, Any]] | None, desk: TranslationContext, told: object
    ) -> list[Outcome]:
        """Compare with what was told along, then with fresh looks, until all of it is there or the time is up."""
        until = time.monotonic() + self.dialect.settles_s
        while True:
            try:
                told, now = None, self._looked(told)
                after = self._look_closer(batch, now)
            except DawError as error:
                if isinstance(error, DawSilent) or time.monotonic() >= until:
                    return batch.all("unknown", batch.no_proof)
                time.sleep(self.dialect.looks_every_s)
                continue
            outcomes = batch.outcomes(results, desk, after, self._transport())
            if not batch.is_pending or time.monotonic() >= until:
                return outcomes
            time.sleep(self.dialect.looks_every_s)


def _results(said: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
    """The script's row a change; None when it did not say what became of them."""
    rows = said.get("results")
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None
