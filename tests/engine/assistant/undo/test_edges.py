"""Rides that meet at an edge, taken back and made again in any order."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from engine.daw import daw
from tests.engine.assistant.undo.song import Song

Points = tuple[tuple[float, float], ...]
EARLIER: Points = ((8.0, -15.0), (16.0, -3.0))
BEFORE_IT: Points = ((0.0, -12.0), (8.0, 0.0), (8.005, -15.0))
BEHIND_IT: Points = ((15.995, -3.0), (16.0, -20.0), (24.0, -6.0))


def _ride(song: Song, points: Points) -> int:
    on = song.session.tracks[0].id
    return song.ask([daw.SetAutomation(on, "volume", points, points[0][0], points[-1][0])]).number


def _lane(song: Song) -> Points:
    lanes = song.session.snapshot().tracks[0].automation
    return next((lane.points for lane in lanes if lane.parameter == "volume"), ())


@pytest.mark.parametrize("later", [BEFORE_IT, BEHIND_IT])
def test_the_later_one_keeps_its_points(tmp_path: Path, later: Points) -> None:
    song = Song(tmp_path, makes_anew=False)
    first = song.content()
    earlier, second = _ride(song, EARLIER), _ride(song, later)
    both = _lane(song)
    assert song.undo(f"#{earlier}")[1] == "" and _lane(song) == later
    assert song.redo(f"#{earlier}")[1] == "" and _lane(song) == both
    assert song.undo(f"#{earlier}")[1] == ""
    assert song.undo(f"#{second}")[1] == "" and song.content() == first
    song.library.close()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_nothing_is_left_of_three(tmp_path: Path, order: tuple[int, ...]) -> None:
    song = Song(tmp_path, makes_anew=False)
    first = song.content()
    rides = [_ride(song, points) for points in (EARLIER, BEFORE_IT, BEHIND_IT)]
    for one in order:
        assert song.undo(f"#{rides[one]}")[1] == ""
    assert song.content() == first
    song.library.close()


@pytest.mark.parametrize("anew", [False, True], ids=["in place", "made anew"])
def test_a_half_that_the_user_has_renamed_keeps_its_name(tmp_path: Path, anew: bool) -> None:
    song = Song(tmp_path, makes_anew=anew)
    whole = song.session.regions[0]
    cut = song.ask([daw.Split(whole.id, whole.start_beats + whole.length_beats / 2, "half")]).number
    half = next(one for one in song.session.snapshot().regions if one.start_beats == whole.start_beats)
    song.by_hand(daw.RenameRegion(half.id, "Mine"))
    assert song.undo(f"#{cut}")[1] == ""
    assert sorted(one.name for one in song.session.snapshot().regions) == ["Mine", "Tune"]
    song.library.close()
