"""Clips found by words, by what was measured, and by where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.library.browse import LibraryQuery, Measure, browse, read_query, tasks_of
from engine.library.library import Library
from engine.library.turn import StepRecord, Turn
from engine.media.audio import Audio
from engine.media.clip import Clip, Recipe, audio_clip


@pytest.mark.parametrize(
    ("text", "words", "measures", "key"),
    [
        ("warm vocals", ("warm", "vocals"), (), ""),
        ("vocals A minor", ("vocals",), (), "A minor"),
        ("drums 118–122 bpm", ("drums",), (Measure("bpm", 118, 122),), ""),
        ("under −16 LUFS", (), (Measure("loudness_lufs", float("-inf"), -16),), ""),
        ("rain longer than 10 s", ("rain",), (Measure("seconds", 10, float("inf")),), ""),
        ("97,5 bpm in F# minor", (), (Measure("bpm", 96.5, 98.5),), "F# minor"),
        ("track 808 a", ("track", "808", "a"), (), ""),
    ],
)
def test_a_search_is_words_and_measures(
    text: str, words: tuple[str, ...], measures: tuple[Measure, ...], key: str
) -> None:
    query = read_query(text)
    assert (query.words, query.measures, query.key) == (words, measures, key)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    one = Library(tmp_path / "library")
    kept(one, tmp_path, "Warm pad", "generate_audio", 2.0, key="A minor", bpm=120)
    kept(one, tmp_path, "Rain on tin", "generate_audio", 12.0)
    kept(one, tmp_path, "Vocals", "separate_stems", 4.0, key="C major", bpm=97.5)
    one.measured(newest(one)[0], -18.2)
    yield one
    one.close()


def kept(library: Library, folder: Path, name: str, task: str, seconds: float, **facts: object) -> None:
    """A clip that a turn made, with what was measured of it."""
    made: Clip = audio_clip(folder, name, Audio(np.full((1, round(seconds * 8000)), 0.1, np.float32), 8000))
    turn = library.begin_turn(f"make {name.lower()} please")
    clip = library.adopt(made, recipe=Recipe(task, "fake", "1", 1, {}, (), "none"), turn=turn.number)
    record = StepRecord("done", "fake", {"audio": clip.id}, "", {"facts": facts})
    library.save_turn(Turn(turn.number, turn.text, steps=(record,), state="done", started_at=f"2026-01-0{turn.number}"))


def newest(library: Library, **wanted: str) -> list[str]:
    return browse(library, LibraryQuery(**wanted), {})[0]


def names(library: Library, **wanted: str) -> list[str]:
    found = {clip.id: clip.name for clip in library.clips_of(newest(library, **wanted))}
    return [found[one] for one in newest(library, **wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Vocals", "Rain on tin", "Warm pad"]),
        ({"text": "rain"}, ["Rain on tin"]),
        ({"text": "voc"}, ["Vocals"]),
        ({"text": "A minor"}, ["Warm pad"]),
        ({"text": "90-100 bpm"}, ["Vocals"]),
        ({"text": "longer than 3 s"}, ["Vocals", "Rain on tin"]),
        ({"text": "quieter than -18 lufs"}, ["Vocals"]),
        ({"text": "rain 120 bpm"}, []),
        ({"text": "please pad"}, ["Warm pad"]),
        ({"task": "separate_stems"}, ["Vocals"]),
        ({"kind": "midi"}, []),
        ({"since": "2026-01-02"}, ["Vocals", "Rain on tin"]),
        ({"text": '"; drop table clip; --'}, []),
    ],
)
def test_what_is_found(library: Library, wanted: dict[str, str], found: list[str]) -> None:
    assert names(library, **wanted) == found


def test_a_page_says_how_many_there_are(library: Library) -> None:
    ids, total = browse(library, LibraryQuery(), {}, offset=1, limit=1)
    assert len(ids) == 1 and total == 3 and tasks_of(library) == ["generate_audio", "separate_stems"]


def test_no_clip_is_left_out_of_a_large_library(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.library.browse.MOST_LOOKED_AT", 2)
    ids, total = browse(library, LibraryQuery(), {}, offset=2, limit=5)
    assert (len(ids), total) == (1, 3)


def test_by_the_track_that_they_lie_on(library: Library) -> None:
    first = newest(library)[0]
    assert browse(library, LibraryQuery(track="lead vox"), {first: "Lead Vox"}) == ([first], 1)
