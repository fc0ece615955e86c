"""Files of tracks written again with some of them less or more; and no clip is stretched by a figure alone."""

from __future__ import annotations

import pytest

from tests.engine.planner.session import after, calls
from tests.engine.planner.test_counted_clips import SONG

ALL = after(SONG, ("stems please", [("export", {"what": "tracks", "format": "wav"}, ())]))
TWO = after(SONG, ("kick and bells as files", [("export", {"what": "tracks", "tracks": ["Kick", "Bells"]}, ())]))


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        ("without the kick, it isn't ours", ["Lead Vox", "Bells", "Harp", "Organ", "Organ 2"]),
        ("no, leave out the lead vox", ["Kick", "Bells", "Harp", "Organ", "Organ 2"]),
        ("but not the harp", ["Kick", "Lead Vox", "Bells", "Organ", "Organ 2"]),
    ],
)
def test_some_less(text, tracks):
    (call,) = calls(text, ALL)
    assert (call["tool"], call["args"]["tracks"], call["args"]["format"]) == ("export", tracks, "wav")


@pytest.mark.parametrize("text", ["forgot the harp, add that", "you missed the harp", "add the harp"])
def test_some_more(text):
    (call,) = calls(text, TWO)
    assert call == {"tool": "export", "args": {"what": "tracks", "tracks": ["Kick", "Bells", "Harp"]}}


@pytest.mark.parametrize("text", ["the bells can do 4 bars of that", "lead vox 120", "the harp, 75 is plenty"])
def test_a_figure_alone_stretches_nothing(text):
    faded = after(SONG, ("fade the kick in", [("edit_clip", {"clip": "k1", "action": "fade_in", "bars": 2}, ())]))
    assert "change_tempo_key" not in [call["tool"] for call in calls(text, faded)]


@pytest.mark.parametrize("text", ["stretch the bells to 4 bars", "make the harp fit 100 bpm", "harp 10 percent faster"])
def test_what_says_so_stretches(text):
    assert "change_tempo_key" in [call["tool"] for call in calls(text, SONG)]
