from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.errors import UserError
from engine.media.audio import Audio
from engine.media.audio_range import beat_range, clip_frames, clip_range, has_range
from engine.media.clip import Clip, audio_clip
from engine.media.note import MeterChange, TempoChange, TempoMap

RATE = 48000
MAP = TempoMap.constant(120)  # a bar is 2 s


def clip(folder: Path, seconds: float = 8.0, **placing: Any) -> Clip:
    return audio_clip(folder, "beat", Audio(np.zeros((1, round(seconds * RATE)), np.float32), RATE), **placing)


@pytest.mark.parametrize(("args", "wanted"), [
    ({}, (0.0, 8.0)),
    ({"start_s": 3.0, "end_s": 5.0}, (3.0, 5.0)),
    ({"start_s": -2.0}, (6.0, 8.0)),
    ({"start_s": -3.0, "end_s": -1.0}, (5.0, 7.0)),
    ({"end_s": 8.01}, (0.0, 8.0)),
    ({"start_bar": 2, "end_bar": 4}, (2.0, 8.0)),
    ({"start_bar": 3}, (4.0, 8.0)),
    ({"end_bar": 1}, (0.0, 2.0)),
    ({"start_s": 1.0, "end_bar": 2}, (1.0, 4.0)),
])
def test_range_of_a_clip_that_lies_nowhere(tmp_path: Path, args: dict[str, Any], wanted: tuple[float, float]) -> None:
    assert clip_range(args, clip(tmp_path), MAP) == pytest.approx(wanted)
    assert has_range(args) is bool(args)


def test_bars_are_those_of_the_session_where_they_meet_the_clip(tmp_path: Path) -> None:
    placed = clip(tmp_path, start_beats=8.0)  # bars 3 to 6
    assert clip_range({"start_bar": 4, "end_bar": 5}, placed, MAP) == pytest.approx((2.0, 6.0))
    assert clip_range({"start_bar": 1, "end_bar": 2}, placed, MAP) == pytest.approx((0.0, 4.0))


def test_bars_of_a_clip_that_begins_inside_a_bar(tmp_path: Path) -> None:
    placed = clip(tmp_path, start_beats=10.0)
    assert clip_range({"start_bar": 4, "end_bar": 4}, placed, MAP) == pytest.approx((1.0, 3.0))
    assert clip_range({"start_bar": 1, "end_bar": 1}, placed, MAP) == pytest.approx((0.0, 2.0))
    assert clip_range({"start_bar": 3, "end_bar": 3}, placed, MAP) == pytest.approx((0.0, 1.0))


def test_a_last_bar_that_is_not_full_ends_with_the_clip(tmp_path: Path) -> None:
    assert clip_range({"start_bar": 3, "end_bar": 4}, clip(tmp_path, 7.3), MAP) == pytest.approx((4.0, 7.3))


def test_lead_in_comes_before_the_bar(tmp_path: Path) -> None:
    sung = clip(tmp_path, start_beats=8.0, lead_in_s=0.25)
    assert clip_range({"start_bar": 4, "end_bar": 4}, sung, MAP) == pytest.approx((2.25, 4.25))


def test_neighbouring_bars_meet_on_the_same_sample(tmp_path: Path) -> None:
    odd = TempoMap((TempoChange(0, 97.3), TempoChange(12, 133.7)), (MeterChange(0, 4, 4), MeterChange(12, 7, 8)))
    placed = clip(tmp_path, 20.0, start_beats=4.0)
    borders = [clip_frames({"start_bar": bar, "end_bar": bar}, placed, odd, RATE, 20 * RATE) for bar in range(2, 8)]
    assert [end for _, end in borders[:-1]] == [start for start, _ in borders[1:]]
    begins = odd.sample_at(4.0, RATE)
    assert borders[3] == (odd.sample_at(15.5, RATE) - begins, odd.sample_at(19.0, RATE) - begins)


@pytest.mark.parametrize(("args", "said"), [
    ({"start_s": 9.0}, "8.00 s"),
    ({"end_s": 9.0}, "8.00 s"),
    ({"start_s": -9.0}, "8.00 s"),
    ({"start_s": 5.0, "end_s": 5.0}, "nothing in it"),
    ({"start_s": 5.0, "end_s": 4.0}, "nothing in it"),
    ({"start_bar": 5}, "8.00 s"),
    ({"start_bar": 2, "end_bar": 9}, "not all in it"),
    ({"start_bar": 3, "end_bar": 2}, "before"),
    ({"start_s": 1.0, "start_bar": 2}, "not both"),
])
def test_a_range_outside_the_clip_is_refused_with_its_length(tmp_path: Path, args: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        clip_range(args, clip(tmp_path), MAP)


def test_session_bars_that_only_partly_lie_in_the_clip_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="lies in bars 3 to 6"):
        clip_range({"start_bar": 2, "end_bar": 4}, clip(tmp_path, start_beats=8.0), MAP)


def test_one_sample_is_a_range(tmp_path: Path) -> None:
    short = audio_clip(tmp_path, "tick", Audio(np.ones((1, 1), np.float32), RATE), start_beats=8.0)
    assert clip_frames({}, short, MAP, RATE, 1) == (0, 1)
    with pytest.raises(UserError, match="only 0.000 s"):
        clip_range({"start_bar": 5}, short, MAP)


def test_beats_of_a_midi_clip(tmp_path: Path) -> None:
    placed = clip(tmp_path, start_beats=16.0)
    assert beat_range({"start_bar": 6, "end_bar": 6}, placed, MAP, 16.0) == pytest.approx((4.0, 8.0))
    assert beat_range({"start_s": 1.0, "end_s": -1.0}, placed, MAP, 16.0) == pytest.approx((2.0, 14.0))
