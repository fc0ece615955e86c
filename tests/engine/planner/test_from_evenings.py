"""Causes that two sealed hands brought up: bars in words, "after all", what was never put on, markers told first."""

from __future__ import annotations

import pytest

from engine.planner.context import ClipInfo, Context, TrackInfo
from engine.planner.offline.planner import OfflinePlanner
from engine.planner.offline.text.bar_words import with_bar_figures
from tests.engine.planner.session import after, calls
from tests.engine.planner.test_from_folk import numbered

TRACKS = ("Guitar", "Vox", "Drums", "Synth")
SONG = Context(
    tempo=100,
    clips=tuple(
        ClipInfo(f"c{at}", name.lower(), name, "midi" if name == "Synth" else "audio", 0, 19.2, bars=(1.0, 9.0))
        for at, name in enumerate(TRACKS, 1)
    ),
    tracks=TRACKS,
    track_views=tuple(TrackInfo(name) for name in TRACKS),
    markers=(("Song", 3.0), ("Refrain", 5.0)),
)
PANNED = numbered(after(
    SONG,
    ("mute the drums", [("mix", {"track": "Drums", "action": "mute"}, ())]),
    ("pan the guitar left", [("mix", {"track": "Guitar", "action": "pan", "value": -1.0}, ())]),
))  # fmt: skip


@pytest.mark.parametrize(("said", "figures"), [
    ("bars one to four", "bars 1 to 4"),
    ("in bars three, five and seven", "in bars 3, 5 and 7"),
    ("to the end of bar twenty-four", "to the end of bar 24"),
    ("sing \"bar one is closing\" at bar two", "sing \"bar one is closing\" at bar 2"),
])  # fmt: skip
def test_bars_in_words_are_figures(said: str, figures: str) -> None:
    assert with_bar_figures(said) == figures


def test_a_level_over_bars_in_words() -> None:
    (call,) = calls("the guitar fights my voice, turn it down three dB in bars one to four", SONG)
    assert (call["args"]["track"], call["args"]["start_bar"], call["args"]["end_bar"]) == ("Guitar", 1, 5)


@pytest.mark.parametrize("words", ["undo that after all", "hm no, right was better after all. undo that"])
def test_after_all_is_not_all(words: str) -> None:
    assert calls(words, PANNED) == [{"tool": "undo", "args": {}}]


def test_all_is() -> None:
    assert calls("undo it all", PANNED) == [{"tool": "undo", "args": {"target": "everything"}}]


@pytest.mark.parametrize("words", [
    "the singer hates the slapback. get rid of it, rest stays",
    "take the slapback off",
])  # fmt: skip
def test_what_was_never_put_on_is_asked(words: str) -> None:
    assert [one.task for one in OfflinePlanner().plan(words, PANNED).steps] == ["ask"]


@pytest.mark.parametrize("words", [
    "the mark Refrain stands wrong, it belongs to bar 7",
    "move the mark Refrain to bar 7",
])  # fmt: skip
def test_a_marker_that_is_told_first(words: str) -> None:
    (call,) = calls(words, SONG)
    assert call["args"] == {"action": "move", "name": "Refrain", "bar": 7}


def test_all_of_it_is_the_mix_and_no_part_called_song() -> None:
    (call,) = calls("a flac of all of it for the grandparents, please", SONG)
    assert call["args"] == {"what": "mix", "format": "flac"}


def test_roughly_how_long() -> None:
    (call,) = calls("how long is the whole song now, roughly?", SONG)
    assert call["args"] == {"aspect": "length"}


def test_chords_that_something_goes_with_are_no_style() -> None:
    call = calls("need a bassline for bars 1-4 that goes with Fm Db Ab Eb", SONG)[0]
    assert "style" not in call["args"]
    assert call["args"]["chords"] == ["Fm", "Db", "Ab", "Eb"]


def test_short_and_plucky_like_staccato() -> None:
    (call,) = calls("make the synth notes short and plucky, like staccato", SONG)
    assert call["args"]["action"] == "staccato"
