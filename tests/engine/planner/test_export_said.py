"""Which bars and which track an export is of."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import TrackInfo
from tests.engine.planner.session import BAND, calls


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("bars 1 to 6 as an mp3 please", {"what": "mix", "format": "mp3", "start_bar": 1, "end_bar": 7}),
        ("export bars 1 to 8 as wav", {"what": "mix", "format": "wav", "start_bar": 1, "end_bar": 9}),
        ("bounce bars 9 to 25", {"what": "mix", "start_bar": 9, "end_bar": 25}),
        ("mp3 of bars 5 through 9", {"what": "mix", "format": "mp3", "start_bar": 5, "end_bar": 10}),
        ("export the pad from bar 5 to bar 9", {"what": "tracks", "track": "Pad", "start_bar": 5, "end_bar": 9}),
    ],
)
def test_which_bars_of_what(text: str, args: dict[str, Any]) -> None:
    assert calls(text) == [{"tool": "export", "args": args}]


BESIDE = replace(BAND, tracks=(*BAND.tracks, "Mix"), track_views=tuple(TrackInfo(n) for n in (*BAND.tracks, "Mix")))


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("export the mix", {"what": "mix"}),
        ("bounce the mix to mp3", {"what": "mix", "format": "mp3"}),
        ("export the full mix", {"what": "mix"}),
        ("export the mix track", {"what": "tracks", "track": "Mix"}),
        ("export only the mix track as wav", {"what": "mix", "format": "wav", "tracks": ["Mix"]}),
        ("export the pad", {"what": "tracks", "track": "Pad"}),
    ],
)
def test_the_mix_is_all_that_sounds_beside_a_track_of_that_name(text: str, args: dict[str, Any]) -> None:
    assert calls(text, BESIDE) == [{"tool": "export", "args": args}]
