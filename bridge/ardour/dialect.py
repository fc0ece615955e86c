"""How Ardour's script speaks: its wire table, what it can be asked to prove, what is to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from bridge.ardour.changes import CAN, LIMITS, MISSING, wire_of
from bridge.ardour.desk import ArdourDesk
from bridge.ardour.effects import controls_of, effect_named
from bridge.ardour.prove import extra_claims
from bridge.scripted.dialect import Dialect
from bridge.scripted.fit import knob_end
from bridge.scripted.translation_context import TranslationContext, Wire
from engine.daw.claim import Claim
from engine.daw.daw import (
    AddPlugin,
    Change,
    Outcome,
    RemoveTrack,
    SetPosition,
    SetTempo,
    SetTempoMap,
    Transport,
)

_HIDDEN = "Ardour 7 cannot delete a track without a dialog, so it was emptied and hidden; its name is free again."


class ArdourDialect(Dialect):
    """Ardour 7 to 9."""

    name: ClassVar[str] = "Ardour"
    can: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[Mapping[str, str]] = MISSING
    limits: ClassVar[Mapping[str, str]] = LIMITS
    looks_every_s: ClassVar[float] = 0.02
    makers: ClassVar[frozenset[str]] = Dialect.makers | {"replace_content"}
    moves_others: ClassVar[tuple[type[Change], ...]] = (SetTempo, SetTempoMap, SetPosition)

    def __init__(self, *, removes_tracks: bool) -> None:
        self._removes_tracks = removes_tracks

    def wire_of(self, change: Change, desk: TranslationContext) -> Wire:
        """In samples and ticks."""
        assert isinstance(desk, ArdourDesk)
        return wire_of(change, desk)

    def extra_claims(
        self, asked: Change, real: Change, outcome: Outcome, told: Mapping[str, Any], desk: TranslationContext
    ) -> Sequence[Claim]:
        """Exact samples of what was imported, and knobs as Ardour says it turned them."""
        assert isinstance(desk, ArdourDesk)
        return extra_claims(real, outcome, desk.prepared.get(id(asked)), _turned(told), desk.snapshot)

    def reservations(self, change: Change, told: Mapping[str, Any]) -> Sequence[str]:
        """Tracks that are only hidden, knobs that end before, controls that are not there."""
        if isinstance(change, RemoveTrack) and not self._removes_tracks:
            return [_HIDDEN]
        if told.get("note"):
            return [str(told["note"])]
        if isinstance(change, AddPlugin) and not change.was:
            return _knobs(change, _turned(told))
        if isinstance(change, Transport) and change.count_in_bars > 1:
            return ["Ardour counts in for one bar."]
        return []


def _turned(told: Mapping[str, Any]) -> dict[str, float]:
    turned = told.get("set")
    return turned if isinstance(turned, dict) else {}


def _knobs(change: AddPlugin, turned: Mapping[str, float]) -> list[str]:
    controls, unknown = controls_of(effect_named(change.effect), change.parameters)
    said = [f"Ardour's plugin has no control for {', '.join(unknown)}."] if unknown else []
    for label, value in turned.items():
        if abs(float(value) - controls.get(label, value)) > 1e-4 * max(1.0, abs(value)):
            said.append(knob_end(label, float(value)))
    return said
