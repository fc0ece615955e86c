"""Clip cache: every clip that is known, with its waveform; what is not known is asked for once."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from engine.wire.wire import ClipView, from_json
from ui.connection.project_access import ProjectAccess

PEAK_BINS = 664


class ClipCache(QObject):
    """Clips by id: those of the turns that are loaded, and those that were asked for besides."""

    changed = pyqtSignal(str)
    """Id of a clip that is known (better) now: its view or its peaks; "" = where all of them could be put."""

    def __init__(self, access: ProjectAccess) -> None:
        super().__init__(access)
        self._access = access
        self.peaks: dict[str, bytes] = {}
        self._others: dict[str, ClipView] = {}
        self._asked: set[str] = set()

    def clip(self, clip_id: str) -> ClipView | None:
        """A clip by its id; asked for when it is not known, `changed` tells when it is."""
        known = self._access.conversation.clips.get(clip_id) or self._others.get(clip_id)
        if known is None and clip_id and clip_id not in self._asked and self._is_open:
            self._asked.add(clip_id)
            self.look_again(clip_id)
        return known

    def know(self, clip: ClipView) -> None:
        """A clip that no turn shows."""
        self._others[clip.id] = clip

    def look_again(self, clip_id: str) -> None:
        """Ask how a clip is now; its file may have gone."""
        self._access.ask("GET", f"clips/{clip_id}", self._clip_is)

    def peaks_of(self, clip: ClipView) -> bytes | None:
        """A clip's waveform; asked for when it is not known."""
        if clip.id in self.peaks or clip.kind != "audio" or clip.is_missing:
            return self.peaks.get(clip.id)
        wanted = f"peaks {clip.id}"
        if self._is_open and wanted not in self._asked:
            self._asked.add(wanted)
            path = f"clips/{clip.id}/peaks?bins={PEAK_BINS}"
            self._access.ask("GET", path, lambda content: self._peaks_are(clip.id, content), is_raw=True)
        return None

    def ask_anew(self) -> None:
        """What was asked of an engine that has gone may be asked again."""
        self._asked.clear()

    def clear(self) -> None:
        """Another project has other clips."""
        self._others.clear()
        self._asked.clear()

    @property
    def _is_open(self) -> bool:
        return self._access.link is not None and self._access.link.is_open

    def _clip_is(self, values: Any) -> None:
        try:
            clip = from_json(ClipView, values)
        except ValueError:
            return
        self.know(clip)
        self.changed.emit(clip.id)

    def _peaks_are(self, clip_id: str, content: bytes) -> None:
        self.peaks[clip_id] = content
        self.changed.emit(clip_id)
