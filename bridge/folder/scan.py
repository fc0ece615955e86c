"""What lies in the watched folder: every sound and MIDI file, read once and again only when it has changed."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from engine.errors import UserError
from engine.machine.file_name import is_text
from engine.media.audio import probe_audio
from engine.media.midi_file import read_midi
from engine.media.note import Note
from engine.media.wav_metadata import WavMetadata, read_stamp

AUDIO = frozenset(".wav .wave .bwf .aif .aiff .aifc .flac .ogg .oga .opus .mp3 .rf64 .w64 .caf".split())
MIDI = frozenset(".mid .midi .smf".split())


@dataclass(frozen=True)
class FileEntry:
    """A file as the folder lists it."""

    name: str
    size: int
    changed_ns: int
    arrived_ns: int
    """When it came to be here; a copy keeps the time of change of its original."""


@dataclass(frozen=True)
class ScannedFile:
    """A file that could be read."""

    entry: FileEntry
    kind: Literal["audio", "midi"]
    seconds: float = 0.0
    sample_rate_hz: int = 0
    stamp: WavMetadata | None = None
    notes: tuple[Note, ...] = ()
    length_beats: float = 0.0


class Scan:
    """Lists and reads the files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[FileEntry, ScannedFile | None] = {}

    def entries(self) -> list[FileEntry]:
        """All sound and MIDI files, by name; what is hidden, lies deeper or has a name that is no text is not ours."""
        found = []
        with os.scandir(self._folder) as listing:
            for item in listing:
                suffix = os.path.splitext(item.name)[1].lower()
                if item.name[0] in ".~" or suffix not in AUDIO | MIDI or not item.is_file() or not is_text(item.name):
                    continue
                try:
                    stat = item.stat()
                except FileNotFoundError:  # it went after the folder was listed
                    continue
                arrived_ns = max(stat.st_mtime_ns, stat.st_ctime_ns)
                found.append(FileEntry(item.name, stat.st_size, stat.st_mtime_ns, arrived_ns))
        return sorted(found, key=lambda entry: entry.name)

    def read(self, entries: Iterable[FileEntry]) -> dict[str, ScannedFile]:
        """What each file holds, by name; files that cannot be read, or not yet, are left out."""
        known = {entry: self._known[entry] if entry in self._known else self._read(entry) for entry in entries}
        self._known = known
        return {entry.name: found for entry, found in known.items() if found}

    def _read(self, entry: FileEntry) -> ScannedFile | None:
        path = self._folder / entry.name
        try:
            if path.suffix.lower() in MIDI:
                content = read_midi(path)
                return ScannedFile(entry, "midi", notes=content.notes, length_beats=content.length_beats)
            info = probe_audio(path)
            return ScannedFile(entry, "audio", info.seconds, info.sample_rate_hz, _stamp_of(path))
        except (UserError, OSError):
            return None


def fingerprint(entries: Iterable[FileEntry]) -> str:
    """Changes whenever a file comes, goes or gets other content."""
    return f"{zlib.crc32(repr([(e.name, e.size, e.changed_ns) for e in entries]).encode()):08x}"


def _stamp_of(path: Path) -> WavMetadata | None:
    try:
        return read_stamp(path)
    except UserError:
        return None
