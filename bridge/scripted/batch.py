"""One list of changes on its way to a DAW: translated, sent, and judged by what is read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bridge.scripted.dialect import Dialect
from bridge.scripted.fit import fitted
from bridge.scripted.refusal import denied, refusal
from bridge.scripted.translation_context import TranslationContext, Wire
from engine.daw.changes.change import TARGETS
from engine.daw.daw import Change, Outcome, Snapshot, Split, Transport
from engine.daw.read_back import judged
from engine.errors import DawError, UserError

_DEPENDS = "It depends on a change that was not made."
Reply = Mapping[str, Any]


@dataclass
class Batch:
    """Changes that go in one command."""

    dialect: Dialect
    changes: Sequence[Change]
    made: dict[str, str]
    """Names given by `ref`, with the ids of what came to be; shared by all batches of one request."""
    failed: set[str]
    """Names given by `ref` to what did not come to be; shared likewise."""
    revision: str
    label: str
    before: Snapshot | None = None
    """The session as it was."""
    wires: list[Wire] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)
    """What had to be different from what was asked, by position."""
    errors: dict[int, str] = field(default_factory=dict)
    """Reasons, by position, of the changes that are not even sent."""
    was_sent: bool = False
    """Whether the script said what it did."""
    is_pending: bool = False
    """Whether something that the DAW accepted did not yet read back."""

    @property
    def no_proof(self) -> str:
        """What is said when nothing can be read back."""
        return f"{self.dialect.name} stopped answering, so whether this was done is not known."

    def all(self, state: Literal["not_done", "unknown"], why: str) -> list[Outcome]:
        """The same outcome for every change."""
        self.failed |= {name for change in self.changes for name in _refs(change)}
        return [Outcome(state, why) for _ in self.changes]

    def translate(self, desk: TranslationContext) -> None:
        """Turn the changes into plain data, as far as they can be done."""
        self.changes = list(self.changes)
        for position, change in enumerate(self.changes):
            try:
                if any(getattr(change, name, None) in self.failed for name in TARGETS):
                    raise DawError(_DEPENDS)
                change, self.said[position] = fitted(change, desk)
                self.changes[position] = change
                self.wires.append(self.dialect.wire_of(change, desk))
            except (UserError, DawError) as error:
                self.errors[position] = str(error)
                self.failed |= _refs(change)

    def outcomes(
        self,
        results: Sequence[Reply] | None,
        desk: TranslationContext,
        after: Snapshot,
        transport: Mapping[str, Any],
    ) -> list[Outcome]:
        """What became of each change. `results` is None when the DAW fell silent and only the snapshot speaks."""
        answers = iter(results or ())
        is_silent = results is None
        replies: list[Reply] = []
        accepted: list[Outcome] = []
        for position, change in enumerate(self.changes):
            reply = {} if position in self.errors or is_silent else dict(next(answers, {}))
            replies.append(reply)
            accepted.append(self._accepted(position, change, reply, is_silent=is_silent))
            self.made.update((ref, made) for ref, made in accepted[-1].made if ref)
            self.failed |= _refs(change) if not accepted[-1].is_done else set()
        real = [change.resolved(self.made) for change in self.changes]
        more = [
            ()
            if _comes_again(outcome, real[position + 1 :])
            else self.dialect.extra_claims(asked, change, outcome, _told(reply), desk)
            for position, (asked, change, outcome, reply) in enumerate(
                zip(self.changes, real, accepted, replies, strict=True)
            )
        ]
        found = judged(real, accepted, desk.snapshot, after, more=more)
        if not is_silent:
            found = self._as_seen(real, found, desk.snapshot, after)
        for position, change in enumerate(self.changes):
            if isinstance(change, Transport) and transport and found[position].is_done:
                wrong = self.dialect.transport_wrong(change, transport, after)
                found[position] = Outcome("not_done", wrong) if wrong else found[position]
        self.is_pending = any(a.is_done and not b.is_done for a, b in zip(accepted, found, strict=True))
        if is_silent:
            return [self._by_sight(*row) for row in zip(range(len(found)), self.changes, found, strict=True)]
        return [
            replace(outcome, why=_joined(outcome.why, *self.dialect.reservations(change, _told(reply))))
            if outcome.is_done
            else outcome
            for change, reply, outcome in zip(self.changes, replies, found, strict=True)
        ]

    def _as_seen(
        self, real: Sequence[Change], found: Sequence[Outcome], before: Snapshot, after: Snapshot
    ) -> list[Outcome]:
        """What the DAW says it did not do, and is there, is not known; what was never sent was not done."""
        seen = denied(real, found, before, after, self.dialect.name)
        return [one if n in self.errors else also for n, (one, also) in enumerate(zip(found, seen, strict=True))]

    def _accepted(self, position: int, change: Change, reply: Reply, *, is_silent: bool) -> Outcome:
        """What the script says; of a silent one it is assumed, and only what is seen counts."""
        if position in self.errors:
            return Outcome("not_done", self.errors[position])
        if is_silent:
            return Outcome("unknown", self.no_proof) if change.capability in self.dialect.makers else Outcome("done")
        if not reply:
            return Outcome("unknown", f"{self.dialect.name}'s answer does not say what became of it.")
        if not reply.get("ok"):
            why = refusal(self.dialect.name, reply.get("error"))
            if reply.get("left"):
                left = f"Some of it is still there; look at it in {self.dialect.name}."
                return Outcome("unknown", f"{why} {left}")
            return Outcome("not_done", _DEPENDS if _DEPENDS in why else why)
        one = reply.get("made")
        ids = [str(made) for made in one] if isinstance(one, list) else [] if one is None else [str(one)]
        if change.capability in self.dialect.makers and not ids:
            return Outcome("not_done", f"{self.dialect.name} made nothing.")
        became = _told(reply).get("became")
        is_new = isinstance(became, list) and len(became) == 2
        return Outcome(
            "done",
            self.said.get(position, ""),
            tuple(zip(_ordered_refs(change), ids, strict=False)),
            ((str(became[0]), str(became[1])),) if isinstance(became, list) and is_new else (),
        )

    def _by_sight(self, position: int, change: Change, outcome: Outcome) -> Outcome:
        if position in self.errors:
            return Outcome("not_done", self.errors[position])
        is_proven = outcome.is_done and not outcome.why and not isinstance(change, Transport)
        return Outcome("done", self.said.get(position, "")) if is_proven else Outcome("unknown", self.no_proof)


def _comes_again(outcome: Outcome, later: Sequence[Change]) -> bool:
    """Whether what was made is changed again in the same list: then it need not be as it was made."""
    ids = {made for _, made in (*outcome.made, *outcome.became)}
    return any(getattr(change, name, None) in ids for change in later for name in ("region", "plugin", "marker"))


def _told(reply: Reply) -> Mapping[str, Any]:
    """What the script says besides: what it turned knobs to, what it had to make anew."""
    told = reply.get("told")
    return told if isinstance(told, dict) else {}


def _ordered_refs(change: Change) -> tuple[str, ...]:
    """The names of what a change makes, in the order in which the script answers."""
    ref = getattr(change, "ref", "")
    return (f"{ref}.1" if ref else "", ref) if isinstance(change, Split) else (ref,)


def _refs(change: Change) -> set[str]:
    return {name for name in _ordered_refs(change) if name}


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
