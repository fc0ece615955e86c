"""How Bitwig's script speaks: its wire table, and what is to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from bridge.bitwig.changes import CAN, LIMITS, MISSING, BitwigDesk, wire_of
from bridge.scripted.dialect import Dialect
from bridge.scripted.translation_context import TranslationContext, Wire
from engine.daw.daw import Change, SetMeter, SetTempo, Snapshot, Transport


class BitwigDialect(Dialect):
    """Bitwig Studio 4.4 and later."""

    name: ClassVar[str] = "Bitwig"
    can: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[Mapping[str, str]] = MISSING
    limits: ClassVar[Mapping[str, str]] = LIMITS
    moves_others: ClassVar[tuple[type[Change], ...]] = (SetTempo, SetMeter)
    looks_every_s: ClassVar[float] = 0.1
    settles_s: ClassVar[float] = 1.0

    def wire_of(self, change: Change, desk: TranslationContext) -> Wire:
        """In beats and dB."""
        assert isinstance(desk, BitwigDesk)
        return wire_of(change, desk)

    def transport_wrong(self, change: Transport, now: Mapping[str, Any], after: Snapshot) -> str:
        """By what Bitwig's transport says of itself, in beats."""
        return transport_wrong(change, now)

    def reservations(self, change: Change, told: Mapping[str, Any]) -> Sequence[str]:
        """What the script says besides; how long Bitwig counts in."""
        said = [str(told["note"])] if told.get("note") else []
        if isinstance(change, Transport) and change.count_in_bars:
            said.append("Bitwig counts in for as long as its own settings say.")
        return said


def transport_wrong(change: Transport, now: Mapping[str, Any]) -> str:
    """Empty when the transport does what was asked, else a sentence."""
    rolls, at = bool(now["rolling"]), change.at_beats
    if change.action in ("play", "record") and change.on and not rolls:
        return "Bitwig's transport does not roll."
    if change.action == "stop" and rolls:
        return "Bitwig's transport still rolls."
    if change.action == "record" and bool(now["record"]) != change.on:
        return "Bitwig's record button did not follow."
    if change.action == "locate" and not rolls and at is not None and abs(now["beat"] - at) > 1e-3:
        return f"Bitwig's playhead is at beat {now['beat']:g}, not {at:g}."
    if change.action == "loop" and bool(now["looping"]) != change.on:
        return "Bitwig's loop did not follow."
    if change.action == "loop" and change.on and at is not None and change.end_beats is not None:
        start, end = now["loop"]
        if abs(start - at) > 1e-3 or abs(end - change.end_beats) > 1e-3:
            return f"Bitwig's loop goes from beat {start:g} to {end:g}."
    if change.action == "metronome" and bool(now["click"]) != change.on:
        return "Bitwig's click did not follow."
    return ""
