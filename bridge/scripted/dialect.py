"""Dialect: all that one DAW's script says in its own way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from bridge.scripted.prove import transport_wrong
from bridge.scripted.translation_context import TranslationContext, Wire
from engine.daw.claim import Claim
from engine.daw.daw import Change, Outcome, Snapshot, Transport


class Dialect(ABC):
    """One DAW's units, wire table, and what only it can be asked to prove."""

    name: ClassVar[str] = ""
    """The DAW's name, for people."""
    can: ClassVar[frozenset[str]] = frozenset()
    """Capabilities."""
    missing: ClassVar[Mapping[str, str]] = {}
    """What it cannot do, and what to do instead."""
    limits: ClassVar[Mapping[str, str]] = {}
    """What it can do only in part, by capability: how far, as a sentence for people."""
    looks_every_s: ClassVar[float] = 0.05
    """How far apart it is looked whether a change is there: a DAW shows some only at its next tick."""
    settles_s: ClassVar[float] = 0.6
    """How long it may take until a change that the script accepted is there."""
    makers: ClassVar[frozenset[str]] = frozenset(
        {"new_track", "place_audio", "place_midi", "place_in_slot", "duplicate", "split", "add_plugin", "add_marker"}
    )
    """Changes after which the script must name what came to be."""
    moves_others: ClassVar[tuple[type[Change], ...]] = ()
    """Changes after which the rest of a list must see the session anew."""

    @abstractmethod
    def wire_of(self, change: Change, desk: TranslationContext) -> Wire:
        """One change as plain data. UserError or DawError when it cannot be done as asked."""

    def extra_claims(
        self, asked: Change, real: Change, outcome: Outcome, told: Mapping[str, Any], desk: TranslationContext
    ) -> Sequence[Claim]:
        """What must read back beyond what the change itself claims; `real` is `asked` with ids for refs."""
        return ()

    def transport_wrong(self, change: Transport, now: Mapping[str, Any], after: Snapshot) -> str:
        """Empty when the transport does what was asked, else a sentence."""
        return transport_wrong(change, now, after, self.name)

    def reservations(self, change: Change, told: Mapping[str, Any]) -> Sequence[str]:
        """What must be said of a change although it was done."""
        return ()
