"""What the models of pictures and video have in common: their packages come with the first use of one."""

from __future__ import annotations

from typing import ClassVar

from engine.catalog import packages
from engine.catalog.model import Model

_NAMES = {"cv2": "OpenCV", "av": "PyAV"}


class PictureModel(Model):
    """A model that reads pictures or writes video; the family's base."""

    packages: ClassVar[tuple[str, ...]] = ("cv2", "av")
    extra: ClassVar[str] = "picture"

    def ready(self) -> str:
        """Its packages have to be there."""
        absent = " and ".join(_NAMES[name] for name in packages.missing(self.packages))
        how = f"({packages.SIZES[self.extra]}); run `tonmeister models get {self.id}`."
        return f"it needs {absent} {how}" if absent else ""
