"""How a tape deck is spoken with: what it can do as plain data, and what it cannot, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from bridge.scripted import wire as wires
from bridge.scripted.audio import prepare
from bridge.scripted.dialect import Dialect
from bridge.scripted.notes import note_rows
from bridge.scripted.translation_context import TranslationContext, Wire
from bridge.scripted.wire import Table, named, wired
from engine.daw import daw
from engine.daw.daw import CAPABILITIES, Change
from engine.errors import UserError

TICKS = 960


def _new_track(change: daw.NewTrack, desk: TranslationContext) -> Wire:
    if change.kind not in ("audio", "midi"):
        raise UserError("A tape deck has no buses and no groups.")
    return {"name": named(change.name), "kind": change.kind}


def _place_audio(change: daw.PlaceAudio, desk: TranslationContext) -> Wire:
    folder, rate = desk.snapshot.project.folder, desk.snapshot.sample_rate_hz
    assert folder
    ready = prepare(change, folder, tempo_map=desk.tempo_map, rate=rate, channels=2)
    where = {"at_s": ready.sample / rate, "length_s": ready.frames / rate, "first_s": ready.first / rate}
    return {"name": named(change.name), "path": str(ready.path)} | where


def _place_midi(change: daw.PlaceMidi, desk: TranslationContext) -> Wire:
    rows = note_rows(change.notes, TICKS)
    return {"name": named(change.name), "ticks": _at(change.start_beats, desk), "notes": rows,
            "length_ticks": round(change.length_beats * TICKS)}  # fmt: skip


def _move(change: daw.Move, desk: TranslationContext) -> Wire:
    return {"ticks": _at(change.start_beats, desk), "at_s": desk.tempo_map.seconds_at(change.start_beats)}


def _at(beat: float, desk: TranslationContext) -> int:
    return int(desk.place(beat)["ticks"])


TABLE: Table = {
    daw.NewTrack: _new_track,
    daw.RemoveTrack: lambda change, desk: {},
    daw.RenameTrack: lambda change, desk: {"name": named(change.name)},
    daw.PlaceAudio: _place_audio,
    daw.PlaceMidi: _place_midi,
    daw.Move: _move,
    daw.RemoveRegion: lambda change, desk: {},
    daw.RenameRegion: lambda change, desk: {"name": named(change.name)},
    daw.SetGain: wires.gain,
    daw.SetPan: lambda change, desk: {"pan": change.pan},
    daw.SetMute: lambda change, desk: {"on": change.on},
    daw.SetSolo: lambda change, desk: {"on": change.on},
}
CAN = frozenset(change.capability for change in TABLE)


class DeckDialect(Dialect):
    """A tape deck."""

    name: ClassVar[str] = "Deck"
    can: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[Mapping[str, str]] = dict.fromkeys(CAPABILITIES - CAN, "A tape deck has nothing for that.")

    def wire_of(self, change: Change, desk: TranslationContext) -> Wire:
        """By its row of the table."""
        return wired(change, desk, TABLE, self.missing)

    def transport_wrong(self, change: daw.Transport, now: Mapping[str, Any], after: daw.Snapshot) -> str:
        """It has no transport that could be asked."""
        return "A tape deck has nothing for that."
