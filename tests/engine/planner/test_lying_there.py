"""Clips of a track that are meant by where they lie: a section, a bar, the start or the end."""

from __future__ import annotations

from typing import Any

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner

BAR_S = 2.0
CLIPS = (
    *(("Vox", "audio", 9, 17), ("Vox", "audio", 25, 33), ("Vox", "audio", 41, 49)),
    *(("Strings", "midi", 17, 25), ("Strings", "midi", 33, 41), ("Organ", "midi", 1, 9), ("Organ", "midi", 33, 41)),
    *(("Gtr", "audio", 1, 17), ("Gtr", "audio", 17, 33), ("Gtr", "audio", 33, 57), ("Drums", "audio", 1, 57)),
    *(("Sub", "midi", 17, 25), ("Sub", "midi", 41, 49)),
    *(("Piano", "midi", 1, 9), ("Piano", "midi", 25, 33), ("Piano", "midi", 49, 57)),
)
TRACKS = {name: kind for name, kind, *_ in CLIPS}
SONG = Context(
    tempo=120,
    clips=tuple(
        ClipInfo(f"{name}@{a}", name, name, kind, (a - 1) * BAR_S, (b - a) * BAR_S, (), (a, b))
        for name, kind, a, b in CLIPS
    ),
    tracks=tuple(TRACKS),
    track_views=tuple(TrackInfo(name, kind) for name, kind in TRACKS.items()),
    markers=(
        *(("Intro", 1.0), ("Verse 1", 9.0), ("Drop", 17.0), ("Verse 2", 25.0), ("Break", 33.0), ("Verse 3", 41.0)),
        ("Outro", 49.0),
    ),
)
PLANNER = OfflinePlanner(asks_back=False)


def on(said: str) -> list[Any]:
    named = [args.get("clip") or args.get("midi") or args.get("clips") for args in _args(said)]
    return [clip for one in named for clip in (one if isinstance(one, list) else [one])]


def _args(said: str) -> list[dict[str, Any]]:
    return [dict(step.args) for step in PLANNER.plan(said, SONG).steps]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("transcribe the vox in verse 2", ["Vox@25"]),
        ("could you please write down what the vox says in the last verse", ["Vox@41"]),
        ("the intro piano down a tone", ["Piano@1"]),
        ("reverse the verse 2 vox", ["Vox@25"]),
        ("reverse the guitar of the break", ["Gtr@33"]),
        ("drop the sub an octave in verse 3", ["Sub@41"]),
        ("which chords does the piano play at the end", ["Piano@49"]),
        ("normalize the vox at the end", ["Vox@41"]),
        ("binauralize the vox at 41", ["Vox@41"]),
        ('sing the piano of the outro on "la la"', ["Piano@49"]),
        ("make the early vox clip a whisper", ["Vox@9"]),
        ("humanize the piano except in the outro", ["Piano@1", "Piano@25"]),
        ("transponier das piano im outro um zwei halbtöne nach oben", ["Piano@49"]),
        ("humanise le piano du début", ["Piano@1"]),
        ("quantiza o piano da intro", ["Piano@1"]),
        ("invierte la guitarra del break", ["Gtr@33"]),
    ],
)
def test_what_lies_in_the_place_that_is_said(said: str, meant: list[str]) -> None:
    assert on(said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("delay on vox at 25 percent", ["Vox@9", "Vox@25", "Vox@41"]),
        ("compress the vox 4 to 1 at -18", ["Vox@9", "Vox@25", "Vox@41"]),
        ("move the organ to the break", ["Organ@1", "Organ@33"]),
        ("copy the strings to verse 3", ["Strings@17", "Strings@33"]),
        ("fade out the vox at the end", ["Vox@41"]),
    ],
)
def test_a_goal_or_a_figure_is_no_place(said: str, meant: list[str]) -> None:
    assert on(said) == meant
