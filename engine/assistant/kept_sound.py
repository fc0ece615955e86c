"""The sound of regions that are about to go, kept so that an undo brings back all of it.

A region shows a part of a file. The whole file is kept: a region that comes back can be widened again, so that an
earlier cut of it can be taken back too.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.assistant.resolve import Resolver, region_audio, repeated
from engine.daw.changes.change import Kept
from engine.daw.daw import Region
from engine.errors import UserError
from engine.library.library import Library
from engine.library.takes import Takes
from engine.media.audio import AudioInfo, fit_length, probe_audio, write_audio
from engine.media.audio_stream import BLOCK_FRAMES, ClipWriter, read_frames
from engine.media.clip import Clip, new_id

_SAME_S = 0.002
"""Lengths of one sound differ by less."""


class KeptSound:
    """Keeps sounds for one turn; a file that several regions play is kept once."""

    def __init__(self, library: Library, resolver: Resolver, folder: Path) -> None:
        self._library, self._resolver, self._folder = library, resolver, folder
        self._takes = Takes(library)
        self._whole: dict[tuple[Path, ...], Path] = {}

    def keep(self, region: Region) -> Kept:
        """A file with what a region plays and what lies around it; UserError when it cannot be read.

        What the library has already is not stored again. Of a loop what is heard is kept. What is gone already cannot
        be kept: such a region may go, and comes back as it was only where its DAW has it still.
        """
        clip = self._active(region)
        if region.sources and not all(source.is_file() for source in region.sources) and not clip:
            return Kept(region.sources[0], region.offset_s)
        left_out_s = self._resolver.left_out_s(clip, region) if clip else 0.0
        has_own = bool(left_out_s) and all(source.is_file() for source in region.sources)  # begins softly there
        if clip and self._resolver.is_unchanged(clip, region) and not _has_more(region) and not has_own:
            return Kept(clip.path, region.offset_s + left_out_s)
        if region.is_looped or not region.sources:
            heard = region_audio(region)
            path = write_audio(self._folder / f"{new_id()}.wav", repeated(heard, region.length_s or heard.seconds))
            return Kept(self._library.keep_file(path, is_linked=True))
        if region.sources not in self._whole:
            files = region.sources
            path = files[0] if len(files) == 1 else together(files, self._folder)
            probe_audio(path)
            self._whole[files] = self._library.keep_file(path, is_linked=True)
        return Kept(self._whole[region.sources], region.offset_s)

    def _active(self, region: Region) -> Clip | None:
        """The take that it plays, where the library has its file still."""
        place = self._takes.at(region.id)
        try:
            return self._library.clip(place.active) if place else None
        except UserError:
            return None


def _has_more(region: Region) -> bool:
    """Whether its files hold sound around what it plays, which a trim that is undone lays open again."""
    try:
        longest_s = max((probe_audio(source).seconds for source in region.sources), default=0.0)
    except UserError:  # the library has what cannot be read there
        return False
    return longest_s - region.offset_s - region.length_s > _SAME_S


def together(files: tuple[Path, ...], folder: Path) -> Path:
    """One file with the channels of several, each from its beginning to its end, in flat memory."""
    infos = [probe_audio(file) for file in files]
    frames, rate = max(info.frames for info in infos), infos[0].sample_rate_hz
    with ClipWriter(folder, sum(info.channels for info in infos), rate, frames) as writer:
        for first in range(0, frames, BLOCK_FRAMES):
            last = min(frames, first + BLOCK_FRAMES)
            writer.write(np.concatenate([_part(*one, first, last) for one in zip(files, infos, strict=True)]))
        return writer.finish("together").path


def _part(file: Path, info: AudioInfo, first: int, last: int) -> np.ndarray:
    """The samples of a file between two places; silence past its end."""
    if first >= info.frames:
        return np.zeros((info.channels, last - first), np.float32)
    return fit_length(read_frames(file, first, min(last, info.frames), info.sample_rate_hz), last - first).samples
