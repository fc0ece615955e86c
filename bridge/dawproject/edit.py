"""A list of changes in the making: the document as it will be, and the sounds that come in with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bridge.dawproject.document import Document
from bridge.dawproject.removed import Removed
from bridge.dawproject.sounds import own_name


@dataclass
class DocumentEdit:
    """The document, and what is put into the file beside it."""

    document: Document
    there: Mapping[str, object]
    """Names of what the file has already."""
    removed: Removed
    """What was taken out of the file, for when it comes back."""
    added: dict[str, Path] = field(default_factory=dict)

    def sound(self, path: Path, name: str) -> str:
        """The place of a sound inside the file; the same content is kept once."""
        entry = own_name(path, name)
        digest = entry.rpartition(" ")[2]
        same = next((one for one in (*self.there, *self.added) if one.rpartition(" ")[2] == digest), None)
        if same:
            return same
        self.added[entry] = path
        return entry
