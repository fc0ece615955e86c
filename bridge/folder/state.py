"""What the `folder` DAW remembers: session.json in the watched folder, written in one step."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from engine.daw.daw import Marker, Track
from engine.errors import DawError, UserError
from engine.media.note import MeterChange, TempoChange, TempoMap
from engine.strict_json import read_json

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FILE = "session.json"
VERSION = 1
Row = TypeVar("Row")


@dataclass(frozen=True)
class FolderRegion:
    """A region: a file of the folder with its place in the session."""

    id: str
    track: str
    name: str
    """What people call it; the file's name has the bar and the tempo too."""
    kind: Literal["audio", "midi"]
    file: str
    """Name inside the folder."""
    anchor_beats: float
    """Where its music begins: the bar in the file's name."""
    lead_in_s: float = 0.0
    """How much of the sound comes before that."""
    source: str = ""
    """The file of the project's library that it was made from, as a path inside the folder; empty: there is none."""
    made_ns: int = 0
    """When it was made: its content is still that of `source` as long as it was not changed since."""

    def start_beats(self, tempo_map: TempoMap) -> float:
        """Where the file begins; never before the session."""
        if not self.lead_in_s:
            return self.anchor_beats
        return tempo_map.beats_at(max(0.0, tempo_map.seconds_at(self.anchor_beats) - self.lead_in_s))

    def moved_to(self, start_beats: float, tempo_map: TempoMap) -> FolderRegion:
        """The same with the file beginning at a beat; never before the session."""
        start_beats = max(0.0, start_beats)
        if not self.lead_in_s:
            return replace(self, anchor_beats=start_beats)
        anchor_s = tempo_map.seconds_at(start_beats) + self.lead_in_s
        return replace(self, anchor_beats=tempo_map.beats_at(anchor_s))


@dataclass(frozen=True)
class Leaving:
    """A file that is no longer part of the session and has still to leave the folder."""

    file: str
    changed_ns: int
    """When its content last changed: another file that gets this name stays."""
    is_kept: bool
    """True: it goes to Removed/; False: it was replaced by a newer one and is deleted."""


@dataclass(frozen=True)
class FolderState:
    """All of session.json."""

    id: str
    name: str
    edits: int = 0
    next_id: int = 1
    tempo_map: TempoMap = field(default_factory=TempoMap)
    tracks: tuple[Track, ...] = ()
    placed: tuple[FolderRegion, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    markers: tuple[Marker, ...] = ()

    def with_placed(self, new: FolderRegion) -> FolderState:
        """The same with a region added, or put in place of the one with its id."""
        others = tuple(one for one in self.placed if one.id != new.id)
        return replace(self, placed=(*others, new))

    def without(self, region: str) -> FolderState:
        """The same without a region."""
        return replace(self, placed=tuple(one for one in self.placed if one.id != region))

    def with_new_id(self, prefix: str) -> tuple[FolderState, str]:
        """The same with one id taken, and that id."""
        return replace(self, next_id=self.next_id + 1), f"{prefix}{self.next_id}"


def id_for(folder: Path) -> str:
    """The id of a folder's project before session.json exists."""
    return "folder-" + hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:12]


def read_state(folder: Path) -> FolderState:
    """Read session.json; a new session when there is none. DawError when it cannot be read."""
    path = folder / FILE
    try:
        stored = read_json(path)
        version = stored.get("version") if isinstance(stored, dict) else None
        if not isinstance(version, int):
            raise ValueError("it holds no session")
        if version > VERSION:
            raise DawError(f"{path} was written by a newer Tonmeister; update this one.")
        return _from_json(stored)
    except FileNotFoundError:
        return FolderState(id_for(folder), folder.name)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, UserError) as error:
        why = str(error).splitlines()[0].rstrip(".")
        raise DawError(f"{path} cannot be read ({why}); restore it, or move it away to start anew.") from error


def write_state(folder: Path, state: FolderState) -> None:
    """Write session.json in one step. Raises OSError and leaves the old one when that fails."""
    path = folder / FILE
    fresh = folder / f".{FILE}.{os.getpid()}.tmp"
    try:
        with open(fresh, "w", encoding="utf-8") as file:
            json.dump(_to_json(state), file, indent=1, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _to_json(state: FolderState) -> dict[str, Any]:
    return {
        "version": VERSION,
        "id": state.id,
        "name": state.name,
        "edits": state.edits,
        "next_id": state.next_id,
        "tempos": [[change.beat, change.bpm, change.glides] for change in state.tempo_map.tempos],
        "meters": [[change.beat, change.numerator, change.denominator] for change in state.tempo_map.meters],
        "tracks": [_unusual(track) for track in state.tracks],
        "markers": [asdict(marker) for marker in state.markers],
        "regions": [asdict(placed) for placed in state.placed],
        "leaving": [asdict(leaving) for leaving in state.leaving],
    }


def _unusual(track: Track) -> dict[str, Any]:
    """The fields of a track that are not as on any other."""
    usual = {one.name: one.default for one in fields(track)}
    return {name: value for name, value in asdict(track).items() if name == "kind" or value != usual[name]}


def _from_json(stored: Mapping[str, Any]) -> FolderState:
    tempo_map = TempoMap(
        tuple(TempoChange(float(row[0]), float(row[1]), bool(row[2:] and row[2])) for row in stored["tempos"]),
        tuple(MeterChange(float(b), int(n), int(d)) for b, n, d in stored["meters"]),
    )
    placed = _rows(FolderRegion, stored["regions"])
    leaving = _rows(Leaving, stored["leaving"])
    for file in (*(one.file for one in placed), *(one.file for one in leaving)):
        if Path(file).name != file or "\\" in file or file in ("", FILE):
            raise ValueError(f"{file!r} is no file of this folder")
    return FolderState(
        str(stored["id"]),
        str(stored["name"]),
        int(stored["edits"]),
        int(stored["next_id"]),
        tempo_map,
        _rows(Track, stored["tracks"]),
        placed,
        leaving,
        _rows(Marker, stored.get("markers", [])),
    )


def _rows(kind: type[Row], stored: object) -> tuple[Row, ...]:
    """Each checked field by field. Raises ValueError."""
    return tuple(_reader(kind).validate_python(stored))  # type: ignore[arg-type]


@functools.cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(list[kind])
