"""A tape deck that is found, read and changed: with its dialect all that a DAW of ten operations needs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from bridge.scripted.line import Line
from bridge.scripted.notes import notes_of
from bridge.scripted.project import folder_project
from bridge.scripted.session import ScriptedSession
from bridge.scripted.translation_context import TranslationContext
from bridge.scripted.units import gain_db
from engine.daw.daw import Daw, DawSession, Project, Region, Snapshot, Track
from engine.media.note import TempoChange, TempoMap
from tests.bridge.tape_deck.dialect import CAN, TICKS, DeckDialect

TEMPO = TempoMap((TempoChange(0.0, 96.0),))


class DeckSession(ScriptedSession):
    """The tape that is in the deck."""

    def __init__(self, line: Line) -> None:
        super().__init__(line, DeckDialect())
        self._shown: Snapshot | None = None

    def _read(self) -> Snapshot:
        return self._take(self.ask("snapshot"))

    def _take(self, told: Any) -> Snapshot:
        self._shown = Snapshot(
            folder_project(told["name"], told["name"], told["folder"]),
            told["revision"],
            tempo_map=TEMPO,
            tracks=tuple(map(_track, told["tracks"])),
            regions=tuple(map(_region, told["regions"])),
            capabilities=self.capabilities,
            cannot=dict(self.cannot),
            daw=self.dialect.name,
        )
        return self._shown

    def _seen(self) -> Snapshot | None:
        return self._shown

    def _desk(self, before: Snapshot, made: Mapping[str, str]) -> TranslationContext:
        return TranslationContext(before, made, ticks=TICKS)


def _track(row: Mapping[str, Any]) -> Track:
    values = {name: row[name] for name in ("id", "name", "kind", "pan", "mute", "solo")}
    return Track(**values, gain_db=gain_db(row["gain"]))


def _region(row: Mapping[str, Any]) -> Region:
    common: dict[str, Any] = {name: row[name] for name in ("id", "track", "name", "kind")}
    if row["kind"] == "midi":
        start = row["ticks"] / TICKS
        return Region(
            **common, start_beats=start, length_beats=row["length_ticks"] / TICKS, start_s=TEMPO.seconds_at(start),
            notes=notes_of(row["notes"], TICKS),
        )  # fmt: skip
    start, end = TEMPO.beats_at(row["at_s"]), TEMPO.beats_at(row["at_s"] + row["length_s"])
    return Region(
        **common, start_beats=start, length_beats=end - start, start_s=row["at_s"], length_s=row["length_s"],
        sources=(Path(row["path"]),), offset_s=row["first_s"],
    )  # fmt: skip


class Deck(Daw):
    """A tape deck."""

    id: ClassVar[str] = "deck"
    name: ClassVar[str] = "Tape deck"
    capabilities: ClassVar[frozenset[str]] = CAN
    missing: ClassVar[dict[str, str]] = dict(DeckDialect.missing)

    def __init__(self, line: Line, folder: Path) -> None:
        self._line, self._folder = line, folder

    def find(self) -> list[Project]:
        """The tape."""
        return [folder_project("Tape", "Tape", str(self._folder))]

    def connect(self, project: Project) -> DawSession:
        """See Daw."""
        return DeckSession(self._line)
