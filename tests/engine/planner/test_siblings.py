"""What one request did to several clips is put right for all, and done to all clips of another track."""

from __future__ import annotations

import pytest

from engine.planner.context import Context
from tests.engine.planner.session import after, calls
from tests.engine.planner.test_counted_clips import SONG

LEAD = ("v1", "v2", "v3")
SQUASHED = after(
    SONG,
    ("compress the lead", [("apply_effect", {"clip": one, "effect": "compressor", "ratio": 4.0}, ()) for one in LEAD]),
)
KICK = after(SONG, ("compress the kick", [("apply_effect", {"clip": "k1", "effect": "compressor", "ratio": 4.0}, ())]))
VERSE = after(SONG, ("drive on the lead in the verse", [("apply_effect", {"clip": "v1", "effect": "distortion"}, ())]))
SENT = after(
    SONG,
    (
        "send organ and bells to Hall at -10",
        [("route", {"action": "send", "tracks": ["Organ", "Bells"], "to": "Hall", "value_db": -10}, ())],
    ),
)


def _on(text: str, context: Context) -> list[str]:
    return sorted(str(call["args"].get("clip")) for call in calls(text, context))


@pytest.mark.parametrize("text", ["3 to 1 on that though", "ratio 3", "make that 3:1", "no, ratio of 3"])
def test_a_correction_reaches_all(text):
    assert _on(text, SQUASHED) == [*LEAD]
    assert all(call["args"]["ratio"] == 3 for call in calls(text, SQUASHED))


@pytest.mark.parametrize("text", ["the last one only 3 to 1", "3 to 1 in the chorus"])
def test_one_that_is_picked_out_stays_alone(text):
    assert _on(text, SQUASHED) != [*LEAD]


@pytest.mark.parametrize("text", ["same for the lead vox", "lead vox too", "and do the lead vox too", "lead as well"])
def test_the_same_for_each_clip_of_another_track(text):
    assert _on(text, KICK) == [*LEAD]


def test_only_beside_what_it_was_done_to():
    assert _on("bells too", VERSE) == ["b1"]


def test_one_of_two_that_were_sent():
    (call,) = calls("bells 4 less", SENT)
    assert call["args"]["track"] == "Bells"
    assert "tracks" not in call["args"]


def test_too_is_no_complaint():
    outro = {"track": "Kick", "parameter": "mute", "from": 1, "to": 1, "start_bar": 29, "end_bar": 33}
    muted = after(SONG, ("mute the kick in the outro", [("automate", outro, ())]))
    assert {call["args"].get("track") for call in calls("bells too, but not the last bar", muted)} != {"Kick"}
