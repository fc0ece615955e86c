"""What a region plays, told from the clip that was put there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.assistant.kept_sound import KeptSound
from engine.assistant.resolve import Resolver
from engine.daw.daw import Project, Region, Snapshot
from engine.library.library import Library
from engine.library.takes import Take
from engine.media.audio import Audio
from engine.media.clip import Clip, audio_clip

LEAD_IN_S = 0.2


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library(tmp_path / "Tonmeister")
    yield made
    made.close()


def sung(library: Library, folder: Path) -> Clip:
    """Two seconds, of which the breath before the first beat is a part, as the active take of a region."""
    sound = Audio(np.full((1, 96000), 0.1, np.float32), 48000)
    return library.adopt(audio_clip(folder, "Vocal", sound, lead_in_s=LEAD_IN_S))


def resolver(library: Library, folder: Path, clip: Clip, length_s: float) -> Resolver:
    files = (folder / "other.wav",)
    region = Region("r", "t", "Vocal", "audio", 8.0, length_s * 2, files, length_s=length_s, start_s=4.0)
    made = Resolver(library, Snapshot(Project("p", "Song", None), "1", regions=(region,)), {}, folder)
    made.takes.open(clip.id, "r", Take(clip.id))
    return made


@pytest.mark.parametrize(("length_s", "start_beats"), [(2.0, 8.4), (1.8, 8.0)])
def test_a_clip_is_known_whether_its_lead_in_lies_there_or_was_left_out(
    library: Library, tmp_path: Path, length_s: float, start_beats: float
) -> None:
    clip = sung(library, tmp_path)
    found = resolver(library, tmp_path, clip, length_s).clip("region:r")
    assert (found.id, found.start_beats) == (clip.id, pytest.approx(start_beats))


def test_what_is_kept_of_it_begins_where_the_region_does(library: Library, tmp_path: Path) -> None:
    clip = sung(library, tmp_path)
    for length_s, offset_s in ((2.0, 0.0), (1.8, LEAD_IN_S)):
        known = resolver(library, tmp_path, clip, length_s)
        assert known.snapshot
        kept = KeptSound(library, known, tmp_path).keep(known.snapshot.regions[0])
        assert (kept.path, kept.offset_s) == (clip.path, offset_s)


def test_one_that_was_cut_is_another_sound(library: Library, tmp_path: Path) -> None:
    clip = sung(library, tmp_path)
    found = resolver(library, tmp_path, clip, 1.5)
    assert found.snapshot and not found.is_unchanged(clip, found.snapshot.regions[0])
