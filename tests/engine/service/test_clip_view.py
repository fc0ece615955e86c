"""What a client is told of a clip: which others were made from it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.catalog.registry import Registry
from engine.library.clip_files import Told
from engine.library.cold import pack_cold
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


@pytest.mark.parametrize("told", [Told(), None], ids=["stamped", "as it came"])
def test_a_packed_clip_is_shown_with_its_packed_file_and_stays_packed(tmp_path: Path, told: Told | None) -> None:
    library = Library(tmp_path / "library")
    sound = Audio(np.float32(0.5 * np.sin(np.arange(96_000) / 20))[None], 8000)
    recipe = Recipe("apply_effect", "fake", "1", 0, {}, (), "none")
    clip = audio_clip(tmp_path, "Old take", sound)
    clip = library.adopt(clip, recipe=recipe, turn=library.begin_turn("one").number, told=told)
    name = ClipViewer(library, Registry({}, {})).view(clip.id)
    assert name is not None
    assert pack_cold(library) == [clip.id]
    shown = ClipViewer(library, Registry({}, {})).view(clip.id)
    assert shown is not None
    assert Path(shown.path).is_file()
    assert Path(shown.path) == Path(name.path).with_suffix(".flac" if told else ".wav")
    assert not shown.is_missing
    assert not clip.path.exists()
    for path in (library.folder / "Clips").iterdir():
        path.unlink()
    again = ClipViewer(library, Registry({}, {})).view(clip.id)
    assert again is not None
    assert Path(again.path) == library.folder / "Clips" / "Old take.flac"
    assert Path(again.path).is_file()
    library.close()


def test_a_clip_whose_file_has_gone_is_still_known_by_its_name(tmp_path: Path) -> None:
    library = Library(tmp_path / "library")
    clip_id = kept(library, tmp_path, "Dusty loop")
    viewer = ClipViewer(library, Registry({}, {}))
    there = viewer.view(clip_id)
    assert there is not None and there.path and not there.is_missing
    for file in (tmp_path / "library").rglob("*.wav"):
        file.unlink()
    gone = viewer.view(clip_id)
    assert gone is not None and gone.is_missing and not gone.path
    assert (gone.name, gone.seconds, gone.task) == ("Dusty loop", there.seconds, "apply_effect")
    library.close()
