"""Notes as musicians say them: voices of chords, an end of several notes, one that is spared, a wrong one, a key."""

from __future__ import annotations

from typing import Any

import pytest

from engine.assistant.actions.some_notes import some
from engine.media.note import Note, TempoMap
from tests.engine.planner.sentence.quartet import after, steps


def edit(text: str, *before: str) -> dict[str, Any]:
    context = after(*before) if before else None
    made = steps(text, context) if context else steps(text)
    assert len(made) == 1 and made[0]["tool"] == "edit_notes", made
    return {name: value for name, value in made[0]["args"].items() if name not in ("clip", "clips")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("marimba one: remove the lower voice", {"only": "bottom", "action": "delete"}),
        ("drop the bottom note of each marimba chord", {"only": "bottom", "action": "delete"}),
        ("the top notes of marimba one an octave up", {"only": "top", "action": "pitch", "change": 12}),
        ("the marimba chords an inversion up", {"only": "bottom", "action": "pitch", "change": 12}),
        ("the last two notes of marimba one louder", {"only": "last 2", "action": "velocity", "change": 15}),
        ("the first 3 notes of marimba one an octave down", {"only": "first 3", "action": "pitch", "change": -12}),
        ("hold the last marimba chord for two more beats", {"note": -1, "action": "length", "change": 2}),
        ("cut the last note of marimba one short", {"note": -1, "action": "length", "times": 0.5}),
        ("marimba one up an octave but keep the last note", {"only": "not note -1", "action": "pitch", "change": 12}),
        ("marimba notes in stanza 1 softer", {"action": "velocity", "change": -15}),
        ("marimba notes in stanza 1 10 velocity down", {"action": "velocity", "change": -10}),
        ("make the marimba equally loud", {"action": "velocity", "amount": 1}),
        ("the second marimba note is wrong, it's meant to be a B", {"note": 2, "action": "pitch", "to": "B"}),
    ],
)
def test_notes_as_they_are_said(text: str, told: dict[str, Any]) -> None:
    assert {name: value for name, value in edit(text).items() if name not in ("start_bar", "end_bar")} == told


def test_a_wrong_note_has_its_bar() -> None:
    told = {"only": "D", "action": "pitch", "to": "C", "start_bar": 15, "end_bar": 16}
    assert edit("the marimba goes for a D in bar 15, should be C") == told


def test_some_are_left_out_behind_an_edit_of_all() -> None:
    told = {"action": "velocity", "change": -15, "only": "not first of bar", "start_bar": 5, "end_bar": 13}
    made = edit("not the first note of each bar", "marimba notes in stanza 1 softer")
    assert made.items() <= told.items() and made["only"] == "not first of bar"


@pytest.mark.parametrize(
    "text",
    [
        "make the cajon equally loud",
        "not the last note",
        "the marimba is wrong, it's meant to be loud",
        "keep the last note",
    ],
)
def test_what_is_no_edit_of_notes_is_none(text: str) -> None:
    assert not [one for one in steps(text) if one["tool"] == "edit_notes"]


@pytest.mark.parametrize(
    ("text", "key"),
    [("drop the marimba to G minor", "G minor"), ("transpose the marimba so it's in B flat major", "Bb major")],
)
def test_one_thing_in_another_key(text: str, key: str) -> None:
    (step,) = steps(text)
    assert (step["tool"], step["args"]["key"]) == ("change_tempo_key", key)


@pytest.mark.parametrize("text", ["drop the marimba to G", "write a bass line in G minor", "we're in G minor"])
def test_what_tells_no_key_of_a_thing_turns_none(text: str) -> None:
    assert not [one for one in steps(text) if "key" in one["args"] and one["tool"] == "change_tempo_key"]


def test_the_voices_of_chords_and_the_ends_of_a_line() -> None:
    notes = [Note(pitch, beat, 1) for beat in (0, 1) for pitch in (60, 64, 67)] + [Note(72, 2, 1)]
    assert [one.pitch for one in some(notes, "top", TempoMap()) or ()] == [67, 67]
    assert [one.pitch for one in some(notes, "bottom", TempoMap()) or ()] == [60, 60]
    assert [one.pitch for one in some(notes, "last 1", TempoMap()) or ()] == [72]
    assert len(some(notes, "first 2", TempoMap()) or ()) == 6
    line = [Note(pitch, beat, 1) for beat, pitch in enumerate((60, 62, 64, 72))]
    assert [one.pitch for one in some(line, "top", TempoMap()) or ()] == [64, 72]
