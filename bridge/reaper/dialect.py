"""How REAPER's script speaks: its wire table, what it can be asked to prove, what is to be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from bridge.reaper.changes import CAN, LIMITS, MISSING, wire_of
from bridge.reaper.desk import ReaperDesk
from bridge.reaper.effects import effect_named, settings_of
from bridge.scripted.dialect import Dialect
from bridge.scripted.prove import knob
from bridge.scripted.translation_context import TranslationContext, Wire
from engine.daw.claim import Claim, has_notes
from engine.daw.daw import (
    AddPlugin,
    Change,
    Outcome,
    PlaceAudio,
    ReplaceContent,
    SetPosition,
    SetTempo,
    SetTempoMap,
    Snapshot,
    Transport,
    Trim,
)


class ReaperDialect(Dialect):
    """REAPER 7."""

    name: ClassVar[str] = "REAPER"
    can: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[Mapping[str, str]] = MISSING
    limits: ClassVar[Mapping[str, str]] = LIMITS
    moves_others: ClassVar[tuple[type[Change], ...]] = (SetTempo, SetTempoMap, SetPosition)
    looks_every_s: ClassVar[float] = 0.07

    def wire_of(self, change: Change, desk: TranslationContext) -> Wire:
        """In beats; REAPER's own map turns them into seconds."""
        assert isinstance(desk, ReaperDesk)
        return wire_of(change, desk)

    def extra_claims(
        self, asked: Change, real: Change, outcome: Outcome, told: Mapping[str, Any], desk: TranslationContext
    ) -> Sequence[Claim]:
        """The file that plays, notes that stay where they were when ends move, and knobs as they show themselves."""
        made = [made_id for _, made_id in outcome.made]
        if not outcome.is_done:
            return []
        if isinstance(real, PlaceAudio) and made:
            return [_plays(made[0], real)]
        if isinstance(real, ReplaceContent) and real.path is not None:
            return [_plays(real.region, real), *_kept(real.region, desk.snapshot)]
        if isinstance(real, ReplaceContent):
            return _kept(real.region, desk.snapshot)
        if isinstance(real, Trim):
            return _notes_stay(real, desk.snapshot)
        if isinstance(real, AddPlugin) and not real.was and made:
            return [knob(made[0], label, float(value)) for label, value in _turned(told).items()]
        return []

    def reservations(self, change: Change, told: Mapping[str, Any]) -> Sequence[str]:
        """Knobs that are not there or end before, faders that add to a line."""
        if told.get("note"):
            return [str(told["note"])]
        if isinstance(change, AddPlugin) and not change.was:
            _, unknown = settings_of(effect_named(change.effect), change.parameters)
            absent = told.get("absent")
            lacking = [*unknown, *(absent if isinstance(absent, list) else [])]
            return [f"REAPER's plugin has no control for {', '.join(map(str, lacking))}."] if lacking else []
        if isinstance(change, Transport) and change.count_in_bars:
            return ["REAPER counts in when its own metronome settings say so."]
        return []


def _turned(told: Mapping[str, Any]) -> dict[str, float]:
    turned = told.get("set")
    return turned if isinstance(turned, dict) else {}


def _plays(region: str, change: PlaceAudio | ReplaceContent) -> Claim:
    def read(snapshot: Snapshot, region_id: str) -> Any:
        found = snapshot.region(region_id)
        return [str(path) for path in found.sources] if found else None

    assert change.path is not None
    return Claim(region, "content", [str(change.path.resolve())], read=read)


def _kept(region: str, before: Snapshot) -> list[Claim]:
    old = before.region(region)
    if old is None:
        return []
    return [
        Claim(region, "name", old.name),
        Claim(region, "mute", old.mute),
        Claim(region, "gain_db", old.gain_db, 0.05),
    ]


def _notes_stay(change: Trim, before: Snapshot) -> list[Claim]:
    """Of notes whose region gets other ends: those inside lie where they lay."""
    old = before.region(change.region)
    if old is None or old.kind != "midi":
        return []
    moved = change.start_beats - old.start_beats
    length = change.end_beats - change.start_beats
    inside = [
        note.__class__(note.pitch, note.start_beats - moved, note.length_beats, note.velocity, None, note.channel)
        for note in old.notes
        if -1e-3 <= note.start_beats - moved < length
    ]
    return [has_notes(change.region, inside)] if moved >= 0 and length <= old.length_beats else []
