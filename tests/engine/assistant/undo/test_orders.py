"""A few requests on one clip, taken back and made again in orders that nobody plans: in the end all is as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.daw import daw
from engine.daw.daw import Region
from tests.engine.assistant.undo.song import Song

REQUESTS: dict[str, Callable[[Region, Path], daw.Change]] = {
    "trim": lambda clip, _: daw.Trim(clip.id, clip.start_beats, _middle(clip)),
    "front": lambda clip, _: daw.Trim(clip.id, _middle(clip), clip.end_beats),
    "split": lambda clip, _: daw.Split(clip.id, _middle(clip), "half"),
    "move": lambda clip, _: daw.Move(clip.id, clip.start_beats + 3),
    "fade": lambda clip, _: daw.SetFadeOut(clip.id, 0.01),
    "edit": lambda clip, sound: daw.ReplaceContent(clip.id, sound, length_s=0.3),
}
CUT_OUT_OF_ORDER = ["trim split: -2 -1 +2 +1", "split split: -2 -1 +2 +1", "split split split: -2 -1 -3 +2 +1"]


@pytest.mark.parametrize("anew", [False, True], ids=["in place", "made anew"])
@pytest.mark.parametrize(
    "told",
    [
        *CUT_OUT_OF_ORDER,
        "trim split: -2 -1 +2",
        "trim split: -1 -2 +2",
        "trim split: -1 -2 +2 +1",
        "trim split: -1 -2 +1 +2",
        "trim split: -2 -1 +1 +2 -2 +2",
        "split trim: -1 +1 -2 -1",
        "split trim: -2 +2 -1 -2 +1 -1 +1",
        "split trim split: -1 -3 +1 -1",
        "fade split edit: -2 -1 +2 +1",
        "fade split fade: -1 -2 -3 +3 -3 +2 +1",
        "move edit split: -2 -1 -3 +1 +3",
        "edit trim split: -1 -3 +1",
        "edit trim edit: -1 -3 +3 +1 -3",
        "front front split: -1 -3 +1",
        "front front move: -3 +3 -2 -3 -1 +3 -3",
    ],
)
def test_in_the_end_all_is_as_it_was(told: str, anew: bool, tmp_path: Path) -> None:
    song = Song(tmp_path, makes_anew=anew)
    first = song.content()
    kinds, orders = told.split(": ")
    made = [_asked(song, kind) for kind in kinds.split()]
    for order in orders.split():
        does, number = song.redo if order[0] == "+" else song.undo, made[int(order[1]) - 1]
        said = does(f"#{number}")[1]
        assert said == "" or (told in CUT_OUT_OF_ORDER and "lies elsewhere now" in said)
        assert not _lie_over_each_other(song), order
    for number in reversed(made):
        said = song.undo(f"#{number}")[1]
        assert said == "" or "is not left" in said or "nothing to undo" in said
    assert song.content() == first
    song.library.close()


@pytest.mark.parametrize("told", ["trim split: -1 -2 +2 +1", "move edit: -1 -2 +2 +1", "fade split: -1 -2 +2 +1"])
def test_what_one_undo_took_back_one_redo_brings_back(told: str, tmp_path: Path) -> None:
    """The first request was taken back under the second, and with it; both come back, the second one first."""
    song = Song(tmp_path, makes_anew=False)
    kinds, orders = told.split(": ")
    made = [_asked(song, kind) for kind in kinds.split()]
    before = song.content()
    for order in orders.split():
        does = song.redo if order[0] == "+" else song.undo
        assert does(f"#{made[int(order[1]) - 1]}")[1] == ""
    assert song.content() == before
    song.library.close()


def _asked(song: Song, kind: str) -> int:
    return song.ask([REQUESTS[kind](song.session.regions[0], song.sound)]).number


def _middle(clip: Region) -> float:
    return clip.start_beats + clip.length_beats / 2


def _lie_over_each_other(song: Song) -> bool:
    clips = sorted((one.track, one.start_beats, one.end_beats) for one in song.session.snapshot().regions)
    return any(a[0] == b[0] and a[2] > b[1] + 0.01 for a, b in zip(clips, clips[1:], strict=False))
