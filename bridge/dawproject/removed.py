"""What was taken out of a DAWproject and a Change cannot say: it is kept, so that an undo puts it back as it was."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from lxml import etree

from bridge.dawproject.document import Document
from bridge.dawproject.xml import Element
from engine.errors import DawError


class Removed:
    """Elements of one project by the ids they had, in the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, element: Element, own: str = "") -> None:
        """Remember an element that goes, by its id or by another name. DawError when the disk does not take it."""
        path = self._path(own or str(element.get("id")))
        fresh = path.with_suffix(".tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(etree.tostring(element, with_tail=False))
            os.replace(fresh, path)
        except OSError as error:
            raise DawError(f"What it was could not be kept for an undo ({error.strerror}), so it stays.") from error

    def found(self, own: str, document: Document) -> Element | None:
        """The element kept by this name, with ids that are free in the document; None when it is not known."""
        element = self.kept(own)
        if element is None:
            return None
        taken = {one.get("id") for one in document.root.iter(etree.Element)}
        ids = {str(one.get("id")) for one in element.iter(etree.Element) if one.get("id")}
        if ids & taken:
            return document.anew(element)
        document.has(ids)
        return element

    def kept(self, own: str) -> Element | None:
        """The element kept by this name, as it was; None when it is not known."""
        try:
            return etree.fromstring(self._path(own).read_bytes(), etree.XMLParser(resolve_entities=False))
        except (OSError, etree.XMLSyntaxError):
            return None

    def _path(self, own: str) -> Path:
        return self._folder / f"{hashlib.sha256(own.encode()).hexdigest()[:32]}.xml"
