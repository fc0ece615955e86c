"""What is selected is what a request is about that names nothing; what is named goes before it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from engine.planner.context import Context, FileInfo
from tests.engine.planner.sentence.quartet import SONG, after, steps

CLIP = replace(SONG, selected_clips=("k213",), selected_tracks=("Accordion",), selected_bars=(13.0, 29.0),
               is_newly_selected=True)  # fmt: skip
MIDI_CLIP = replace(SONG, selected_clips=("k013",), selected_tracks=("Marimba",), selected_bars=(13.0, 29.0),
                    is_newly_selected=True)  # fmt: skip
NOTES = replace(SONG, selected_tracks=("Marimba",), selected_bars=(13.0, 17.0), is_newly_selected=True)
TRACK = replace(SONG, selected_tracks=("Cajon",), is_newly_selected=True)
BARS = replace(SONG, selected_bars=(13.0, 21.0), is_newly_selected=True)


def _only(text: str, context: Context) -> dict[str, Any]:
    found = steps(text, context)
    assert len(found) == 1, (text, found)
    return {"tool": found[0]["tool"], **found[0]["args"]}


@pytest.mark.parametrize("text", ["3 db down", "this 3 db down", "take it 3 db down"])
def test_a_selected_clip_is_turned_and_not_its_track(text: str) -> None:
    """The clip of two on its track."""
    assert _only(text, CLIP)["clip"] == "k213"


@pytest.mark.parametrize("text", ["mute", "mute this", "mute it"])
def test_a_selected_clip_is_muted_over_its_bars(text: str) -> None:
    """The other clip of the track is still heard."""
    told = _only(text, CLIP)
    assert (told["tool"], told["start_bar"], told["end_bar"]) == ("automate", 13.0, 29.0)


def test_selected_notes_are_those_in_the_bars() -> None:
    """Not all notes of the track."""
    told = _only("up an octave", NOTES)
    assert (told["clip"], told["start_bar"], told["end_bar"], told["semitones"]) == ("k013", 13, 17, 12)


@pytest.mark.parametrize(
    ("text", "change"), [("softer too, all of em down 10", -10), ("these 10 softer", -10), ("velocity down 10", -10)]
)
def test_selected_notes_are_struck_softer_and_no_fader_is_turned(text: str, change: int) -> None:
    """A figure without decibels is one of velocities."""
    told = _only(text, NOTES)
    assert (told["tool"], told["clip"], told["change"]) == ("edit_notes", "k013", change)
    assert (told["start_bar"], told["end_bar"]) == (13, 17)
    assert _only(text, MIDI_CLIP)["clip"] == "k013"


def test_decibels_of_selected_notes_are_a_level_in_their_bars() -> None:
    """The near twin."""
    told = _only("3 db down", NOTES)
    assert (told["tool"], told["parameter"], told["start_bar"], told["end_bar"]) == ("automate", "volume", 13, 17)


def test_a_transposition_of_selected_notes_is_no_velocity() -> None:
    """ "Down 2"."""
    assert _only("transpose it down 2", NOTES)["semitones"] == -2


def test_clauses_are_all_about_it() -> None:
    """Both of them."""
    found = steps("octave down and a bit softer", NOTES)
    assert [one["tool"] for one in found] == ["change_tempo_key", "edit_notes"]
    assert {one["args"]["clip"] for one in found} == {"k013", "$1"}


@pytest.mark.parametrize(
    ("text", "action"), [("solo", "solo"), ("bit to the left", "pan"), ("quieter, 3 db", "gain"), ("mute it", "mute")]
)
def test_a_selected_track_is_what_is_mixed(text: str, action: str) -> None:
    """Without a name."""
    told = _only(text, TRACK)
    assert (told["action"], told["track"]) == (action, "Cajon")


@pytest.mark.parametrize("text", ["delete this", "delete it", "delete"])
def test_a_selected_track_goes_as_a_whole(text: str) -> None:
    """And not what lies on it."""
    assert _only(text, TRACK) == {"tool": "arrange", "action": "delete", "track": "Cajon"}


@pytest.mark.parametrize(
    "text", ["mute the double bass here", "mute the double bass in this part", "no accordion here"]
)
def test_here_is_where_the_selection_lies(text: str) -> None:
    """And not the whole song."""
    told = _only(text, BARS)
    assert (told["parameter"], told["start_bar"], told["end_bar"]) == ("mute", 13, 21)


def test_what_is_named_goes_before_what_is_selected() -> None:
    """A name in the sentence."""
    assert _only("accordion 2 db up", TRACK)["track"] == "Accordion"
    assert steps("everything 2 db down", TRACK) == steps("everything 2 db down", SONG)


def test_a_named_place_goes_before_selected_bars() -> None:
    """ "Here" with another place is none of it."""
    told = _only("mute the double bass in the opening", BARS)
    assert (told["start_bar"], told["end_bar"]) == (1, 5)


def test_what_is_attached_goes_before_what_is_selected() -> None:
    """The file is what "this" means."""
    attached = replace(TRACK, files=(FileInfo("file1", "hum.wav"),))
    assert not any(one["args"].get("track") == "Cajon" for one in steps("mute it", attached))


@pytest.mark.parametrize("text", ["same here", "same", "this one too", "same for this one"])
def test_the_same_is_done_to_what_is_newly_selected(text: str) -> None:
    """And not once more to what it was done to."""
    done = after("marimba 2 db up", SONG)
    told = _only(text, replace(done, selected_tracks=("Cajon",), is_newly_selected=True))
    assert (told["track"], told["action"], told["value_db"]) == ("Cajon", "gain", 2.0)


def test_what_was_selected_before_is_none_of_the_next_request() -> None:
    """What was worked on last goes before it."""
    done = after("marimba 2 db up", TRACK)
    still = replace(done, is_newly_selected=False)
    assert all(one["args"].get("track") != "Cajon" for one in steps("a bit more", still))


def test_a_stretch_from_one_beat_to_another_is_one_place() -> None:
    """No more than these bars."""
    told = _only("marimba up an octave from bar 17 beat 3 to bar 19 beat 2", SONG)
    assert (told["clip"], told["start_bar"], told["end_bar"]) == ("k013", 17.5, 19.25)
