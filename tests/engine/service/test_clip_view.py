"""What a client is told of a clip: which others were made from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.catalog.registry import Registry
from engine.library.library import Library
from engine.media.audio import Audio
from engine.media.clip import Recipe, audio_clip
from engine.service.clip_view import ClipViewer


def kept(library: Library, folder: Path, name: str, *parents: str, is_step: bool = False) -> str:
    sound = Audio(np.full((1, 4000 + len(name)), 0.1, np.float32), 8000)
    recipe = Recipe("apply_effect", "fake", "1", 0, {}, tuple(parents))
    clip = library.adopt(audio_clip(folder, name, sound), recipe=recipe, turn=library.begin_turn(name).number)
    if is_step:
        library.is_step(clip.id)
    return clip.id


def test_what_was_made_from_a_clip_is_named(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    source, other = kept(library, tmp_path, "Source"), kept(library, tmp_path, "Other one")
    for name in ("Darker", "Brighter still"):
        kept(library, tmp_path, name, source)
    kept(library, tmp_path, "Of another source", other)
    kept(library, tmp_path, "Only a part of it", source, is_step=True)
    viewer = ClipViewer(library, Registry({}, {}))
    assert sorted(viewer.used_for(source)) == ["Brighter still", "Darker"]
    assert viewer.used_for(other) == ["Of another source"] and viewer.used_for('no "id') == []
    library.close()
