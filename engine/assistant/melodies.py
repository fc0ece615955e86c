"""Melodies: the clips of notes that could be sung, where nothing is selected or nobody can tell what is."""

from __future__ import annotations

from engine.assistant.planner_context import build_context
from engine.daw.daw import Snapshot
from engine.library.library import Library
from engine.planner.context import ClipInfo
from engine.wire.wire import MelodyView


def melodies(library: Library, snapshot: Snapshot | None) -> list[MelodyView]:
    """What lies on tracks, from the first bar on, then what the library has besides."""
    clips = [clip for clip in build_context(library, snapshot, {}, "").clips if clip.kind == "midi"]
    return [MelodyView(clip.id, clip.name, clip.track or "", _place(clip))
            for clip in sorted(clips, key=lambda one: (one.bars is None, one.start))]


def _place(clip: ClipInfo) -> str:
    """The bars, as a musician says them: "bars 5–9"."""
    if clip.bars is None:
        return ""
    first, end = int(clip.bars[0]), clip.bars[1]
    last = max(first, int(end) - (end == int(end)))
    return f"bar {first}" if first == last else f"bars {first}–{last}"
