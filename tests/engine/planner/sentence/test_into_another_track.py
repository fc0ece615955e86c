"""A tune in another track as well is a copy there; the first and its own notes stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.planner.context import ClipInfo, TrackInfo
from tests.engine.planner.sentence.quartet import SONG, steps

_TUNE = ClipInfo("tune", "reed tune", "Reed", "midi", 0.0, 8.0, bars=(1.0, 5.0))
REED = replace(
    SONG,
    tracks=("Reed", *SONG.tracks),
    clips=(_TUNE, *SONG.clips),
    track_views=(TrackInfo("Reed", "midi"), *SONG.track_views),
)


@pytest.mark.parametrize(
    "text",
    [
        "put the reed tune in the marimba as well, octave lower",
        "put the reed in the marimba too, an octave lower",
        "copy the reed tune to the marimba, octave lower",
        "give the marimba the reed tune, octave down",
        "have the marimba play the reed line an octave lower",
        "reed line in the marimba as well please, one octave down",
    ],
)
def test_a_tune_in_another_track_too(text: str) -> None:
    """Copied, and the copy moved."""
    copied, moved = steps(text, REED)
    assert (copied["args"]["clip"], copied["args"]["track"]) == ("tune", "Marimba")
    assert moved["args"] == {"clip": "$1", "semitones": -12}


def test_two_that_are_moved_are_no_copy() -> None:
    """ "The reed and the marimba"."""
    found = steps("put the reed and the marimba an octave lower", REED)
    assert {one["tool"] for one in found} == {"change_tempo_key"}


def test_what_is_put_into_a_group_is_no_copy() -> None:
    """A folder plays nothing."""
    assert all(one["args"].get("action") != "duplicate" for one in steps("put the reed in the fiddles as well", REED))


def test_the_opening_of_a_track_is_its_first_clip() -> None:
    """And no clip that has the word in its name."""
    opens = ClipInfo("o", "rain open", "Rain", "audio", 0.0, 8.0, bars=(1.0, 5.0))
    song = replace(
        SONG, tracks=(*SONG.tracks, "Rain"), clips=(*SONG.clips, opens),
        track_views=(*SONG.track_views, TrackInfo("Rain", "audio")), markers=SONG.markers[1:],
    )  # fmt: skip
    (step,) = steps("opening marimba is too twinkly, octave down", song)
    assert (step["args"]["clip"], step["args"]["semitones"]) == ("k05", -12)


@pytest.mark.parametrize("text", ["accent every downbeat of the marimba", "accent each downbeat of the marimba"])
def test_every_downbeat(text: str) -> None:
    """The notes on beat 1."""
    (step,) = steps(text, SONG)
    assert (step["args"]["only"], step["args"]["action"]) == ("beat 1", "velocity")


@pytest.mark.parametrize(
    "text", ["call the shaker Rattle, into the fiddles group", "name the shaker Rattle and put it in the fiddles group"]
)
def test_a_name_and_a_group(text: str) -> None:
    """The group keeps its name."""
    named, grouped = steps(text, SONG)
    assert (named["args"]["name"], grouped["args"]["to"]) == ("Rattle", "Fiddles")
