"""A list of changes in the making: the document as it will be, and the sounds that come in with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bridge.dawproject.document import Document
from bridge.dawproject.removed import Removed
from bridge.dawproject.sounds import OWN, Sounds, own_name


@dataclass
class DocumentEdit:
    """The document, and what is put into the file beside it."""

    document: Document
    there: Mapping[str, object]
    """Names of what the file has already."""
    removed: Removed
    """What was taken out of the file, for when it comes back."""
    sounds: Sounds
    """What the file has, or had, as files."""
    added: dict[str, Path] = field(default_factory=dict)
    """What is new there, as it is here."""
    written: dict[str, Path] = field(default_factory=dict)
    """The same as it is written into the file."""

    def sound(self, path: Path, name: str) -> str:
        """The place of a sound inside the file; the same content is kept once."""
        entry = own_name(path, name)
        return self._same(entry) or self._add(entry, path)

    def again(self, entry: str) -> str:
        """The place of a sound that the file had once, for a clip that comes back; empty when it is no longer known."""
        if entry in self.there or entry in self.added:
            return entry
        if not entry.startswith(OWN):
            return ""  # only what we have put there was taken away
        if same := self._same(entry):
            return same
        path = self.sounds.of_before(entry)
        return "" if path is None else self._add(entry, path)

    def _add(self, entry: str, path: Path) -> str:
        flac = self.sounds.as_flac(path)
        entry = str(PurePosixPath(entry).with_suffix((flac or path).suffix.lower() or ".wav"))
        self.added[entry], self.written[entry] = path, flac or path
        return entry

    def _same(self, entry: str) -> str:
        """A sound with the same content, by the end of its name."""
        digest = _digest_in(entry)
        ours = (one for one in (*self.there, *self.added) if one.startswith(OWN))
        return next((one for one in ours if _digest_in(one) == digest), "")


def _digest_in(entry: str) -> str:
    return PurePosixPath(entry).stem.rpartition(" ")[2]
